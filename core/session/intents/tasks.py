"""The tasks on the farm: which of them are listed, watched politely, and told what to do."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import time
from collections.abc import Collection
from typing import Any, NamedTuple

from ...api import FoxAPI
from ...common.errors import CannotConnect, Refused
from ...common.worker import Worker
from ...jobs.actions import TaskAction, perform
from ...jobs.listing import Page, read_some, read_tasks, with_first, with_next, with_some
from ...jobs.schedule import Pace
from ...jobs.tasks import Detail, Listing, TaskFilter, TaskRow, find_task
from ...model.host import Host
from ...offer.facts import read_account
from ...offer.values import Account
from ...settings.settings import Settings
from ...transfer.journal.journal import Journal
from ...transfer.journal.queue import Queue, read_queue
from ...transfer.states import TransferState
from ..state import Connection
from .farm import FarmIntents
from .ground import sentence

JOURNAL_LOOK = 1.0  # seconds between two looks at the journal, which is on this machine
TYPING = 0.3  # seconds after a change of the filter: the artist may be typing
ACCOUNT_LOOK = 10.0  # seconds between two looks at the balance while tasks cost money
MOST_ON_SCREEN = 50  # tasks that one look asks for by their ids
NOT_ALLOWED = 605
"""The farm's code for what the owner of the account has not allowed this user."""


class Looked(NamedTuple):
    """What one look has seen."""

    wanted: TaskFilter
    first: Page
    asked: tuple[int, ...]
    """Tasks asked for by their ids."""
    some: tuple[TaskRow, ...]


class TaskIntents(FarmIntents):
    """Tasks. Main thread, but for what says otherwise."""

    def __init__(self, host: Host, settings: Settings | None = None, account: str | None = None) -> None:
        super().__init__(host, settings, account)
        self._journal_looks = Worker()  # of its own: what is sent is shown also while a disk or the farm is slow
        self._journal_looking = False
        self._journal_at = 0.0
        self._pace = Pace()
        self._watched = True
        self._on_screen: tuple[int, ...] = ()
        self._looking = False
        self._pages = 1
        self._reading_more = False
        self._account_due = False
        self._account_at = 0.0

    def watch_tasks(self, watched: bool) -> None:
        """Whether somebody sees the tasks: else they are asked for seldom."""
        if watched and not self._watched:
            self._look_at = 0.0
        self._watched = watched

    def see_tasks(self, ids: Collection[int]) -> None:
        """Which tasks are on the screen: those that a look must bring up to date."""
        self._on_screen = tuple(ids)[:MOST_ON_SCREEN]

    def filter_tasks(self, wanted: TaskFilter) -> None:
        """List these tasks only; what is here already is shown until the farm has answered."""
        if wanted != self.state.listing.filter:
            self._change(listing=Listing(wanted))
            self._pages = 1
            self._look_at = time.monotonic() + TYPING

    def more_tasks(self) -> None:
        """Read the next page of the list, if there is one."""
        api, listing = self._api, self.state.listing
        if api is None or not listing.more or self._reading_more:
            return
        self._reading_more = True
        read = functools.partial(read_tasks, api, listing.filter, self._pages + 1)
        self._farm.run(read, functools.partial(self._more_read, listing.filter), self._more_failed)

    def look_now(self) -> None:
        """Ask the farm at once."""
        self._pace.hurry()
        self._look_at = 0.0

    def select_task(self, task_id: int | None) -> None:
        """Show the frames of a task."""
        if task_id != self.state.task_id:
            self._change(task_id=task_id, task_frames=(), detail=Detail(find_task(self.state.tasks, task_id)))
            self._look_at = 0.0

    def act_on_tasks(self, action: TaskAction, ids: Collection[int], value: Any = None) -> None:
        """Have the farm do something to tasks; what it refuses is said in ``message``."""
        api, ids = self._api, tuple(ids)
        if api is not None and ids:
            self._change(message="")
            self._farm.run(lambda: perform(api, action, ids, value), self._wished, self._refused)

    def _refused(self, error: Exception) -> None:
        self._change(message=sentence(error))
        self._wished(None)

    def _wished(self, nothing: object) -> None:
        self._pace.hurry()
        self._journal_at = 0.0
        super()._wished(nothing)

    def _account_changed(self) -> None:
        super()._account_changed()
        self._pages, self._on_screen = 1, ()
        self._looking = self._reading_more = self._account_due = False  # nothing comes back from the worker before
        self._change(tasks=(), listing=Listing(self.state.listing.filter), task_id=None, task_frames=(),
                     detail=Detail())

    # Looking.

    def _stop_looking(self) -> None:
        """The session ends."""
        self._journal_looks.close()

    def _look_again(self, now: float) -> None:
        self._journal_looks.pump()
        if not self._journal_looking and now >= self._journal_at:
            self._journal_looking = True
            selected = self.state.transfer_id
            self._journal_looks.run(functools.partial(self._look_at_journal, selected),
                                    functools.partial(self._journal_seen, selected), self._journal_failed)
        if self._api is None or self.state.connection is Connection.AWAY:
            return
        if not self._looking and now >= self._look_at:
            self._looking = True
            self._look_at = now  # whoever wants the next look at once sets it to 0 meanwhile
            asked = tuple(dict.fromkeys((*self._on_screen, *self._selected()))) if self._watched else ()
            look = functools.partial(self._look, self._api, self.state.listing.filter, asked)
            self._farm.run(look, self._looked, self._look_failed)
        if self._account_due and now >= self._account_at:
            self._account_due, self._account_at = False, now + ACCOUNT_LOOK
            # The worker logs a failure, and the next change of a task asks again.
            self._farm.run(functools.partial(read_account, self._api), self._account_read, lambda _error: None)

    def _selected(self) -> tuple[int, ...]:
        return (self.state.task_id,) if self.state.task_id is not None else ()

    def _account_read(self, account: Account) -> None:
        self._change(account=account)

    @staticmethod
    def _look(api: FoxAPI, wanted: TaskFilter, asked: tuple[int, ...]) -> Looked:
        """Worker thread. Two requests at most: the first page, and those on the screen that it does not have."""
        first = read_tasks(api, wanted)
        here = {task.id for task in first.rows} | {child.id for task in first.rows for child in task.children}
        asked = tuple(number for number in asked if number not in here)
        return Looked(wanted, first, asked, read_some(api, asked))

    def _looked(self, found: Looked) -> None:
        listing = self.state.listing
        if found.wanted != listing.filter:
            self._looking = False
            return
        known = self.state.tasks if listing.answered else ()
        tasks = with_first(known, found.first.rows, more=found.first.more)
        if len(tasks) == len(found.first.rows):
            self._pages = 1
        tasks = with_some(tasks, found.asked, found.some)
        more = found.first.more if self._pages == 1 else listing.more
        task = find_task((*tasks, *found.some), self.state.task_id)
        changes: dict[str, Any] = {
            "tasks": tasks, "listing": Listing(listing.filter, answered=True, more=more),
            "detail": dataclasses.replace(self.state.detail, task=task)}
        if tasks != self.state.tasks:
            self._account_due = True
        self._change_differing(changes)
        moving = any(each.moving for each in tasks) or bool(task and task.moving)
        self._look_done(self._pace.worked(watched=self._watched, moving=moving))

    def _change_differing(self, changes: dict[str, Any]) -> None:
        """Change what differs: an equal state would be drawn for nothing."""
        differing = {name: value for name, value in changes.items() if getattr(self.state, name) != value}
        if differing:
            self._change(**differing)

    def _look_failed(self, error: Exception) -> None:
        self._look_done(self._pace.failed())
        if isinstance(error, Refused) and error.code == NOT_ALLOWED:
            self._change(tasks=(), listing=dataclasses.replace(
                self.state.listing, answered=True, more=False, refused=sentence(error)))
        else:
            self._trouble(error)

    def _trouble(self, error: Exception) -> None:
        """What went wrong while looking. The farm may be away; a sentence that stands there already is enough."""
        if isinstance(error, CannotConnect):
            if self._api is not None:
                self._change(listing=dataclasses.replace(self.state.listing, as_of=time.time()))
                self._away(error)
        elif self.state.message != sentence(error):
            self._change(message=sentence(error))

    def _look_done(self, wait: float) -> None:
        self._looking = False
        if self._look_at:
            self._look_at = time.monotonic() + wait

    def _more_read(self, wanted: TaskFilter, page: Page) -> None:
        self._reading_more = False
        if wanted != self.state.listing.filter or page.number != self._pages + 1:
            return
        self._pages = page.number
        self._change_differing({"tasks": with_next(self.state.tasks, page.rows),
                     "listing": dataclasses.replace(self.state.listing, more=page.more)})

    def _more_failed(self, error: Exception) -> None:
        self._reading_more = False
        self._trouble(error)

    # The journal.

    def _look_at_journal(self, selected: str | None) -> Queue:
        """Worker thread."""
        with contextlib.closing(Journal(self._settings.journal)) as journal:
            queue = read_queue(journal, selected)
        if any(not each.state.over and each.state is not TransferState.PAUSED for each in queue.transfers):
            self._wake_agent()
        return queue

    def _journal_seen(self, selected: str | None, queue: Queue) -> None:
        self._journal_done()
        if {(each.id, each.state) for each in queue.transfers} - {
                (each.id, each.state) for each in self.state.transfers}:
            self.look_now()  # what was just submitted is to be listed, whoever watches
        changes: dict[str, Any] = {"transfers": queue.transfers, "speed_limit": queue.limit}
        if selected == self.state.transfer_id:
            changes.update(transfer_id=queue.selected, transfer_files=queue.files)
        self._change_differing(changes)

    def _journal_failed(self, error: Exception) -> None:
        self._journal_done()
        self._trouble(error)

    def _journal_done(self) -> None:
        self._journal_looking = False
        self._journal_at = time.monotonic() + JOURNAL_LOOK
