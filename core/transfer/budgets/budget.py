"""A budget as plain data, and its sentences. Pure."""

from __future__ import annotations

import enum
from decimal import Decimal
from typing import NamedTuple

from ...common.i18n import _, count
from ...model import format
from ...money.amounts import shown

NOTICE_AT = Decimal("0.8")
"""The part of a budget from which on it is said that little is left."""


class BudgetState(enum.Enum):
    """What the agent does for a budget. The value is what the journal stores."""

    OPEN = "open"
    """Watched: what its tasks cost is asked for again and again."""
    PAUSING = "pausing"
    """Used up: its tasks are being stopped, and until the farm confirms that they may still render."""
    PAUSED = "paused"
    """Used up, and its tasks rest until somebody lets them go on."""
    GOING_ON = "going on"
    """Somebody has let its tasks go on: they are being started."""


class Budget(NamedTuple):
    """An amount that may be spent, and what of it is."""

    id: str
    account: str
    farm: str
    project: str
    """The name of the project that it is for; empty where it is for tasks of one submission."""
    amount: Decimal | None
    """None once somebody has lifted it: nothing is stopped any more."""
    first: Decimal
    """The amount that was set by somebody; going on adds it again."""
    state: BudgetState
    warned: bool
    spent: Decimal | None
    """The cost of its tasks, as far as the farm tells; None before it was asked."""
    unknown: int
    """The number of tasks that have rendered and whose cost the farm does not tell."""
    currency: str
    message: str
    """Why it cannot be kept now; empty where it can."""
    tasks: tuple[int, ...] = ()
    moving: tuple[int, ...] = ()
    """The numbers of ``tasks`` that waited or rendered at the last look."""

    @property
    def raised(self) -> Decimal:
        """The amount with which its tasks would go on: more than what is spent."""
        amount, spent = self.amount or self.first, self.spent or Decimal(0)
        steps = max(1, int((spent - amount) / self.first) + 1)
        return amount + steps * self.first

    @property
    def near(self) -> bool:
        """Whether little of it is left, or nothing."""
        return self.amount is not None and self.spent is not None and self.spent >= self.amount * NOTICE_AT

    @property
    def used_up(self) -> bool:
        """Whether nothing of it is left."""
        return self.amount is not None and self.spent is not None and self.spent >= self.amount

    @property
    def subject(self) -> str:
        """The project, or the tasks, that it is for, as a sentence begins with it."""
        if self.project:
            return _("Project “{name}”").format(name=self.project)
        if not self.tasks:
            return _("The submission")
        return _("Task {task}").format(task=self.tasks[0]) if len(self.tasks) == 1 else count(
            "{n} task of one submission", "{n} tasks of one submission", len(self.tasks))


def in_words(budget: Budget) -> str:
    """How much of a budget is spent, and what that means for its tasks, as one or two sentences."""
    values = {"subject": budget.subject, "spent": shown(budget.spent, budget.currency),
              "amount": shown(budget.amount, budget.currency)}
    if budget.amount is None:
        text = _("{subject}: {spent} spent, without a limit.")
    elif budget.state is BudgetState.PAUSING:
        text = _("{subject}: {spent} of {amount} spent. It is being paused, and until the farm confirms it, it may "
                 "still render.")
    elif budget.state is BudgetState.PAUSED:
        text = _("{subject}: {spent} of {amount} spent. It is paused until you let it go on.")
    elif budget.state is BudgetState.GOING_ON:
        text = _("{subject}: {spent} of {amount} spent. It is being started again.")
    else:
        text = _("{subject}: {spent} of {amount} spent.")
    unknown = count("The farm does not tell the cost of {n} task.", "The farm does not tell the cost of {n} tasks.",
                    budget.unknown) if budget.unknown else ""
    return format.sentences(text.format(**values), unknown, budget.message)
