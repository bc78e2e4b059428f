"""The keys that work wherever the focus is in the panel."""

from __future__ import annotations

import functools
from typing import Callable, NamedTuple

from qtpy.QtCore import QEvent, QObject, Qt
from qtpy.QtGui import QKeyEvent
from qtpy.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLineEdit

from ..core.session.session import Session
from .keys.press import Keys
from .keys.table import PANEL
from .kit.inline_question import InlineQuestion
from .kit.inline_value import InlineValue
from .pages import TABS, HasPages

WITH_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class KeyWays(NamedTuple):
    """The panel, as its keys see it."""

    seen: Callable[[], str]
    """The name of the page that is seen; empty while somebody signs in."""
    turn: Callable[[int], None]
    """Show the tab at a place."""
    help: Callable[[], None]
    sign_in_back: Callable[[], QAbstractButton | None]
    """The button that leaves the sign-in page, while it is seen."""


class PanelKeys(Keys):
    """Ctrl+Enter, Ctrl+1 to 4, F5, Ctrl+F, Escape and help."""

    def __init__(self, panel: HasPages, session: Session, ways: KeyWays) -> None:
        self._panel, self._session, self._ways = panel, session, ways
        super().__init__(PANEL, {
            "submit": lambda: self._submit().click(), "refresh": self._refresh, "find": self._find,
            "leave": self._leave, "help": ways.help,
            **{f"{name}_tab": functools.partial(ways.turn, place) for place, name in enumerate(TABS)}}, panel)

    def wants(self, name: str) -> bool:
        seen = self._ways.seen()
        if QApplication.activePopupWidget() is not None:  # a completion, a menu or a list has the keys
            return False
        field = self._search_field() if name == "find" else None
        can: dict[str, Callable[[], bool]] = {
            "leave": lambda: self._way_out() is not None, "help": lambda: True,
            "submit": lambda: seen in ("submit", "dropped"), "refresh": lambda: seen in (*TABS, "dropped"),
            "find": lambda: field is not None and field.isVisible()}
        return can[name]() if name in can else bool(seen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep from the host what is typed in a list, since its tools may be letters, and Shift and Ctrl alone."""
        if isinstance(event, QKeyEvent) and _is_kept(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _submit(self) -> QAbstractButton:
        """Return the button, which does nothing while it is disabled."""
        dropped = self._ways.seen() == "dropped"
        return self._panel.dropped.submit.button if dropped else self._panel.submit.footer.submit

    def _refresh(self) -> None:
        seen = self._ways.seen()
        if seen == "dropped":
            self._panel.dropped.again.click()
        elif seen == "transfers":
            self._session.transfers.look_soon()
        elif seen == "jobs":
            self._session.jobs.look_now()
        else:
            self._session.scene.refresh()

    def _search_field(self) -> QLineEdit | None:
        seen = self._ways.seen()
        if seen == "submit":
            return self._panel.submit.units.filter
        if seen == "assets":
            return self._panel.assets.filter
        return self._panel.jobs.search_field() if seen == "jobs" else None

    def _find(self) -> None:
        field = self._search_field()
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            field.selectAll()

    def _leave(self) -> None:
        way_out = self._way_out()
        if way_out is not None:
            way_out()

    def _way_out(self) -> Callable[[], object] | None:
        """Return what leaves the question that is asked, else the page; None on a tab."""
        asked = [question.keep.click for question in self._panel.findChildren(InlineQuestion) if question.isVisible()]
        asked += [value.leave for value in self._panel.findChildren(InlineValue) if value.isVisible()]
        if asked:
            return asked[0]
        back = self._ways.sign_in_back()
        if back is not None:
            return back.click if back.isVisible() else None
        seen, panel = self._ways.seen(), self._panel
        if seen == "jobs" and panel.jobs.detail.page():
            return panel.jobs.detail.show_frames
        backs = {"settings": lambda: panel.settings.back, "help": lambda: panel.help.back,
                 "account": lambda: panel.account_page.back,
                 "environments": lambda: panel.environments.leave}
        return backs[seen]().click if seen in backs else None


def _is_kept(event: QKeyEvent) -> bool:
    """Whether a key ends here: Maya takes the focus away from whoever lets Shift and Ctrl through."""
    if event.type() == QEvent.Type.KeyPress:
        return event.key() in (Qt.Key.Key_Shift, Qt.Key.Key_Control)
    return event.type() == QEvent.Type.ShortcutOverride and _is_for_list(event)


def _is_for_list(event: QKeyEvent) -> bool:
    """Whether a list or a combo box with the focus goes to an entry by what is typed."""
    listed = isinstance(QApplication.focusWidget(), (QAbstractItemView, QComboBox))
    return listed and bool(event.text()) and event.text().isprintable() and not event.modifiers() & WITH_COMMANDS
