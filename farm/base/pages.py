"""Pages of a list as the API returns them. The database cuts the page, and only its entries are built."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, Callable

from .database import Database
from .parameters import LARGEST, integer

SIZE = 100
"""Entries on a page if the client does not say."""

MOST = 10_000
"""The most entries that a page can have, however many the client asks for."""

Show = Callable[[Sequence[Any]], "list[Any]"]


def cut(
    database: Database,
    body: dict[str, Any],
    table: str,
    condition: str,
    values: Sequence[Any],
    order: str,
    show: Callable[[list[sqlite3.Row]], list[Any]],
    size: int = SIZE,
    total: int | None = None,
) -> dict[str, Any]:
    """Return a page of the rows of a table; pass ``total`` if it is known without counting."""
    number, size = place(body, size)
    if total is None:
        counted = f"SELECT COUNT(*) AS n FROM {table} WHERE {condition}"  # noqa: S608 - the farm's own words
        total = int(database.rows(counted, *values)[0]["n"])
    rows = database.rows(
        f"SELECT * FROM {table} WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608 - the same
        *values, size, min((number - 1) * size, LARGEST))
    return page(show(rows), number, size, total)


def cut_list(entries: Sequence[Any], body: dict[str, Any], size: int = SIZE, show: Show = list) -> dict[str, Any]:
    """Return a page of a list in memory."""
    number, size = place(body, size)
    first = (number - 1) * size
    return page(show(entries[first : first + size]), number, size, len(entries))


def place(body: dict[str, Any], size: int) -> tuple[int, int]:
    """Read ``pageNum`` and ``pageSize`` from the request."""
    return integer(body, "pageNum", 1, least=1), min(MOST, integer(body, "pageSize", size, least=1))


def page(items: list[Any], number: int, size: int, total: int) -> dict[str, Any]:
    """Return a page in the documented shape."""
    return {"pageCount": -(-total // size), "pageNum": number, "total": total, "size": size, "items": items}
