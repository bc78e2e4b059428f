"""What a command writes on stdout for scripts: one JSON document a run."""

from __future__ import annotations

import json
import sys
from typing import Any

from .core.common.errors import FoxError, NoAnswer, Refused


def write_json(document: Any) -> None:
    """Write one JSON document; every ``--json`` of the command line ends here."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def write_error(error: FoxError) -> None:
    """Write the document of a command that failed: its sentence, and the farm's code where the farm refused."""
    code = error.code if isinstance(error, (Refused, NoAnswer)) else 0
    write_json({"error": {"message": str(error), "code": code or None}})
