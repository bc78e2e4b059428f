"""Write a submission into the journal's tables."""

from __future__ import annotations

import sqlite3
import time

from ...plan.identity import identity_of
from ...plan.plan import Plan
from ..states import TransferState
from .archive import add_plan

KNOWN = """
UPDATE files SET new = 0 WHERE submission = ? AND EXISTS (
    SELECT 1 FROM arrivals k WHERE k.access_id = ? AND k.local = files.local AND k.size = files.size
        AND k.mtime_ns = files.mtime_ns AND k.inode = files.inode)
"""


def insert(db: sqlite3.Connection, plan: Plan, submission: str, farm: str = "", access_id: str = "",
           shared: set[str] | None = None) -> None:
    """Add a submission that is planned. Inside a transaction.

    New is what has not arrived at the account of ``access_id`` as it is, nor goes with another submission: the local
    paths of those are in ``shared``, to which this one's are added. When a file arrives, it is known for certain.
    """
    others = frozenset(shared or ())
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
    if shared is not None:
        shared.update(file.local.path for file in plan.files)
