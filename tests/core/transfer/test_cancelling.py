"""Cancelling: "cancelled" is only what the farm has confirmed; until then it is tried without end."""

from __future__ import annotations

import threading

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import agent, over, submit, transfer, wait_for, work

from foxsubmit.core.api.codes import TaskStatus
from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base.refusal import Refusal
from foxsubmit.farm.base.routes import ROUTES

pytestmark = pytest.mark.usefixtures("no_long_looks")


@pytest.fixture
def rendering(tmp_path, settings, api, journal, farm):
    """A submission whose task renders, and which was cancelled here just now."""
    submission = submit(make_project(tmp_path / "p", {}), api, journal)
    work(settings)
    task = transfer(journal, submission).task_id
    status(farm, task, TaskStatus.RENDERING)
    journal.record(submission, TransferState.WATCHING)
    journal.wish(submission, "cancel")
    return submission


def refuse(monkeypatch, code):
    """Have the farm refuse to stop tasks."""
    def no(_farm, _body):
        raise Refusal(code, "no")

    answer_stops(monkeypatch, no)


def answer_stops(monkeypatch, no):
    for path in ("/api/render/handle/stopTask", "/api/rendering/task/renderingTask/stopTask"):
        monkeypatch.setitem(ROUTES, path, no)


def status(farm, task, value):
    with farm.state.database.change() as change:
        change.execute("UPDATE tasks SET status = ? WHERE id = ?", (int(value), task))


def task_status(api, journal, submission):
    return api.query.task_info([transfer(journal, submission).task_id])["items"][0]["taskStatus"]


@pytest.mark.parametrize("code", [611, 602, 500, 100, 605, 429, 9999])
def test_it_is_not_cancelled_while_the_farm_refuses(settings, api, journal, rendering, monkeypatch, code):
    refuse(monkeypatch, code)
    monkeypatch.setattr("foxsubmit.core.api.wire.client.WAITS", ())  # with 429 a change, too, is sent again
    with agent(settings):
        wait_for(lambda: "Tried 3 times" in transfer(journal, rendering).message)
        now = transfer(journal, rendering)
        assert now.state is TransferState.CANCELLING
        assert now.message.startswith(f"Task {now.task_id} is being cancelled: until the farm confirms it, it may "
                                      "still render and cost money. ")
        assert f"code {code}" in now.message
    with agent(settings):
        wait_for(lambda: "Tried 2 times" in transfer(journal, rendering).message)
        monkeypatch.undo()
        wait_for(over(journal, rendering))
    assert transfer(journal, rendering).state is TransferState.CANCELLED
    assert "is stopped" in transfer(journal, rendering).message
    assert task_status(api, journal, rendering) in (TaskStatus.STOPPED, TaskStatus.USER_STOPPED, TaskStatus.DONE)


def test_an_account_that_was_removed_here_keeps_it_being_cancelled(settings, journal, rendering, monkeypatch):
    said = "The account local is not known on this machine: sign in with it again."

    def gone(_self, _account, _farm):
        raise BadInput(said)

    with monkeypatch.context() as removed:
        removed.setattr(Settings, "credentials", gone)
        running = _in_thread(settings)
        wait_for(lambda: said in transfer(journal, rendering).message)
        assert transfer(journal, rendering).state is TransferState.CANCELLING
    wait_for(over(journal, rendering))
    running.join()
    assert transfer(journal, rendering).state is TransferState.CANCELLED


def test_a_farm_that_takes_the_call_and_stops_nothing_has_not_confirmed_it(settings, journal, rendering, monkeypatch):
    answer_stops(monkeypatch, lambda _farm, _body: None)
    running = _in_thread(settings)
    wait_for(lambda: "The farm has not stopped it yet." in transfer(journal, rendering).message)
    assert transfer(journal, rendering).state is TransferState.CANCELLING
    monkeypatch.undo()
    wait_for(over(journal, rendering))
    running.join()


def test_a_second_wish_is_tried_at_once_and_keeps_what_was_said(journal, rendering):
    journal.record(rendering, message="Why.")
    before = journal.get(rendering)
    for wish in ("cancel", "go", "pause"):
        journal.wish(rendering, wish)
    journal.wish_all("pause")
    journal.wish_all("go")
    now = journal.get(rendering)
    assert (now.wish, now.message, now.state) == ("cancel", "Why.", TransferState.WATCHING)
    assert now.asked == before.asked + 4


def _in_thread(settings):
    thread = threading.Thread(target=work, args=(settings,))
    thread.start()
    return thread
