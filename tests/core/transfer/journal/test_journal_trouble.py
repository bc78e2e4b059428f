"""A journal that cannot be used is one sentence that names it, and it can be used again once there is room."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys

import pytest
from bench.journal import add

from foxsubmit import cli
from foxsubmit.core.common import child
from foxsubmit.core.common.errors import FoxError
from foxsubmit.core.common.exit_codes import ExitCode
from foxsubmit.core.common.transaction import transaction
from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer.journal import journal_file
from foxsubmit.core.transfer.journal.connection import JournalTrouble, told
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.journal.opening import open_journal
from foxsubmit.core.transfer.start import ensure_agent


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own with little room, which can be made read-only; only root can mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(place)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        done = False
    if not done:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk):
    """Leave no room; the file that takes it all."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 1024)
    return filler


def read_only(disk, *, really):
    subprocess.run(["mount", "-o", f"remount,{'ro' if really else 'rw'}", str(disk)], check=True)


def run(capsys, home, *arguments):
    code = cli.main([*arguments, "--home", str(home)])
    return code, capsys.readouterr().err.strip()


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
    (lambda path: path.mkdir(), r"journal\.db cannot be used: "),
    (lambda path: path.parent.rmdir() or path.parent.write_text(""), r"journal\.db cannot be used: "),
], ids=["a folder", "below a file"])
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


@pytest.mark.parametrize(("said", "sentence"), [
    ("database is locked", "The journal is in use by another program for too long: try again in a moment."),
    ("database or disk is full", "The disk of {path} is full: make room there."),
    ("attempt to write a readonly database", "{path} cannot be used: Permission denied."),
    ("disk I/O error", "{path} cannot be used: Input/output error."),
    ("locking protocol", "{path} cannot be used: its disk does not lock files, name a home on another one with "
                         "FOXSUBMIT_HOME."),
    ("unable to open database file", "{path} cannot be used: unable to open database file."),
    ("file is not a database", "The journal {path} seems to be damaged: the next command checks it, and where it is, "
                               "sets it aside and restores it from its backup. The farm still has what was submitted."),
])
def test_each_error_of_sqlite_is_one_sentence(tmp_path, said, sentence):
    path = tmp_path / "journal.db"
    with pytest.raises(JournalTrouble) as caught, told(path):
        raise sqlite3.OperationalError(said)
    assert str(caught.value) == sentence.format(path=path)


@pytest.mark.posix_only("an open file cannot be removed there")
def test_a_journal_that_goes_while_it_is_opened_leaves_no_connection(settings, monkeypatch):
    opened = []

    def open_and_lose(path):
        opened.append(open_journal(path))
        path.unlink()
        return opened[-1]

    monkeypatch.setattr(journal_file, "open_journal", open_and_lose)
    with pytest.raises(JournalTrouble, match="No such file"):
        Journal(settings.journal)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")


def test_a_row_that_cannot_be_read_is_a_sentence_too(settings, journal):
    journal._db.execute("CREATE TABLE odd (value)")
    journal._db.execute("INSERT INTO odd VALUES (9223372036854775807), (1)")
    with pytest.raises(FoxError):
        journal._db.execute("SELECT SUM(value) FROM odd").fetchone()


def test_a_command_that_finds_the_journal_locked_says_so_and_the_next_one_works(settings, journal, capsys, monkeypatch):
    add(journal, 1, 2)
    monkeypatch.setattr("foxsubmit.core.transfer.journal.connection.WAIT", 0.1)
    monkeypatch.setattr("foxsubmit.cli.transfers.ensure_agent", lambda _settings: False)
    with contextlib.closing(sqlite3.connect(str(settings.journal), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for arguments in (("pause", "--all"), ("resume", "--all"), ("cancel", "--all"), ("limit", "2M")):
            code, said = run(capsys, settings.home, "transfers", *arguments)
            assert (code, said) == (ExitCode.FAILED, "The journal is in use by another program for too long: try again "
                                                     "in a moment.")
        other.execute("ROLLBACK")
    assert run(capsys, settings.home, "transfers", "pause", "--all")[0] == 0


@pytest.mark.parametrize("first", [True, False], ids=["new", "used"])
def test_a_full_home_is_said_and_works_again_once_there_is_room(small_disk, capsys, monkeypatch, first):
    monkeypatch.setattr("foxsubmit.core.transfer.journal.connection.WAIT", 0.1)
    home = small_disk / "home"
    if not first:
        with contextlib.closing(Journal(home / "journal.db")) as journal:
            add(journal, 1, 2)
    filler = fill(small_disk)
    code, said = run(capsys, home, "transfers", "--all")
    assert code != 0
    assert "\n" not in said
    assert "No space left on device" in said or "is full: make room there." in said
    filler.unlink()
    assert run(capsys, home, "transfers", "limit", "2M")[0] == 0


def test_a_home_that_was_made_read_only_is_said_and_works_again(small_disk, capsys, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.transfer.journal.connection.WAIT", 0.1)
    home = small_disk / "home"
    with contextlib.closing(Journal(home / "journal.db")) as journal:
        add(journal, 1, 2)
    read_only(small_disk, really=True)
    with pytest.raises(FoxError, match="Read-only file system"):
        Journal(home / "journal.db")
    code, said = run(capsys, home, "transfers", "pause", "--all")
    assert code != 0
    assert "Read-only file system" in said
    assert "\n" not in said
    read_only(small_disk, really=False)
    assert run(capsys, home, "transfers", "pause", "--all")[0] == 0


def test_a_home_that_fills_up_under_an_open_journal_is_said_and_passes(small_disk, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.transfer.journal.connection.WAIT", 0.1)
    path = small_disk / "home" / "journal.db"
    with contextlib.closing(Journal(path)) as journal:
        filler = fill(small_disk)
        with pytest.raises(FoxError, match="is full: make room there"):
            for number in range(100):
                add(journal, number, 30)
        filler.unlink()
        journal.set_limit(5)
        assert journal.limit() == 5


@pytest.mark.parametrize("how", ["full", "read-only"])
def test_an_agent_that_cannot_work_says_why_where_it_is_started(small_disk, how):
    settings = Settings(small_disk / "home")
    with contextlib.closing(Journal(settings.journal)) as journal:
        add(journal, 1, 2)
    settings.logs.mkdir()
    reason = "is full: make room there." if how == "full" else "Read-only file system."
    if how == "full":
        fill(small_disk)
    else:
        read_only(small_disk, really=True)
    with pytest.raises(FoxError, match=reason) as caught:
        ensure_agent(settings)
    assert str(caught.value).startswith("The agent that sends files cannot work: ")
    agent = subprocess.run(
        child.command(sys.executable, "core.transfer.agent", "--home", str(settings.home), "--idle", "0.1"),
        env={**os.environ, **child.environment()}, capture_output=True, text=True, timeout=120, check=False)
    assert agent.returncode == ExitCode.FAILED
    assert agent.stderr.strip().endswith(reason)
    assert "Traceback" not in agent.stderr


def test_a_program_that_was_stopped_while_it_held_the_new_journal_is_waited_for_once(tmp_path, monkeypatch):
    for module in ("connection", "opening"):
        monkeypatch.setattr(f"foxsubmit.core.transfer.journal.{module}.WAIT", 0.1)
    path = tmp_path / "journal.db"
    with contextlib.closing(sqlite3.connect(str(path), isolation_level=None)) as stopped:
        stopped.execute("CREATE TABLE begun (it)")
        stopped.execute("BEGIN EXCLUSIVE")
        tries = []
        monkeypatch.setattr("foxsubmit.core.transfer.journal.opening.time.sleep", tries.append)
        with pytest.raises(JournalTrouble, match="in use by another program"):
            Journal(path)
        assert len(tries) <= 1, "each try has waited as long as one may wait"
