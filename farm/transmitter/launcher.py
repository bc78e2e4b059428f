"""The file that a program starts in place of the vendor's ``rayvision_transmitter``."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

from ...core.common import child
from ...core.common.atomic import write_text
from ...core.common.private import private_folder

FOLDER = "transmitter"
"""Folder of a farm with nothing but the launcher: the vendor's client lets everybody write what lies beside it."""

NAME = "rayvision_transmitter"
MODULE = "farm.transmitter.program"


def write_launcher(folder: Path) -> Path:
    """Write the launcher for the farm in ``folder`` and return its path."""
    place = folder / FOLDER
    private_folder(place)
    command = child.command(sys.executable, MODULE, str(folder.resolve()))
    libraries = child.environment()[child.LIBRARIES]
    if os.name == "nt":
        path = place / f"{NAME}.cmd"
        path.write_text(f'@set "{child.LIBRARIES}={_percent(libraries)}"\n'
                        f"@{_percent(subprocess.list2cmdline(command))} %*\n", encoding="utf-8")
        return path
    path = place / NAME
    write_text(path, f"#!/bin/sh\n{child.LIBRARIES}={shlex.quote(libraries)}\nexport {child.LIBRARIES}\n"
                     f'exec {shlex.join(command)} "$@"\n', private=True)
    path.chmod(0o700)
    return path


def _percent(text: str) -> str:
    """Return a text for a batch file, in which a percent sign would begin a variable."""
    return text.replace("%", "%%")
