"""Rows of the journal as objects."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Callable, NamedTuple

from ...api.wire.large_text import LargeText
from ...common.errors import BadInput
from ...model.ending import End
from ...model.job_identity import from_json as identity_from
from ...plan.outline import Outline, outline_of, read_outline
from ...plan.plan import Plan, from_json, head_from
from ...plan.plan_text import part_pieces
from ..states import BEFORE_TASK, WISHED, Transfer, TransferState
from .sent_files import HASH

OVERVIEW = """
SELECT s.*, COALESCE(f.files, 0) + s.sum_files AS files, COALESCE(f.files_done, 0) + s.sum_files_done AS files_done,
       COALESCE(f.bytes, 0) + s.sum_bytes AS bytes, COALESCE(f.bytes_done, 0) + s.sum_bytes_done AS bytes_done,
       COALESCE(f.bytes_new, 0) + s.sum_bytes_new AS bytes_new,
       COALESCE(f.bytes_sent, 0) + s.sum_bytes_new AS bytes_sent,
       (SELECT COUNT(*) FROM results r WHERE r.submission = s.id) + s.sum_fetched AS fetched,
       (SELECT group_concat(w.task_id || ' ' || w.frame, char(10)) FROM wanted w WHERE w.submission = s.id) AS wanted,
       (SELECT group_concat(w.name, char(10)) FROM (
            SELECT COALESCE(o.task_id, NULLIF(a.task_id, 0), o.name, a.other) AS name FROM afters a
            LEFT JOIN submissions o ON o.id = a.other WHERE a.submission = s.id ORDER BY a.rowid) w) AS after
FROM submissions s LEFT JOIN (
    SELECT submission, COUNT(*) AS files, SUM(arrived) AS files_done, SUM(size) AS bytes, SUM(done) AS bytes_done,
           SUM(size * new) AS bytes_new,
           SUM(done * new) AS bytes_sent FROM files GROUP BY submission) f ON f.submission = s.id
WHERE {where}
ORDER BY s.created DESC
"""


# A submission's files were written one behind the other: by their numbers each list begins where the last ended.
FILES = f"""
SELECT f.rowid, f.*, k.size AS known_size, k.mtime_ns AS known_mtime_ns, k.inode AS known_inode,
       {HASH.format('k.sha256')} AS known_sha256, k.turn AS known_turn
FROM files f NOT INDEXED LEFT JOIN arrivals k ON k.access_id=? AND k.local=f.local
WHERE f.rowid > ? AND f.rowid <= ? AND f.submission=? AND f.scene=? AND f.arrived=0 ORDER BY f.rowid LIMIT ?
"""  # noqa: S608 - an expression of ours

ADD_UP = """
UPDATE submissions SET (sum_files, sum_files_done, sum_bytes, sum_bytes_done, sum_bytes_new) = (
    SELECT sum_files + COUNT(*), sum_files_done + COALESCE(SUM(arrived), 0), sum_bytes + COALESCE(SUM(f.size), 0),
           sum_bytes_done + COALESCE(SUM(done), 0), sum_bytes_new + COALESCE(SUM(f.size * new * arrived), 0)
    FROM files f WHERE f.submission = :id)
WHERE id = :id
"""


WAITS = (*BEFORE_TASK, TransferState.FAILED)
"""States in which a submission may have to wait for tasks still."""


class FetchedResult(NamedTuple):
    """A result that is on this machine."""

    size: int
    modified: str
    """Its time as the farm names it."""
    local: str = ""
    """The path on this machine; empty in journals that were begun by version 1."""
    mtime_ns: int = 0
    """The local file's time when it was written, to tell whether somebody changed it since."""
    sha256: str = ""
    """The hash of its content; empty where it was fetched before hashes were kept."""


class Row:
    """One submission."""

    def __init__(self, row: sqlite3.Row, read_plan: Callable[[str], str],
                 plan_lines: Callable[[str], Iterator[str]]) -> None:
        self.id: str = row["id"]
        self.name: str = row["name"]
        self.account: str = row["account"]
        self.farm: str = row["farm"]
        """The id of the embedded farm that has the task; empty for a farm elsewhere."""
        self.state = TransferState(row["state"])
        self.wish: str = row["wish"]
        self.asked: int = row["asked"]
        """How often something was wished: a new wish is not kept waiting."""
        self.task_id: int | None = row["task_id"]
        self.message: str = row["message"]
        self.folder: str = row["folder"]
        self.created: float = row["created"]
        self.priority: int = row["priority"]
        self.size: int = row["size"]
        """Bytes of all its files, as planned."""
        self.fetch: str = row["fetch"]
        """When results are fetched: a key of ``plan.choices.FETCH``."""
        self.pattern: str = row["pattern"]
        """Where a result goes below the folder (naming.py)."""
        self.host: str = row["host"]
        """The application that submitted; empty where only results are fetched."""
        self.folder_gone = bool(row["folder_gone"])
        """The folder was not there at the last look: its drive is unplugged, or somebody moved it."""
        self.alone = bool(row["alone"])
        """Nothing of it was under way to a folder when single frames were wanted: only they are fetched."""
        self.if_failed: str = row["if_failed"]
        """What becomes of it where a task that it waits for does not end well: a key of ``choices.IF_FAILED``."""
        self.end: str = row["task_end"]
        """The value of the ``End`` that was recorded of its task; empty while there is none."""
        self._read_plan = read_plan
        self._plan_lines = plan_lines

    @property
    def submitted_here(self) -> bool:
        """Whether it is a submission; not where only the results of a task are fetched."""
        return bool(self.host)

    def plan(self) -> Plan:
        """The document that was submitted."""
        return from_json(self._read_plan(self.id))

    def plan_head(self) -> Plan:
        """The document without its long lists: the files, the findings, and the parts that name files."""
        try:
            return head_from(self._plan_lines(self.id))
        except BadInput:  # written by an older program, or damaged, which is said when it is read whole
            return self.plan()

    def outline(self) -> Outline:
        """The document as far as another is compared with it: its files are read while they are asked for."""
        try:
            return read_outline(lambda: self._plan_lines(self.id))
        except BadInput:
            return outline_of(self.plan())

    def document(self, name: str) -> LargeText:
        """One of the four files of the task, piece by piece, as it stands in the plan."""
        return LargeText(lambda: part_pieces(self._plan_lines(self.id), name))


def transfer(row: sqlite3.Row) -> Transfer:
    """A row of OVERVIEW as the panel shows it."""
    state = TransferState(row["state"])
    shown = state if state.over else WISHED.get(row["wish"], state)
    return Transfer(
        id=row["id"], name=row["name"], state=shown,
        task_id=row["task_id"], message=row["message"], files=row["files"], files_done=row["files_done"],
        bytes=row["bytes"], bytes_done=row["bytes_done"], bytes_new=row["bytes_new"],
        bytes_sent=row["bytes_sent"], speed=row["speed"],
        fetched=row["fetched"], folder=row["folder"], account=row["account"], host=row["host"],
        priority=row["priority"], created=row["created"], started=row["started"], ended=row["ended"],
        fetch=row["fetch"], fetch_files=row["fetch_files"], fetch_bytes=row["fetch_bytes"],
        fetch_done=row["fetch_done"], stage=state, end=_end(row["task_end"]), look_at=row["look_at"],
        wanted=_wanted(None if state.over else row["wanted"]), farm=row["farm"],
        folder_gone=bool(row["folder_gone"]) and not state.over, about=identity_from(row["about"]),
        after=tuple(row["after"].split("\n")) if row["after"] and state in WAITS else (),
        if_failed=row["if_failed"])


def _end(value: str) -> End | None:
    """None also for one that a newer program knows."""
    return End(value) if value in {each.value for each in End} else None


def _wanted(text: str | None) -> frozenset[tuple[int, str]]:
    parts = (line.split(" ", 1) for line in text.split("\n")) if text else ()
    return frozenset((int(task), frame) for task, frame in parts)
