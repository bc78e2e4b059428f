"""Look after the journal beside the agent's work: check it after an end that was none, copy it, keep it small."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from pathlib import Path

from .journal.journal import Journal

log = logging.getLogger(__name__)

DAY = 86_400.0  # seconds after which the journal is checked also where every agent ended well
QUIET, BUSY = 600.0, 3600.0
"""Seconds between two copies of a journal that changes: while nothing is sent or fetched, and while something is."""
BOOT = Path("/proc/sys/kernel/random/boot_id")
AGENT, CHECKED = "agent", "checked"
"""Options of the journal: the boot in which an agent runs, empty once it has ended well; and the last check."""


class Care:
    """Any thread may look; one at a time does something."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._copied = time.monotonic()

    def begin(self, journal: Journal) -> bool:
        """Check the journal where the last agent or the machine did not end well, and once a day.

        False where a fault is found: the journal must be opened anew, which restores it.
        """
        boot = _boot()
        ended_well = journal.option(AGENT) == ""
        checked, _space, at = (journal.option(CHECKED) or "").partition(" ")
        fresh = at == boot and 0 <= time.time() - float(checked or 0) < DAY
        if not (ended_well and fresh):
            if not journal.sound():
                log.warning("the journal is damaged")
                return False
            journal.set_option(CHECKED, f"{time.time()} {boot}")
        journal.set_option(AGENT, boot or "runs")
        return True

    def look(self, journal: Journal, *, busy: bool) -> None:
        """Copy the journal when it is time. Call it from a thread that has nothing to do."""
        if time.monotonic() - self._copied > (BUSY if busy else QUIET) and self._lock.acquire(blocking=False):
            try:
                self._copied = time.monotonic()
                _try(journal)
            finally:
                self._lock.release()

    def end(self, journal: Journal) -> None:
        """Leave the journal small and copied; no other thread works on it any more."""
        _try(journal)
        journal.shrink()
        journal.set_option(AGENT, "")


def _try(journal: Journal) -> None:
    while not journal.forget():
        pass
    try:
        journal.back_up()
    except sqlite3.Error:
        log.warning("the journal could not be copied", exc_info=True)


def _boot() -> str:
    """Return which start of the machine this is; empty where the system does not say."""
    try:
        return BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""
