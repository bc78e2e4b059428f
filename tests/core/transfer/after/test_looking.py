"""After this, then that: a submission is sent at once and started when tasks have ended, also while nobody looks."""

from __future__ import annotations

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import agent, submit, transfer, wait_for, work

from foxsubmit.core.api.codes import TaskStatus
from foxsubmit.core.model.ending import End
from foxsubmit.core.session.following import words
from foxsubmit.core.transfer.after.words import waits_for_tasks
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.journal.restoring import begin
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base.faults import Fault
from foxsubmit.farm.base.routes import ROUTES

SUBMIT = "/api/render/submit/task"
LONG = 400
"""Frames of a task that does not end by itself while a test looks."""


@pytest.fixture
def started(monkeypatch):
    """The tasks that the farm was told to start, in their order."""
    made, handler = [], ROUTES[SUBMIT]

    def noted(farm, body):
        made.append(body["taskId"])
        return handler(farm, body)

    monkeypatch.setitem(ROUTES, SUBMIT, noted)
    return made


@pytest.fixture
def send(tmp_path, api, journal):
    """Submit a scene of a name of its own."""
    def one(name, frames=2, **choices):
        return submit(make_project(tmp_path / name, {f"{name}.png": name.encode()}, frames, f"{name}.blend"), api,
                      journal, **choices)

    return one


def state(journal, submission):
    return transfer(journal, submission).state


def held(journal, submission):
    """A condition: everything is sent, and it waits."""
    return lambda: state(journal, submission) is TransferState.HELD


def farm_says(api, task):
    return TaskStatus(api.query.task_info([task])["items"][0]["taskStatus"])


def told(journal):
    return [each for each in journal.telling().history() if each.kind == "after"]


def test_it_is_sent_while_the_other_renders_and_started_when_that_has_ended(settings, api, journal, send, started):
    first = send("a", 60)
    second = send("b", after=(first,))
    with agent(settings):
        wait_for(held(journal, second))
        a, b = (transfer(journal, each) for each in (first, second))
        assert (b.files_done, b.files, b.after) == (2, 2, (str(a.task_id),))
        assert waits_for_tasks(b) == f"Waits for {a.task_id}"
        assert words(b, None) == f"Waits for {a.task_id}. Its files are on the farm."
        assert started == [a.task_id]
        wait_for(lambda: state(journal, second) is TransferState.FETCHED)
    assert started == [a.task_id, b.task_id]
    assert farm_says(api, a.task_id) is TaskStatus.DONE
    assert transfer(journal, second).after == ()
    times = {item["id"]: item for item in api.query.task_info([a.task_id, b.task_id])["items"]}
    assert times[b.task_id]["startTime"] >= times[a.task_id]["completedDate"]


def test_a_chain_goes_one_after_the_other_whatever_is_killed(settings, api, journal, send, started):
    first = send("a", 40)
    second = send("b", 20, after=(first,))
    third = send("c", after=(second,))
    with agent(settings):
        wait_for(held(journal, third))
    with agent(settings):
        wait_for(lambda: len(started) == 2)
    with agent(settings):
        wait_for(lambda: state(journal, third) is TransferState.FETCHED)
    assert started == [transfer(journal, each).task_id for each in (first, second, third)]


def test_an_agent_that_is_killed_while_it_starts_the_task_does_not_start_it_twice(settings, api, journal, send,
                                                                                   started):
    first = send("a")
    second = send("b", after=(first,))
    journal.wish(first, "pause")
    with agent(settings):
        wait_for(held(journal, second))
    # Killed after the farm had started the task, and before that was written down.
    api.task.submit_task(transfer(journal, second).task_id)
    with agent(settings):
        wait_for(lambda: state(journal, second) is TransferState.FETCHED)
    assert started == [transfer(journal, second).task_id]
    assert transfer(journal, first).state is TransferState.PAUSED


def test_somebody_lets_it_go_by_one_wish(settings, api, journal, send, started):
    first = send("a", LONG)
    second = send("b", after=(first,))
    with agent(settings):
        wait_for(held(journal, second))
        journal.afters().release(second)
        wait_for(lambda: len(started) == 2)
        assert farm_says(api, transfer(journal, first).task_id) is TaskStatus.RENDERING
        wait_for(lambda: state(journal, second) is TransferState.WATCHING)


def failed_first(settings, farm, send, **choices):
    """A submission whose other one has a frame that fails."""
    farm.state.faults.set([Fault("bad-disk", path="a_0002")])
    first = send("a")
    return first, send("b", after=(first,), **choices)


def test_where_frames_of_the_other_fail_it_waits_and_says_so_once(settings, api, journal, farm, send, started):
    first, second = failed_first(settings, farm, send)
    with agent(settings):
        wait_for(lambda: "1 of 2 frames failed" in transfer(journal, second).message)
        task, own = transfer(journal, first).task_id, transfer(journal, second).task_id
        assert transfer(journal, second).message == (
            f"Task {task}: 1 of 2 frames failed. It waits until that ends well, or until you start it.")
        (notice,) = told(journal)
        assert (notice.leads_to, notice.task_id, notice.gone) == ("release", own, 0)
        assert started == [task]
        farm.state.faults.set([])
        api.query.restart_failed_frames([task])  # anybody may: the farm's own pages, another machine
        wait_for(lambda: state(journal, second) is TransferState.FETCHED)
        assert farm_says(api, task) is TaskStatus.DONE
    assert [each.gone > 0 for each in told(journal)] == [True]


def test_where_frames_of_the_other_fail_it_is_started_all_the_same_if_that_was_chosen(settings, journal, farm, send,
                                                                                     started):
    first, second = failed_first(settings, farm, send, if_failed="start")
    with agent(settings):
        wait_for(lambda: state(journal, second) is TransferState.FETCHED)
    assert transfer(journal, first).end is End.SOME_FAILED
    assert (len(started), told(journal)) == (2, [])


def test_where_frames_of_the_other_fail_it_is_given_up_if_that_was_chosen_and_may_still_be_started(
        settings, journal, farm, send, started):
    _first, second = failed_first(settings, farm, send, if_failed="give up")
    third = send("c", after=(second,))
    with agent(settings):
        wait_for(lambda: state(journal, second) is TransferState.FAILED)
        given_up = transfer(journal, second)
        assert given_up.message.startswith("It is not started, as chosen: Task ")
        wait_for(lambda: transfer(journal, third).message)
        assert transfer(journal, third).message.startswith(f"Task {given_up.task_id}: It could not be submitted.")
        assert len(started) == 1
        journal.afters().release(second)
        wait_for(lambda: state(journal, third) is TransferState.FETCHED)
    assert len(started) == 3


@pytest.mark.parametrize(("do", "said"), [
    (lambda api, journal, first, task: api.task.abort_task([task]), "The task was abandoned with"),
    (lambda api, journal, first, task: api.task.delete_task([task]), "It was deleted on the farm."),
    (lambda api, journal, first, task: api.task.stop_task([task]), "The task is stopped with"),
    (lambda api, journal, first, task: journal.wish(first, "cancel"), "It was cancelled."),
])
def test_what_became_of_the_other_is_said_and_it_waits(settings, api, journal, send, started, do, said):
    first = send("a", LONG)
    second = send("b", after=(first,))
    with agent(settings):
        wait_for(held(journal, second))
        task = wait_for(lambda: transfer(journal, first).task_id)
        wait_for(lambda: farm_says(api, task) is TaskStatus.RENDERING)
        do(api, journal, first, task)
        wait_for(lambda: said in transfer(journal, second).message)
    assert state(journal, second) is TransferState.HELD
    assert started == [task]
    # Who only rests may go on; somebody has to decide about all else.
    assert len(told(journal)) == (0 if "is stopped" in said else 1)


def test_while_the_farm_is_away_it_waits_and_says_so(settings, api, journal, farm, send, started):
    first = send("a", LONG)
    second = send("b", after=(first,), if_failed="start")
    with agent(settings):
        wait_for(held(journal, second))
        farm.state.faults.set([Fault("5xx", path="queryTaskInfo")])
        wait_for(lambda: "Tried 2 times" in transfer(journal, second).message)
        assert state(journal, second) is TransferState.HELD
        farm.state.faults.set([])
        wait_for(lambda: not transfer(journal, second).message)
    assert len(started) == 1


def test_it_waits_for_a_task_of_another_machine_by_its_number(settings, api, journal, send, started):
    first = send("a", 40)
    with agent(settings):
        wait_for(lambda: state(journal, first) is TransferState.WATCHING)
    task = transfer(journal, first).task_id
    second = send("b", after=(str(task),))
    assert transfer(journal, second).after == (str(task),)
    with agent(settings):
        wait_for(lambda: state(journal, second) is TransferState.FETCHED)
    assert started == [task, transfer(journal, second).task_id]


def test_a_number_that_the_farm_does_not_have_is_no_reason_to_start(settings, api, journal, send, started):
    second = send("b", after=("99999999",))
    with agent(settings):
        wait_for(lambda: transfer(journal, second).message)
    assert transfer(journal, second).message.startswith("Task 99999999: The farm has it no more.")
    assert started == []


def test_nothing_waits_for_itself_or_for_what_comes_later(settings, journal, send):
    second = send("b", after=("0" * 31 + "f",))
    assert journal.afters().of(second)[0].state is None, "whatever comes later is not what was meant"
    third = send("c", after=(second, second))
    assert [each.other for each in journal.afters().of(third)] == [second]


def test_why_another_step_failed_stays_said_where_it_is_let_go(journal, send):
    second = send("b", after=(send("a"),))
    journal.record(second, TransferState.SUBMITTING)
    journal.fail(second, "Its files are gone.")
    journal.afters().release(second)
    now = transfer(journal, second)
    assert (now.state, now.message, now.after) == (TransferState.FAILED, "Its files are gone.", ())


def test_cancelling_what_waits_deletes_its_task(settings, api, journal, send, started):
    first = send("a", LONG)
    second = send("b", after=(first,))
    with agent(settings):
        wait_for(held(journal, second))
        journal.wish(second, "cancel")
        wait_for(lambda: state(journal, second) is TransferState.CANCELLED)
    assert "was not started" in transfer(journal, second).message
    assert len(started) == 1


def test_a_paused_one_is_not_started_before_it_goes_on(settings, journal, send, started):
    first = send("a", 30)
    second = send("b", after=(first,))
    with agent(settings):
        wait_for(held(journal, second))
        journal.wish(second, "pause")
        wait_for(lambda: state(journal, first) is TransferState.FETCHED)
        assert (state(journal, second), len(started)) == (TransferState.PAUSED, 1)
        journal.wish(second, "go")
        wait_for(lambda: state(journal, second) is TransferState.FETCHED)
    assert len(started) == 2


def test_it_waits_still_where_the_journal_comes_back_from_a_backup(settings, journal, send, started):
    first = send("a", LONG)
    second = send("b", after=(first,), if_failed="give up")
    with agent(settings):
        wait_for(held(journal, second))
    journal.back_up()
    path = settings.journal
    journal.close()
    path.unlink()
    begin(path)
    with agent(settings) as process:
        again = Journal(path)
        wait_for(lambda: transfer(again, first).state is TransferState.WATCHING)
        found = transfer(again, second)
        assert process.poll() is None
        again.close()
    assert (found.state, len(found.after), found.if_failed, len(started)) == (TransferState.HELD, 1, "give up", 1)


def test_an_agent_in_this_process_ends_with_nothing_left_to_wait_for(settings, journal, send, started, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.transfer.retry_schedule.WATCH", (0.05, 0.2))
    first = send("a")
    send("b", after=(first,))
    work(settings)
    assert [each.state for each in journal.transfers()] == [TransferState.FETCHED] * 2
    assert len(started) == 2
