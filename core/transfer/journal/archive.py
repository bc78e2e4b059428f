"""Pack what is settled: a plan and a list of results take a tenth of their room. A packed plan is read packed."""

from __future__ import annotations

import io
import json
import sqlite3
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from ...plan.plan import Plan

MANY = 1000
"""Files of a plan that is written down as a text; a longer one is packed at once."""
BLOCK = 1 << 13
"""Packed bytes that are unpacked at once; they become up to a hundred times as many."""
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
    if not db.execute("SELECT 1 FROM files WHERE submission != ? LIMIT 1", (submission,)).fetchone():
        db.execute("DELETE FROM files")  # all at once: row by row each page of them would go through the log
    for table in ("plans", "results", "files", "archive"):
        db.execute(f"DELETE FROM {table} WHERE submission=?", (submission,))  # noqa: S608 - names of ours
    db.executemany("INSERT INTO archive VALUES (?,?,?)",
                   [(submission, part, data) for part, data in packed.parts.items()])
    db.execute("UPDATE submissions SET sum_fetched=? WHERE id=?", (packed.fetched, submission))


def unpack(db: sqlite3.Connection, submission: str) -> None:
    """Put the results back of a submission that goes on; its plan is read packed. Inside a transaction."""
    db.execute("UPDATE submissions SET sum_fetched=0 WHERE id=? AND sum_fetched != 0", (submission,))
    if _part(db, submission, RESULTS) is None:
        return
    known = {row[1] for row in db.execute("PRAGMA table_info(results)").fetchall()}
    for result in results_of(db, submission):
        values = {"submission": submission, **{name: value for name, value in result.items() if name in known}}
        marks = ",".join("?" * len(values))
        db.execute(f"INSERT OR IGNORE INTO results ({','.join(values)}) VALUES ({marks})",  # noqa: S608 - columns
                   tuple(values.values()))
    db.execute("DELETE FROM archive WHERE submission=? AND part=?", (submission, RESULTS))


def add_plan(db: sqlite3.Connection, submission: str, plan: Plan) -> None:
    """Write a plan down; that of very many files packed from the start, without its text ever being whole."""
    if len(plan.files) <= MANY:
        db.execute("INSERT INTO plans VALUES (?,?)", (submission, plan.to_json()))
        return
    packer = zlib.compressobj(1)
    data = bytearray()
    for piece in plan.pieces():
        data += packer.compress(piece.encode("utf-8", "surrogatepass"))
    data += packer.flush()
    db.execute("INSERT INTO archive VALUES (?,?,?)", (submission, PLAN, data))


def has_plan(db: sqlite3.Connection, submission: str) -> bool:
    """Whether the plan is there."""
    return db.execute(
        "SELECT 1 FROM plans WHERE submission=:id UNION ALL SELECT 1 FROM archive WHERE submission=:id AND part=:part",
        {"id": submission, "part": PLAN}).fetchone() is not None


def plan_lines(db: sqlite3.Connection, submission: str) -> Iterator[str]:
    """Yield the lines of the plan's text; a packed one is unpacked on the way."""
    packed = _part(db, submission, PLAN)
    if packed is None or db.execute("SELECT 1 FROM plans WHERE submission=?", (submission,)).fetchone():
        yield from io.StringIO(plan_of(db, submission) or "", newline="\n")
        return
    unpacker, kept = zlib.decompressobj(), b""
    for start in range(0, len(packed), BLOCK):
        *lines, kept = (kept + unpacker.decompress(packed[start:start + BLOCK])).split(b"\n")
        for line in lines:
            yield (line + b"\n").decode("utf-8", "surrogatepass")
    yield (kept + unpacker.flush()).decode("utf-8", "surrogatepass")


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
