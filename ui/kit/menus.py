"""Entries of menus that say why they are disabled, with their keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

from qtpy.QtWidgets import QMenu

from ...core.common.foreign import tip
from ..keys.table import shown
from .style import Style


def entry(style: Style, menu: QMenu, text: str, icon: str, key: str, why_not: Sequence[str],
          call: Callable[[], None]) -> None:
    """Enabled where nothing is against it. The key is only shown: a shortcut could be one of the host's too."""
    action = menu.addAction(f"{text}\t{shown(key)}" if key else text)
    if icon:
        action.setIcon(style.icon(icon, "text_2"))
    action.setEnabled(not why_not)
    action.setToolTip(tip("\n".join(why_not) or text))
    action.triggered.connect(lambda _on=False: call())
