"""A budget stops its tasks while nobody looks, once each, and lets them go on when somebody says so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import agent, submit, transfer, wait_for

from foxsubmit.core.api.codes import TaskStatus
from foxsubmit.core.transfer.budgets.budget import BudgetState, in_words
from foxsubmit.farm.base.constants import LEAST_FEE
from foxsubmit.farm.base.refusal import Refusal
from foxsubmit.farm.base.routes import ROUTES
from foxsubmit.farm.calls import task_info

STOP = ("/api/render/handle/stopTask", "/api/rendering/task/renderingTask/stopTask")
START = ("/api/render/handle/startTask", "/api/rendering/task/renderingTask/startTask")
RESTING = (TaskStatus.STOPPED, TaskStatus.USER_STOPPED)
FRAMES = 60
TWELVE = 12 * LEAST_FEE


@pytest.fixture
def calls(monkeypatch):
    """How often tasks were stopped and started: the names of the calls, in their order."""
    made = []
    for path in (*STOP, *START):
        def noted(farm, body, path=path, handler=ROUTES[path]):
            made.append("stop" if path in STOP else "start")
            return handler(farm, body)

        monkeypatch.setitem(ROUTES, path, noted)
    return made


@pytest.fixture
def only(journal):
    """The one budget as the journal has it."""
    return lambda: journal.budgets().all()[0]


def begin(tmp_path, api, journal, frames=FRAMES, **choices):
    return submit(make_project(tmp_path / "p", {}, frames), api, journal, **choices)


def paused(only):
    return lambda: only().state is BudgetState.PAUSED


def farm_says(api, task):
    """(status, cost) of a task."""
    item = api.query.task_info([task])["items"][0]
    return TaskStatus(item["taskStatus"]), Decimal(str(item["renderConsume"]))


def told(journal):
    return [notice.kind for notice in reversed(journal.telling().history())]


def test_the_agent_alone_pauses_a_task_at_its_budget_and_agrees_with_the_farm(
        tmp_path, settings, api, journal, calls, only):
    submission = begin(tmp_path, api, journal, budget=TWELVE)
    with agent(settings):
        wait_for(paused(only))
        task = transfer(journal, submission).task_id
        wait_for(lambda: only().spent == farm_says(api, task)[1])
    status, cost = farm_says(api, task)
    assert status in RESTING
    assert Decimal(str(TWELVE)) <= cost < Decimal(str(LEAST_FEE * FRAMES)), "it stopped before the end"
    assert (only().spent, only().currency, only().unknown, only().tasks) == (cost, "USD", 0, (task,))
    assert calls == ["stop"]
    assert told(journal)[-1] == "budget used up"
    assert journal.telling().history()[0].leads_to == "budget"


def test_it_is_said_once_that_little_is_left(tmp_path, settings, api, journal, farm, only):
    begin(tmp_path, api, journal, budget=FRAMES * LEAST_FEE * 1.1)
    with agent(settings, idle=1.0) as process:
        process.wait(120)
    assert told(journal).count("budget near") == 1
    assert only().state is BudgetState.OPEN
    assert "It is paused when that is used up" in next(
        each.text for each in journal.telling().history() if each.kind == "budget near")


def test_it_goes_on_by_one_wish_up_to_the_budget_again(tmp_path, settings, api, journal, calls, only):
    submission = begin(tmp_path, api, journal, budget=TWELVE)
    with agent(settings):
        wait_for(paused(only))
        before = only()
        steps = before.raised / Decimal(str(TWELVE))  # a busy machine may have spent more before the pause
        assert steps == int(steps)
        assert before.raised > before.spent
        journal.budgets().go_on(before.id, before.raised)
        wait_for(lambda: calls == ["stop", "start", "stop"] and paused(only)())
        journal.budgets().go_on(before.id, None)
        wait_for(lambda: transfer(journal, submission).state.over)
    assert calls == ["stop", "start", "stop", "start"]
    status, _cost = farm_says(api, transfer(journal, submission).task_id)
    assert status is TaskStatus.DONE


def test_an_agent_that_is_killed_while_it_pauses_does_not_pause_twice(
        tmp_path, settings, api, journal, monkeypatch, calls, only):
    # So much that the first agent has no reason to stop it by itself, however late the test looks.
    submission = begin(tmp_path, api, journal, budget=2 * FRAMES * LEAST_FEE)
    with agent(settings):
        wait_for(lambda: transfer(journal, submission).task_id)
        wait_for(lambda: only().moving)
    budget, task = only(), transfer(journal, submission).task_id
    # Killed after the farm had stopped the task, and before that was written down.
    assert journal.budgets().begin_pausing(budget.id, budget.amount, [task])
    api.task.stop_task([task])
    wait_for(lambda: farm_says(api, task)[0] in RESTING)
    with agent(settings):
        wait_for(lambda: only().state is not BudgetState.PAUSING)
    assert calls == ["stop"]


def test_a_pause_that_the_farm_refuses_is_said_and_tried_until_it_is_confirmed(
        tmp_path, settings, api, journal, monkeypatch, only):
    def no(_farm, _body):
        raise Refusal(500, "busy")

    with monkeypatch.context() as refusing:
        for path in STOP:
            refusing.setitem(ROUTES, path, no)
        submission = begin(tmp_path, api, journal, 300, budget=TWELVE)
        with agent(settings):
            wait_for(lambda: "Tried 2 times" in only().message)
            assert only().state is BudgetState.PAUSING
            assert "It could not be paused" in in_words(only())
    assert told(journal).count("budget trouble") == 1
    with agent(settings):
        wait_for(paused(only))
    assert only().message == ""
    assert farm_says(api, transfer(journal, submission).task_id)[0] in RESTING


def test_a_farm_that_is_away_costs_nothing_but_time(tmp_path, settings, api, journal, farm, calls, only):
    submission = begin(tmp_path, api, journal, budget=TWELVE)
    with agent(settings):
        wait_for(lambda: transfer(journal, submission).task_id)
    address = farm.folder / "farm.json"
    text = address.read_text()
    address.write_text(text.replace(farm.domain, "127.0.0.1:9"))
    with agent(settings):
        wait_for(lambda: "Tried 2 times" in only().message)
        assert "What it costs is not known now" in only().message
        address.write_text(text)
        wait_for(lambda: only().message == "" and only().spent)


def test_what_is_started_by_hand_is_left_alone(tmp_path, settings, api, journal, calls, only):
    submission = begin(tmp_path, api, journal, budget=TWELVE)
    with agent(settings):
        wait_for(paused(only))
        task = transfer(journal, submission).task_id
        api.task.start_task([task])
        wait_for(lambda: transfer(journal, submission).state.over)
    assert calls == ["stop", "start"]
    assert farm_says(api, task)[0] is TaskStatus.DONE


def test_a_project_is_paused_as_a_whole_whoever_submitted_its_tasks(tmp_path, settings, api, journal, only):
    api.tag.add_label("courtyard", 1)
    journal.budgets().set_project("local", settings.local_farms.id_of("local"), "courtyard", Decimal(str(TWELVE)))
    submission = begin(tmp_path, api, journal, project="courtyard")
    with agent(settings):
        wait_for(paused(only))
    task = transfer(journal, submission).task_id
    assert only().tasks == (task,)
    assert farm_says(api, task)[0] in RESTING


def test_without_a_cost_from_the_farm_nothing_is_counted_as_nothing(
        tmp_path, settings, api, journal, monkeypatch, only):
    monkeypatch.setattr(task_info, "_totals", without_costs(task_info._totals))
    submission = begin(tmp_path, api, journal, budget=TWELVE)
    with agent(settings):
        wait_for(lambda: transfer(journal, submission).state.over)
        wait_for(lambda: only().unknown == 1)
    assert "The farm does not tell the cost of 1 task." in in_words(only())
    assert told(journal).count("budget unknown") == 1



def without_costs(totals):
    return lambda counts: {**totals(counts), "renderConsume": None, "userAccountConsume": None}
