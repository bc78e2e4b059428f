"""Pack what is settled: a plan and a list of results take a tenth of their room, and are unpacked when asked for."""

from __future__ import annotations

import json
import sqlite3
import zlib
from typing import Any, NamedTuple

LARGE = 4 << 20
"""Characters from which on a text is packed the quick way."""


PLAN, RESULTS = "plan", "results"
"""Parts of a submission that are packed, each on its own: small rows fill the pages of the file better."""


class Packed(NamedTuple):
    """The plan and the results of a submission, compressed."""

    parts: dict[str, bytes]
    fetched: int
    """The number of results."""


def pack(db: sqlite3.Connection, submission: str) -> Packed:
    """Compress what the tables have of a submission, together with what was packed before; nothing is written."""
    row = db.execute("SELECT plan FROM plans WHERE submission=?", (submission,)).fetchone()
    results = results_of(db, submission)
    plan = _compressed(row["plan"]) if row else _part(db, submission, PLAN)
    text = json.dumps(results, ensure_ascii=False, separators=(",", ":"))
    parts = {PLAN: plan, RESULTS: _compressed(text) if results else None}
    return Packed({name: data for name, data in parts.items() if data}, len(results))


def store(db: sqlite3.Connection, submission: str, packed: Packed) -> None:
    """Put the packed form in place of the rows. Inside a transaction."""
    for table in ("plans", "results", "files", "archive"):
        db.execute(f"DELETE FROM {table} WHERE submission=?", (submission,))  # noqa: S608 - names of ours
    db.executemany("INSERT INTO archive VALUES (?,?,?)",
                   [(submission, part, data) for part, data in packed.parts.items()])
    db.execute("UPDATE submissions SET sum_fetched=? WHERE id=?", (packed.fetched, submission))


def unpack(db: sqlite3.Connection, submission: str) -> None:
    """Put the rows back of a submission that goes on. Inside a transaction."""
    db.execute("UPDATE submissions SET sum_fetched=0 WHERE id=? AND sum_fetched != 0", (submission,))
    if db.execute("SELECT 1 FROM archive WHERE submission=?", (submission,)).fetchone() is None:
        return
    plan = plan_of(db, submission)
    if plan is not None:
        db.execute("INSERT OR IGNORE INTO plans VALUES (?,?)", (submission, plan))
    known = {row[1] for row in db.execute("PRAGMA table_info(results)").fetchall()}
    for result in results_of(db, submission):
        values = {"submission": submission, **{name: value for name, value in result.items() if name in known}}
        marks = ",".join("?" * len(values))
        db.execute(f"INSERT OR IGNORE INTO results ({','.join(values)}) VALUES ({marks})",  # noqa: S608 - columns
                   tuple(values.values()))
    db.execute("DELETE FROM archive WHERE submission=?", (submission,))


def plan_of(db: sqlite3.Connection, submission: str) -> str | None:
    """The text of the plan; None where it was forgotten, or where only results are fetched."""
    row = db.execute("SELECT plan FROM plans WHERE submission=?", (submission,)).fetchone()
    if row is not None:
        return str(row["plan"])
    packed = _part(db, submission, PLAN)
    return zlib.decompress(packed).decode("utf-8", "surrogatepass") if packed else None


def results_of(db: sqlite3.Connection, submission: str) -> list[dict[str, Any]]:
    """The rows of the results, packed or not; of one that is both, the one that is not counts."""
    packed = _part(db, submission, RESULTS)
    rows: list[dict[str, Any]] = json.loads(zlib.decompress(packed)) if packed else []
    found = {each["path"]: each for each in rows}
    for each in db.execute("SELECT * FROM results WHERE submission=?", (submission,)).fetchall():
        found[each["path"]] = {name: each[name] for name in each.keys() if name != "submission"}  # noqa: SIM118 - a Row
    return list(found.values())


def _part(db: sqlite3.Connection, submission: str, part: str) -> bytes | None:
    row = db.execute("SELECT data FROM archive WHERE submission=? AND part=?", (submission, part)).fetchone()
    return row and bytes(row["data"])


def _compressed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1 if len(text) > LARGE else 6)
