"""Write a submission into the journal's tables."""

from __future__ import annotations

import sqlite3
import time
import uuid
from pathlib import Path

from ...money.amounts import amount
from ...plan.identity import identity_of
from ...plan.plan import Plan
from ..after.table import Afters
from ..budgets.table import Budgets
from ..hooks.table import HookCalls
from ..states import TransferState
from .archive import add_plan

KNOWN = """
UPDATE files SET new = 0 WHERE submission = ? AND EXISTS (
    SELECT 1 FROM arrivals k WHERE k.access_id = ? AND k.local = files.local AND k.size = files.size
        AND k.mtime_ns = files.mtime_ns AND k.inode = files.inode)
"""


class Together:
    """Submissions that are written down at the same time: what they share."""

    def __init__(self, studio: Path | None = None) -> None:
        self.studio = studio
        """The studio's file that holds where they are submitted."""
        self.paths: set[str] = set()
        """The local paths of their files."""
        self.budget = uuid.uuid4().hex
        """The id of their budget, where they have one."""


def insert(db: sqlite3.Connection, plan: Plan, submission: str, farm: str = "", access_id: str = "",
           together: Together | None = None) -> None:
    """Add a submission that is planned. Inside a transaction.

    New is what has not arrived at the account of ``access_id`` as it is, nor goes with another submission of
    ``together``. When a file arrives, it is known for certain.
    """
    together = together or Together()
    others = frozenset(together.paths)
    rows = ((submission, file.server, file.local.path, file.scene, file.local.size,
             file.local.mtime_ns, file.local.inode, file.local.path not in others) for file in plan.files)
    db.execute(
        "INSERT INTO submissions (id, created, name, account, plan, state, folder, host, priority, size,"
        " fetch, pattern, farm, about) VALUES (?,?,?,?,'',?,?,?,?,?,?,?,?,?)",
        (submission, time.time(), plan.name, plan.account, TransferState.PLANNED.value, plan.folder,
         plan.host, plan.priority, plan.bytes, plan.fetch, plan.pattern, farm, identity_of(plan).to_json()))
    add_plan(db, submission, plan)
    db.executemany(
        "INSERT INTO files (submission, server, local, scene, size, mtime_ns, inode, new)"
        " VALUES (?,?,?,?,?,?,?,?)", rows)
    if access_id:
        db.execute(KNOWN, (submission, access_id))
    HookCalls(db).hold(submission, together.studio)
    together.paths.update(file.local.path for file in plan.files)
    choices = plan.choices or {}
    if choices.get("after"):
        Afters(db).add(submission, choices["after"], plan.account, farm)
        db.execute("UPDATE submissions SET if_failed=? WHERE id=?", (choices.get("if_failed") or "", submission))
    budget = amount(choices.get("budget"))
    if budget:
        Budgets(db).of_submission(submission, plan.account, farm, together.budget, budget)
