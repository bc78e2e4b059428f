"""End a process in which bpy was imported."""

from __future__ import annotations

import os
import sys
from typing import NoReturn


def leave(code: int) -> NoReturn:
    """Flush and end at once.

    WORKAROUND Blender 4.5 hangs and 4.2 crashes at a normal exit when anything still holds bpy, an
    application handler for example; everything worth keeping has been written by then.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
