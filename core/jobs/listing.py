"""The list of tasks: one page of it at a time, and how a page goes into what is here already."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Callable, NamedTuple

from ..api import FoxAPI
from ..api.frames import NO_MORE
from ..api.types import TaskPage
from ..common.errors import Refused
from ..transfer.rendered_again import is_deleted
from .reading import task_row
from .tasks import TaskFilter, TaskRow

PAGE = 50
"""Tasks of one request."""

MOST_PAGES = 4_000
"""The last page that is asked for, whatever the farm says that there are: it has 200,000 tasks before it."""

EVERYTHING = TaskFilter()
TIME = "%Y-%m-%d %H:%M:%S"


class Page(NamedTuple):
    """One page of the farm's list."""

    number: int
    rows: tuple[TaskRow, ...]
    more: bool
    """Whether there are later pages."""
    older: int | None = None
    """How many entries the later pages have; None where the farm does not say."""


def read_tasks(api: FoxAPI, wanted: TaskFilter = EVERYTHING, page: int = 1) -> Page:
    """A page, the newest tasks first; tasks that were never submitted are left out."""
    first = _first_day(wanted)
    return _page(page, lambda: api.query.get_task_list(
        page_num=page, page_size=PAGE, status_list=wanted.statuses or None, search_keyword=wanted.text.strip(),
        start_time=first.strftime(TIME) if first else None))


def read_recycled(api: FoxAPI, page: int = 1) -> Page:
    """Return a page of the recycle bin: the tasks that were deleted, the newest first."""
    return _page(page, lambda: api.query.get_task_list(page_num=page, page_size=PAGE, recycle_flag=1))


def _page(page: int, ask: Callable[[], TaskPage]) -> Page:
    """Read the answer to a page of tasks; a farm may refuse a page behind the last one."""
    try:
        answer = ask()
    except Refused as error:
        if error.code != NO_MORE:
            raise
        return Page(page, (), more=False, older=0)
    items = answer["items"]
    pages = answer.get("pageCount")
    more = page < MOST_PAGES and (page < pages if isinstance(pages, int) else len(items) >= PAGE)
    total = answer.get("total")
    older = max(0, total - (page - 1) * PAGE - len(items)) if isinstance(total, int) else None if more else 0
    return Page(page, tuple(task_row(item) for item in items if item.get("sceneName")), more, older)


def _first_day(wanted: TaskFilter) -> datetime.datetime | None:
    """Return when the first of the days began; None for any day."""
    first = datetime.date.today() - datetime.timedelta(days=wanted.days - 1)
    return datetime.datetime.combine(first, datetime.time()) if wanted.days else None


def fits(task: TaskRow, wanted: TaskFilter) -> bool:
    """Whether a task has the status, and was submitted in the days, of a filter."""
    first = _first_day(wanted)
    return (not wanted.statuses or task.status in wanted.statuses) and (
        first is None or task.submitted >= first.timestamp())


def read_some(api: FoxAPI, ids: Sequence[int]) -> tuple[TaskRow, ...]:
    """Return the tasks with these ids. Tasks that the farm no longer has, or has in its recycle bin, are left out."""
    items = api.query.task_info(ids)["items"] if ids else ()
    return tuple(task_row(item) for item in items if not is_deleted(item))


def with_first(known: Sequence[TaskRow], first: Sequence[TaskRow], *, more: bool) -> tuple[TaskRow, ...]:
    """What is known, with its first page as it is now: new tasks come first, deleted ones go.

    Where the page and what is known do not meet any more there is a gap: what is known is dropped.
    """
    if not more:
        return tuple(first)
    new = {task.id for task in first}
    last = next((place for place in reversed(range(len(known))) if known[place].id in new), None)
    rest = known[last + 1 :] if last is not None else ()
    return (*first, *rest)


def with_next(known: Sequence[TaskRow], page: Sequence[TaskRow]) -> tuple[TaskRow, ...]:
    """What is known, with one more page behind it; a task that moved between two pages is there once."""
    here = {task.id for task in known}
    return (*known, *(task for task in page if task.id not in here))


def with_some(known: Sequence[TaskRow], asked: Sequence[int], some: Sequence[TaskRow]) -> tuple[TaskRow, ...]:
    """What is known, with some of it as it is now: what was asked for and did not come is gone."""
    now = {task.id: task for task in some}
    gone = set(asked) - now.keys()
    return tuple(now.get(task.id, task) for task in known if task.id not in gone)
