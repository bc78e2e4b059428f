"""Pages of a list, as the API cuts them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Callable, TypeVar

from .parameters import integer

T = TypeVar("T")
SIZE = 100
"""Entries a page where the client does not say."""


def page(entries: Sequence[T], body: dict[str, Any], show: Callable[[T], dict[str, Any]]) -> dict[str, Any]:
    """The page that ``pageNum`` and ``pageSize`` ask for; only its entries are built."""
    number = integer(body, "pageNum", 1, least=1)
    size = integer(body, "pageSize", SIZE, least=1)
    first = (number - 1) * size
    return {
        "pageCount": -(-len(entries) // size),
        "pageNum": number,
        "total": len(entries),
        "size": size,
        "items": [show(entry) for entry in entries[first : first + size]],
    }
