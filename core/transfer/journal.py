"""The truth about every submission, in SQLite: what was planned, what arrived, what is left to do.

Panels and the CLI write submissions and wishes; the agent writes everything else. A step is recorded
before and after it is made, so whatever is killed when, the next agent knows where it stood.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..errors import FoxError
from ..i18n import _
from ..plan.plan import Plan, from_json
from ..state import Transfer, TransferState

VERSION = 1
SCHEMA = """
CREATE TABLE submissions (
    id TEXT PRIMARY KEY, created REAL NOT NULL, name TEXT NOT NULL, account TEXT NOT NULL,
    plan TEXT NOT NULL, state TEXT NOT NULL, wish TEXT NOT NULL DEFAULT 'go', task_id INTEGER,
    message TEXT NOT NULL DEFAULT '', speed REAL NOT NULL DEFAULT 0, folder TEXT NOT NULL DEFAULT '',
    failed_in TEXT NOT NULL DEFAULT '');
CREATE TABLE files (
    submission TEXT NOT NULL, server TEXT NOT NULL, local TEXT NOT NULL, scene INTEGER NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0, arrived INTEGER NOT NULL DEFAULT 0, new INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (submission, server));
CREATE TABLE known (
    access_id TEXT NOT NULL, local TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (access_id, local));
CREATE TABLE results (
    submission TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, modified TEXT NOT NULL,
    PRIMARY KEY (submission, path));
"""
OPEN_STATES = tuple(state.value for state in TransferState if not state.over)


class Journal:
    """One connection; make one for each thread."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(str(path), timeout=10, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._use_wal()
        self._db.execute("PRAGMA synchronous=NORMAL")
        with self._transaction():
            if self._db.execute("PRAGMA user_version").fetchone()[0] == 0:
                for statement in SCHEMA.split(";"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version={VERSION}")

    def _use_wal(self) -> None:
        """Readers never wait. Two that open a new journal at once get "locked" here without the timeout."""
        for _try in range(100):
            try:
                self._db.execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError:
                time.sleep(0.02)
        raise FoxError(_("The journal is in use by another program for too long: try again in a moment."))

    def close(self) -> None:
        """Release the file."""
        self._db.close()

    # What panels and the CLI write.

    def add(self, plan: Plan, submission: str | None = None) -> str:
        """Write a submission down; the agent does the rest."""
        submission = submission or uuid.uuid4().hex
        rows = [(submission, file.server, file.local.path, file.scene, file.local.size,
                 file.local.mtime_ns, file.local.inode) for file in plan.files]
        with self._transaction():
            self._db.execute(
                "INSERT INTO submissions (id, created, name, account, plan, state, folder)"
                " VALUES (?,?,?,?,?,?,?)",
                (submission, time.time(), plan.name, plan.account, plan.to_json(),
                 TransferState.PLANNED.value, plan.folder))
            self._db.executemany(
                "INSERT INTO files (submission, server, local, scene, size, mtime_ns, inode)"
                " VALUES (?,?,?,?,?,?,?)",
                rows)
        return submission

    def add_fetch(self, account: str, name: str, task_id: int, folder: str) -> str:
        """Write down that a task's results are wanted in ``folder``; again if they were before."""
        row = self._db.execute(
            "SELECT id FROM submissions WHERE account=? AND task_id=?", (account, task_id)).fetchone()
        with self._transaction():
            if row is not None:
                self._db.execute("UPDATE submissions SET folder=?, wish='go', message='' WHERE id=?",
                                 (folder, row["id"]))
                self._db.execute(
                    "UPDATE submissions SET state=? WHERE id=? AND (state IN (?, ?) OR failed_in=?)",
                    (TransferState.WATCHING.value, row["id"], TransferState.FETCHED.value,
                     TransferState.CANCELLED.value, TransferState.WATCHING.value))
                return str(row["id"])
            submission = uuid.uuid4().hex
            self._db.execute(
                "INSERT INTO submissions (id, created, name, account, plan, state, task_id, folder)"
                " VALUES (?,?,?,?,'',?,?,?)",
                (submission, time.time(), name, account, TransferState.WATCHING.value, task_id, folder))
        return submission

    def wish(self, submission: str, wish: str) -> None:
        """Ask the agent to ``go`` on, ``pause`` or ``cancel``."""
        self._db.execute("UPDATE submissions SET wish=? WHERE id=?", (wish, submission))
        if wish == "go":
            # A failed one takes up where it stood: what arrived stays, what was submitted is not again.
            self._db.execute("UPDATE submissions SET message='', state=failed_in WHERE id=? AND state=?",
                             (submission, TransferState.FAILED.value))

    # What the agent writes.

    def record(self, submission: str, state: TransferState | None = None, **values: Any) -> None:
        """Set the state, or ``task_id``, ``message``, ``speed``."""
        columns = {**values, **({"state": state.value} if state else {})}
        places = ", ".join(f"{name}=?" for name in columns)
        self._db.execute(f"UPDATE submissions SET {places} WHERE id=?",  # noqa: S608 - column names are ours
                         (*columns.values(), submission))

    def fail(self, submission: str, message: str) -> None:
        """Give up, until somebody wishes it to go on from where it stands."""
        self._db.execute("UPDATE submissions SET failed_in=state, state=?, message=?, speed=0 WHERE id=?",
                         (TransferState.FAILED.value, message, submission))

    def progress(self, submission: str, server: str, done: int, speed: float) -> None:
        """Bytes of one file that have left, and bytes a second."""
        with self._transaction():
            self._db.execute("UPDATE files SET done=? WHERE submission=? AND server=?", (done, submission, server))
            self._db.execute("UPDATE submissions SET speed=? WHERE id=?", (speed, submission))

    def arrived(self, submission: str, access_id: str, arrivals: Sequence[Arrival]) -> None:
        """Files that are whole on the farm, with what they were like here."""
        with self._transaction():
            self._db.executemany(
                "UPDATE files SET arrived=1, done=size, new=? WHERE submission=? AND server=?",
                [(each.sent, submission, each.server) for each in arrivals])
            self._db.executemany(
                "INSERT OR REPLACE INTO known VALUES (?,?,?,?,?,?)",
                [(access_id, each.local, each.size, each.mtime_ns, each.inode, each.sha256) for each in arrivals])

    def moved(self, submission: str, server: str, size: int, mtime_ns: int, inode: int) -> None:
        """The file is another one than when it was planned."""
        self._db.execute("UPDATE files SET size=?, mtime_ns=?, inode=?, done=0 WHERE submission=? AND server=?",
                         (size, mtime_ns, inode, submission, server))

    def fetched(self, submission: str, path: str, size: int, modified: str) -> None:
        """A result is on this machine."""
        self._db.execute("INSERT OR REPLACE INTO results VALUES (?,?,?,?)", (submission, path, size, modified))

    # What anybody reads.

    def open_submissions(self) -> list[Row]:
        """Those that are not over, oldest first."""
        marks = ",".join("?" * len(OPEN_STATES))
        rows = self._db.execute(
            f"SELECT * FROM submissions WHERE state IN ({marks}) ORDER BY created", OPEN_STATES)  # noqa: S608
        return [Row(row) for row in rows]

    def get(self, submission: str) -> Row:
        """One submission as it is now."""
        return Row(self._db.execute("SELECT * FROM submissions WHERE id=?", (submission,)).fetchone())

    def find(self, task_id: int | None = None) -> Row | None:
        """The submission of a task; without one the newest of all."""
        where = "" if task_id is None else "WHERE task_id=?"
        row = self._db.execute(
            f"SELECT * FROM submissions {where} ORDER BY created DESC LIMIT 1",  # noqa: S608
            () if task_id is None else (task_id,)).fetchone()
        return None if row is None else Row(row)

    def files(self, submission: str) -> list[sqlite3.Row]:
        """Those of its files that have not arrived, the scene last: it is of no use without the rest."""
        return list(self._db.execute(
            "SELECT * FROM files WHERE submission=? AND arrived=0 ORDER BY scene, rowid", (submission,)))

    def known(self, access_id: str) -> dict[str, tuple[int, int, int, str]]:
        """(size, mtime_ns, inode, sha256) of every file that ever arrived at this account, by local path."""
        rows = self._db.execute("SELECT * FROM known WHERE access_id=?", (access_id,))
        return {row["local"]: (row["size"], row["mtime_ns"], row["inode"], row["sha256"]) for row in rows}

    def results(self, submission: str) -> dict[str, tuple[int, str]]:
        """Size and time of the results that are on this machine, by path."""
        rows = self._db.execute("SELECT * FROM results WHERE submission=?", (submission,))
        return {row["path"]: (row["size"], row["modified"]) for row in rows}

    def transfers(self) -> tuple[Transfer, ...]:
        """Everything, newest first, as the panel shows it."""
        return tuple(map(_transfer, self._db.execute(OVERVIEW)))

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


OVERVIEW = """
SELECT s.id, s.name, s.state, s.wish, s.task_id, s.message, s.speed, s.folder,
       COUNT(f.server) AS files, COALESCE(SUM(f.arrived), 0) AS files_done, COALESCE(SUM(f.size), 0) AS bytes,
       COALESCE(SUM(f.done), 0) AS bytes_done, COALESCE(SUM(f.size * f.new), 0) AS bytes_new,
       (SELECT COUNT(*) FROM results r WHERE r.submission = s.id) AS fetched
FROM submissions s LEFT JOIN files f ON f.submission = s.id
GROUP BY s.id ORDER BY s.created DESC
"""


class Arrival:
    """A file that is whole on the farm."""

    def __init__(self, row: sqlite3.Row, size: int, mtime_ns: int, inode: int, sha256: str, *, sent: bool) -> None:
        self.server: str = row["server"]
        self.local: str = row["local"]
        self.size, self.mtime_ns, self.inode = size, mtime_ns, inode
        self.sha256 = sha256
        self.sent = sent
        """False when it lay there already."""


class Row:
    """One submission."""

    def __init__(self, row: sqlite3.Row) -> None:
        self.id: str = row["id"]
        self.name: str = row["name"]
        self.account: str = row["account"]
        self.state = TransferState(row["state"])
        self.wish: str = row["wish"]
        self.task_id: int | None = row["task_id"]
        self.message: str = row["message"]
        self.folder: str = row["folder"]
        self._plan: str = row["plan"]

    def plan(self) -> Plan:
        """The document that was submitted."""
        return from_json(self._plan)


def _transfer(row: sqlite3.Row) -> Transfer:
    state = TransferState(row["state"])
    paused = row["wish"] == "pause" and not state.over
    return Transfer(
        id=row["id"], name=row["name"], state=TransferState.PAUSED if paused else state,
        task_id=row["task_id"], message=row["message"], files=row["files"], files_done=row["files_done"],
        bytes=row["bytes"], bytes_done=row["bytes_done"], bytes_new=row["bytes_new"], speed=row["speed"],
        fetched=row["fetched"], folder=row["folder"])


