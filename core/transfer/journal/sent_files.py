"""Write down what became of files that are sent: all of it in one transaction, row by row by their numbers."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..engine import SentContent

FRESH = 3600 * 10**9
"""Nanoseconds for which the note that a file has arrived is not made anew: scenes are submitted again and again."""

HASH = "CASE typeof({0}) WHEN 'blob' THEN lower(hex({0})) ELSE {0} END"
"""A hash as a text; it is kept in half as many bytes, but for one that an older program wrote down."""


class ArrivedFile(NamedTuple):
    """A file that is whole on the farm."""

    row: sqlite3.Row
    content: SentContent
    sent: bool
    """False when it lay there already."""


def packed(sha256: str) -> bytes | str:
    """A hash in as few bytes as it takes; what is none stays as it is."""
    try:
        return bytes.fromhex(sha256) if len(sha256) == 64 else sha256
    except ValueError:
        return sha256


def write_changed(db: sqlite3.Connection, submission: str, changed: Sequence[tuple[int, os.stat_result]]) -> None:
    """Files that are others than when they were planned, by the numbers of their rows."""
    db.executemany(
        "UPDATE files SET size=?, mtime_ns=?, inode=?, done=0, new=1 WHERE rowid=? AND submission=?",
        [(status.st_size, status.st_mtime_ns, status.st_ino, number, submission) for number, status in changed])


def write_arrived(db: sqlite3.Connection, submission: str, access_id: str, arrivals: Iterable[ArrivedFile]) -> None:
    """Files that are whole on the farm, and what they were like here."""
    now = time.time_ns()
    files, known = [], []
    for turn, (row, content, sent) in enumerate(arrivals, now):
        files.append((sent, row["rowid"], submission))
        if content.sha256 and not _noted(row, content, now):
            known.append((access_id, row["local"], *content[:3], packed(content.sha256), turn))
    # What had left before somebody paused stays new, although the next look finds it whole on the farm.
    # Python 3.12.1 takes a numbered "?1" for a name, and warns of it.
    db.executemany("UPDATE files SET arrived=1, done=size, new=MAX(CASE WHEN done > 0 THEN new ELSE 0 END, ?) "
                   "WHERE rowid=? AND submission=?", files)
    db.executemany("INSERT OR REPLACE INTO arrivals VALUES (?,?,?,?,?,?,?)", known)


def write_progress(db: sqlite3.Connection, submission: str, done: Mapping[int, int]) -> None:
    """Bytes that have left, by the numbers of the files' rows."""
    db.executemany("UPDATE files SET done=?, new=MAX(new, ?) WHERE rowid=? AND submission=?",
                   [(count, count > 0, number, submission) for number, count in done.items()])


def _noted(row: sqlite3.Row, content: SentContent, now: int) -> bool:
    """Whether the journal has said so for a short time."""
    return (row["known_sha256"] == content.sha256 and abs(now - row["known_turn"]) < FRESH
            and (row["known_size"], row["known_mtime_ns"], row["known_inode"]) == content[:3])
