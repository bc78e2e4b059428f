"""The tasks on the farm: which of them are listed, watched politely, and told what to do."""

from __future__ import annotations

import dataclasses
import functools
import time
from collections.abc import Collection
from typing import Any, Callable, Dict, NamedTuple, Optional  # noqa: UP035 - evaluated at run time on 3.9

from ...api import FoxAPI
from ...common.disk import error_sentence
from ...common.errors import Refused
from ...jobs.actions import RESTARTS, TaskAction, perform
from ...jobs.listing import Page, fits, read_some, read_tasks, with_first, with_next, with_some
from ...jobs.schedule import PollSchedule
from ...jobs.tasks import Detail as TaskDetail
from ...jobs.tasks import Listing, TaskFilter, TaskRow, find_task, whole
from ...jobs.told import found_by_name
from ...settings.task_filters import SavedFilter, delete_filter, read_filters, save_filter
from ..events import Events, JournalRead, TasksRead
from ..link import FarmLink, Workers
from ..state import Connection, submissions
from ..store import Part, Store
from .again import watch_again
from .detail import Detail
from .failures import FailureReasons, WhenExplained
from .farm_answers import FarmAnswers
from .files_here import FilesHere
from .frames import Frames
from .looks_over import LooksOver
from .notices import Notices
from .state import JobsState

TYPING = 0.3  # seconds after a change of the filter: the artist may be typing
ACCOUNT_LOOK = 10.0  # seconds between two looks at the balance while tasks cost money
MOST_ON_SCREEN = 50  # tasks that one look asks for by their ids
Named = Callable[[Dict[int, Optional[TaskRow]]], object]
NOT_ALLOWED = 605
"""The farm's code for what the owner of the account has not allowed this user."""


class TaskAnswers(NamedTuple):
    """The answers of one look at the farm."""

    wanted: TaskFilter
    first: Page
    asked: tuple[int, ...]
    """Tasks asked for by their ids."""
    some: tuple[TaskRow, ...]


class Jobs:
    """The list of tasks; ``frames`` and ``detail`` hold what is asked about the selected one."""

    def __init__(self, store: Store, events: Events, link: FarmLink, workers: Workers,
                 read_balance: Callable[[], None]) -> None:
        self._store = store
        self._part: Part[JobsState] = Part(store, "jobs")
        self._events = events
        self._link = link
        self._workers = workers
        self._read_balance = read_balance
        self._answers = FarmAnswers(store, events, link)
        self.frames = Frames(store, link, workers, self._answers)
        self._reasons = FailureReasons(link)
        self.detail = Detail(store, events, link, workers, self._answers, self.frames, self._reasons)
        self._over = LooksOver(store, link, workers, self.frames)
        self._files = FilesHere(store, link, workers, self.frames, self._over.look)
        self._notices = Notices(self._part, self._reasons)
        self._schedule = PollSchedule()
        self._watched = True
        self._on_screen: tuple[int, ...] = ()
        self._looking = False
        self._look_at = 0.0
        """When the farm is looked at next (time.monotonic)."""
        self._pages = 1
        self._reading_more = False
        self._balance_due = False
        self._balance_at = 0.0

    def tick(self, now: float) -> None:
        """Look at the farm, and at the balance, where it is time."""
        self.frames.tick()
        self._files.tick()
        self._over.tick(now)
        if self._link.api is None or self._store.state.account.connection is Connection.AWAY:
            return
        if not self._looking and now >= self._look_at:
            self._looking = True
            self._look_at = now  # whoever wants the next look at once sets it to 0 meanwhile
            selected = self._part.now.selected
            wanted = (*self._on_screen, *(() if selected is None else (selected,)))
            asked = tuple(dict.fromkeys((*(wanted if self._watched else ()), *self._notices.tasks())))
            by = self._part.now.listing.filter
            named = found_by_name(by.text, submissions(self._store.state.transfers)) if by.text else ()
            look = functools.partial(_look, self._link.api, by, asked, named[-MOST_ON_SCREEN:])
            self._link.run(look, self._looked, self._look_failed)
        if self._balance_due and now >= self._balance_at:
            self._balance_due, self._balance_at = False, now + ACCOUNT_LOOK
            self._read_balance()

    def watch(self, watched: bool) -> None:
        """Say whether somebody sees the tasks: else they are asked for seldom."""
        if watched and not self._watched:
            self._look_at = 0.0
        self._watched = watched
        self.frames.watch(watched)
        self._over.watch(watched)

    def see(self, ids: Collection[int]) -> None:
        """Say which tasks are on the screen: those that a look must bring up to date."""
        self._on_screen = tuple(ids)[:MOST_ON_SCREEN]

    def ask(self, numbers: Collection[int], then: Named, failed: Callable[[Exception], object]) -> None:
        """Ask the farm for these tasks themselves, whether it lists them or not, and remember them in ``named``.

        ``then`` is called with the tasks by their numbers, None for those that the farm does not have.
        """
        api, asked = self._link.api, tuple(numbers)

        def answered(some: tuple[TaskRow, ...]) -> None:
            named = {number: find_task(some, number) for number in asked}
            self._part.change(named={**self._part.now.named, **named})
            then(named)

        def silent(error: Exception) -> None:
            self._answers.trouble(error)
            failed(error)

        if api is not None and asked:
            self._link.run(lambda: read_some(api, asked), answered, silent)

    def filter(self, wanted: TaskFilter) -> None:
        """List these tasks only; what is here already is shown until the farm has answered."""
        if wanted != self._part.now.listing.filter:
            self._part.change(listing=Listing(wanted))
            self._pages = 1
            self._look_at = time.monotonic() + TYPING

    def save_filter(self, new: SavedFilter) -> None:
        """Keep a filter under its name."""
        path = self._link.settings.task_filters
        self._workers.accounts.run(lambda: save_filter(path, new), self._filters_known, self._filters_failed)

    def delete_filter(self, name: str) -> None:
        """Forget a saved filter."""
        path = self._link.settings.task_filters
        self._workers.accounts.run(lambda: delete_filter(path, name), self._filters_known, self._filters_failed)

    def more(self) -> None:
        """Read the next page of the list, if there is one."""
        api, listing = self._link.api, self._part.now.listing
        if api is None or not listing.more or self._reading_more:
            return
        self._reading_more = True
        read = functools.partial(read_tasks, api, listing.filter, self._pages + 1)
        self._link.run(read, functools.partial(self._more_read, listing.filter), self._more_failed)

    def look_now(self) -> None:
        """Ask the farm at once."""
        self._schedule.hurry()
        self._look_at = 0.0

    def select(self, task_id: int | None) -> None:
        """Show the frames of a task."""
        if task_id != self._part.now.selected:
            self._part.change(selected=task_id, frames=(),
                              detail=TaskDetail(find_task(self._part.now.tasks, task_id)))
            self._look_at = 0.0
            self.frames.begin()

    def act(self, action: TaskAction, ids: Collection[int], value: Any = None) -> None:
        """Have the farm do something to tasks; what it refuses is said."""
        self._store.say("")
        self.act_and_tell(action, ids, value, lambda: None, lambda error: self._store.say(error_sentence(error)))

    def act_and_tell(self, action: TaskAction, ids: Collection[int], value: Any, done: Callable[[], object],
                     failed: Callable[[Exception], object]) -> None:
        """Have the farm do something to tasks; call ``done`` once it has, or ``failed`` with why not."""
        api, ids = self._link.api, tuple(ids)
        if api is not None and ids:
            tasks, settings, account = self._part.now.tasks, self._link.settings, self._link.account

            def job() -> None:
                try:
                    perform(api, action, ids, value)
                finally:  # it may have been done to some of them
                    if action in RESTARTS:
                        owners = [whole(tasks, number) for number in ids]
                        watch_again(settings, account,
                                    [each.id if each else number for each, number in zip(owners, ids)])

            def did(_nothing: object) -> None:
                done()
                self._answers.asked()

            def refused(error: Exception) -> None:
                failed(error)
                self._answers.asked()

            self._link.run(job, did, refused)

    def explain(self, task: TaskRow, then: WhenExplained) -> None:
        """Call ``then`` with why frames of a task failed; with None where the farm does not answer."""
        self._reasons.explain(task, then)

    def close_notice(self, notice: str) -> None:
        """Take a notice away: it was read."""
        self._notices.close(notice)

    def close_notices(self) -> None:
        """Take all notices away: they were read."""
        self._notices.close_all()

    def close(self) -> None:
        """End what runs for the tasks in a process of its own."""
        self._over.forget()

    # What other subjects tell.

    def connected(self, _event: object) -> None:
        """Look at once what the farm has."""
        self._look_at = 0.0
        path = self._link.settings.task_filters
        self._workers.accounts.run(lambda: read_filters(path), self._filters_known, self._filters_failed)

    def asked(self, _event: object) -> None:
        """Look soon what came of something that was asked for."""
        self.look_now()

    def journal_read(self, event: JournalRead) -> None:
        """List what was just submitted, whoever watches; the frame that is looked at may have come."""
        if event.moved:
            self.look_now()
        self.detail.files_may_have_come()

    def forget_account(self, _event: object) -> None:
        """Another account: its tasks are others."""
        self.frames.forget()
        self.detail.forget()
        self._files.forget()
        self._over.forget()
        self._pages, self._on_screen = 1, ()
        # Nothing comes back of what was asked before.
        self._looking = self._reading_more = self._balance_due = False
        self._part.change(tasks=(), listing=Listing(self._part.now.listing.filter), selected=None, frames=(),
                          detail=TaskDetail(), named={}, notices=())

    def _looked(self, found: TaskAnswers) -> None:
        listing = self._part.now.listing
        if found.wanted != listing.filter:
            self._looking = False
            return
        before = self._part.now.tasks
        tasks = with_first(before if listing.answered else (), found.first.rows, more=found.first.more)
        if len(tasks) == len(found.first.rows):
            self._pages = 1
        tasks = with_some(tasks, found.asked, found.some)
        only = self._pages == 1  # else the page that was read last knows what comes behind it
        more, older = (found.first.more, found.first.older) if only else (listing.more, listing.older)
        task = find_task((*tasks, *found.some), self._part.now.selected)
        self._balance_due = self._balance_due or tasks != before
        if _going(before) - _going(tasks):
            self._balance_at = 0.0  # the bill of a task that has ended is not shown late
        self._part.change(
            tasks=tasks, named=self._names(found, (*tasks, *found.some)),
            listing=Listing(listing.filter, answered=True, pages=self._pages, more=more, older=older,
                            more_trouble=listing.more_trouble),
            detail=dataclasses.replace(self._part.now.detail, task=task))
        self._notices.forget_past(found.asked, (*tasks, *found.some))
        if not tasks:
            self.more()  # a page may hold nothing but tasks that were never submitted
        moving = any(each.moving for each in tasks) or bool(task and task.moving)
        self._look_done(self._schedule.worked(watched=self._watched, moving=moving))
        self._events.tell(TasksRead(before))

    def _names(self, found: TaskAnswers, rows: tuple[TaskRow, ...]) -> dict[int, TaskRow | None]:
        """What is known of the named tasks after a look that may have asked for the selected one."""
        named, selected = dict(self._part.now.named), self._part.now.selected
        if selected is not None and (selected in found.asked or find_task(rows, selected)):
            named[selected] = find_task(rows, selected)
        return named

    def tasks_read(self, event: TasksRead) -> None:
        """Go on with what a look may have changed: notices, frames, log, blocks."""
        if self._store.state.settings.preferences.notices:
            self._notices.compare(event.before, self._part.now.tasks)
        if self._watched:
            self.frames.look()
        self.detail.look()

    def _look_failed(self, error: Exception) -> None:
        self._look_done(self._schedule.failed())
        if isinstance(error, Refused) and error.code == NOT_ALLOWED:
            self._part.change(tasks=(), listing=dataclasses.replace(
                self._part.now.listing, answered=True, more=False, refused=error_sentence(error),
                trouble_code=NOT_ALLOWED))
        else:
            self._part.change(listing=dataclasses.replace(
                self._part.now.listing, trouble=error_sentence(error), trouble_code=getattr(error, "code", 0)))
            self._answers.trouble(error)

    def _filters_known(self, filters: tuple[SavedFilter, ...]) -> None:
        self._part.change(saved=filters)

    def _filters_failed(self, error: Exception) -> None:
        self._store.say(error_sentence(error))

    def _look_done(self, wait: float) -> None:
        self._looking = False
        if self._look_at:
            self._look_at = time.monotonic() + wait

    def _more_read(self, wanted: TaskFilter, page: Page) -> None:
        self._reading_more = False
        if wanted != self._part.now.listing.filter or page.number != self._pages + 1:
            return
        self._pages = page.number
        self._part.change(tasks=with_next(self._part.now.tasks, page.rows),
                          listing=dataclasses.replace(self._part.now.listing, pages=page.number, more=page.more,
                                                      older=page.older, more_trouble=""))
        if not self._part.now.tasks:
            self.more()

    def _more_failed(self, error: Exception) -> None:
        self._reading_more = False
        self._part.change(listing=dataclasses.replace(self._part.now.listing, more_trouble=error_sentence(error)))
        self._answers.trouble(error)


def _going(tasks: Collection[TaskRow]) -> set[int]:
    """The tasks that change by themselves."""
    return {task.id for task in tasks if task.moving}


def _look(api: FoxAPI, wanted: TaskFilter, asked: tuple[int, ...], named: tuple[int, ...] = ()) -> TaskAnswers:
    """Worker thread. Three requests at most: the first page, tasks whose names have the text, and those ``asked`` for.

    The farm looks in the names of scenes only, so ``named`` are the tasks that this machine's journal knows by theirs.
    """
    first = read_tasks(api, wanted)
    if named and not first.more:
        here = {task.id for task in first.rows}
        others = read_some(api, [number for number in named if number not in here])
        first = first._replace(rows=(*first.rows, *(task for task in others if fits(task, wanted))))
    here = {task.id for task in first.rows} | {child.id for task in first.rows for child in task.children}
    asked = tuple(number for number in asked if number not in here)
    return TaskAnswers(wanted, first, asked, read_some(api, asked))
