"""Rows that give something up where the panel, or the font, leaves them too little room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

from qtpy.QtWidgets import QLayout

Saving = Callable[[bool], None]
"""Called with True to do without something, with False to have it."""


def fit(row: QLayout, room: int, savings: Sequence[Saving]) -> None:
    """Have a row need no more than ``room`` pixels: of the savings, in this order, only those it takes are made."""
    for save in savings:
        save(False)
    for save in savings:
        if needed(row) <= room:
            return
        save(True)


def needed(row: QLayout) -> int:
    """The pixels with which nothing in the row is cut off, as its widgets are now."""
    _measure_anew(row)
    return row.sizeHint().width()


def _measure_anew(layout: QLayout) -> None:
    """Qt keeps what it has measured until it has laid out a change."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item else (None, None)
        if inner is None and widget is not None:
            inner = widget.layout()
        if inner is not None:
            _measure_anew(inner)
        if widget is not None:
            widget.updateGeometry()
    layout.invalidate()
