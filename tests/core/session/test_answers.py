"""What a session knows of tasks and transfers, and what it does not: with faults in a real farm."""

from __future__ import annotations

import contextlib
import sqlite3
import time

import pytest
from tests.core.transfer.agents import submit, work
from tests.plant import plant
from tests.pumping import until

from foxsubmit.core.api.codes import TaskStatus
from foxsubmit.core.common.errors import FoxError, NoAnswer
from foxsubmit.core.jobs.actions import TaskAction
from foxsubmit.core.model.ending import End
from foxsubmit.core.session import following
from foxsubmit.core.session.state import Connection
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base.faults import Fault


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch):
    monkeypatch.setattr("foxsubmit.core.api.wire.client.WAITS", (0.01, 0.01))


def test_a_look_that_fails_is_kept_apart_from_an_empty_list_until_one_works(session, farm):
    until(session, lambda state: state.jobs.listing.answered)
    farm.state.faults.set([Fault("garbage", path="getTaskList")])
    session.jobs.look_now()
    state = until(session, lambda state: state.jobs.listing.trouble)
    assert "did not answer as a render farm does" in state.jobs.listing.trouble
    farm.state.faults.set([])
    session.jobs.look_now()
    assert until(session, lambda state: not state.jobs.listing.trouble).jobs.listing.answered


def test_a_farm_that_is_out_of_order_is_asked_again_by_itself(session, farm, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.session.connecting.RECONNECT", 0.05)
    farm.state.faults.set([Fault("5xx", path="queryUserProfile")])
    session.account.connect()
    state = until(session, lambda state: state.account.connection is Connection.AWAY)
    assert state.account.retry_at > 0
    farm.state.faults.set([])
    until(session, lambda state: state.account.connection is Connection.CONNECTED)


def test_a_task_is_known_by_its_number_however_old_it_is(session, farm):
    for number in range(1000, 1052):
        plant(farm.state, number)
    assert following.find_on_farm(session, 1000).id == 1000
    assert following.find_on_farm(session, 4711) is None
    state = session.state
    assert (state.jobs.task(1000).id, state.jobs.task(4711), 4711 in state.jobs.named) == (1000, None, True)
    assert state.jobs.gone is None
    session.jobs.select(4711)
    assert until(session, lambda state: state.jobs.gone).jobs.gone == 4711


def test_a_task_that_was_asked_for_before_is_asked_for_again(session, farm):
    plant(farm.state, 1000)
    until(session, lambda _state: following.find_on_farm(session, 1000).status is TaskStatus.DONE)
    with contextlib.closing(sqlite3.connect(str(farm.folder / "farm.sqlite"))) as db, db:
        db.execute("UPDATE tasks SET status = 15 WHERE id = 1000")
    assert following.find_on_farm(session, 1000).status is TaskStatus.USER_STOPPED


def test_the_journal_is_unknown_before_it_is_read_and_where_it_cannot_be(session, monkeypatch):
    assert until(session, lambda state: state.transfers.read).transfers.trouble == ""

    def broken(*_arguments):
        raise FoxError("The journal is in use.")

    monkeypatch.setattr("foxsubmit.core.session.transfers.QueueReader.read", broken)
    session.transfers.look_soon()
    assert until(session, lambda state: state.transfers.trouble).transfers.trouble == "The journal is in use."
    monkeypatch.undo()
    session.transfers.look_soon()
    until(session, lambda state: not state.transfers.trouble)


def test_an_agent_that_cannot_be_started_does_not_hide_the_transfers(session, project, api, journal, monkeypatch):
    def broken(_settings):
        raise FoxError("There is no Python.")

    submit(project, api, journal)
    monkeypatch.setattr("foxsubmit.core.session.link.ensure_agent", broken)
    session.transfers.look_soon()
    state = until(session, lambda state: state.message)
    assert (state.message, len(state.transfers.rows), state.transfers.trouble) == ("There is no Python.", 1, "")


def test_what_is_not_answered_in_time_is_an_error(session, farm):
    farm.state.faults.set([Fault("delay", path="queryTaskInfo", seconds=2)])
    started = time.monotonic()
    with pytest.raises(NoAnswer) as caught:
        following.find_on_farm(session, 1000, 0.2)
    assert "within 0.2 seconds" in str(caught.value)
    assert time.monotonic() - started >= 0.2


def test_what_is_waited_for_is_told_once_the_journal_says_so(session, farm, api, journal, project, settings, tmp_path):
    submission = submit(project, api, journal)
    work(settings)
    told = []
    session.transfers.fetch_and_tell(journal.get(submission).task_id, str(tmp_path / "here"), told.append, told.append)
    state = until(session, lambda _state: told)
    assert told == [submission]
    assert state.transfers.rows[0].state is TransferState.WATCHING
    session.transfers.fetch_and_tell(4711, "", told.append, told.append)
    until(session, lambda _state: len(told) == 2)
    assert "Choose a folder" in str(told[1])


def test_frames_that_are_rendered_again_are_fetched_again(session, farm, api, journal, project, settings):
    farm.state.faults.set([Fault("bad-disk", path="shot_0002")])
    submission = submit(project, api, journal)
    work(settings)
    farm.state.faults.set([])
    task = journal.get(submission).task_id
    until(session, lambda state: state.jobs.tasks and state.transfers.rows[:1] and
          state.transfers.rows[0].end is End.SOME_FAILED)
    session.jobs.act(TaskAction.RESTART_FAILED, [task])
    until(session, lambda state: state.transfers.rows[0].state is TransferState.WATCHING)
    work(settings)
    state = until(session, lambda state: state.transfers.rows[0].state is TransferState.FETCHED)
    assert (state.transfers.rows[0].end, state.transfers.rows[0].fetched) == (End.DONE, 3)


def test_single_frames_that_are_rendered_again_are_fetched_again(session, farm, api, journal, project, settings):
    submission = submit(project, api, journal)
    work(settings)
    session.jobs.select(journal.get(submission).task_id)
    state = until(session, lambda state: len(state.jobs.frames) == 3 and state.jobs.detail.complete)
    session.jobs.frames.restart([state.jobs.frames[0].id])
    state = until(session, lambda state: state.transfers.rows[0].state is TransferState.WATCHING)
    assert [row.id for row in state.transfers.rows] == [submission]
