"""Every figure that a panel shows: what its widgets and models say, and what they paint, each with where it stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from qtpy.QtWidgets import QAbstractItemView, QFormLayout, QHeaderView, QLabel
from tests.ui.portrait import seen, spoken
from tests.ui.settling import settle

from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.ui.assets.totals import Legend
from foxsubmit.ui.jobs.contact_sheet import ContactSheet
from foxsubmit.ui.jobs.estimate import _Figure
from foxsubmit.ui.kit import paint
from foxsubmit.ui.kit.cells import CELL
from foxsubmit.ui.kit.tabs import Tabs
from foxsubmit.ui.kit.widgets import Bar

DIGIT = re.compile(r"\d")


class Shown(NamedTuple):
    """One text with a figure in it."""

    place: str
    """The tab, and the widget or column in which it stands."""
    text: str
    row: str = ""
    """The first text of the row, where it is a cell."""

    def __str__(self) -> str:
        return f"{self.place}: {self.text!r}"


def shown(panel, monkeypatch):
    """Return every text with a figure on each tab, as it is drawn now."""
    found = []
    for place in range(panel.tabs.count()):
        panel.tabs.setCurrentIndex(place)
        panel.session.pump()
        settle(panel)
        on_it = list(said(panel))
        known = {each.text for each in on_it}
        on_it += [Shown("painted", text) for text in painted(panel, monkeypatch) if text not in known]
        found += [each._replace(place=f"{panel.tabs.tabText(place)} / {each.place}") for each in on_it]
    return sorted({each for each in found if DIGIT.search(each.text)})


def said(panel):
    """Yield the texts of the widgets that are seen, cell by cell of the tables."""
    for widget in seen(panel):
        if not widget.isVisible() or isinstance(widget, QHeaderView):
            continue
        kind = type(widget).__name__
        if isinstance(widget, ContactSheet):
            yield from sheet(widget)
        elif isinstance(widget, QAbstractItemView):
            yield from cells(widget)
        elif isinstance(widget, Bar):
            yield Shown(kind, f"bar {widget._part:.4f}")
        elif isinstance(widget, Tabs):
            yield from (Shown(f"badge {widget.tabText(place)}", str(widget.badge_number(place)))
                        for place in range(widget.count()) if widget.badge_number(place))
        else:
            yield Shown(f"{kind} {beside(widget)}", spoken(widget) or "")


def beside(widget):
    """The name that stands beside or above a figure: in a form, or first in a legend."""
    around = widget.parentWidget()
    for form in around.findChildren(QFormLayout) if around is not None else ():
        label = form.labelForField(widget)
        if label is not None:
            return label.text()
    if isinstance(around, (Legend, _Figure)):
        first = around.findChildren(QLabel)[0]
        return "" if first is widget else first.text()
    return ""


def cells(view, parent=None):
    """Each cell of the rows of a view, below the title of its column."""
    model = view.model()
    columns = [column.title or str(place) for place, column in enumerate(getattr(model, "columns", ()))]
    for row in range(model.rowCount() if parent is None else model.rowCount(parent)):
        for place, title in enumerate(columns):
            index = model.index(row, place) if parent is None else model.index(row, place, parent)
            cell = index.data(CELL)
            if cell is None or getattr(view, "isColumnHidden", lambda _place: False)(place):
                continue
            where, first = f"{view.accessibleName()}, {title}", index.siblingAtColumn(0).data(CELL).text
            yield from (Shown(where, text, first) for text in (cell.text, cell.second, cell.below) if text)
            if cell.bar:
                yield Shown(where, f"bar {cell.part:.4f}", first)
        below = model.index(row, 0) if parent is None else model.index(row, 0, parent)
        if hasattr(model, "hasChildren") and type(model).__name__ == "TreeModel" and model.rowCount(below):
            yield from cells(view, below)


def sheet(view):
    """The names of the frames in the contact sheet; what stands beside them is painted."""
    model = view.model()
    for row in range(model.rowCount()):
        frame = model.row(model.index(row, 0))
        if frame.status is FrameStatus.RENDERING and frame.seconds:
            yield Shown("ContactSheet, rendering", f"{frame.seconds} s", frame.label)


def painted(panel, monkeypatch):
    """Return the texts that are drawn by hand while the panel is painted, cut off or not."""
    words, usual = [], paint.text

    def noted(painter, rect, text, *rest, **more):
        words.append(text)
        return usual(painter, rect, text, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(paint, "text", noted)
        panel.grab()
    return words
