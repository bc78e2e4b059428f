"""Lines that the renderer prints for the farm that started it."""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import Any

MARK = "@fox "


def tell(event: str, **details: Any) -> None:
    """Print one event at once."""
    # Blender's own output is buffered elsewhere and may have stopped in the middle of a line.
    sys.stdout.write(f"\n{MARK}{json.dumps({'event': event, **details})}\n")
    sys.stdout.flush()


def end_with_the_farm() -> None:
    """End this process as soon as nobody holds the other end of its standard input."""
    threading.Thread(target=_wait_for_the_end, daemon=True, name="farm").start()


def _wait_for_the_end() -> None:
    try:
        while os.read(0, 4096):
            pass
    finally:  # a broken pipe is an end as well
        os._exit(3)
