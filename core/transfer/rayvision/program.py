"""Find the vendor's transfer program, ``rayvision_transmitter``, and make it fit to run.

It ships inside the PyPI wheel rayvision-sync (docs/decisions/0008). Nothing of that package is imported.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from ...common.errors import TransferFailed
from ...common.i18n import _
from ...common.load_check import run
from ...common.loading import LoadResult, judged

PROGRAM = "FOXSUBMIT_TRANSMITTER"
"""Environment variable: the program, a folder that holds it, or a Python that has rayvision-sync."""

PACKAGE = "rayvision_sync"
FOLDERS = {"linux": "linux", "win32": "windows"}
"""The wheel's folders by ``sys.platform``: there are builds for x86-64 only, and none for macOS."""

MACHINES = {"x86_64", "amd64"}
ANSWER = "current version:"
"""The program's answer to ``-v``, before the number."""

HELPERS = ("aspera/ascp", "raysync/raysyncproxy")
"""What the program starts itself; beside it, and without the run bit after an installation with pip."""


def find_program(named: str = "", system: str = sys.platform, machine: str = "") -> Path:
    """Return the program's path: as ``named``, else in an installed rayvision-sync.

    Raises:
        TransferFailed: there is none; the sentence says what to install and how to point to it.
    """
    folder = FOLDERS.get(system)
    if folder is None or (machine or platform.machine()).lower() not in MACHINES:
        raise TransferFailed(_(
            "Files go to the farm with the program rayvision_transmitter, which exists for Linux and Windows on "
            "x86-64 only, not for macOS: submit from such a machine, for example with the plan of this one."))
    named = os.environ.get(PROGRAM) or named
    for place in _places(named):
        found = next(_below(place, folder, "rayvision_transmitter" + (".exe" if system == "win32" else "")), None)
        if found is not None:
            return found
    if named:
        raise TransferFailed(_(
            "There is no rayvision_transmitter at {path}: name the program itself, a folder that has it, or a Python "
            "in which rayvision-sync is installed.").format(path=named))
    raise TransferFailed(_(
        "Files go to the farm with the vendor's program rayvision_transmitter, and it is not on this machine: install "
        "it with “pip install rayvision-sync”, into any Python, and name that Python in the settings as the transfer "
        "program."))


def make_runnable(program: Path) -> None:
    """Give the program and its helpers the run bit, for their owner only, if it is missing.

    Raises:
        TransferFailed: it is missing, and this user may not set it.
    """
    if os.name == "nt":
        return
    for path in (program, *(program.parent / helper for helper in HELPERS)):
        if not path.exists() or os.access(path, os.X_OK):
            continue
        try:
            path.chmod(stat.S_IMODE(path.stat().st_mode) | stat.S_IXUSR)
        except OSError as error:
            raise _locked(path) from error
        if not os.access(path, os.X_OK):
            raise _locked(path)


def start_program(program: Path, seconds: float) -> LoadResult:
    """Start it and ask for its version, which it ends with 1; or why it does not start.

    Raises:
        TransferFailed: it is not fit to run, and cannot be made so.
    """
    make_runnable(program)
    ended = run([str(program), "-v"], seconds, {**os.environ, "LD_LIBRARY_PATH": str(program.parent)})
    if ended.code is not None and ANSWER in ended.said:
        return LoadResult(True, ended.said.replace(ANSWER, "").strip())
    return judged(ended, ["transmitter"], seconds)


def _locked(path: Path) -> TransferFailed:
    return TransferFailed(_(
        "{path} may not be run by this user: have its owner run “chmod +x” on it, or install rayvision-sync for "
        "yourself.").format(path=path), path=str(path))


def _places(named: str) -> Iterator[Path]:
    if named:
        path = Path(named)
        # A Python in a virtual environment is a link to another's: what it can import lies around the link.
        yield path.parent.parent if path.is_file() and path.name.lower().startswith("python") else path
        return
    spec = importlib.util.find_spec(PACKAGE)
    if spec is not None and spec.submodule_search_locations:
        yield from map(Path, spec.submodule_search_locations)


def _below(place: Path, folder: str, name: str) -> Iterator[Path]:
    """The program in a place: itself, its folder, the wheel's, a site-packages, a Python's."""
    if place.is_file():
        yield place
    inside = f"transmission/{folder}/{name}"
    installed = f"{PACKAGE}/{inside}"
    for way in (name, f"{folder}/{name}", inside, installed, f"lib/python3*/site-packages/{installed}",
                f"Lib/site-packages/{installed}"):
        yield from (path for path in sorted(place.glob(way)) if path.is_file())
