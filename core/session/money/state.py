"""Costs, budgets and notices, as frozen data for the panel."""

from __future__ import annotations

import dataclasses

from ...money.before import EarlierTask
from ...money.costs import Costs
from ...offer.drafts import Notice
from ...settings.sinks import Sinks
from ...transfer.budgets.budget import Budget
from ...transfer.telling.table import KeptNotice


@dataclasses.dataclass(frozen=True)
class MoneyState:
    """The money of the account, and what was told, as farm and journal have them."""

    budgets: tuple[Budget, ...] = ()
    history: tuple[KeptNotice, ...] = ()
    """The notices of every account, the newest first."""
    notices: tuple[Notice, ...] = ()
    """The notices of the account that hold and are shown above the pages, the newest first."""
    earlier: tuple[EarlierTask, ...] = ()
    """The earlier tasks of the open scene, as far as this machine submitted them."""
    costs: Costs | None = None
    """The costs of the account's tasks; None before the farm has answered."""
    days: int = 30
    """The days that they are wanted of, today included; 0 for all."""
    reading: bool = False
    """Whether the farm is being asked for them."""
    trouble: str = ""
    """Why they could not be read, one sentence."""
    sinks: Sinks = dataclasses.field(default_factory=Sinks)
    """The ways by which notices are told beside the panel."""
    testing: bool = False
    """Whether a test is on its way there."""
    tested: str = ""
    """How the last test, or the last change of it, went, one sentence."""
    tested_well: bool = True
