"""Budgets and notices of the journal: read every second, and what is wished of them written down."""

from __future__ import annotations

import contextlib
import functools
import time
from decimal import Decimal
from pathlib import Path
from typing import Callable, NamedTuple, Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ...common.atomic import write_text
from ...common.disk import error_sentence
from ...common.lock import Lock
from ...money.costs import Costs, as_csv, read_costs
from ...offer.drafts import Notice
from ...settings.sinks import SinkSettings
from ...transfer.budgets.budget import Budget, BudgetState
from ...transfer.journal.journal import Journal
from ...transfer.telling.table import KeptNotice
from ..events import Events, RequestSent
from ..link import FarmLink, Workers
from ..store import Part, Store
from .earlier import Earlier
from .sending import Sending
from .state import MoneyState

LOOK = 1.0  # seconds between two looks at the journal
SHOWN = 5
"""Notices that are shown above the pages at most."""


class Read(NamedTuple):
    """The answer of one look at the journal."""

    budgets: Tuple[Budget, ...]
    history: Tuple[KeptNotice, ...]


class Money:
    """The budgets. The agent holds to it; this only reads and wishes."""

    def __init__(self, store: Store, events: Events, link: FarmLink, workers: Workers) -> None:
        self._store = store
        self._part: Part[MoneyState] = Part(store, "money")
        self._events = events
        self._link = link
        self._workers = workers
        self._looking = False
        self._look_at = 0.0
        self.sending = Sending(store, link, workers)
        self.earlier = Earlier(store, link)

    def tick(self, now: float) -> None:
        """Read the journal where it is time."""
        if not self._looking and now >= self._look_at:
            self._looking = True
            account = self._link.account
            self._workers.journal.run(functools.partial(self._read, account), functools.partial(self._seen, account),
                                      self._not_read)

    def go_on(self, budget: str, amount: Decimal | None = None, *, no_limit: bool = False) -> None:
        """Let the tasks of a budget go on; without an amount with the first one once more."""
        def change(journal: Journal) -> None:
            found = journal.budgets().get(budget)
            journal.budgets().go_on(budget, None if no_limit else amount or found.raised)
            journal.telling().settle(budget=budget)

        self._write(change)

    def set_project(self, project: str, amount: Decimal | None) -> None:
        """Set what the tasks of a project may cost together, whoever submits them; None for no limit."""
        account, farm = self._link.account, self._link.settings.local_farms.id_of(self._link.account)
        self._write(lambda journal: journal.budgets().set_project(account, farm, project, amount))

    def read_costs(self, days: int | None = None) -> None:
        """Ask the farm what the tasks of the last days cost, 0 for all; without a number of those wanted before."""
        wanted = self._part.now.days if days is None else days
        api, account = self._link.api, self._link.account
        profile = self._store.state.account.profile
        self._part.change(days=wanted)
        if api is None or self._part.now.reading:
            return
        self._part.change(reading=True, trouble="")
        currency = profile.currency if profile else ""
        self._workers.costs.run(lambda: read_costs(api, currency, wanted),
                                functools.partial(self._costs_read, account, wanted), self._costs_failed)

    def save(self, path: Path, by: str) -> None:
        """Write the costs that are here as CSV, added up by project, artist or day."""
        costs = self._part.now.costs
        if costs is not None:
            self._workers.disk.run(lambda: write_text(path, as_csv(costs, by)), lambda _none: None, self._failed)

    def forget_account(self, _event: object) -> None:
        """Another account: its costs are others."""
        self._part.change(costs=None, budgets=(), notices=(), earlier=(), trouble="")
        self._look_at = 0.0

    def _costs_read(self, account: str, days: int, found: Costs) -> None:
        self._part.change(reading=False)
        if account == self._link.account and days == self._part.now.days:
            self._part.change(costs=found)
        else:
            self.read_costs()

    def _costs_failed(self, error: Exception) -> None:
        self._part.change(reading=False, trouble=error_sentence(error))

    def close(self, notice: str) -> None:
        """Take a notice away: it was read. The history keeps it."""
        self._write(lambda journal: journal.telling().settle(notice=notice))

    def close_all(self) -> None:
        """Take all notices away."""
        self._write(lambda journal: journal.telling().settle_all())

    def _write(self, change: Callable[[Journal], None]) -> None:
        def job() -> None:
            with contextlib.closing(Journal(self._link.settings.journal)) as journal:
                change(journal)
            self._link.wake_agent()

        self._workers.disk.run(job, self._written, self._failed)

    def _written(self, _nothing: object) -> None:
        self._look_at = 0.0
        self._events.tell(RequestSent())

    def _failed(self, error: Exception) -> None:
        self._store.say(error_sentence(error))

    def _read(self, account: str) -> Read:
        """Worker thread. An agent that was killed is started again where something may cost, or is told."""
        farm = self._link.settings.local_farms.id_of(account)
        with contextlib.closing(Journal(self._link.settings.journal)) as journal:
            budgets = [each for each in journal.budgets().all() if each.account == account and each.farm in ("", farm)]
            history = journal.telling().history()
        needed = any(_needs_agent(each) for each in budgets) or (
            SinkSettings(self._link.settings.home).read().everybody == account)
        if needed and not Lock(self._link.settings.agent_lock).held():
            self._link.wake_agent()
        return Read(tuple(budgets), history)

    def _seen(self, account: str, found: Read) -> None:
        self._done()
        if account == self._link.account:
            self._part.change(budgets=found.budgets, history=found.history, notices=tuple(
                filter(None, map(self._shown, found.history)))[:SHOWN])

    def _shown(self, kept: KeptNotice) -> Optional[Notice]:
        """Return it as it is shown above the pages; the ends of tasks are told there by what the farm lists."""
        if kept.gone or kept.account != self._link.account or kept.kind == "ended":
            return None
        return Notice(kept.id, kept.text, kept.tone, kept.task_id or 0, kept.leads_to, kept.budget, kept=True)

    def _not_read(self, _error: Exception) -> None:
        self._done()  # what reads the transfers from the same journal says why

    def _done(self) -> None:
        self._looking = False
        self._look_at = time.monotonic() + LOOK


def _needs_agent(budget: Budget) -> bool:
    return budget.state in (BudgetState.PAUSING, BudgetState.GOING_ON) or (
        budget.amount is not None and bool(budget.moving))
