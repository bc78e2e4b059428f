"""``python -m foxsubmit``, and the program ``foxsubmit``."""

from __future__ import annotations

import sys

INTERRUPTED = 130
"""``ExitCode.INTERRUPTED``, before there is one."""


def main() -> int:
    """Run the command line; Ctrl+C is no traceback while it is still being loaded."""
    try:
        from .cli import main as run  # noqa: PLC0415 - what may be interrupted
    except KeyboardInterrupt:
        return INTERRUPTED
    return run()


if __name__ == "__main__":
    sys.exit(main())
