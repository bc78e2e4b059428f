"""The farm's list of tasks, page by page, as the farm writes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..api import FoxAPI
from ..api.frames import NO_MORE
from ..common.errors import Refused

PAGE = 50  # tasks of one page
MOST_PAGES = 4000
"""The last page that is asked for, whatever the farm says that there are."""


def page_of(api: FoxAPI, number: int, **filters: Any) -> tuple[list[Any], bool]:
    """Return the entries of one page, the newest tasks first, and whether there are more pages."""
    try:
        answer = api.query.get_task_list(page_num=number, page_size=PAGE, **filters)
    except Refused as error:
        if error.code != NO_MORE:
            raise
        return [], False
    items, pages = list(answer["items"]), answer.get("pageCount")
    return items, number < pages if isinstance(pages, int) else len(items) >= PAGE


def all_of(api: FoxAPI, **filters: Any) -> Iterator[Any]:
    """Yield the entries of all pages, each task once, though new ones move others to the next page meanwhile."""
    seen: set[int] = set()
    for number in range(1, MOST_PAGES + 1):
        items, more = page_of(api, number, **filters)
        for item in items:
            if item["id"] not in seen:
                seen.add(item["id"])
                yield item
        if not more:
            return
