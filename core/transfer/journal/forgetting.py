"""What the journal forgets, and when (docs/transfers.md): its size is bounded, and what is open is never forgotten."""

from __future__ import annotations

import sqlite3
import time

from ...common.transaction import transaction
from ..states import SETTLED, TransferState
from .archive import pack, store

ENTRIES = 5000
"""Settled submissions that are kept, the newest."""
DETAILS = 8 << 20
"""Bytes of packed plans and lists of results that are kept, those of the newest."""
YEAR = 365 * 86_400  # seconds that a settled submission is kept at most
FAILED = 180 * 86_400  # seconds that a failed one is kept, which may be resumed until then
KNOWN = 200_000
"""Files that are known to have arrived, those that arrived last."""
AT_ONCE = 50
"""Submissions that one call packs, so that nobody waits long for the journal."""
WASTE = 0.1
"""The part of the file that may be unused."""
LEAST = 2 << 20
"""Bytes of the file that may be unused however small it is."""
MUCH = 8 << 20
"""Bytes that are given back step by step: to write the file anew would take twice its room for a moment."""
STEP = 500
"""Pages that are given back at once."""

TABLES = ("plans", "files", "results", "wanted", "archive", "afters", "hook_calls")
_MARKS = ",".join("?" * len(SETTLED))
_STATES = tuple(state.value for state in SETTLED)


def forget(db: sqlite3.Connection, now: float | None = None) -> bool:
    """Pack and forget what is due; False when there is more to do, and it should be called again."""
    now = time.time() if now is None else now
    unpacked = db.execute(
        f"SELECT id FROM submissions WHERE state IN ({_MARKS}) AND (id IN (SELECT submission FROM plans)"  # noqa: S608
        " OR id IN (SELECT submission FROM results)) LIMIT ?", (*_STATES, AT_ONCE)).fetchall()
    for row in unpacked:
        packed = pack(db, row["id"])
        with transaction(db):
            still = db.execute("SELECT state FROM submissions WHERE id=?", (row["id"],)).fetchone()
            if still is not None and still["state"] in _STATES:
                store(db, row["id"], packed)
    _entries(db, now)
    _details(db)
    with transaction(db):
        db.execute("DELETE FROM arrivals WHERE turn <= (SELECT turn FROM arrivals ORDER BY turn DESC LIMIT 1 OFFSET ?)",
                   (KNOWN,))
    return len(unpacked) < AT_ONCE


def shrink(db: sqlite3.Connection) -> bool:
    """Give unused room back to the disk where that is worth it and nothing is open; whether it did.

    An upload counts on the numbers of its rows (``Journal.files``), which change.
    """
    pages, free, size = (int(db.execute(f"PRAGMA {name}").fetchone()[0])
                         for name in ("page_count", "freelist_count", "page_size"))
    open_ones = db.execute(
        f"SELECT 1 FROM submissions WHERE state NOT IN ({_MARKS}) LIMIT 1", _STATES).fetchone()  # noqa: S608
    if open_ones or free * size < LEAST or free < pages * WASTE:
        return False
    in_steps = int(db.execute("PRAGMA auto_vacuum").fetchone()[0])
    if free * size > MUCH and in_steps:
        for _step in range(0, free, STEP):
            db.executescript(f"PRAGMA incremental_vacuum({STEP})")  # in Python 3.11 execute() frees one page of them
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return True
    db.execute("PRAGMA auto_vacuum=INCREMENTAL")  # from now on also one that an older program began
    db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return True


def _entries(db: sqlite3.Connection, now: float) -> None:
    gone = db.execute(
        f"SELECT id FROM submissions WHERE state IN ({_MARKS})"  # noqa: S608
        " ORDER BY COALESCE(ended, created) DESC LIMIT -1 OFFSET ?", (*_STATES, ENTRIES)).fetchall()
    gone += db.execute(
        f"SELECT id FROM submissions WHERE (state IN ({_MARKS}) AND COALESCE(ended, created) < ?)"  # noqa: S608
        " OR (state=? AND COALESCE(ended, created) < ?)",
        (*_STATES, now - YEAR, TransferState.FAILED.value, now - FAILED)).fetchall()
    if not gone:
        return
    ids = [(row["id"],) for row in gone]
    with transaction(db):
        for table in TABLES:
            db.executemany(f"DELETE FROM {table} WHERE submission=?", ids)  # noqa: S608 - names of ours
        db.executemany("DELETE FROM submissions WHERE id=?", ids)


def _details(db: sqlite3.Connection) -> None:
    total, gone = 0, []
    for row in db.execute(
            "SELECT a.submission, SUM(LENGTH(a.data)) AS size FROM archive a"  # noqa: S608 - only marks
            " JOIN submissions s ON s.id = a.submission"
            f" WHERE s.state IN ({_MARKS})"
            " GROUP BY a.submission ORDER BY COALESCE(s.ended, s.created) DESC", _STATES).fetchall():
        total += row["size"]
        if total > DETAILS:
            gone.append((row["submission"],))
    if gone:
        with transaction(db):
            db.executemany("DELETE FROM archive WHERE submission=?", gone)
