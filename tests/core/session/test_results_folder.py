"""A results folder that is not there is refused on the command line, and waited for in the panel."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit, transfer, work
from tests.pumping import until

from foxsubmit.core.transfer.fetch.marker import MARKER
from foxsubmit.core.transfer.states import TransferState

pytestmark = pytest.mark.usefixtures("no_agent_process", "no_long_looks")


@pytest.fixture
def no_long_looks(monkeypatch):
    """The farm here is quicker than one whose nodes are elsewhere."""
    monkeypatch.setattr("foxsubmit.core.transfer.retry_schedule.WATCH", (0.05, 0.2))


@pytest.fixture
def removed(tmp_path, settings, api, journal):
    """A submission whose frames were fetched, and whose folder is no longer there."""
    submission = submit(make_project(tmp_path / "p", {}), api, journal)
    work(settings)
    done = transfer(journal, submission)
    shutil.rmtree(done.folder)
    return done


def told(session, task, **options):
    """Fetch as the command line does, and return what that ends with: an id, or an error."""
    heard = []
    session.transfers.fetch_and_tell(task, "", heard.append, heard.append, **options)
    until(session, lambda _state: heard)
    return heard[0]


def test_fetching_into_a_folder_that_is_gone_is_refused_unless_it_is_taken_as_it_is(session, journal, removed):
    error = told(session, removed.task_id)
    assert removed.folder in str(error)
    assert f"foxsubmit fetch {removed.task_id} --as-it-is" in str(error)
    assert not Path(removed.folder).exists()
    assert transfer(journal, removed.id).state is TransferState.FETCHED
    assert told(session, removed.task_id, as_it_is=True) == removed.id
    assert (Path(removed.folder) / MARKER).is_dir()
    assert transfer(journal, removed.id).state is TransferState.WATCHING


def test_in_the_panel_the_transfer_waits_until_the_folder_is_taken_as_it_is(session, settings, journal, removed):
    session.transfers.fetch(removed.task_id)
    until(session, lambda _state: transfer(journal, removed.id).state is TransferState.WATCHING)
    assert not Path(removed.folder).exists()
    session.transfers.use_folder(removed.id, removed.folder)
    until(session, lambda _state: (Path(removed.folder) / MARKER).is_dir())
    work(settings)
    assert transfer(journal, removed.id).state is TransferState.FETCHED
    assert len([path for path in Path(removed.folder).rglob("*") if path.is_file()]) == 3
