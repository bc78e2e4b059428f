"""A journal that cannot be used is one sentence that names it, and it can be used again once there is room."""

from __future__ import annotations

import sqlite3

import pytest

from foxsubmit.core.common.errors import FoxError
from foxsubmit.core.common.transaction import transaction
from foxsubmit.core.transfer.journal.journal import Journal


def test_a_full_disk_is_named_and_what_was_written_before_stays(journal, settings):
    journal.add_fetch("local", "shot.blend", 1000, "/results")
    pages = journal._db.execute("PRAGMA page_count").fetchone()[0]
    journal._db.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(FoxError, match=r"^The disk of .*journal\.db is full: make room there\.$"):
        journal.add_fetch("local", "x" * 100_000, 1001, "/results")
    journal._db.execute("PRAGMA max_page_count=1000000")
    journal.add_fetch("local", "shot.blend", 1002, "/results")
    assert {each.task_id for each in journal.transfers()} == {1000, 1002}


@pytest.mark.parametrize(("make", "sentence"), [
    (lambda path: path.write_bytes(b"a text that is no database" * 100), r"^The journal .*journal\.db is damaged"),
    (lambda path: path.mkdir(), r"journal\.db cannot be used: "),
    (lambda path: path.parent.rmdir() or path.parent.write_text(""), r"journal\.db cannot be used: "),
], ids=["no database", "a folder", "below a file"])
def test_what_is_no_journal_is_named(settings, make, sentence):
    settings.home.mkdir(exist_ok=True)
    make(settings.journal)
    with pytest.raises(FoxError, match=sentence):
        Journal(settings.journal)


def test_a_transaction_that_sqlite_has_ended_by_itself_leaves_a_connection_that_works(tmp_path):
    database = sqlite3.connect(str(tmp_path / "a.db"), isolation_level=None)
    database.execute("CREATE TABLE a (text)")
    database.execute("PRAGMA max_page_count=3")
    with pytest.raises(sqlite3.OperationalError, match="full"), transaction(database):
        database.execute("INSERT INTO a VALUES (?)", ("x" * 1_000_000,))
    database.execute("PRAGMA max_page_count=100000")
    with transaction(database):
        database.execute("INSERT INTO a VALUES ('y')")
    assert database.execute("SELECT text FROM a").fetchall() == [("y",)]
    database.close()
