"""The truth about every submission, in SQLite: what was planned, what arrived, what is left to do.

Panels and the CLI write submissions and wishes; the agent writes everything else. A step is recorded
before and after it is made, so whatever is killed when, the next agent knows where it stood.
"""

from __future__ import annotations

import os
import sqlite3
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ...common.errors import BadInput
from ...common.i18n import _
from ...common.transaction import transaction
from ...plan.plan import Plan
from ..states import BEFORE_TASK, SETTLED, Transfer, TransferFile, TransferState
from . import archive
from .adding import Together, insert
from .beats import Beat, Beats, write_beats
from .journal_file import JournalFile
from .looks import Looks
from .notes import COLUMNS, note
from .records import ADD_UP, FILES, OVERVIEW, FetchedResult, Row, transfer
from .sent_files import HASH, ArrivedFile, write_arrived, write_changed, write_progress

OPEN_STATES = tuple(state.value for state in TransferState if not state.over)
MARKS = ",".join("?" * len(OPEN_STATES))
NOTED = {*SETTLED, TransferState.UPLOADING}
"""States that are noted for a journal that is lost: a task has its number, or nothing more will be done."""


class Journal(JournalFile):
    """One connection; make one for each thread."""

    # What panels and the CLI write.

    def add(self, plan: Plan, submission: str | None = None) -> str:
        """Write a submission down; the agent does the rest."""
        with transaction(self._db):
            return self._add(plan, submission or uuid.uuid4().hex)

    def add_all(self, plans: Iterable[Plan], access_id: str = "", together: Together | None = None) -> tuple[str, ...]:
        """Write submissions, all or none; of an account with ``access_id`` what arrived before is not new."""
        together = together or Together()
        with transaction(self._db):
            return tuple([self._add(plan, uuid.uuid4().hex, access_id, together) for plan in plans])

    def _add(self, plan: Plan, submission: str, access_id: str = "", together: Together | None = None) -> str:
        insert(self._db, plan, submission, self._farms.id_of(plan.account), access_id, together)
        self._noted(submission)
        return submission

    def add_fetch(self, account: str, name: str, task_id: int, folder: str, fetch: str | None = None,
                  pattern: str | None = None) -> str:
        """Write down that a task's results are wanted in ``folder``; again if they were before.

        None leaves ``fetch`` and ``pattern`` (``plan.choices``) as they were.
        """
        row, farm = self._of_task(account, task_id), self._farms.id_of(account)
        watching = TransferState.WATCHING.value
        with transaction(self._db):
            if row is not None:
                archive.unpack(self._db, row["id"])
                self._db.execute("UPDATE submissions SET folder=?, wish='go', asked=asked+1, message='', alone=0"
                                 " WHERE id=?", (folder, row["id"]))
                self._db.execute(
                    "UPDATE submissions SET state=?, ended=NULL, task_end='' WHERE id=?"
                    " AND (state IN (?, ?, ?) OR failed_in=?)",
                    (watching, row["id"], watching, *(state.value for state in SETTLED), watching))
                submission = str(row["id"])
            else:
                submission = uuid.uuid4().hex
                self._db.execute(
                    "INSERT INTO submissions (id, created, name, account, farm, plan, state, task_id, folder)"
                    " VALUES (?,?,?,?,?,'',?,?,?)",
                    (submission, time.time(), name, account, farm, watching, task_id, folder))
            for column, value in (("fetch", fetch), ("pattern", pattern)):
                if value is not None:
                    self._db.execute(f"UPDATE submissions SET {column}=? WHERE id=?",  # noqa: S608 - ours
                                     (value, submission))
            self._noted(submission, watching)
        return submission

    def want_frames(self, account: str, name: str, task_id: int, frames: Iterable[tuple[int, str]],
                    folder: str) -> str:
        """Write down that frames of a task, (the task that holds it, its name), are wanted before all others.

        Where nothing of the task is under way to a folder, they come alone.
        """
        row, farm = self._of_task(account, task_id), self._farms.id_of(account)
        submission, watching = str(row["id"]) if row else uuid.uuid4().hex, TransferState.WATCHING.value
        with transaction(self._db):
            if row is None:
                self._db.execute(
                    "INSERT INTO submissions (id, created, name, account, farm, plan, state, task_id, alone)"
                    " VALUES (?,?,?,?,?,'',?,?,1)", (submission, time.time(), name, account, farm, watching, task_id))
            else:
                archive.unpack(self._db, submission)
                over = row["state"] in [state.value for state in SETTLED]
                if over or not row["folder"]:
                    self._set(submission, alone=1)
                if over or row["failed_in"] == watching:
                    self._set(submission, state=watching, ended=None, task_end="")
            self._set(submission, folder=folder, wish="go", message="")
            self._db.execute("UPDATE submissions SET asked=asked+1 WHERE id=?", (submission,))
            self._db.executemany("INSERT OR IGNORE INTO wanted VALUES (?,?,?)",
                                 [(submission, *frame) for frame in frames])
            self._noted(submission, watching)
        return submission

    def watch_again(self, account: str, task_ids: Iterable[int]) -> None:
        """Have tasks that were over watched, and their results fetched, once more: frames of them are rendered again.

        What was fetched alone stays as it is; how the tasks ended before is forgotten.
        """
        with transaction(self._db):
            for task_id in task_ids:
                for row in self._db.execute(
                        "SELECT id FROM submissions WHERE account=? AND farm IN ('', ?) AND task_id=? AND state=?"
                        " AND alone=0",
                        (account, self._farms.id_of(account), task_id, TransferState.FETCHED.value)).fetchall():
                    archive.unpack(self._db, row["id"])
                    self._db.execute("UPDATE submissions SET asked=asked+1 WHERE id=?", (row["id"],))
                    self._set(row["id"], state=TransferState.WATCHING.value, ended=None, task_end="", message="",
                              wish="go")
                    self._noted(row["id"], TransferState.WATCHING.value)

    def fetch_again(self, submission: str, paths: Iterable[str]) -> bool:
        """Forget that results were fetched, given by their paths on the farm, and have their task watched again.

        False where that cannot be: it is cancelled, or not at its results any more.
        """
        results = [state.value for state in (TransferState.WATCHING, TransferState.FETCHED)]
        with transaction(self._db):
            if not self._db.execute("SELECT 1 FROM submissions WHERE id=? AND state IN (?, ?) AND wish != 'cancel'",
                                    (submission, *results)).fetchone():
                return False
            archive.unpack(self._db, submission)
            self._db.executemany("DELETE FROM results WHERE submission=? AND path=?",
                                 [(submission, path) for path in paths])
            self._db.execute("UPDATE submissions SET asked=asked+1 WHERE id=?", (submission,))
            self._set(submission, state=TransferState.WATCHING.value, ended=None, task_end="", message="", wish="go")
            self._noted(submission, TransferState.WATCHING.value)
        return True

    def wish(self, submission: str, wish: str) -> None:
        """Ask for it to ``go`` on, ``pause`` or ``cancel``; what is being cancelled stays so, and is tried at once."""
        with transaction(self._db):
            if self._db.execute(f"UPDATE submissions SET asked=asked+1 WHERE id=? AND wish='cancel'"  # noqa: S608
                                f" AND state IN ({MARKS})", (submission, *OPEN_STATES)).rowcount:
                return
            self._db.execute("UPDATE submissions SET wish=?, asked=asked+1 WHERE id=?", (wish, submission))
            # Why it waited or failed is not why it waits now.
            self._db.execute(f"UPDATE submissions SET message='', task_end='' WHERE id=? AND state IN ({MARKS})",  # noqa: S608
                             (submission, *OPEN_STATES))
            note(self._db.path, submission, {"wish": wish})
            if wish != "pause":
                # A failed one takes up where it stood: what arrived stays, what was submitted is not again, and what
                # it has on the farm is cancelled.
                self._db.execute(
                    "UPDATE submissions SET message='', ended=NULL, state=failed_in WHERE id=? AND state=?",
                    (submission, TransferState.FAILED.value))

    def wish_all(self, wish: str) -> None:
        """``pause`` all that are not over, or let all ``go`` on, failed ones too, and try at once whatever waits.

        What is being cancelled stays so.
        """
        before = "pause" if wish == "go" else "go"
        with transaction(self._db):
            if wish == "go":
                self._db.execute(
                    "UPDATE submissions SET wish='go', message='', ended=NULL, state=failed_in WHERE state=?",
                    (TransferState.FAILED.value,))
                self._db.execute(f"UPDATE submissions SET asked=asked+1 WHERE wish != 'pause' AND state IN ({MARKS})",  # noqa: S608
                                 OPEN_STATES)
            self._db.execute(
                f"UPDATE submissions SET wish=?, asked=asked+1, message='' WHERE wish=? AND state IN ({MARKS})",  # noqa: S608
                (wish, before, *OPEN_STATES))

    def prioritise(self, submission: str, priority: int) -> None:
        """Set what goes first on this machine; a higher number before a lower one."""
        self._db.execute("UPDATE submissions SET priority=? WHERE id=?", (priority, submission))

    # What the agent writes.

    def record(self, submission: str, state: TransferState | None = None, **values: Any) -> None:
        """Set the state, or ``task_id``, ``message``, ``speed``, ``task_end``, ``fetch_…``."""
        if state is None:
            self._set(submission, **values)
            return
        packed = archive.pack(self._db, submission) if state in SETTLED else None
        # Also after a power cut: a state that was lost would be a second task.
        self._db.execute("PRAGMA synchronous=FULL")
        try:
            with transaction(self._db):
                if state not in SETTLED:
                    archive.unpack(self._db, submission)
                self._set(submission, **values, state=state.value)
                if state is TransferState.UPLOADING:
                    self._db.execute("UPDATE submissions SET started=COALESCE(started, ?) WHERE id=?",
                                     (time.time(), submission))
                self._set(submission, ended=time.time() if state.over else None)
                if state in NOTED:
                    note(self._db.path, submission, {**values, "state": state.value})
                if packed is not None:
                    self._db.execute(ADD_UP, {"id": submission})
                    archive.store(self._db, submission, packed)
        finally:
            self._db.execute("PRAGMA synchronous=NORMAL")

    def _set(self, submission: str, **columns: Any) -> None:
        places = ", ".join(f"{name}=?" for name in columns)
        self._db.execute(f"UPDATE submissions SET {places} WHERE id=?",  # noqa: S608 - column names are ours
                         (*columns.values(), submission))

    def _noted(self, submission: str, state: str | None = None) -> None:
        """Note what a lost journal must not forget (notes.py)."""
        row = self._db.execute("SELECT * FROM submissions WHERE id=?", (submission,)).fetchone()
        note(self._db.path, submission, {**{name: row[name] for name in COLUMNS if name != "state"},
                                         **({"state": state} if state else {})})

    def fail(self, submission: str, message: str) -> None:
        """Give up, until somebody wishes it to go on from where it stands."""
        self._db.execute("UPDATE submissions SET failed_in=state, state=?, message=?, speed=0, ended=? WHERE id=?",
                         (TransferState.FAILED.value, message, time.time(), submission))

    def nothing_moves(self) -> None:
        """An agent that begins forgets the speeds that a killed one left."""
        self._db.execute("UPDATE submissions SET speed=0 WHERE speed != 0")
        self.beat(())

    def beat(self, beats: Iterable[Beat]) -> None:
        """Note the signs of life of the agent's threads; none of an agent that ends."""
        write_beats(self._db, beats)

    def sent(
        self, submission: str, access_id: str = "", *, changed: Sequence[tuple[int, os.stat_result]] = (),
        arrivals: Sequence[ArrivedFile] = (), done: Mapping[int, int] = MappingProxyType({}), speed: float = 0.0
    ) -> None:
        """Write down which files are others than planned, which are whole on the farm, and how far others have left.

        Those of ``changed`` and ``done`` are given by the numbers of their rows; ``speed`` is in bytes a second.
        """
        with transaction(self._db):
            write_changed(self._db, submission, changed)
            write_arrived(self._db, submission, access_id, arrivals)
            write_progress(self._db, submission, done)
            self._set(submission, speed=speed)

    def fetched(self, submission: str, path: str, result: FetchedResult) -> None:
        """Note that a result is on this machine: after its file and its folder were synced."""
        self._db.execute(
            "INSERT OR REPLACE INTO results (submission, path, size, modified, local, mtime_ns, sha256)"
            " VALUES (?,?,?,?,?,?,?)",
            (submission, path, *result))

    def not_wanted(self, submission: str, frames: Iterable[tuple[int, str]]) -> None:
        """Take frames off the list of wanted ones: they have come, or cannot."""
        with transaction(self._db):
            self._db.executemany("DELETE FROM wanted WHERE submission=? AND task_id=? AND frame=?",
                                 [(submission, *frame) for frame in frames])

    def looks(self) -> Looks:
        """Finished tasks that are looked at again."""
        return Looks(self._db)

    # What anybody reads.

    def open_submissions(self) -> list[Row]:
        """Return the submissions that are not over, oldest first."""
        rows = self._db.execute(
            f"SELECT * FROM submissions WHERE state IN ({MARKS}) ORDER BY created", OPEN_STATES)  # noqa: S608
        return [self._row(row) for row in rows]

    def needs_files(self, submissions: Sequence[str]) -> bool:
        """Whether one of these submissions has to send its files, or may have to when it is resumed."""
        marks, before = ",".join("?" * len(submissions)), [state.value for state in BEFORE_TASK]
        states = ",".join("?" * len(before))
        return self._db.execute(
            f"SELECT 1 FROM submissions WHERE id IN ({marks})"  # noqa: S608 - only marks
            f" AND (state IN ({states}) OR (state=? AND failed_in IN ({states})))",
            (*submissions, *before, TransferState.FAILED.value, *before)).fetchone() is not None

    def get(self, submission: str) -> Row:
        """One submission as it is now."""
        return self._row(self._db.execute("SELECT * FROM submissions WHERE id=?", (submission,)).fetchone())

    def find(self, task_id: int | None = None, account: str = "") -> Row | None:
        """Return the newest submission of a task of the account's farm; without a task the newest of all."""
        if account and task_id is not None:
            row = self._of_task(account, task_id)
        else:
            row = self._db.execute("SELECT * FROM submissions WHERE ? IN (task_id, 0) ORDER BY created DESC LIMIT 1",
                                   (task_id or 0,)).fetchone()
        return None if row is None else self._row(row)

    def _of_task(self, account: str, task_id: int) -> sqlite3.Row | None:
        """Task numbers are a farm's own: another that had this account's name has others under the same."""
        row: sqlite3.Row | None = self._db.execute(
            "SELECT * FROM submissions WHERE account=? AND farm IN ('', ?) AND task_id=? ORDER BY created DESC LIMIT 1",
            (account, self._farms.id_of(account), task_id)).fetchone()
        return row

    def _row(self, row: sqlite3.Row) -> Row:
        return Row(row, self._plan, self._plan_lines)

    def _plan_lines(self, submission: str) -> Iterator[str]:
        if not self.has_plan(submission):
            self._plan(submission)
        return archive.plan_lines(self._db, submission)

    def _plan(self, submission: str) -> str:
        plan = archive.plan_of(self._db, submission)
        if plan is None:
            raise BadInput(_("The settings of this submission are not kept any more: only those of newer ones are."))
        return plan

    def has_plan(self, submission: str) -> bool:
        """Whether its settings are known: they are not where the journal was lost, or only results are fetched."""
        return archive.has_plan(self._db, submission)

    def file_count(self, submission: str) -> int:
        """The number of files of it that are sent or were."""
        return int(self._db.execute("SELECT COUNT(*) FROM files WHERE submission=?", (submission,)).fetchone()[0])

    def done(self, submission: str) -> tuple[int, int]:
        """Bytes and files of it that have moved, in either direction: it grows as long as there is progress."""
        row = self._db.execute(
            "SELECT COALESCE(SUM(done), 0), COALESCE(SUM(arrived), 0),"
            " (SELECT COUNT(*) FROM results WHERE submission=:id) FROM files WHERE submission=:id",
            {"id": submission}).fetchone()
        return row[0], row[1] + row[2]

    def files(self, submission: str, access_id: str, most: int) -> Iterator[list[sqlite3.Row]]:
        """Yield the submission's files that have not arrived, in lists of at most ``most``.

        The scene comes last: it is of no use without the rest.
        """
        last, newest = self._db.execute(
            "SELECT MIN(rowid) - 1, MAX(rowid) FROM files WHERE submission=?", (submission,)).fetchone()
        for scene in (0, 1):
            after = last
            while rows := self._db.execute(
                    FILES, (access_id, after, newest, submission, scene, most)).fetchall():
                after = rows[-1]["rowid"]
                yield rows

    def some_files(self, submission: str, most: int) -> tuple[TransferFile, ...]:
        """Return files under way first, then those that wait, then those that arrived."""
        rows = self._db.execute(
            "SELECT local, size, done, arrived, new FROM files WHERE submission=?"
            " ORDER BY arrived, done=0, rowid LIMIT ?", (submission, most))
        return tuple(TransferFile(row["local"], row["size"], row["done"], bool(row["arrived"]), bool(row["new"]))
                     for row in rows)

    def known(self, access_id: str) -> dict[str, tuple[int, int, int, str]]:
        """(size, mtime_ns, inode, sha256) of every file that ever arrived at this account, by local path."""
        rows = self._db.execute(
            f"SELECT local, size, mtime_ns, inode, {HASH.format('sha256')} AS sha256 FROM arrivals"  # noqa: S608
            " WHERE access_id=?", (access_id,))
        return {row["local"]: (row["size"], row["mtime_ns"], row["inode"], row["sha256"]) for row in rows}

    def stamps(self, access_id: str) -> Iterator[tuple[str, int, int, int]]:
        """Yield (local path, size, mtime_ns, inode) of every file that ever arrived at this account."""
        return map(tuple, self._db.execute("SELECT local, size, mtime_ns, inode FROM arrivals WHERE access_id=?",
                                           (access_id,)))

    def results(self, submission: str) -> dict[str, FetchedResult]:
        """The results that are on this machine, by path on the farm."""
        return {row["path"]: FetchedResult(row["size"], row["modified"], row["local"], row["mtime_ns"],
                                           row.get("sha256", ""))
                for row in archive.results_of(self._db, submission)}

    def wanted(self, submission: str) -> frozenset[tuple[int, str]]:
        """Frames that are wanted before all others: (the task that holds it, its name)."""
        rows = self._db.execute("SELECT task_id, frame FROM wanted WHERE submission=?", (submission,))
        return frozenset((row["task_id"], row["frame"]) for row in rows)

    def transfers(self) -> tuple[Transfer, ...]:
        """Everything, newest first, as the panel shows it."""
        return self._transfers("1", ())

    def transfers_not_over(self) -> tuple[Transfer, ...]:
        """Return what is not over, and what failed and may be resumed, newest first."""
        states = (*OPEN_STATES, TransferState.FAILED.value)
        return self._transfers(f"s.state IN ({MARKS},?)", states)

    def _transfers(self, where: str, values: Sequence[Any]) -> tuple[Transfer, ...]:
        rows, beats = self._db.execute(OVERVIEW.format(where=where), values).fetchall(), Beats(self._db)
        return tuple([beats.judged(transfer(row)) for row in rows])

    def changed_since(self, revision: int) -> tuple[Transfer, ...]:
        """Return transfers that changed after that revision, and all under way: their files count for no revision."""
        return self._transfers(f"s.revision > ? OR s.state IN ({MARKS})", (revision, *OPEN_STATES))
