"""A results folder whose drive was unplugged is waited for, and nothing is put in its place."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest
from tests.core.transfer.agents import agent, over, transfer, wait_for, work

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.transfer.fetch.marker import MARKER, mount_of, use_as_it_is
from foxsubmit.core.transfer.fetch.verify import verify_results
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.core.transfer.write_down import write_down

pytestmark = pytest.mark.usefixtures("no_long_looks")


@pytest.fixture
def folder(journal, done):
    return Path(transfer(journal, done).folder)


def unplug(folder):
    """Have an empty place where the folder was, as below the mount point of a drive that was taken out."""
    away = folder.with_name("drive")
    folder.rename(away)
    return away


def frames(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_the_folder_is_marked_once_results_are_put_there(journal, done, folder):
    assert (folder / MARKER).is_dir()
    assert journal.mount_of_marked(str(folder)) == mount_of(folder)


@pytest.mark.parametrize("empty", [True, False])
def test_an_unplugged_drive_is_named_and_waited_for(settings, journal, done, folder, empty):
    away = unplug(folder)
    if empty:
        folder.mkdir()
    journal.record(done, TransferState.WATCHING)
    with agent(settings):
        waiting = wait_for(lambda: (now := transfer(journal, done)).folder_gone and now.message and now)
        assert str(folder) in waiting.message
        assert "is its drive connected?" in waiting.message
        assert not folder.exists() or not list(folder.iterdir())
        if empty:
            folder.rmdir()
        away.rename(folder)
        wait_for(over(journal, done))
    now = transfer(journal, done)
    assert (now.state, now.folder_gone, now.message) == (TransferState.FETCHED, False, "")
    assert len(frames(folder)) == 3


def test_a_folder_that_was_removed_on_purpose_is_made_anew_where_somebody_says_so(settings, journal, done, folder):
    shutil.rmtree(folder)
    journal.record(done, TransferState.WATCHING)
    with agent(settings):
        wait_for(lambda: transfer(journal, done).folder_gone)
        use_as_it_is(str(folder))
        journal.wish(done, "go")
        wait_for(over(journal, done))
    assert (transfer(journal, done).state, len(frames(folder))) == (TransferState.FETCHED, 3)


def test_a_marker_that_was_removed_alone_is_left_again(settings, journal, done, folder):
    (folder / MARKER).rmdir()
    journal.record(done, TransferState.WATCHING)
    work(settings)
    assert transfer(journal, done).state is TransferState.FETCHED
    assert (folder / MARKER).is_dir()


def test_results_of_an_older_program_need_no_marker(settings, journal, done, folder):
    with contextlib.closing(sqlite3.connect(str(settings.journal))) as db, db:
        db.execute("UPDATE submissions SET marked = '', mount = ''")
    shutil.rmtree(folder)
    journal.record(done, TransferState.WATCHING)
    work(settings)
    assert (transfer(journal, done).state, len(frames(folder))) == (TransferState.FETCHED, 3)


def test_a_new_submission_makes_a_removed_folder_anew_but_none_of_an_unplugged_drive(settings, journal, done, folder):
    plan = journal.get(done).plan()
    shutil.rmtree(folder)
    write_down(settings, [plan])
    assert (folder / MARKER).is_dir()
    shutil.rmtree(folder)
    with contextlib.closing(sqlite3.connect(str(settings.journal))) as db, db:
        db.execute("UPDATE submissions SET mount = '/media/drive'")
    with pytest.raises(BadInput, match="is not connected"):
        write_down(settings, [plan])
    assert not folder.exists()


def test_verify_names_an_unplugged_drive_once(journal, done, folder):
    unplug(folder)
    found = verify_results(journal, done, lambda: None)
    assert (found.right, len(found.faults), found.faults[0].result) == (0, 1, "")
    assert "is its drive connected?" in found.faults[0].sentence


def test_a_read_only_folder_whose_results_are_all_there_needs_no_marker(settings, journal, done, folder, monkeypatch):
    (folder / MARKER).rmdir()

    def refuse(_folder):
        raise PermissionError(13, "read-only")

    monkeypatch.setattr("foxsubmit.core.transfer.fetch.results.put_marker", refuse)
    journal.record(done, TransferState.WATCHING)
    work(settings)
    assert transfer(journal, done).state is TransferState.FETCHED
