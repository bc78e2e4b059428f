"""Whoever does not see the panel, or uses no mouse: each thing has a name, and the keys lead to nothing else."""

from __future__ import annotations

import pytest
from qtpy.QtCore import Qt
from qtpy.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QScrollBar, QWidget
from tests.ui import shots

STATES = ("submit", "submit-ready", "narrow", "assets", "transfers", "narrow-transfers", "jobs", "jobs-viewer",
          "jobs-log", "jobs-output", "jobs-refused", "jobs-never-there", "signin", "settings", "environment-new")


@pytest.fixture
def seen(opened, states):
    """The widgets of a panel in one of the states of the pictures."""
    def see(name):
        state, tab, size = shots.SHOTS[name]
        panel, _session = opened(getattr(states, state)(), *size)
        panel.tabs.setCurrentIndex(tab)
        shots.prepare(panel, name)
        return [widget for widget in panel.findChildren(QWidget) if widget.isVisible()]

    return see


def inside(widget):
    """Part of a field that has the name."""
    return isinstance(widget, QLineEdit) and isinstance(widget.parent(), (QComboBox, QAbstractSpinBox))


@pytest.mark.parametrize("name", STATES)
def test_what_takes_the_focus_has_a_name(seen, name):
    nameless = [widget for widget in seen(name) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                and widget.isEnabled() and not isinstance(widget, QScrollBar) and not inside(widget)
                and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))]
    assert nameless == []


@pytest.mark.parametrize("name", STATES)
def test_an_icon_alone_has_a_tooltip(seen, name):
    alone = [widget.accessibleName() for widget in seen(name) if isinstance(widget, QAbstractButton)
             and not widget.text() and not widget.icon().isNull() and widget.accessibleName() and not widget.toolTip()]
    assert alone == []
