"""Other names of a folder on Windows: a share of this machine, and a drive that is mapped to it."""

from __future__ import annotations

import contextlib
import os
import string
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.systems import WINE

SHARES = "localhost"
"""The machine itself as a server; its disks are the shares ``c$`` and so on, for an administrator."""


def share_of(folder: Path) -> Path:
    """A folder as a share of a server names it; in Wine, which has no server, a link of its own stands for it."""
    drive, rest = os.path.splitdrive(folder)
    share = f"{drive.rstrip(':').lower()}$"
    if WINE:
        below = _drives(f"unc/{SHARES}")
        _unix("mkdir", "-p", below)
        _unix("ln", "-sfn", _drives(drive.lower()), f"{below}/{share}")
        _wait(Path(f"//{SHARES}/{share}/"))
    return Path(f"//{SHARES}/{share}{rest}")


@contextlib.contextmanager
def mapped(folder: Path) -> Iterator[Path]:
    """The root of a drive that is ``folder`` for a while."""
    drive = next(f"{letter}:" for letter in string.ascii_uppercase[12:] if not Path(f"{letter}:/").exists())
    if WINE:  # whose subst does nothing
        letter, _colon, rest = folder.as_posix().partition(":")
        _unix("ln", "-sfn", _drives(f"{letter.lower()}:{rest}"), _drives(drive.lower()))
        _wait(Path(f"{drive}/"))
    else:
        subprocess.run(["subst", drive, str(folder)], check=True)
    try:
        yield Path(f"{drive}/")
    finally:
        if WINE:
            _unix("rm", "-f", _drives(drive.lower()))
        else:
            subprocess.run(["subst", drive, "/D"], check=True)


def _drives(path: str) -> str:
    """Name what lies below Wine's drives as the system does that it runs on."""
    return f"{os.environ['WINEPREFIX']}/dosdevices/{path}"


def _unix(program: str, *arguments: str) -> None:
    """A program of the system that Wine runs on; it has no handle of it, so that another program starts it."""
    subprocess.run(["start", "/unix", f"/bin/{program}", *arguments], check=True)


def _wait(folder: Path) -> None:
    until = time.monotonic() + 20
    while not folder.exists() and time.monotonic() < until:
        time.sleep(0.02)
