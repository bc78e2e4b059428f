"""Hold to budgets: ask the farm what their tasks cost, say when little is left, stop them when nothing is.

One thread of the agent does it, so no two calls of it are under way at the same time. What it is about to do stands in
the journal before (table.py), and before it stops or starts a task it has looked at how the task stands now.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Callable, ContextManager, NamedTuple  # noqa: UP035 - evaluated at run time on 3.9

from ...api import FoxAPI
from ...api.codes import TaskStatus
from ...common.disk import error_sentence
from ...common.errors import FoxError
from ...common.i18n import _
from ...money.amounts import amount, cost_of, shown
from ...offer.facts import read_account
from ...settings.local_farms import is_local
from ..cancelling import STOPPED
from ..journal.journal import Journal
from ..rendered_again import is_deleted
from ..retry_schedule import RetrySchedule
from .budget import Budget, BudgetState
from .projects import ProjectTasks
from .table import FREE, PAUSED, PAUSING, STARTING, Budgets, TaskCost

log = logging.getLogger(__name__)

CHUNK = 50  # tasks that one call asks about
Api = Callable[[str, str], ContextManager[FoxAPI]]
Tried = Callable[[str, int, float], str]


class Seen(NamedTuple):
    """The tasks of a budget as the farm has them now."""

    status: dict[int, TaskStatus]
    tasks: dict[int, TaskCost]
    unknown: int

    def moving(self, tasks: Iterable[int]) -> list[int]:
        """Return those of the tasks that wait or render."""
        return [number for number in tasks if number in self.tasks and self.tasks[number].moving]


class BudgetKeeper:
    """The budgets of one agent. Only ``holds`` is for other threads."""

    def __init__(self, api: Api, waits: Sequence[float], tried: Tried) -> None:
        self._api = api
        """The farm for an account, and the id of its farm on this machine."""
        self._tried = tried
        self._schedule = RetrySchedule(waits)
        self._projects = ProjectTasks()
        self._currency: dict[str, str] = {}
        self._silent: set[str] = set()
        """Accounts of farms on this machine that do not answer: no agent stays for those."""

    def holds(self, journal: Journal) -> bool:
        """Whether an agent has to stay for a budget: something may cost, or is being stopped or started."""
        return any(budget.account not in self._silent and (
            budget.state in (BudgetState.PAUSING, BudgetState.GOING_ON)
            or (budget.amount is not None and bool(budget.moving))) for budget in journal.budgets().active())

    def look(self, journal: Journal) -> None:
        """Look at the budgets that are due."""
        budgets = journal.budgets().active()
        self._schedule.keep({budget.id for budget in budgets})
        for budget in budgets:
            if self._schedule.due(budget.id, hash((budget.state, budget.amount))):
                self._keep(journal, budget)

    def _keep(self, journal: Journal, budget: Budget) -> None:
        try:
            with self._api(budget.account, budget.farm) as api:
                moved = self._look(journal, api, budget)
        except sqlite3.Error:
            raise
        except (FoxError, OSError) as error:
            self._failed(journal, budget, error)
        else:
            self._silent.discard(budget.account)
            self._schedule.worked(budget.id, moved=moved)

    def _failed(self, journal: Journal, budget: Budget, error: Exception) -> None:
        log.info("the budget of %s could not be kept: %s", budget.project or budget.tasks, error)
        if is_local(budget.account):
            self._silent.add(budget.account)
        budgets = journal.budgets()
        tries, wait = self._schedule.failed(budget.id)
        said = self._tried(error_sentence(error), tries, wait)
        now = budgets.get(budget.id)
        if now.state is BudgetState.PAUSING:
            said = _("It could not be paused: {reason}").format(reason=said)
            _tell(journal, now, "trouble", "error", _(
                "{subject} has used up its budget of {amount} and could not be paused yet: it may still render. That "
                "is tried again until the farm confirms it. {reason}").format(
                    subject=now.subject, amount=shown(now.amount, now.currency), reason=error_sentence(error)))
        elif now.state is BudgetState.GOING_ON:
            said = _("It could not be started again: {reason}").format(reason=said)
        else:
            said = _("What it costs is not known now: {reason}").format(reason=said)
        budgets.trouble(budget.id, said)

    def _look(self, journal: Journal, api: FoxAPI, budget: Budget) -> bool:
        """Look at the tasks, and do what follows; whether anything has changed."""
        budgets = journal.budgets()
        numbers = budgets.task_numbers(budget.id)
        if budget.project:
            numbers |= self._projects.of(api, budget.account, budget.farm, budget.project)
        seen = read(api, sorted(numbers))
        now = budgets.seen(budget.id, seen.tasks, seen.unknown, self._currency_of(api, budget))
        if now.unknown and now.amount is not None:
            _tell(journal, now, "unknown", "warn", _(
                "{subject} has a budget of {amount}, and the farm does not tell what it costs: it is not paused by "
                "that.").format(subject=now.subject, amount=shown(now.amount, now.currency)))
        elif not now.near:
            journal.telling().settle(budget=budget.id)  # somebody has raised it, or takes the risk
        if now.state is BudgetState.GOING_ON:
            self._go_on(budgets, api, now, seen)
        elif now.state is BudgetState.PAUSING or now.used_up:
            self._pause(journal, budgets, api, now, seen)
        elif now.near and not now.warned:
            self._warn(journal, budgets, now)
        return (now.spent, now.moving, now.state) != (budget.spent, budget.moving, budget.state)

    def _currency_of(self, api: FoxAPI, budget: Budget) -> str:
        if budget.account not in self._currency:
            self._currency[budget.account] = read_account(api).currency
        return self._currency[budget.account]

    def _warn(self, journal: Journal, budgets: Budgets, budget: Budget) -> None:
        _tell(journal, budget, "near", "warn", _(
            "{subject} has spent {spent} of its budget of {amount}. It is paused when that is used up.").format(
                subject=budget.subject, spent=shown(budget.spent, budget.currency),
                amount=shown(budget.amount, budget.currency)))
        budgets.warned(budget.id)

    def _pause(self, journal: Journal, budgets: Budgets, api: FoxAPI, budget: Budget, seen: Seen) -> None:
        """Stop what moves and was not stopped for this amount before, and see whether the farm has done so."""
        steps = budgets.steps(budget.id)
        # What rests already although it was to be stopped: an agent that was killed had stopped it.
        budgets.step(budget.id, PAUSING, PAUSED, [number for number, step in steps.items() if step == PAUSING
                                                  and number in seen.status and seen.status[number].rests])
        budgets.step(budget.id, PAUSING, "", [number for number, step in steps.items() if step == PAUSING
                                              and number in seen.status and seen.status[number].over])
        budgets.step(budget.id, PAUSED, FREE, seen.moving(
            number for number, step in steps.items() if step == PAUSED))
        new = seen.moving(number for number, step in steps.items() if not step)
        amount_now = budget.amount
        if new and amount_now is not None and not budgets.begin_pausing(budget.id, amount_now, new):
            return  # somebody has raised it at this moment
        left = [number for number, step in budgets.steps(budget.id).items() if step == PAUSING]
        if left:
            api.task.stop_task(left)
            after = read(api, left)
            budgets.step(budget.id, PAUSING, PAUSED, [each for each in left if each in after.status
                                                      and after.status[each].rests])
            budgets.step(budget.id, PAUSING, "", [each for each in left if each in after.status
                                                  and after.status[each].over])
        self._paused(journal, budgets, budget.id)

    def _paused(self, journal: Journal, budgets: Budgets, number: str) -> None:
        """Say so where the farm has confirmed it, or where there was nothing left to pause."""
        now = budgets.get(number)
        steps = list(budgets.steps(number).values())
        if PAUSING in steps:
            return
        subject, values = now.subject, {"spent": shown(now.spent, now.currency),
                                        "amount": shown(now.amount, now.currency)}
        if PAUSED in steps:
            _tell(journal, now, "used up", "error", _(
                "{subject} is paused: its budget of {amount} is used up ({spent} spent).").format(
                    subject=subject, **values), "budget")
        elif FREE not in steps:
            _tell(journal, now, "used up", "warn", _(
                "{subject} has used up its budget of {amount} ({spent} spent): nothing was left to pause.").format(
                    subject=subject, **values))
        budgets.settle(number, BudgetState.PAUSING, BudgetState.PAUSED if PAUSED in steps else BudgetState.OPEN)

    def _go_on(self, budgets: Budgets, api: FoxAPI, budget: Budget, seen: Seen) -> None:
        """Start what was stopped for the budget and rests still."""
        wanted = [number for number, step in budgets.steps(budget.id).items() if step == STARTING]
        rests = [number for number in wanted if seen.status.get(number) in STOPPED]
        if rests:
            api.task.start_task(rests)
            after = read(api, rests)
            rests = [number for number in rests if after.status.get(number) in STOPPED]
        budgets.step(budget.id, STARTING, "", [number for number in wanted if number not in rests])
        if not rests:
            budgets.settle(budget.id, BudgetState.GOING_ON, BudgetState.OPEN)


def read(api: FoxAPI, numbers: Sequence[int]) -> Seen:
    """Ask for tasks by their numbers, some at a time."""
    items: list[Any] = []
    for first in range(0, len(numbers), CHUNK):
        items += api.query.task_info(list(numbers[first : first + CHUNK]))["items"]
    found = {item["id"]: item for item in items}
    status = {number: TaskStatus(item["taskStatus"]) for number, item in found.items()}
    tasks = {number: TaskCost(cost_of(item), bool(item.get("sceneName")) and not is_deleted(item)
                              and not status[number].over and not status[number].rests)
             for number, item in found.items()}
    unknown = sum(tasks[number].cost is None and bool(amount(item.get("doneFrames")))
                  for number, item in found.items())
    return Seen(status, tasks, unknown)


def _tell(journal: Journal, budget: Budget, kind: str, tone: str, text: str, leads_to: str = "") -> None:
    """Say it once for each amount of a budget, and of a project each time that it has another number of tasks."""
    number = f"budget {budget.id} {kind} {budget.amount}"
    task = budget.tasks[0] if len(budget.tasks) == 1 and not budget.project else None
    journal.telling().tell(number, text, account=budget.account, farm=budget.farm, task_id=task, budget=budget.id,
                           kind=f"budget {kind}", tone=tone, leads_to=leads_to)
