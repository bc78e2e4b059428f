"""Whether the focus came by a key: only then is a ring of use, and a click leaves none behind."""

from __future__ import annotations

from qtpy.QtCore import Qt
from qtpy.QtGui import QFocusEvent

KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


def by_key(event: QFocusEvent) -> bool:
    """Whether a key brought the focus."""
    return event.reason() in KEYBOARD
