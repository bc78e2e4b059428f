"""Whether a panel's layout has room for what it says: nothing cut off, elided, overlapping or outside of the panel."""

from __future__ import annotations

import re
from typing import NamedTuple

from qtpy.QtCore import QRect, Qt
from qtpy.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from foxsubmit.ui.assets.view import AssetView
from foxsubmit.ui.help.tour import Tour
from foxsubmit.ui.kit import paint
from foxsubmit.ui.kit.cells import CELL, PADDING
from foxsubmit.ui.kit.combo import AFTER, BEFORE, ICON, Combo
from foxsubmit.ui.kit.widgets import Label
from foxsubmit.ui.table.views import RowsTable, RowsView

WHOLE = (QComboBox, QAbstractSpinBox, QLineEdit, QTabBar, QAbstractItemView)
"""Widgets whose parts Qt lays out."""

TABLES = (RowsView, RowsTable, AssetView)
FRAME = 16
"""Pixels beside the text of a field."""

LONGEST = 60
"""Characters of a choice that is seen whole; a name that somebody has made longer is elided."""

SLACK = 160
"""Pixels of empty room that need not be had by a column that is cut off."""

HAN = re.compile("[\u2e80-\u9fff\uff00-\uffef]")
FIGURE = re.compile(r"[-+=≈–]?\d[\d.,:/%×x –-]*(?: ?(?:[kMGT]?B|[kMGT]?B/s|s|min|h|USD|CNY|fps|%))*(?: [\d.]+ s)?")
CUT = re.compile(r"(?:^|[\s、，])[-+=≈–]?\d[^\s、，]*(?<!:)$")
"""A figure at the end of what is seen of a text that goes on; before a colon it is whole."""


class Seen(NamedTuple):
    """A widget that is visible: where it lies in the panel, and what can be seen of the panel there."""

    widget: QWidget
    rect: QRect
    room: QRect
    scrolled: bool
    """Whether what lies below can be scrolled to."""


def seen(panel):
    """Yield every visible widget, from the panel inwards."""
    waiting = [Seen(panel, panel.rect(), panel.rect(), False)]
    while waiting:
        each = waiting.pop()
        yield each
        if isinstance(each.widget, WHOLE):
            continue
        around = each.widget.parentWidget() if each.widget is not panel else None
        scrolled = isinstance(around, QAbstractScrollArea) and each.widget is around.viewport()
        for child in each.widget.children():
            if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
                waiting.append(Seen(child, child.geometry().translated(each.rect.topLeft()), each.rect, scrolled))


def faults(panel):
    """Yield everything that is wrong with what can be seen of a panel."""
    siblings = {}
    for each in seen(panel):
        yield from _cut(each.widget)
        around = each.widget.parentWidget()
        if each.rect.isEmpty() or each.widget is panel or isinstance(around, QAbstractScrollArea):
            continue
        yield from _outside(each)
        others = siblings.setdefault(around, [])
        if not isinstance(each.widget, Tour) and not _is_ground(each.widget):  # the tour covers the panel
            for other in others:
                if each.rect.intersects(other.rect):
                    yield f"{said(each.widget)} lies on {said(other.widget)}"
            others.append(each)


def _is_ground(widget):
    """Whether a widget is but a colour below others."""
    return type(widget) is QWidget and not widget.children()


def _cut(widget):
    if isinstance(widget, QLabel):
        yield from _cut_label(widget)
    elif isinstance(widget, QAbstractButton):
        yield from _cut_button(widget)
    elif isinstance(widget, QTabBar):
        right = max(widget.tabRect(place).right() for place in range(widget.count()))
        if right >= widget.width():
            yield f"the tabs need {right + 1} of {widget.width()} pixels"
    elif isinstance(widget, Combo):
        yield from _cut_choice(widget)
    elif isinstance(widget, (QAbstractSpinBox, QLineEdit)):
        text, room = widget.text(), widget.width() - FRAME
        if FIGURE.fullmatch(text) and widget.fontMetrics().horizontalAdvance(text) > room:
            yield f"{said(widget)} has {room} pixels for {text!r}"
    elif isinstance(widget, TABLES):
        yield from _cut_columns(widget)


def _cut_label(label):
    text, metrics = QLabel.text(label), label.fontMetrics()
    if isinstance(label, Label) and label.elided() and _ends_in_figure(label.whole(), text, label.elide):
        yield f"a figure of {label.whole()!r} is elided: {text!r}"
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height():
            yield f"{text!r} has {label.height()} of {needed} pixels of height"
        widest = max((word for word in re.split("[ \n\t\u200b]", text) if not HAN.search(word)), key=len, default="")
        if metrics.horizontalAdvance(widest) > label.width():
            yield f"{text!r} has {label.width()} pixels for {widest!r}"
        return
    if metrics.horizontalAdvance(text) > label.width() + 1:
        yield f"{text!r} has {label.width()} of {metrics.horizontalAdvance(text)} pixels"
    if text and label.height() < min(metrics.height(), metrics.tightBoundingRect(text).height()):
        yield f"{text!r} is {label.height()} pixels high"


def _cut_button(button):
    if button.hasHeightForWidth():
        needed = button.heightForWidth(button.width())
        if needed > button.height():
            yield f"{said(button)} has {button.height()} of {needed} pixels of height"
    elif button.text() and button.sizeHint().width() > button.width():
        yield f"{said(button)} has {button.width()} of {button.sizeHint().width()} pixels"


def _cut_choice(combo):
    entry = combo.picked()
    text = combo.currentText() if combo.isEditable() else entry.text if entry else ""
    room = combo.width() - BEFORE - AFTER - (ICON if combo._icon or (entry and entry.icon) else 0)
    if len(text) <= LONGEST and combo.fontMetrics().horizontalAdvance(text) > room:
        yield f"{said(combo)} has {room} pixels for {text!r}"


def _cut_columns(view):
    titles = header(view)
    if titles.length() > view.viewport().width():
        yield f"the columns of {said(view)} need {titles.length()} of {view.viewport().width()} pixels"
    for place, column in enumerate(view.model().columns):
        if titles.isSectionHidden(place):
            continue
        room = titles.sectionSize(place) - 2 * PADDING
        needed = paint.width(column.title, view.panel_style.small_medium) - 1 if column.title else 0
        if needed > room:
            yield f"the title of the column {column.title!r} has {room} of {needed} pixels"
    yield from cells_elided_in(view)


def cells_elided(panel):
    """Figures and statuses in tables that their column has no room for."""
    for view in (each for kind in (RowsView, RowsTable) for each in panel.findChildren(kind)):
        if view.isVisible():
            yield from cells_elided_in(view)


def cells_elided_in(view):
    """The same of one table."""
    titles = header(view)
    for place, column in enumerate(view.model().columns):
        room = titles.sectionSize(place) - 2 * PADDING
        if titles.isSectionHidden(place):
            continue
        for line in range(min(view.model().rowCount(), 20)):
            cell = view.model().index(line, place).data(CELL)
            figure = cell and (column.right or cell.chip or FIGURE.fullmatch(cell.text))
            needs = view.itemDelegate().needed(cell) if figure else 0
            if room < needs:
                yield f"{cell.text!r} has {room} of {needs} pixels below {column.title!r}"


def cut_beside_empty_room(panel):
    """Yield columns that cut a text off while the others have more than they need."""
    for each in seen(panel):
        view = each.widget
        if not isinstance(view, TABLES) or not view.model().rowCount():
            continue
        model, titles, cells = view.model(), header(view), view.itemDelegate()
        needs = {}
        for place in range(len(model.columns)):
            if not titles.isSectionHidden(place):
                shown = [model.index(line, place).data(CELL) for line in range(min(model.rowCount(), 20))]
                needs[place] = max(cells.needed(cell) for cell in shown) + 2 * PADDING
        if sum(needs.values()) + SLACK < titles.width():
            for place, needed in needs.items():
                if titles.sectionSize(place) < needed:
                    yield f"the column {model.columns[place].title!r} is cut off beside empty room"


def header(view):
    """The titles of a table."""
    return view.header() if isinstance(view, RowsView) else view.horizontalHeader()


def painted(panel):
    """Figures that are elided where they are painted, taken down while the panel is painted."""
    found = []
    real = paint.text

    def text(painter, rect, words, font, colour, right=False, elide=Qt.TextElideMode.ElideRight):
        room = max(0, rect.width())
        shown = font.fit(words, room, elide)[0]
        if shown != words and (FIGURE.fullmatch(words) or _ends_in_figure(words, shown, elide)):
            found.append(f"the figure {words!r} has {room} of {paint.width(words, font)} pixels: {shown!r}")
        return real(painter, rect, words, font, colour, right, elide)

    paint.text = text
    try:
        panel.grab()
    finally:
        paint.text = real
    return found


def _ends_in_figure(whole, shown, elide):
    """Whether a figure is seen in part: the ellipsis stands for the rest of it, or for its unit."""
    return elide == Qt.TextElideMode.ElideRight and shown != whole and bool(CUT.search(shown.rstrip("…")))


def _outside(each):
    rect, room = each.rect, each.room
    if rect.left() < room.left() or rect.right() > room.right():
        yield (f"{said(each.widget)} lies from {rect.left()} to {rect.right()}, "
               f"not within {room.left()} to {room.right()}")
    if not each.scrolled and (rect.top() < room.top() or rect.bottom() > room.bottom()):
        yield (f"{said(each.widget)} lies from {rect.top()} down to {rect.bottom()}, "
               f"not within {room.top()} to {room.bottom()}")


def said(widget):
    """Return the words that tell a widget apart: its text or name, and what it lies in."""
    text = widget.text() if isinstance(widget, (QAbstractButton, QLabel, QLineEdit)) else ""
    around = widget.parentWidget()
    inside = f" in {type(around).__name__}" if around is not None else ""
    return f"{type(widget).__name__} {text or widget.accessibleName()!r}{inside}"
