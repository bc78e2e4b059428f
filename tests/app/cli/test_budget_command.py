"""``foxsubmit budget`` as a user types it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit
from tests.documents import rows

from foxsubmit import cli
from foxsubmit.core.transfer.budgets.budget import BudgetState
from foxsubmit.core.transfer.budgets.table import PAUSED, STARTING, TaskCost
from foxsubmit.core.transfer.states import TransferState


@pytest.fixture(autouse=True)
def no_agent(monkeypatch):
    """Wishes stay wishes."""
    for module in ("job.opening", "cli.budget"):
        monkeypatch.setattr(f"foxsubmit.{module}.ensure_agent", lambda settings: settings)


@pytest.fixture
def paused(tmp_path, api, journal):
    """The budget of a submission that was paused by it."""
    submission = submit(make_project(tmp_path / "p", {}), api, journal, budget=20.5)
    task = api.task.create_task()[0]
    journal.record(submission, TransferState.UPLOADING, task_id=task)
    budgets = journal.budgets()
    budget = budgets.all()[0].id
    budgets.seen(budget, {task: TaskCost(Decimal("20.61"), True)}, 0, "USD")
    budgets.begin_pausing(budget, Decimal("20.5"), [task])
    budgets.step(budget, "pausing", PAUSED, [task])
    budgets.settle(budget, BudgetState.PAUSING, BudgetState.PAUSED)
    return budgets.get(budget)


def run(capsys, *arguments):
    code = cli.main(["budget", *arguments])
    captured = capsys.readouterr()
    return code, captured.out.strip(), captured.err


def test_it_says_what_is_spent_of_a_budget(capsys, paused):
    code, out, _err = run(capsys, str(paused.tasks[0]))
    assert (code, out) == (0, f"Task {paused.tasks[0]}: 20.61 USD of 20.50 USD spent. It is paused until you let it "
                              "go on.")
    code, out, _err = run(capsys, "--json")
    assert rows(out) == [{
        "account": "local", "project": None, "tasks": list(paused.tasks), "amount": "20.5", "spent": "20.61",
        "currency": "USD", "unknown": 0, "state": "paused", "message": ""}]


@pytest.mark.parametrize(("typed", "amount"), [((), "41.0"), (("30",), "30"), (("--no-limit",), None)])
def test_it_goes_on_with_the_first_amount_once_more_or_with_what_is_typed(capsys, journal, paused, typed, amount):
    code, _out, _err = run(capsys, str(paused.tasks[0]), *typed, "--go-on")
    now = journal.budgets().get(paused.id)
    assert code == 0
    assert now.amount == (None if amount is None else Decimal(amount))
    assert (now.state, journal.budgets().steps(paused.id)) == (
        BudgetState.GOING_ON, {paused.tasks[0]: STARTING})


def test_an_amount_that_is_spent_already_is_not_enough(capsys, journal, paused):
    code, _out, err = run(capsys, str(paused.tasks[0]), "20.6", "--go-on")
    assert (code, err.strip()) == (2, "20.60 USD is not enough: 20.61 USD is spent already.")
    assert journal.budgets().get(paused.id).state is BudgetState.PAUSED


def test_a_task_of_the_farm_gets_a_budget_whoever_submitted_it(capsys, api, journal):
    task = api.task.create_task()[0]
    code, out, _err = run(capsys, str(task), "12.50")
    assert (code, out) == (0, f"Task {task}: unknown of 12.50 spent.")
    assert journal.budgets().of_task("local", journal._farms.id_of("local"), task).amount == Decimal("12.50")


def test_a_task_that_the_farm_lacks_gets_none(capsys, api, journal):
    code, _out, err = run(capsys, "99999999", "12")
    assert (code, journal.budgets().all()) == (2, ())
    assert "The farm has no task 99999999" in err


def test_a_project_has_one_budget_that_can_be_lifted(capsys, api, journal):
    assert run(capsys, "courtyard", "100")[0] == 0
    assert run(capsys, "courtyard", "150")[0] == 0
    (budget,) = journal.budgets().all()
    assert (budget.project, budget.amount, budget.first) == ("courtyard", Decimal(150), Decimal(150))
    assert run(capsys, "courtyard", "--no-limit")[0] == 0
    assert journal.budgets().all()[0].amount is None


def test_a_submission_that_becomes_several_tasks_has_one_budget(tmp_path, api, journal):
    plans = [submit_plan(tmp_path, api, name) for name in ("one", "two")]
    journal.add_all(plans)
    (budget,) = journal.budgets().all()
    assert (budget.amount, len(journal.budgets().submissions(budget.id))) == (Decimal("7.5"), 2)


def submit_plan(tmp_path, api, name):
    from foxsubmit.core.assets.find import find_all
    from foxsubmit.core.model.choices import Choices
    from foxsubmit.core.offer.facts import read_facts
    from foxsubmit.core.plan.build import build_plans
    from foxsubmit.core.plan.hosts import traits_of

    host = make_project(tmp_path / name, {})
    return build_plans("blender", "local", "2", read_facts(api, traits_of("blender")), host.scene(),
                       find_all(host.assets()), (), Choices(budget=7.5))[0]
