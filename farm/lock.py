"""One farm a folder, by a lock that the operating system takes back when a farm crashes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..core.errors import BadInput
from ..core.i18n import _
from .address import read_address

if sys.platform == "win32":
    import msvcrt

    def _lock(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder for one farm.

    Raises:
        BadInput: another farm holds it.
    """
    number = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _lock(number)
        except OSError as error:
            raise _taken(folder) from error
        yield
    finally:
        os.close(number)


def _taken(folder: Path) -> BadInput:
    other = read_address(folder)
    if other is None:
        return BadInput(_("Another farm is just starting in {folder}: wait a moment and use that one.").format(
            folder=folder))
    return BadInput(_("A farm already serves {folder} at {domain}: use that one, or stop it first.").format(
        folder=folder, domain=other.domain))
