"""The journal's contents as a panel shows them."""

from __future__ import annotations

from typing import NamedTuple, Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ..states import Transfer, TransferFile
from .journal import Journal

MOST_FILES = 60
"""The most files shown of the selected transfer."""


class Queue(NamedTuple):
    """All transfers, and the files of the selected one."""

    transfers: Tuple[Transfer, ...]
    limit: int
    """Bytes a second, 0 for none."""
    selected: Optional[str]
    files: Tuple[TransferFile, ...]


def read_queue(journal: Journal, selected: str | None) -> Queue:
    """Reads only. Without ``selected`` the newest is."""
    transfers = journal.transfers()
    if all(each.id != selected for each in transfers):
        selected = transfers[0].id if transfers else None
    files = journal.some_files(selected, MOST_FILES) if selected else ()
    return Queue(transfers, journal.limit(), selected, files)
