"""Write a submission into the journal's tables."""

from __future__ import annotations

import sqlite3
import time

from ...plan.identity import identity_of
from ...plan.plan import Plan
from ..states import TransferState
from .archive import add_plan


def insert(db: sqlite3.Connection, plan: Plan, submission: str, farm: str = "") -> None:
    """Add a submission that is planned. Inside a transaction."""
    rows = ((submission, file.server, file.local.path, file.scene, file.local.size,
             file.local.mtime_ns, file.local.inode) for file in plan.files)
    db.execute(
        "INSERT INTO submissions (id, created, name, account, plan, state, folder, host, priority, size,"
        " fetch, pattern, farm, about) VALUES (?,?,?,?,'',?,?,?,?,?,?,?,?,?)",
        (submission, time.time(), plan.name, plan.account, TransferState.PLANNED.value, plan.folder,
         plan.host, plan.priority, plan.bytes, plan.fetch, plan.pattern, farm, identity_of(plan).to_json()))
    add_plan(db, submission, plan)
    db.executemany(
        "INSERT INTO files (submission, server, local, scene, size, mtime_ns, inode) VALUES (?,?,?,?,?,?,?)", rows)
