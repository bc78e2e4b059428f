"""Start a program with a memory limit.

This file is run by its path: it limits itself and becomes the program. ``preexec_fn`` would do the same in this process
between fork and exec, where another thread may hold a lock for ever.
"""

from __future__ import annotations

import os
import sys

MIB = 1 << 20


def limited(command: list[str], memory: int) -> list[str]:
    """Return the argument list that runs ``command`` with that many MiB; without a limit it is ``command`` itself."""
    if not memory or os.name != "posix":
        return command
    return [sys.executable, "-I", "-S", __file__, str(memory * MIB), *command]


def main(arguments: list[str]) -> None:
    """Limit this process and become the program."""
    import resource  # noqa: PLC0415 - Windows has none, and never gets here

    memory = int(arguments[0])
    # What it asks for, rather than the address space: Blender reserves far more of that than it ever uses.
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    os.execvp(arguments[1], arguments[1:])  # noqa: S606 - an argument list, and no shell


if __name__ == "__main__":
    main(sys.argv[1:])
