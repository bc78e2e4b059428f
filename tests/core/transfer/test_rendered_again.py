"""Frames that somebody has rendered again after a task was done come home, though nobody here was told."""

from __future__ import annotations

import threading
import time

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit, transfer, wait_for, work

from foxsubmit.core.model.ending import End
from foxsubmit.core.transfer import rendered_again
from foxsubmit.core.transfer.agent import Agent
from foxsubmit.core.transfer.journal.looks import DueLook
from foxsubmit.core.transfer.rendered_again import FIRST, LONGEST, RenderedAgain, next_look
from foxsubmit.core.transfer.start import look_due
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base.faults import Fault

INFO = "queryTaskInfo"

pytestmark = pytest.mark.usefixtures("no_long_looks", "often")


@pytest.fixture
def often(monkeypatch):
    monkeypatch.setattr(rendered_again, "FIRST", 0.01)
    monkeypatch.setattr(rendered_again, "OFTEN", 0.0)


@pytest.fixture
def done(tmp_path, settings, api, journal, monkeypatch):
    """A finished submission, all of whose three frames failed, which is due to be looked at again."""
    def broken(*_arguments):
        raise ValueError("no node draws")

    with monkeypatch.context() as patch:
        patch.setattr("foxsubmit.farm.renderers.simulated._drawn", broken)
        submission = submit(make_project(tmp_path / "p", {}), api, journal)
        work(settings)
    found = transfer(journal, submission)
    assert (found.state, found.end, found.fetched) == (TransferState.FETCHED, End.ALL_FAILED, 0)
    wait_for(lambda: time.time() >= found.look_at)
    return found


def test_they_come_home_from_a_farm_that_answers_after_the_agent_would_have_ended(settings, api, journal, farm, done):
    api.query.restart_failed_frames([done.task_id])
    farm.state.faults.set([Fault("delay", path=INFO, seconds=1.5, count=1)])
    work(settings)
    again = transfer(journal, done.id)
    assert (again.state, again.end, again.fetched) == (TransferState.FETCHED, End.DONE, 3)


class OneIsDue:
    """A journal with one look that is due."""

    def looks(self):
        return self

    def due(self, _now, _most):
        return [DueLook("a", "local", 7, "", End.DONE.value, 0.0)]

    def later(self, *_arguments): ...


def test_a_question_that_hangs_keeps_no_agent(monkeypatch):
    asked, goes_on = threading.Event(), threading.Event()

    def hangs(_account):
        asked.set()
        goes_on.wait()
        raise OSError("the disk was taken away")

    looks = RenderedAgain(hangs, 0.0)
    thread = threading.Thread(target=looks.look, args=(OneIsDue(),), daemon=True)
    thread.start()
    asked.wait()
    assert looks.asking
    monkeypatch.setattr(rendered_again, "HANGS", 0.0)
    assert not looks.asking
    goes_on.set()
    thread.join()


def test_a_question_that_was_answered_keeps_no_agent_that_has_nothing_to_do(settings, journal, done):
    agent = Agent(settings, idle=100.0)
    agent._busy -= 1000.0
    looked = transfer(journal, done.id).look_at
    agent._rendered_again.look(journal)
    assert transfer(journal, done.id).look_at > looked
    agent._end_where_idle(journal)
    assert agent._ended.is_set()


def test_frames_that_the_farms_own_pages_restart_come_home(settings, api, journal, done):
    api.query.restart_failed_frames([done.task_id])
    work(settings)
    again = transfer(journal, done.id)
    assert (again.state, again.end, again.message, again.fetched) == (TransferState.FETCHED, End.DONE, "", 3)
    assert again.look_at > 0, "it is looked at again"


def test_an_agent_stays_for_what_was_just_finished_until_its_farm_is_gone(settings, api, journal, farm, done):
    running = threading.Thread(target=Agent(settings, idle=0.1, waits=(0.1,), linger=1000.0).run)
    running.start()
    looked = transfer(journal, done.id).look_at
    wait_for(lambda: transfer(journal, done.id).look_at > looked)
    api.query.restart_failed_frames([done.task_id])
    # Only what is finished may lose its farm: the agent waits for that of a task that it still watches.
    wait_for(lambda: (found := transfer(journal, done.id)).fetched == 3 and found.state is TransferState.FETCHED)
    address = farm.folder / "farm.json"
    text = address.read_text()
    address.write_text(text.replace(farm.domain, "127.0.0.1:9"))
    running.join()
    address.write_text(text)
    after = transfer(journal, done.id)
    assert (after.state, after.end, after.fetched) == (TransferState.FETCHED, End.DONE, 3)


def test_a_task_that_the_farm_no_longer_keeps_is_not_looked_at_any_more(settings, api, journal, done):
    api.task.delete_task([done.task_id])
    work(settings)
    after = transfer(journal, done.id)
    assert (after.look_at, after.state, after.message) == (0.0, TransferState.FETCHED, done.message)


def test_another_task_of_the_same_number_is_not_fetched(settings, journal, farm, done):
    with farm.state.database.change() as change:
        change.execute("UPDATE tasks SET submitted = submitted + 5, status = 5 WHERE id = ?", (done.task_id,))
    work(settings)
    after = transfer(journal, done.id)
    assert (after.look_at, after.state) == (0.0, TransferState.FETCHED)


def test_a_farm_that_does_not_answer_is_asked_later(settings, journal, farm, done):
    address = farm.folder / "farm.json"
    text = address.read_text()
    address.write_text(text.replace(farm.domain, "127.0.0.1:9"))
    work(settings)
    after = transfer(journal, done.id)
    assert (after.state, after.end, after.message) == (done.state, done.end, done.message)
    assert after.look_at > done.look_at
    address.write_text(text)


def test_what_was_fetched_alone_is_not_looked_at(settings, journal, done, tmp_path):
    journal.want_frames("local", done.name, done.task_id, [(done.task_id, "1")], str(tmp_path / "alone"))
    work(settings)
    assert (transfer(journal, done.id).state, transfer(journal, done.id).look_at) == (TransferState.FETCHED, 0.0)


def test_an_agent_is_wanted_when_a_look_is_due(settings, journal, done):
    journal.looks().later(done.id, time.time() + 1000)
    assert not look_due(settings, [transfer(journal, done.id)])
    journal.looks().later(done.id, time.time() - 1)
    assert look_due(settings, [transfer(journal, done.id)])
    journal.looks().later(done.id, 0.0)
    assert not look_due(settings, [transfer(journal, done.id)])


def test_looks_become_rare_and_never_end(monkeypatch):
    monkeypatch.setattr(rendered_again, "FIRST", FIRST)
    now, waits = 0.0, []
    while now < 30 * 86_400:
        wait = round(next_look(now, 0.0) - now, 3)
        waits.append(wait)
        now += wait
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (FIRST, LONGEST)
    assert len(waits) < 250
