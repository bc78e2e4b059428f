"""Make a movie of pictures with a Blender of this machine: ``hosts.movies JOB.json``."""

from __future__ import annotations

import subprocess
import sys

from ..core.common import child
from ..core.common.errors import FoxError
from ..core.common.foreign import harmless
from .blender.programs.installed import found
from .blender.programs.program import Program, find_blender, no_blender
from .machine import Machine

MODULE = "hosts.blender.programs.movie"


def main(arguments: list[str]) -> int:
    """Run the job in a Blender; the last line that is written says why that did not work."""
    try:
        program = _program()
    except FoxError as error:
        sys.stdout.write(harmless(str(error)) + "\n")
        return 1
    if program is None:
        sys.stdout.write(harmless(no_blender()) + "\n")
        return 1
    return subprocess.run(program.command(MODULE, *arguments), env=child.environment(), stdin=subprocess.DEVNULL,
                          check=False, creationflags=child.HIDDEN).returncode


def _program() -> Program | None:
    return find_blender() or next((each.program for each in found(Machine.here())), None)
