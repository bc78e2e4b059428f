"""The end of every task of the account is told where somebody wishes it: once, and only from then on."""

from __future__ import annotations

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import agent, submit, transfer, wait_for
from tests.farm.conftest import Visitor

from foxsubmit.core.api.codes import TaskStatus
from foxsubmit.core.settings.sinks import SinkSettings
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.core.transfer.telling import everybody
from foxsubmit.core.transfer.telling.everybody import SINCE, Everybody
from foxsubmit.farm.base.faults import Fault


@pytest.fixture
def others(farm):
    """Somebody else who submits to the same account."""
    visitor = Visitor(farm)
    yield visitor
    visitor.close()


@pytest.fixture
def looks(settings, journal, monkeypatch):
    """Look at the account's tasks now, as an agent does that was just started."""
    SinkSettings(settings.home).change(everybody="local")
    monkeypatch.setattr(everybody, "EVERY", 0.0)

    def look():
        own = Everybody(SinkSettings(settings.home), settings.local_farms,
                        lambda account, farm="": settings.credentials(account, farm).api())
        own.look(journal)
        return own

    return look


def told(journal):
    return {each.task_id: each for each in journal.telling().history() if each.kind == "ended"}


def ended(visitor, task):
    wait_for(lambda: TaskStatus(visitor.info(task)["taskStatus"]).over)


def test_an_agent_alone_tells_what_others_submitted_once_whatever_is_killed(settings, journal, others):
    before = others.submit()
    ended(others, before)
    SinkSettings(settings.home).change(everybody="local")
    with agent(settings, idle=1.0):
        wait_for(lambda: journal.option(SINCE))
    task = others.submit()
    ended(others, task)
    with agent(settings, idle=1.0) as process:
        wait_for(lambda: task in told(journal))
        notice = told(journal)[task]
        assert before not in told(journal), "it had ended before anybody wished it"
        assert (notice.tone, notice.text.endswith("All frames are done (3 of 3).")) == ("ok", True), notice.text
        assert process.poll() is None, "it stays, though it has nothing to send"
    journal.telling().settle_all()
    with agent(settings, idle=1.0):
        wait_for(lambda: journal.telling().history())
    assert [each.task_id for each in journal.telling().history()] == [task]


def test_it_ends_where_nobody_wishes_it_any_more(settings, journal, others):
    SinkSettings(settings.home).change(everybody="local")
    with agent(settings, idle=1.0) as process:
        wait_for(lambda: journal.option(SINCE))
        SinkSettings(settings.home).change(everybody="")
        assert process.wait(60) == 0


def test_failed_frames_are_said_and_gone_once_they_are_rendered_again(settings, journal, farm, others, looks):
    looks()
    farm.state.faults.set([Fault("bad-disk", path="_0002")])
    task = others.submit()
    ended(others, task)
    looks()
    notice = told(journal)[task]
    assert (notice.tone, notice.leads_to, notice.gone) == ("error", "why", 0)
    assert "1 of 3 frames failed." in notice.text
    farm.state.faults.set([])
    others.api.query.restart_failed_frames([task])
    ended(others, task)
    looks()
    assert [each.gone > 0 for each in journal.telling().history()[::-1]] == [True, False]
    assert told(journal)[task].gone or "All frames are done" in journal.telling().history()[0].text


def test_own_tasks_are_left_to_what_watches_them(settings, journal, api, others, looks, tmp_path):
    looks()
    task = others.submit()
    ended(others, task)
    submission = submit(make_project(tmp_path / "p", {}), api, journal)
    journal.record(submission, TransferState.FETCHED, task_id=task)
    assert transfer(journal, submission).task_id == task
    looks()
    assert told(journal) == {}


def test_a_farm_on_this_machine_that_is_away_keeps_no_agent(settings, journal, farm, looks):
    assert looks().stays()
    farm.state.faults.set([Fault("5xx", path="getTaskList")])
    assert not looks().stays()
