"""A journal that another version of the program has written."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit, transfer

from foxsubmit.core.common import child
from foxsubmit.core.common.errors import FoxError
from foxsubmit.core.transfer.journal import schema
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.states import TransferState

VERSION_1 = """
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
PRAGMA user_version=1;
"""


@pytest.fixture
def plan(tmp_path, api, settings):
    """A plan's text, as the program of today makes it but for what version 1 did not have."""
    journal = Journal(settings.home / "another.db")
    made = journal.get(submit(make_project(tmp_path / "p", {"a.png": b"aaaa"}), api, journal, priority=60)).plan()
    journal.close()
    data = json.loads(made.to_json())
    data["foxsubmit_plan"] = 1
    del data["fetch"], data["pattern"]
    return json.dumps(data)


@pytest.fixture
def old(tmp_path, plan):
    """A journal of version 1: one submission half sent, one that is over, a fetch."""
    path = tmp_path / "journal.db"
    db = sqlite3.connect(str(path))
    db.executescript(VERSION_1)
    db.execute("INSERT INTO submissions VALUES ('half', 1.0, 'shot.blend', 'local', ?, 'uploading', 'pause', 7, 'why',"
               " 12.5, '/out', '')", (plan,))
    db.execute("INSERT INTO submissions VALUES ('over', 2.0, 'other.blend', 'local', 'no plan', 'fetched', 'go', 8, '',"
               " 0, '/out', '')")
    db.execute("INSERT INTO submissions VALUES ('fetch', 3.0, 'third', 'local', '', 'watching', 'go', 9, '', 0,"
               " '/out', '')")
    db.execute("INSERT INTO files VALUES ('half', '/a', '/p/a', 0, 4, 5, 6, 4, 1, 1)")
    db.execute("INSERT INTO files VALUES ('half', '/b', '/p/b', 1, 10, 5, 6, 3, 0, 0)")
    db.execute("INSERT INTO known VALUES ('id', '/p/a', 4, 5, 6, 'abc')")
    db.execute("INSERT INTO results VALUES ('over', '/8/1.png', 11, '2026-01-01 10:00:00')")
    db.commit()
    db.close()
    return path


def test_a_journal_of_version_1_is_taken_over_whole(old, plan):
    journal = Journal(old)
    try:
        half, other = transfer(journal, "half"), transfer(journal, "over")
        assert (half.state, half.stage, half.task_id, half.message) == (
            TransferState.PAUSED, TransferState.UPLOADING, 7, "why")
        assert (half.files, half.files_done, half.bytes, half.bytes_done, half.bytes_new) == (2, 1, 14, 7, 4)
        assert (half.host, half.priority, half.fetch) == ("blender", 60, "finished")
        assert journal.get("half").size == 14
        assert (other.state, other.fetched, other.priority) == (TransferState.FETCHED, 1, 50)
        assert transfer(journal, "fetch").state is TransferState.WATCHING
        read = journal.get("half").plan()
        assert (read.name, read.fetch, read.pattern) == ("shot.blend", "finished", "")
        assert journal.known("id") == {"/p/a": (4, 5, 6, "abc")}
        assert journal.results("over")["/8/1.png"][:2] == (11, "2026-01-01 10:00:00")
        assert journal.limit() == 0
    finally:
        journal.close()


def test_frames_that_came_alone_in_a_journal_of_version_3_still_do(old, monkeypatch):
    monkeypatch.setattr(schema, "STEPS", schema.STEPS[:3])
    monkeypatch.setattr(schema, "VERSION", 3)
    Journal(old).close()
    with sqlite3.connect(str(old)) as db:
        db.execute("UPDATE submissions SET ended = 4.0 WHERE id = 'fetch'")
    db.close()
    monkeypatch.undo()
    journal = Journal(old)
    try:
        assert [(row.id, row.alone) for row in journal.open_submissions()] == [("half", False), ("fetch", True)]
        assert transfer(journal, "fetch").ended is None
    finally:
        journal.close()


def test_what_a_journal_of_version_10_knew_to_have_arrived_is_known_and_no_path_is_kept_twice(old, monkeypatch):
    monkeypatch.setattr(schema, "STEPS", schema.STEPS[:10])
    monkeypatch.setattr(schema, "VERSION", 10)
    Journal(old).close()
    monkeypatch.undo()
    journal = Journal(old)
    try:
        assert journal.known("id") == {"/p/a": (4, 5, 6, "abc")}
    finally:
        journal.close()
    with sqlite3.connect(str(old)) as db:
        assert not db.execute("SELECT 1 FROM known").fetchall()
        assert not db.execute("SELECT 1 FROM sqlite_master WHERE tbl_name='arrivals' AND type='index'").fetchall()
    db.close()


def test_hashes_of_a_journal_of_version_12_take_half_the_room_and_its_files_keep_their_numbers(old, monkeypatch):
    monkeypatch.setattr(schema, "STEPS", schema.STEPS[:12])
    monkeypatch.setattr(schema, "VERSION", 12)
    sha256 = "0123456789abcdef" * 4
    with sqlite3.connect(str(old)) as db:
        db.execute("INSERT INTO known VALUES ('id', '/p/b', 10, 5, 6, ?)", (sha256,))
        before = db.execute("SELECT rowid, * FROM files ORDER BY rowid").fetchall()
    db.close()
    Journal(old).close()
    monkeypatch.undo()
    journal = Journal(old)
    try:
        known = {"/p/a": (4, 5, 6, "abc"), "/p/b": (10, 5, 6, sha256)}
        assert journal.known("id") == known, "what is no hash stays as it is"
        (rows,) = journal.files("half", "id", 10)
        assert [(row["local"], row["known_sha256"]) for row in rows] == [("/p/b", sha256)]
    finally:
        journal.close()
    with sqlite3.connect(str(old)) as db:
        assert db.execute("SELECT * FROM files ORDER BY rowid").fetchall() == before
        assert db.execute("SELECT sha256 FROM arrivals WHERE local='/p/b'").fetchone() == (bytes.fromhex(sha256),)
        assert [row[1] for row in db.execute("PRAGMA index_list(files)")] == ["files_submission"]
        db.execute("UPDATE arrivals SET sha256=? WHERE local='/p/a'", (sha256,))  # as an older program notes it
    db.close()
    journal = Journal(old)
    try:
        assert journal.known("id") == {"/p/a": (4, 5, 6, sha256), "/p/b": (10, 5, 6, sha256)}
    finally:
        journal.close()


def test_a_step_that_fails_leaves_the_journal_as_it_was(old, monkeypatch):
    def half_way(db):
        schema._second(db)
        raise sqlite3.OperationalError("the disk is full")

    before = dump(old)
    monkeypatch.setattr(schema, "STEPS", (schema.STEPS[0], half_way))
    with pytest.raises(sqlite3.OperationalError):
        Journal(old)
    assert dump(old) == before
    monkeypatch.undo()
    Journal(old).close()


def dump(path):
    db = sqlite3.connect(str(path))
    try:
        return [*db.iterdump(), db.execute("PRAGMA user_version").fetchone()]
    finally:
        db.close()


def test_many_processes_that_open_an_old_journal_at_once_migrate_it_once(old):
    code = "import sys; from foxsubmit.core.transfer.journal.journal import Journal; from pathlib import Path; " \
           "print('ready', flush=True); sys.stdin.readline(); Journal(Path(sys.argv[1])).close()"
    openers = [subprocess.Popen([sys.executable, "-c", code, str(old)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, env=child.environment()) for _number in range(4)]
    assert [opener.stdout.readline().strip() for opener in openers] == [b"ready"] * 4
    # Held until all of them have seen the old version and want to change it.
    db = sqlite3.connect(str(old), isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    for opener in openers:
        opener.stdin.write(b"\n")
        opener.stdin.flush()
    time.sleep(1)
    db.execute("COMMIT")
    db.close()
    assert [opener.communicate()[1] for opener in openers] == [b""] * 4
    journal = Journal(old)
    try:
        assert transfer(journal, "half").files == 2
    finally:
        journal.close()


def test_a_journal_of_a_newer_program_is_refused_in_one_sentence(old):
    db = sqlite3.connect(str(old))
    db.execute("PRAGMA user_version=99")
    db.close()
    with pytest.raises(FoxError, match=r"A newer foxsubmit has written the journal \(version 99\): foxsubmit [\d.]+ in "
                                       r".* must be updated\."):
        Journal(old)


def test_a_journal_that_a_newer_program_takes_over_meanwhile_is_noticed(old):
    journal = Journal(old)
    try:
        assert not journal.outgrown()
        db = sqlite3.connect(str(old))
        db.execute(f"PRAGMA user_version={schema.VERSION + 1}")
        db.close()
        assert journal.outgrown()
    finally:
        journal.close()
