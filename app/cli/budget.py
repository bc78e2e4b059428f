"""``foxsubmit budget``: what tasks and projects may cost, kept by the agent."""

from __future__ import annotations

import argparse
import contextlib
from decimal import Decimal
from typing import Any

from rich.table import Table

from ..core.common.errors import BadInput, FoxError
from ..core.common.exit_codes import ExitCode
from ..core.common.i18n import _, listed
from ..core.money.amounts import shown, typed
from ..core.settings.settings import Settings
from ..core.transfer.budgets.budget import Budget, in_words
from ..core.transfer.journal.journal import Journal
from ..core.transfer.start import ensure_agent
from ..job.opening import find_task
from .common.arguments import as_json, home_and_account, patience
from .common.connecting import connected
from .common.output import write_answer
from .common.shapes import usual
from .common.terminal import Terminal, cell, say

SHAPE = usual({"budgets": ("all, or the one of the target", [{
    "account": "whose", "project": "its name, null for tasks", "tasks": "their numbers",
    "amount": "a text with all decimals, null without a limit", "spent": "a text, null where it is not known",
    "currency": "of both, or null", "unknown": "tasks whose cost the farm does not tell",
    "state": "how it stands", "message": "a sentence where something is wrong"}])})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what the budget is for, and how much it is."""
    home_and_account(parser)
    parser.add_argument("target", nargs="?", metavar="TASK|PROJECT", help=_(
        "the number of a task, or the name of a project (default: list all budgets)"))
    parser.add_argument("amount", nargs="?", type=_amount, metavar="AMOUNT", help=_(
        "what it may cost, in the account's currency: 20 or 20.50"))
    parser.add_argument("--project", action="store_true", help=_("it is a project, though its name is a number"))
    parser.add_argument("--no-limit", action="store_true", help=_("take the limit away"))
    parser.add_argument("--go-on", action="store_true", help=_(
        "start again what was paused: with AMOUNT, without a limit, or else with the first amount once more"))
    patience(parser)
    as_json(parser)


def _amount(text: str) -> Decimal:
    """Read an amount.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    try:
        return typed(text)
    except BadInput as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def run(options: argparse.Namespace) -> int:
    """List budgets, show one, set one, or let its tasks go on."""
    settings = Settings(options.home)
    if options.target is None:
        return _list(settings, options)
    if options.amount is not None and options.no_limit:
        raise BadInput(_("Name an amount or --no-limit, not both."))
    account = options.account or settings.account()
    target = _Target(settings, account, options.target, project=options.project or not options.target.isdigit())
    with contextlib.closing(Journal(settings.journal)) as journal:
        if options.go_on:
            _go_on(journal, target, options)
        elif options.amount is not None or options.no_limit:
            _set(journal, target, options)
        found = target.find(journal)
    if options.go_on or options.amount is not None:
        with contextlib.suppress(FoxError):  # the next command that needs one says why there is none
            ensure_agent(settings)
    if found is None:
        if not options.no_limit:
            raise BadInput(_("There is no budget for {target}: set one with “foxsubmit budget {target} AMOUNT”."
                               ).format(target=options.target))
        if options.json:
            SHAPE.write(budgets=[])
    elif options.json:
        SHAPE.write(budgets=[plain(found)])
    else:
        write_answer(in_words(found))
    return ExitCode.DONE


class _Target:
    """The task or the project of an account that was named."""

    def __init__(self, settings: Settings, account: str, name: str, *, project: bool) -> None:
        self.account, self.name, self.project = account, name, project
        self.farm = settings.local_farms.id_of(account)

    def find(self, journal: Journal) -> Budget | None:
        budgets = journal.budgets()
        return (budgets.of_project(self.account, self.farm, self.name) if self.project
                else budgets.of_task(self.account, self.farm, int(self.name)))


def _set(journal: Journal, target: _Target, options: argparse.Namespace) -> None:
    """Set the amount of what the farm has.

    Raises:
        FoxError: the farm does not have it, or does not answer.
    """
    budgets = journal.budgets()
    if target.find(journal) is None and options.amount is not None:
        session = connected(options)
        if not target.project:
            find_task(session, int(target.name), options.timeout)
        elif (target.name not in session.state.environments.projects
              and "projects" not in session.state.environments.withheld):
            say(_("The account has no project “{name}” yet: the budget holds once it has.").format(name=target.name))
    if target.project:
        budgets.set_project(target.account, target.farm, target.name, options.amount)
    else:
        budgets.set_task(target.account, target.farm, int(target.name), options.amount)


def _go_on(journal: Journal, target: _Target, options: argparse.Namespace) -> None:
    """Let its tasks go on.

    Raises:
        BadInput: it has no budget, or the amount is spent already.
    """
    budget = target.find(journal)
    if budget is None:
        return
    amount = None if options.no_limit else options.amount or budget.raised
    if amount is not None and budget.spent is not None and amount <= budget.spent:
        raise BadInput(_("{amount} is not enough: {spent} is spent already.").format(
            amount=shown(amount, budget.currency), spent=shown(budget.spent, budget.currency)))
    journal.budgets().go_on(budget.id, amount)
    journal.telling().settle(budget=budget.id)


def _list(settings: Settings, options: argparse.Namespace) -> int:
    with contextlib.closing(Journal(settings.journal)) as journal:
        found = [each for each in journal.budgets().all() if options.account in (None, each.account)]
    if options.json:
        SHAPE.write(budgets=[plain(each) for each in found])
    elif found:
        table = Table(box=None)
        for title in (_("Budget for"), _("Spent"), _("Amount"), _("State")):
            table.add_column(title)
        for each in found:
            table.add_row(*map(cell, (
                each.project or listed(map(str, each.tasks)), shown(each.spent, each.currency),
                shown(each.amount, each.currency) if each.amount is not None else _("no limit"), in_words(each))))
        Terminal().print(table)
    else:
        write_answer(_("No budget is set."))
    return ExitCode.DONE


def plain(budget: Budget) -> dict[str, Any]:
    """Return a budget as JSON for scripts; amounts are texts, so that no digit is lost."""
    return {"account": budget.account, "project": budget.project or None, "tasks": list(budget.tasks),
            "amount": None if budget.amount is None else str(budget.amount),
            "spent": None if budget.spent is None else str(budget.spent), "currency": budget.currency or None,
            "unknown": budget.unknown, "state": budget.state.value, "message": budget.message}
