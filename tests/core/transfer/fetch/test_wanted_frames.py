"""Single frames that are wanted: before all others, or alone."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import over, submit, transfer, wait_for, work

from foxsubmit.core.transfer.agent import Agent
from foxsubmit.core.transfer.engines import open_engine
from foxsubmit.core.transfer.fetch.frame_files import belongs
from foxsubmit.core.transfer.http.engine import HttpEngine
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.states import TransferState

pytestmark = pytest.mark.usefixtures("no_long_looks")


def here(folder):
    return sorted(path.name for path in Path(folder).rglob("*") if path.is_file())


@pytest.fixture
def rendered(tmp_path, settings, api, journal, fetched):
    """The number of a task of four frames that are rendered and not fetched."""
    submission = submit(make_project(tmp_path / "p", {}, frames=4), api, journal, download=False)
    work(settings)
    task = transfer(journal, submission)
    assert (task.state, task.fetched, fetched) == (TransferState.FETCHED, 0, [])
    return task.task_id


@pytest.mark.parametrize(("path", "frame", "told"), [
    ("/5/beauty/a_0007.exr", "7", True), ("/5/beauty/a_0017.exr", "7", False), (r"\5\a.7.log", "7", True),
    ("/5/a_0003.png", "2-4[1]", True), ("/5/a_0003.png", "2-4[2]", False), ("/5/a_0005.png", "-5", True),
    ("/5/a.png", "7", False), ("/5/a_0007.png", "sim", False),
    ("/5/a_0007_v02.png", "7", True), ("/5/a_0007_v02.png", "2", False), ("/5/a_0007_1080p.exr", "7", True),
    ("/5/mov0007.png", "7", True), ("/5/a_0007_L.png", "7", True), ("/5/a_v07.png", "7", True),
    ("/5/a.0007", "7", True),
])
def test_the_last_number_in_the_name_of_a_file_says_whose_it_is(path, frame, told):
    assert belongs(path, frame) is told


def test_a_frame_that_is_wanted_comes_alone(tmp_path, settings, journal, rendered):
    submission = journal.want_frames("local", "shot", rendered, [(rendered, "3")], str(tmp_path / "one"))
    assert transfer(journal, submission).wanted == {(rendered, "3")}
    work(settings)
    after = transfer(journal, submission)
    assert (after.state, after.fetched, after.fetch_files, after.wanted) == (TransferState.FETCHED, 1, 1, frozenset())
    assert [name for name in here(tmp_path / "one") if "3" in name] == here(tmp_path / "one") != []


def test_a_frame_of_a_task_from_another_machine_comes_alone(tmp_path, settings, journal, rendered):
    journal.record(journal.find(rendered).id, TransferState.FETCHED, task_id=None)
    submission = journal.want_frames("local", "shot", rendered, [(rendered, "2")], str(tmp_path / "one"))
    work(settings)
    assert (transfer(journal, submission).name, len(here(tmp_path / "one"))) == ("shot", 1)


def test_everything_comes_when_it_is_fetched_afterwards(tmp_path, settings, journal, rendered):
    journal.want_frames("local", "shot", rendered, [(rendered, "3")], str(tmp_path / "all"))
    journal.add_fetch("local", "shot", rendered, str(tmp_path / "all"))
    work(settings)
    assert len(here(tmp_path / "all")) == 4


def test_what_was_removed_here_does_not_come_back_with_a_frame(tmp_path, settings, journal, rendered, fetched):
    journal.add_fetch("local", "shot", rendered, str(tmp_path / "all"))
    work(settings)
    for path in (tmp_path / "all").rglob("*.png"):
        path.unlink()
    fetched.clear()
    journal.want_frames("local", "shot", rendered, [(rendered, "1")], str(tmp_path / "all"))
    work(settings)
    assert len(here(tmp_path / "all")) == len(fetched) == 1


def test_a_frame_that_is_wanted_goes_before_the_others(tmp_path, settings, api, journal, fetched):
    submission = submit(make_project(tmp_path / "p", {}, frames=6), api, journal, fetch="end")
    agent = Agent(settings, idle=0.1, waits=(0.1,))
    row = journal.get(submission)
    agent._send(journal, row)
    task = transfer(journal, submission).task_id
    wait_for(lambda: api.query.task_info([task])["items"][0]["taskStatus"] == 25)
    journal.want_frames("local", "p", task, [(task, "5")], row.folder)
    work(settings)
    assert transfer(journal, submission).state is TransferState.FETCHED
    assert len(fetched) == 6
    assert "0005" in fetched[0]


def test_a_frame_wanted_meanwhile_is_the_next(tmp_path, settings, api, journal, monkeypatch, fetched):
    submission = submit(make_project(tmp_path / "p", {}, frames=6), api, journal, fetch="end")
    fetch = HttpEngine.fetch

    def wished(self, server, *arguments):
        if not fetched:
            with contextlib.closing(Journal(settings.journal)) as own:  # this is the agent's thread
                row = own.get(submission)
                own.want_frames("local", "p", row.task_id, [(row.task_id, "6")], row.folder)
        return fetch(self, server, *arguments)

    monkeypatch.setattr("foxsubmit.core.transfer.fetch.fetching.AT_ONCE", 1)  # others are under way already
    monkeypatch.setattr("foxsubmit.core.transfer.fetch.results.open_engine",
                        lambda api, _settings: _Engine(api, wished))
    work(settings)
    assert transfer(journal, submission).state is TransferState.FETCHED
    assert ("0006" in fetched[1], len(fetched)) == (True, 6)


class _Engine:
    """The farm's engine, whose ``fetch`` somebody watches."""

    def __init__(self, api, fetch):
        self._engine, self._fetch = open_engine(api), fetch

    def hashes(self, files):
        return self._engine.hashes(files)

    def fetch(self, server, local, size, progress):
        self._fetch(self._engine, server, local, size, progress)


def test_a_frame_without_a_file_is_said(tmp_path, settings, journal, rendered):
    submission = journal.want_frames("local", "shot", rendered, [(rendered, "99")], str(tmp_path / "one"))
    work(settings)
    after = transfer(journal, submission)
    assert (after.state, after.wanted) == (TransferState.FETCHED, frozenset())
    assert after.message == f"The farm has no file of frame 99 in the output of task {rendered}."


def test_the_others_are_fetched_on_after_a_failed_download(tmp_path, settings, journal, rendered):
    submission = journal.add_fetch("local", "shot", rendered, str(tmp_path / "all"))
    journal.fail(submission, "The disk is full.")
    journal.want_frames("local", "shot", rendered, [(rendered, "2")], str(tmp_path / "all"))
    work(settings)
    assert over(journal, submission)()
    assert len(here(tmp_path / "all")) == 4


def test_a_frame_that_failed_and_is_resumed_still_comes_alone(tmp_path, settings, journal, rendered):
    submission = journal.want_frames("local", "shot", rendered, [(rendered, "2")], str(tmp_path / "one"))
    journal.fail(submission, "The disk is full.")
    journal.wish(submission, "go")
    work(settings)
    assert over(journal, submission)()
    assert len(here(tmp_path / "one")) == 1
