"""A journal that is damaged, empty or gone is set aside and restored: nothing is forgotten, and no task doubled."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import subprocess
import sys
import threading

import pytest
from bench.faults.shim import Page, build
from bench.journal import add, finish
from tests.core.transfer.agents import submit, transfer, work
from tests.documents import rows

from foxsubmit import cli
from foxsubmit.core.common.check_result import GOOD, NOTE
from foxsubmit.core.transfer.journal import backups, notes
from foxsubmit.core.transfer.journal.connection import JournalTrouble, suspicion
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.journal.restoring import set_aside
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.doctor.places import places
from foxsubmit.doctor.subject import Installation


@pytest.fixture(autouse=True)
def quick(no_long_looks, monkeypatch):
    for module in ("job.opening", "cli.transfers"):
        monkeypatch.setattr(f"foxsubmit.{module}.ensure_agent", lambda _settings: False)


def empty(path):
    path.write_bytes(b"")


def garbage(path):
    path.write_bytes(b"a text that is no database" * 1000)


def half(path):
    content = path.read_bytes()
    path.write_bytes(content[:len(content) // 2 + 100])


def overwrite_tables(path):
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)


def overwrite_known(path):
    """Only the table that says which files are known to have arrived."""
    with contextlib.closing(sqlite3.connect(str(path))) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name='known'").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096:page * 4096] = b"\xa5" * 4096
    path.write_bytes(content)


def remove(path):
    path.unlink()


def spoil(settings, how):
    """Damage the journal after everybody has closed it."""
    assert not settings.journal.with_name("journal.db-wal").exists()
    how(settings.journal)


def opened(settings):
    return contextlib.closing(Journal(settings.journal))


def states(journal):
    return {each.id: each.state for each in journal.transfers()}


ALL = [empty, garbage, half, overwrite_tables, remove]


@pytest.mark.parametrize("how", ALL, ids=[how.__name__ for how in ALL])
def test_a_journal_that_is_damaged_comes_back_from_its_backup(settings, how):
    with opened(settings) as journal:
        settled, going = add(journal, 1, 3), add(journal, 2, 3)
        finish(journal, settled, 1, 4)
        journal.back_up()
    spoil(settings, how)
    suspicion(settings.journal).touch()
    with opened(settings) as journal:
        assert states(journal) == {settled: TransferState.FETCHED, going: TransferState.UPLOADING}
        assert len(journal.results(settled)) == 4
        assert "It was restored from the backup of 20" in journal.notice()
        assert journal.sound()
    aside = list(settings.home.glob("journal-damaged-*.db"))
    assert len(aside) == (0 if how is remove else 1)


@pytest.mark.parametrize("how", [empty, garbage, overwrite_tables], ids=lambda how: how.__name__)
def test_every_command_says_what_became_of_a_damaged_journal_and_none_is_a_traceback(settings, capsys, how):
    with opened(settings) as journal:
        going = add(journal, 2, 3)
        journal.back_up()
    spoil(settings, how)
    first = cli.main(["transfers", "--json"])
    said = capsys.readouterr()
    assert "The journal was damaged and is set aside as" in said.err
    assert "It was restored from the backup of" in said.err
    if first:
        assert said.err.strip().endswith("Give the command again.")
        assert cli.main(["transfers", "--json"]) == 0
        said = capsys.readouterr()
    assert [each["id"] for each in rows(said.out)] == [going]
    assert cli.main(["transfers"]) == 0
    assert "damaged" not in capsys.readouterr().err


def test_the_doctor_restores_it_too_and_says_so(settings):
    with opened(settings) as journal:
        add(journal, 2, 3)
        journal.back_up()
    spoil(settings, overwrite_known)
    found = [each for each in places(Installation(settings)) if each.what == "journal"]
    assert "is set aside as" in found[0].words
    assert [each.mark for each in found] == [NOTE, GOOD]


@pytest.mark.parametrize("how", [empty, overwrite_known], ids=["of nothing", "but readable"])
def test_without_a_backup_what_was_noted_is_looked_for(settings, how):
    with opened(settings) as journal:
        settled, going = add(journal, 1, 3), add(journal, 2, 3)
        finish(journal, settled, 1, 4)
        planned = journal.add(journal.get(going).plan())
    spoil(settings, how)
    suspicion(settings.journal).touch()
    with opened(settings) as journal:
        assert states(journal) == {going: TransferState.UPLOADING, planned: TransferState.CREATING}
        assert journal.has_plan(going) == journal.has_plan(planned) == (how is overwrite_known)
        assert journal.get(going).task_id == 1002
        assert "2 submissions since then are looked for on the farm." in journal.notice()


def test_a_backup_from_before_the_task_makes_no_second_one(project, settings, api):
    with opened(settings) as journal:
        submission = submit(project, api, journal)
        journal.back_up()
        (before,) = backups.backups_of(settings.journal)
        content = before.read_bytes()
        work(settings)
        assert transfer(journal, submission).state is TransferState.FETCHED
    for backup in backups.backups_of(settings.journal):
        backup.unlink()
    before.write_bytes(content)
    notes.notes_of(settings.journal).unlink()  # the label alone is left
    empty(settings.journal)
    with opened(settings) as journal:
        assert states(journal) == {submission: TransferState.CREATING}
        work(settings)
        assert transfer(journal, submission).state is TransferState.FETCHED
    assert len(api.query.get_task_list()["items"]) == 1


def test_a_task_that_renders_comes_home_although_journal_and_backups_are_lost(project, settings, api, tmp_path):
    with opened(settings) as journal:
        submission = submit(project, api, journal, output_folder=str(tmp_path / "frames"))
        line = notes.read_notes(settings.journal)[submission]
        work(settings)
        assert transfer(journal, submission).state is TransferState.FETCHED
    frames = sorted(path for path in (tmp_path / "frames").rglob("*") if path.is_file())
    assert frames
    for path in (*frames, *backups.backups_of(settings.journal), notes.notes_of(settings.journal)):
        path.unlink()
    notes.note(settings.journal, submission, line)  # as it was before the end was noted
    empty(settings.journal)
    with opened(settings) as journal:
        assert states(journal) == {submission: TransferState.CREATING}
        work(settings)
        assert transfer(journal, submission).state is TransferState.FETCHED
    assert sorted(path for path in (tmp_path / "frames").rglob("*") if path.is_file()) == frames
    assert len(api.query.get_task_list()["items"]) == 1


def test_one_that_never_reached_the_farm_and_is_lost_says_so(project, settings, api):
    with opened(settings) as journal:
        submission = submit(project, api, journal)
    spoil(settings, empty)
    work(settings)
    with opened(settings) as journal:
        now = transfer(journal, submission)
        assert (now.state, now.message) == (
            TransferState.FAILED, "The journal was lost before shot.blend was submitted: submit it again.")
    assert api.query.get_task_list()["items"] == []


def test_an_agent_that_was_killed_has_the_journal_checked_by_the_next(project, settings, api):
    with opened(settings) as journal:
        submission = submit(project, api, journal)
        journal.back_up()
        journal.set_option("agent", "another boot")
    spoil(settings, overwrite_known)
    work(settings)
    assert list(settings.home.glob("journal-damaged-*.db"))
    with opened(settings) as journal:
        assert transfer(journal, submission).state is TransferState.FETCHED


def test_many_that_open_a_damaged_journal_at_once_set_it_aside_once(settings):
    with opened(settings) as journal:
        going = add(journal, 1, 3)
        journal.back_up()
    spoil(settings, empty)
    found, wrong = [], []

    def look():
        try:
            with opened(settings) as journal:
                found.append(states(journal))
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=look) for _each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert found == [{going: TransferState.UPLOADING}] * 8
    assert len(list(settings.home.glob("journal-damaged-*.db"))) == 1


def test_whoever_has_a_journal_open_that_is_set_aside_opens_the_new_one(settings, journal):
    add(journal, 1, 3)
    assert not journal.unfit()
    suspicion(settings.journal).touch()
    assert journal.unfit()
    with opened(settings):
        assert not journal.unfit()  # it was sound


@pytest.mark.posix_only("what is open has no other name there", twin="test_windows_sets_no_journal_aside_that_is_open")
def test_whoever_has_a_journal_open_that_is_gone_opens_the_new_one(settings, journal):
    add(journal, 1, 3)
    settings.journal.rename(settings.home / "elsewhere.db")
    with opened(settings):
        assert journal.unfit()


@pytest.mark.windows_only("elsewhere what is open may have another name")
def test_windows_sets_no_journal_aside_that_is_open(settings, journal):
    add(journal, 1, 3)
    with pytest.raises(JournalTrouble):
        set_aside(settings.journal)
    assert len(journal.transfers()) == 1
    journal.close()
    assert set_aside(settings.journal).exists()
    assert not settings.journal.exists()


UNREADABLE = """
import contextlib, ctypes, sys
from pathlib import Path
from foxsubmit.core.common.errors import FoxError
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.journal.restoring import set_aside
library, page, path = sys.argv[1:]
assert not ctypes.CDLL(library).fault_begin(page.encode(), path.encode())
try:
    with contextlib.closing(Journal(Path(path))) as journal:
        print(len(journal.transfers()))
except FoxError as error:
    print(error)
"""
"""Opens the journal while its disk does what the page says."""


@pytest.mark.parametrize(("suspected", "first", "times"), [
    *((True, first, times) for first in (1, 4, 6, 20) for times in (1, 2, 10_000)),
    (False, 1, 1), (False, 4, 2), (False, 6, 10_000)])
def test_a_disk_that_cannot_be_read_now_is_no_damage_of_the_journal(settings, tmp_path, suspected, first, times):
    library = build()
    if library is None:
        pytest.skip("no compiler for the library that lets reads fail")
    with opened(settings) as journal:
        going = add(journal, 1, 300)
        journal.back_up()
    if suspected:
        suspicion(settings.journal).touch()
    page = Page(tmp_path / "page")
    page.arm("read", first, times, errno.EIO)
    done = subprocess.run([sys.executable, "-c", UNREADABLE, str(library), str(page.path), str(settings.journal)],
                          env={**os.environ, "LD_PRELOAD": str(library)}, capture_output=True, text=True, check=False)
    assert page.hits
    assert done.stderr == ""
    assert done.stdout.strip() == "1" or "cannot be used: Input/output error." in done.stdout or (
        "seems to be damaged" in done.stdout)
    assert not list(settings.home.glob("journal-damaged-*"))
    with opened(settings) as journal:
        assert states(journal) == {going: TransferState.UPLOADING}
        assert journal.notice() == ""


def test_a_journal_that_cannot_be_looked_at_is_not_taken_for_one_that_is_gone(settings, monkeypatch):
    with opened(settings) as journal:
        going = add(journal, 1, 3)
    look = type(settings.journal).stat

    def fails(path, **named):
        if path == settings.journal:
            raise OSError(errno.EIO, "Input/output error", str(path))
        return look(path, **named)

    with monkeypatch.context() as patched:
        patched.setattr(type(settings.journal), "stat", fails)
        with pytest.raises(JournalTrouble, match=r"journal\.db cannot be used: Input/output error"):
            opened(settings)
    with opened(settings) as journal:
        assert states(journal) == {going: TransferState.UPLOADING}


def test_backups_are_few_and_of_the_last_days(settings, journal, monkeypatch):
    for day, hour in [(20, 1), (21, 1), (21, 2), (22, 1), (23, 1), (23, 9)]:
        add(journal, day * 100 + hour, 2)
        stamp = f"202611{day:02}-{hour:02}0000"
        monkeypatch.setattr("foxsubmit.core.transfer.journal.backups.time.strftime", lambda _form, s=stamp: s)
        journal.back_up()
    names = [path.stem for path in backups.backups_of(settings.journal)]
    assert names == ["journal-20261123-090000", "journal-20261122-010000", "journal-20261121-020000"]
    journal.back_up()
    assert len(list((settings.home / "backups").iterdir())) == 3


def test_a_line_of_the_notes_that_was_torn_does_not_hide_the_next(settings, journal):
    first = add(journal, 1, 2)
    with notes.notes_of(settings.journal).open("a") as file:
        file.write('{"id": "torn')
    second = add(journal, 2, 2)
    assert list(notes.read_notes(settings.journal)) == [first, second]


def test_a_first_journal_needs_no_notice(settings, journal):
    assert journal.notice() == ""
    assert sorted(path.name for path in settings.home.iterdir() if path.is_file()) == [
        "journal.db", "journal.db-shm", "journal.db-wal", "journal.lock"]
