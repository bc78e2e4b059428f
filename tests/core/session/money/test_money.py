"""What the journal says of budgets is shown, and one click lets tasks go on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from foxsubmit.core.session.following import until
from foxsubmit.core.session.money.state import MoneyState
from foxsubmit.core.session.session import Session
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
