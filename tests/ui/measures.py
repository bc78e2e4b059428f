"""Whether a panel's layout has room for what it says: nothing cut off, elided, overlapping or outside of the panel."""

from __future__ import annotations

from qtpy.QtWidgets import QAbstractButton, QAbstractScrollArea, QComboBox, QLabel, QLineEdit

from foxsubmit.ui.kit.cells import CELL, PADDING
from foxsubmit.ui.kit.combo import AFTER, BEFORE
from foxsubmit.ui.kit.widgets import Label
from foxsubmit.ui.table.views import RowsTable, RowsView

CONTROLS = (QAbstractButton, QComboBox, QLabel, QLineEdit)


def cut_off(panel):
    """Labels and buttons that are smaller than what they say."""
    for label in panel.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap():
            if label.fontMetrics().horizontalAdvance(label.text()) > label.width() + 1:
                yield f"{label.text()!r} has {label.width()} pixels"
            if label.height() < label.fontMetrics().tightBoundingRect(label.text()).height():
                yield f"{label.text()!r} is {label.height()} pixels high"
        if label.isVisible() and label.wordWrap() and label.heightForWidth(label.width()) > label.height():
            yield f"{label.text()!r} has {label.height()} pixels of height"
    for button in panel.findChildren(QAbstractButton):
        if button.isVisible() and button.text() and button.sizeHint().width() > button.width():
            yield f"the button {button.text()!r} has {button.width()} of {button.sizeHint().width()} pixels"


def elided(panel):
    """Labels that show an ellipsis."""
    return [label.whole() for label in panel.findChildren(Label) if label.isVisible() and label.elided()]


def displaced(panel):
    """Controls that reach out of the panel, or that lie on each other."""
    places = {}
    for control in (each for kind in CONTROLS for each in panel.findChildren(kind)):
        if control.isVisible() and not isinstance(control.parentWidget(), (QLineEdit, QComboBox)):
            rect = control.rect()
            rect.moveTopLeft(control.mapTo(panel, rect.topLeft()))
            left, right = sides(control, panel)
            if rect.left() < left or rect.right() > right:
                yield f"{said(control)} lies from {rect.left()} to {rect.right()}, not within {left} to {right}"
            others = places.setdefault(control.parentWidget(), [])
            for other, taken in others:
                if other is not control and taken.intersects(rect):
                    yield f"{said(control)} lies on {said(other)}"
            others.append((control, rect))


def sides(control, panel):
    """The first and the last pixel that can be seen of what lies where the control does."""
    around = control.parentWidget()
    while around is not panel and not (isinstance(around, QAbstractScrollArea) or around.isWindow()):
        around = around.parentWidget()
    seen = around.viewport() if isinstance(around, QAbstractScrollArea) else around
    left = seen.mapTo(panel, seen.rect().topLeft()).x()
    return left, left + seen.width() - 1


def choices_elided(panel):
    """Combo boxes with no room for what is picked."""
    for combo in panel.findChildren(QComboBox):
        if combo.isVisible():
            entry = combo.picked()
            text = combo.currentText() if combo.isEditable() else entry.text if entry else ""
            room = combo.width() - BEFORE - AFTER - (22 if entry and entry.icon else 0)
            if combo.fontMetrics().horizontalAdvance(text) > room:
                yield f"{said(combo)} has {room} pixels for {text!r}"


def cells_elided(panel):
    """Figures and statuses in tables that their column has no room for."""
    for view in (each for kind in (RowsView, RowsTable) for each in panel.findChildren(kind)):
        for place, column in enumerate(view.model().columns if view.isVisible() else ()):
            room = view.visualRect(view.model().index(0, place)).width() - 2 * PADDING
            for line in range(min(view.model().rowCount(), 20)):
                cell = view.model().index(line, place).data(CELL)
                needs = view.itemDelegate().needed(cell) if cell and (column.right or cell.chip) else 0
                if 0 < room < needs:
                    yield f"{cell.text!r} has {room} of {needs} pixels below {column.title!r}"


def said(control):
    """What tells a control apart."""
    text = control.text() if hasattr(control, "text") else ""
    return f"{type(control).__name__} {text or control.accessibleName()!r}"
