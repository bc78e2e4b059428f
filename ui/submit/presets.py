"""The presets on the Submit tab: pick one, keep the choices as one, and what else can be done with them."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from qtpy.QtCore import Qt
from qtpy.QtGui import QKeyEvent
from qtpy.QtWidgets import QMenu, QStackedWidget, QWidget

from ...core.common.i18n import _
from ...core.model.choices import Choices
from ...core.session.session import Session
from ..kit.choosing import ask_files, ask_save
from ..kit.combo import Combo, Entry
from ..kit.draw_guard import DrawGuard
from ..kit.style import Style
from ..kit.widgets import CONTROL, Button, LineEdit, row


class Presets(QStackedWidget):
    """A list with a menu; a name is typed in its place."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__()
        self._style = style
        self._session = session
        self._guard = DrawGuard()
        self._names: tuple[str, ...] = ()
        self._applied = ""
        self._as_applied: Choices | None = None
        self._renamed = ""
        self.setFixedHeight(CONTROL)
        self.combo = Combo(style, _("Preset"))
        self.combo.chosen.connect(lambda name: self._apply(str(name)))
        self.more = Button(style, "", "more", "square")
        self.more.setAccessibleName(_("What can be done with presets"))
        self.more.setToolTip(_("Save, rename, delete, export, import"))
        self.more.clicked.connect(self._open_menu)
        self.menu = QMenu(self)
        self.menu.setFont(style.body)
        self.name = PresetName(style, self._named, self._cancelled)
        self.save = Button(style, _("Save"))
        self.save.clicked.connect(lambda: self._named(self.name.text()))
        self.cancel = Button(style, "", "cancel", "square")
        self.cancel.setAccessibleName(_("Cancel"))
        self.cancel.clicked.connect(self._cancelled)
        for parts in ((self.combo, self.more), (self.name, self.save, self.cancel)):
            page = QWidget()
            page.setLayout(row(*parts))
            self.addWidget(page)

    def draw(self, presets: tuple[str, ...], choices: Choices) -> None:
        """Show what there is, and whether the choices are still as the preset says."""
        if self._applied and self._as_applied is None:
            self._as_applied = choices
        changed = self._as_applied is not None and choices != self._as_applied
        if self._guard.changed(presets, self._applied, changed):
            self._draw(presets, self._applied, changed)

    def _draw(self, presets: tuple[str, ...], applied: str, changed: bool) -> None:
        self._names = presets
        none = Entry("", _("None"))
        self.combo.fill([none, *(Entry(name, name, _("changed") if changed and name == applied else "")
                                 for name in presets)])
        self.combo.pick(applied if applied in presets else "")
        self.combo.setEnabled(bool(presets))
        self.combo.setToolTip("" if presets else _("There are no presets yet: save the choices as one."))

    def _apply(self, name: str) -> None:
        self._applied, self._as_applied = name, None
        if name:
            self._session.presets.apply(name)

    def _open_menu(self) -> None:
        picked = self.combo.picked()
        name = str(picked.key) if picked else ""
        self.menu.clear()
        self._entry(_("Save the choices as a preset…"), lambda: self._ask_name(""))
        if name:
            self._entry(_("Save over “{name}”").format(name=name), lambda: self._keep(name))
            self._entry(_("Rename “{name}”…").format(name=name), lambda: self._ask_name(name))
            self._entry(_("Export “{name}”…").format(name=name), lambda: self._export(name))
            delete = QMenu(_("Delete"), self.menu)
            delete.setFont(self._style.body)
            delete.addAction(_("Delete “{name}”").format(name=name)).triggered.connect(
                lambda _on=False: self._session.presets.delete(name))
            self.menu.addMenu(delete)
        self.menu.addSeparator()
        self._entry(_("Import…"), self._import)
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _entry(self, text: str, then: Callable[[], object]) -> None:
        self.menu.addAction(text.replace("&", "&&")).triggered.connect(
            lambda _on=False: then())

    def _ask_name(self, renamed: str) -> None:
        self._renamed = renamed
        self.name.setText(renamed)
        self.name.selectAll()
        self.setCurrentIndex(1)
        self.name.setFocus(Qt.FocusReason.TabFocusReason)

    def _named(self, name: str) -> None:
        if not name.strip():
            return
        if self._renamed:
            self._session.presets.rename(self._renamed, name.strip())
            self._applied = name.strip()
        else:
            self._keep(name.strip())
        self._cancelled()

    def _keep(self, name: str) -> None:
        self._session.presets.save(name)
        self._applied, self._as_applied = name, self._session.state.submit.choices

    def _cancelled(self) -> None:
        self.setCurrentIndex(0)
        self._guard.forget()
        state = self._session.state
        self.draw(state.settings.presets, state.submit.choices)

    def _export(self, name: str) -> None:
        ask_save(self, _("Export the preset"), f"{name}.json", _("Presets (*.json)"), "json",
                 lambda path: self._session.presets.export(name, Path(path)))

    def _import(self) -> None:
        ask_files(self, _("Import a preset"), "", lambda paths: self._session.presets.take_in(Path(paths[0])),
                  many=False)


class PresetName(LineEdit):
    """Return takes the name, Escape leaves it."""

    def __init__(self, style: Style, named: Callable[[str], object], cancelled: Callable[[], object]) -> None:
        super().__init__(style, _("Name of the preset"), _("Name of the preset"))
        self._done, self._cancelled = named, cancelled

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._cancelled()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._done(self.text())
        else:
            super().keyPressEvent(event)
