"""Whoever does not see the panel, or uses no mouse: each thing has a name, and the keys lead to nothing else."""

from __future__ import annotations

import pytest
from qtpy.QtCore import Qt
from qtpy.QtGui import QAccessible
from qtpy.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QScrollBar, QWidget
from tests.ui import shots

pytestmark = pytest.mark.usefixtures("pages_turned_to")

STATES = ("submit", "submit-ready", "narrow", "assets", "transfers", "narrow-transfers", "jobs", "jobs-viewer",
          "jobs-log", "jobs-output", "jobs-refused", "jobs-never-there", "signin", "settings", "environment-new")


WALK = ("submit-after", "submit-mistake", "environment-new", "dropped", "assets-demo", "transfers", "transfers-checked",
        "jobs", "jobs-viewer-exr", "jobs-viewer-wipe", "jobs-viewer-thresholds", "jobs-log", "jobs-output",
        "jobs-blocks", "jobs-tested", "jobs-too-slow", "jobs-reasons", "account", "account-projects", "account-records",
        "account-sign-ins", "account-elsewhere", "account-recycled", "money-costs", "money-budgets", "money-notices",
        "money-sending", "settings", "signin")
"""A state of each page; those beside the tabs and the one to sign in come last, since they cover the others."""


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
def test_what_takes_the_focus_has_a_name_and_an_icon_alone_a_tooltip(seen, name):
    widgets = seen(name)
    nameless = [widget for widget in widgets if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                and widget.isEnabled() and not isinstance(widget, QScrollBar) and not inside(widget)
                and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))]
    alone = [widget.accessibleName() for widget in widgets if isinstance(widget, QAbstractButton)
             and not widget.text() and not widget.icon().isNull() and widget.accessibleName() and not widget.toolTip()]
    assert (nameless, alone) == ([], [])


def test_each_place_that_the_keyboard_leads_to_has_a_name_by_qts_own_rules(opened, states):
    """One panel goes through every page; what has the focus in place of another widget is that widget's part."""
    panel, session = opened(states.studio(), 1200, 1120)
    nameless, named = set(), set()
    for name in WALK:
        state, tab, _size = shots.SHOTS[name]
        session.becomes(getattr(states, state)())
        panel.tabs.setCurrentIndex(tab)
        shots.prepare(panel, name)
        for widget in panel.findChildren(QWidget):
            if (widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not inside(widget)
                    and not isinstance(widget, QScrollBar)):
                said = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
                named.add(said)
                if not said:
                    nameless.add(f"{name}: {type(widget).__name__} in {type(widget.parent()).__name__}")
    assert len(named) > 150, "every page was there"
    assert nameless == set()
