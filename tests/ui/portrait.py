"""What a panel shows, as text: so that two panels can be compared without comparing pixels."""

from __future__ import annotations

import dataclasses
import functools

from qtpy.QtCore import QAbstractListModel, Qt
from qtpy.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from tests.ui.settling import settle

from foxsubmit.ui.kit.cells import CELL


def portrait(panel):
    """One line for each visible widget that says something: its kind, text and tool tip, and whether it can be used."""
    panel.setUpdatesEnabled(False)
    settle(panel)
    lines = []
    for widget in seen(panel):
        said = spoken(widget)
        if said is not None:
            lines.append(f"{type(widget).__name__}: {said}" + ("" if widget.isEnabledTo(panel) else " (disabled)")
                         + (f" [{widget.toolTip()}]" if widget.toolTip() else ""))
    return sorted(lines)  # whatever was made first


def seen(widget):
    """The widgets within that are shown: nothing below a hidden one is looked at."""
    waiting = [widget]
    while waiting:
        for child in waiting.pop().children():
            if isinstance(child, QWidget) and not child.isHidden():
                yield child
                waiting.append(child)


def spoken(widget):
    """What a widget says; None where it says nothing of its own."""
    whole = getattr(widget, "whole", None)
    if callable(whole):
        return whole()
    if isinstance(widget, QAbstractItemView):
        return "\n".join(rows(widget.model()))
    if isinstance(widget, (QLabel, QLineEdit, QAbstractButton)):
        checked = " (on)" if isinstance(widget, QAbstractButton) and widget.isChecked() else ""
        return widget.text() + checked
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, (QAbstractSpinBox, QPlainTextEdit)):
        return widget.text() if isinstance(widget, QAbstractSpinBox) else widget.toPlainText()
    return None


def rows(model, parent=None, most=40):
    """The cells of a model's first rows."""
    for row in range(min(most, model.rowCount() if parent is None else model.rowCount(parent))):
        cells = []
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            index = model.index(row, column) if parent is None else model.index(row, column, parent)
            cell = index.data(CELL)
            cells.append(in_short(cell) if cell is not None else str(index.data(Qt.ItemDataRole.DisplayRole)))
        yield " | ".join(cells)


def in_short(cell):
    """What a cell says, without what is as usual."""
    return " ".join([f"{name}={value}" for name, usual in fields(type(cell))
                     if (value := getattr(cell, name)) is not usual and value != usual])


@functools.cache
def fields(kind):
    """The fields of a dataclass, each with its default."""
    return [(field.name, field.default) for field in dataclasses.fields(kind)]
