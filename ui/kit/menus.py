"""Entries of menus that say why they are disabled, and the names of keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

from qtpy.QtCore import Qt
from qtpy.QtGui import QKeyEvent, QKeySequence
from qtpy.QtWidgets import QMenu

from ...core.common.foreign import tip
from .style import Style


def entry(style: Style, menu: QMenu, text: str, icon: str, key: str, why_not: Sequence[str],
          call: Callable[[], None]) -> None:
    """Enabled where nothing is against it. The key is only shown: a shortcut could be one of the host's too."""
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) if key else ""
    action = menu.addAction(f"{text}\t{shown}" if shown else text)
    if icon:
        action.setIcon(style.icon(icon, "text_2"))
    action.setEnabled(not why_not)
    action.setToolTip(tip("\n".join(why_not) or text))
    action.triggered.connect(lambda _on=False: call())


def pressed(event: QKeyEvent) -> str:
    """``Ctrl+R``, as QKeySequence writes it; empty with Shift or Alt."""
    modifiers = event.modifiers()
    if modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
        return ""
    control = "Ctrl+" if modifiers & Qt.KeyboardModifier.ControlModifier else ""
    return control + QKeySequence(event.key()).toString()
