"""What is rendered again is watched, and fetched, again. Blocks: for workers."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

from ...settings.settings import Settings
from ...transfer.journal.journal import Journal


def watch_again(settings: Settings, account: str, task_ids: Iterable[int]) -> None:
    """Have the agent watch tasks whose transfers were over; those that this machine does not know stay unknown."""
    with contextlib.closing(Journal(settings.journal)) as journal:
        journal.watch_again(account, task_ids)
