"""Make sure that a folder has one farm at most."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...core.common.errors import BadInput
from ...core.common.i18n import _
from ...core.common.lock import Lock
from ...core.settings.local_farm import LOCK, read_address


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Lock the folder for one farm.

    Raises:
        BadInput: another farm has locked it.
    """
    lock = Lock(folder / LOCK)
    if not lock.acquire():
        raise _taken(folder)
    try:
        yield
    finally:
        lock.release()


def _taken(folder: Path) -> BadInput:
    other = read_address(folder)
    if other is None:
        return BadInput(_("Another farm is just starting in {folder}: wait a moment and use that one.").format(
            folder=folder))
    return BadInput(_("A farm already serves {folder} at {domain}: use that one, or stop it first.").format(
        folder=folder, domain=other.domain))
