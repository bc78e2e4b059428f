"""Tests click on views, press keys and read menus as a hand and an eye do."""

from __future__ import annotations

from qtpy.QtCore import Qt


def click(qtbot, view, index, modifier=Qt.KeyboardModifier.NoModifier):
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, view.visualRect(index).center())


def press(qtbot, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, key, modifier)


def entries(menu):
    return {action.text().split("\t")[0]: action for action in menu.actions() if action.text()}
