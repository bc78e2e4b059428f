"""Budgets are shown as the journal has them, and one click lets tasks go on."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit, work
from tests.core.transfer.telling.receivers import Chat, running

from foxsubmit.core.session.following import until
from foxsubmit.core.session.money.state import MoneyState
from foxsubmit.core.session.session import Session
from foxsubmit.core.settings.sinks import WEBHOOK, SinkSettings
from foxsubmit.core.transfer.budgets.budget import BudgetState
from foxsubmit.core.transfer.budgets.table import PAUSED, STARTING, TaskCost
from foxsubmit.hosts.recorded import nothing_open


@pytest.fixture
def session(settings, journal, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.session.link.ensure_agent", lambda _settings: False)
    session = Session(nothing_open(), settings, "local")
    yield session
    session.close()


@pytest.fixture
def budget(journal):
    """A budget that is used up, and whose task rests."""
    budgets = journal.budgets()
    budgets.set_task("local", "", 7, Decimal(20))
    budget = budgets.all()[0].id
    budgets.seen(budget, {7: TaskCost(Decimal("20.61"), True)}, 0, "USD")
    budgets.begin_pausing(budget, Decimal(20), [7])
    budgets.step(budget, "pausing", PAUSED, [7])
    budgets.settle(budget, BudgetState.PAUSING, BudgetState.PAUSED)
    journal.telling().tell("n", "Task 7 is paused.", account="local", task_id=7, budget=budget, kind="budget used up",
                           tone="error", leads_to="budget")
    return budget


def test_a_budget_goes_on_with_its_first_amount_once_more_and_its_notice_goes(session, journal, budget):
    assert session.state.money == MoneyState()
    state = until(session, lambda state: bool(state.money.notices))
    assert [(each.text, each.tone, each.task_id, each.leads_to, each.budget, each.kept)
            for each in state.money.notices] == [("Task 7 is paused.", "error", 7, "budget", budget, True)]
    session.money.go_on(budget)
    until(session, lambda state: not state.money.notices)
    now = journal.budgets().get(budget)
    assert (now.amount, now.state) == (Decimal(40), BudgetState.GOING_ON)
    assert journal.budgets().steps(budget) == {7: STARTING}
    assert journal.telling().history()[0].gone > 0


def test_a_notice_that_was_read_goes_and_stays_in_the_history(session, journal, budget):
    until(session, lambda state: bool(state.money.notices))
    session.money.close("n")
    until(session, lambda state: not state.money.notices)
    assert [notice.id for notice in journal.telling().history()] == ["n"]
    assert journal.budgets().get(budget).state is BudgetState.PAUSED


def test_other_accounts_notices_are_not_shown(session, journal, budget):
    journal.telling().tell("o", "Task 8 is paused.", account="other", task_id=8, budget="x", kind="budget used up")
    state = until(session, lambda state: bool(state.money.notices))
    assert [each.id for each in state.money.notices] == ["n"]


def test_what_tasks_cost_is_asked_of_the_farm_and_saved_as_csv(tmp_path, settings, api, journal, session):
    submit(make_project(tmp_path / "p", {}, 2), api, journal, artist="Lea")
    work(settings)
    session.account.connect()
    until(session, lambda state: state.account.profile is not None)
    session.money.read_costs(7)
    state = until(session, lambda state: state.money.costs is not None)
    (task,) = state.money.costs.tasks
    assert (task.artist, task.cost, state.money.costs.currency) == ("Lea", Decimal("0.02"), "USD")
    session.money.save(tmp_path / "costs.csv", "artist")
    until(session, lambda _state: (tmp_path / "costs.csv").exists())
    assert (tmp_path / "costs.csv").read_text().splitlines()[1] == "Lea,1,0.02,USD,0"


def test_where_notices_are_told_is_set_and_tested_and_no_secret_is_in_the_state(session, settings):
    sending, receiver = session.money.sending, Chat()
    sending.test()
    until(session, lambda state: state.money.tested == "Name a mail server and an address, or a chat, first.")
    sending.change(chat="slack")
    sending.keep(WEBHOOK, receiver.address)
    until(session, lambda state: state.money.sinks.chat == "slack" and "no keyring" in state.money.tested)
    with running(receiver):
        sending.test()
        state = until(session, lambda state: state.money.tested.endswith("sent to Slack."))
        assert len(receiver.posts) == 1
        receiver.answers = [(403, "invalid_token")]
        sending.test()
        until(session, lambda state: "refuses the message" in state.money.tested and not state.money.tested_well)
    assert "s3cr3t" not in repr(state.money)
    assert "s3cr3t" in SinkSettings(settings.home).secret(WEBHOOK)


def test_what_earlier_tasks_of_the_open_scene_cost_is_asked_of_the_farm(tmp_path, settings, api, journal, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.session.link.ensure_agent", lambda _settings: False)
    host = make_project(tmp_path / "p", {}, 4)
    submit(host, api, journal)
    submit(host, api, journal, frames_per_task=2)  # two of them are one to the farm
    work(settings)
    opened = Session(host, settings, "local")
    opened.account.connect()
    opened.scene.refresh()
    state = until(opened, lambda state: bool(state.money.earlier))
    assert {each.cost: each.done for each in state.money.earlier} == {Decimal("0.04"): 4, Decimal("0.02"): 4}
    opened.close()
