"""One line of the settings page: a caption, a field, what the field means or why its value was not taken."""

from __future__ import annotations

from typing import Any, Callable, NamedTuple

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QDoubleSpinBox, QGridLayout, QWidget

from ...core.common.i18n import _
from ...core.session.state import AccountState, SettingsState
from ..kit.choosing import ask_files, ask_folder
from ..kit.combo import Combo, Entry
from ..kit.signals import Signal
from ..kit.style import Style
from ..kit.widgets import CONTROL, Button, CheckBox, Label, LineEdit, Paragraph, row, set_property
from .domain_field import DomainField

NUMBER_WIDTH = 110
COMBO_WIDTH = 260
NARROW = 560
MB = 1_000_000
MOST_SPEED = 100_000.0  # MB a second


class Shown(NamedTuple):
    """Values that the rows of the settings page show."""

    account: AccountState
    settings: SettingsState
    speed_limit: int
    """Bytes a second, 0 for none."""


class SettingRow(QWidget):
    """A caption, a field and a note."""

    preferred = Signal(str, object)
    """The user has set a value: the name of the setting, and the value."""

    def __init__(self, style: Style, name: str, title: str, editor: QWidget, hint: str = "",
                 beside: QWidget | None = None) -> None:
        super().__init__()
        self.name = name
        self.editor = editor
        self._hint = hint
        self._beside = beside
        self._title = Label(style, title, tone="text_2")
        self._title.setBuddy(editor)
        self._title.setFixedHeight(CONTROL)
        self._note = Paragraph(style, font=style.small)
        self._field = QWidget()
        self._field.setLayout(row(editor, *([beside] if beside else [])))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self.set_narrow(True, 0)  # in the row before anything is shown: what is shown outside of it is a window
        self.error = ""
        self._say("")

    def set_narrow(self, narrow: bool, width: int) -> None:
        """The caption above the field, or beside it ``width`` wide."""
        for part in (self._title, self._field, self._note):
            self._grid.removeWidget(part)
        self._title.setFixedWidth(16777215 if narrow else width)
        self._title.setMinimumWidth(0 if narrow else width)
        places = ((0, 0), (1, 0), (2, 0)) if narrow else ((0, 0), (0, 1), (1, 1))
        for part, (line, column) in zip((self._title, self._field, self._note), places):
            self._grid.addWidget(part, line, column)
        self._grid.setColumnStretch(0, 1 if narrow else 0)
        self._grid.setColumnStretch(1, 0 if narrow else 1)

    def title_width(self) -> int:
        """Width that the caption needs, in pixels."""
        return self._title.sizeHint().width()

    def draw(self, shown: Shown) -> None:
        """Show the value, and why the last one was not taken."""
        locked = self.name in shown.settings.locked
        error = shown.settings.errors.get(self.name, "")
        for part in (self.editor, self._beside):
            if part is not None:
                part.setEnabled(not locked)
        if not error:
            self.show_value(self.value(shown))
        self._say(error, _("Set by the studio.") if locked else self._hint)

    def value(self, shown: Shown) -> Any:
        """Return the current value of the setting."""
        return getattr(shown.settings.preferences, self.name, None)

    def show_value(self, value: Any) -> None:
        """Show the value in the field; each kind of row does it its own way."""

    def _say(self, error: str, hint: str = "") -> None:
        self.error = error
        self._note.show_text(error or hint)
        set_property(self._note, "tone", "error" if error else "text_2")
        set_property(self.editor, "wrong", "true" if error else "false")
        self._note.setVisible(bool(error or hint))


class TextRow(SettingRow):
    """A text; with ``browse`` a button that asks for a folder or a file."""

    def __init__(self, style: Style, name: str, title: str, hint: str = "", placeholder: str = "",
                 browse: str = "") -> None:
        self.line = LineEdit(style, title, placeholder)
        button = Button(style, _("Browse…")) if browse else None
        super().__init__(style, name, title, self.line, hint, button)
        self._browse = browse
        self.line.editingFinished.connect(self._edited)
        if button is not None:
            button.setAccessibleName(_("Browse for: {title}").format(title=title))
            button.clicked.connect(self._ask)

    def show_value(self, value: Any) -> None:
        """Unless it is being typed."""
        if not self.line.hasFocus() and self.line.text() != value:
            self.line.setText(value)
        self._shown = value

    def _edited(self) -> None:
        if self.line.text().strip() != self._shown or self.error:
            self.preferred.emit(self.name, self.line.text().strip())

    def _ask(self) -> None:
        if self._browse == "folder":
            ask_folder(self, self._title.whole(), self.line.text(), self._taken)
        else:
            ask_files(self, self._title.whole(), self.line.text(), lambda paths: self._taken(paths[0]), many=False)

    def _taken(self, path: str) -> None:
        self.line.setText(path)
        self.preferred.emit(self.name, path)


class NumberRow(SettingRow):
    """A number with its unit; ``none`` is what 0 means."""

    def __init__(self, style: Style, name: str, title: str, unit: str, most: float, hint: str = "",
                 none: str = "") -> None:
        self.box = Amount(style, title, most, f" {unit}" if unit else "", none)
        super().__init__(style, name, title, self.box, hint, QWidget())
        self.box.editingFinished.connect(lambda: self.preferred.emit(self.name, self.box.value()))

    def show_value(self, value: Any) -> None:
        """Unless it is being typed."""
        if not self.box.hasFocus():
            self.box.blockSignals(True)
            self.box.setValue(value)
            self.box.blockSignals(False)


class Amount(QDoubleSpinBox):
    """Number field that shows decimals only where the value has some."""

    def __init__(self, style: Style, name: str, most: float, suffix: str, none: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(0, most)
        self.setDecimals(2)
        self.setSuffix(suffix)
        self.setSpecialValueText(none)
        self.setFont(style.body)
        self.setFixedSize(style.wide(NUMBER_WIDTH), CONTROL)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setKeyboardTracking(False)

    def textFromValue(self, val: float) -> str:
        return f"{val:g}"

    def wheelEvent(self, event: Any) -> None:
        """Turning the wheel scrolls the page and changes no number on the way."""
        event.ignore()


class SwitchRow(SettingRow):
    """Yes or no."""

    def __init__(self, style: Style, name: str, title: str, text: str, hint: str = "") -> None:
        self.box = CheckBox(style, text)
        super().__init__(style, name, title, self.box, hint, QWidget())
        self.box.clicked.connect(lambda: self.preferred.emit(self.name, self.box.isChecked()))

    def show_value(self, value: Any) -> None:
        """The tick."""
        self.box.setChecked(bool(value))


class LoginRow(SwitchRow):
    """Whether the agent starts at login, which the system knows."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, "at_login", _("Transfers"), _("Go on when you log in, without an application"))

    def value(self, shown: Shown) -> Any:
        """Return what the system said."""
        return shown.settings.at_login


class ChoiceRow(SettingRow):
    """One of several; what is offered comes with the shown."""

    def __init__(self, style: Style, name: str, title: str, offered: Callable[[Shown], list[Entry]],
                 current: Callable[[Shown], str], hint: str = "") -> None:
        self.combo = Combo(style, title)
        self.combo.setMaximumWidth(style.wide(COMBO_WIDTH))
        super().__init__(style, name, title, self.combo, hint, QWidget())
        self._offered = offered
        self._current = current
        self.combo.chosen.connect(lambda key: self.preferred.emit(self.name, key))

    def draw(self, shown: Shown) -> None:
        super().draw(shown)
        entries = self._offered(shown)
        self.combo.fill(entries)
        self.combo.pick(self._current(shown))
        self.combo.setEnabled(len(entries) > 1 and self.name not in shown.settings.locked)


class DomainRow(SettingRow):
    """Where the account in use is reached; the one of this machine and the one of the variables have theirs."""

    def __init__(self, style: Style, hint: str) -> None:
        self.combo = DomainField(style)
        self.combo.setMaximumWidth(style.wide(COMBO_WIDTH))
        super().__init__(style, "domain", _("Domain"), self.combo, hint, QWidget())
        self._shown = ""
        self.combo.chosen.connect(lambda _key: self._edited())
        self.combo.line.editingFinished.connect(self._edited)

    def draw(self, shown: Shown) -> None:
        super().draw(shown)
        known = shown.account.current
        self.combo.setEnabled(known is not None and known.removable and self.name not in shown.settings.locked)

    def value(self, shown: Shown) -> Any:
        """Return the domain of the account, also if the farm was never reached."""
        return shown.account.current.domain if shown.account.current else shown.account.domain

    def show_value(self, value: Any) -> None:
        """Unless it is being typed."""
        self._shown = value
        if not self.combo.line.hasFocus() and self.combo.currentText() != value:
            self.combo.setEditText(value)

    def _edited(self) -> None:
        typed = self.combo.currentText().strip()
        if typed != self._shown or self.error:
            self._shown = typed
            self.preferred.emit(self.name, typed)


class SpeedRow(NumberRow):
    """The speed limit, which is the agent's: the Transfers tab sets the same."""

    def __init__(self, style: Style, hint: str) -> None:
        super().__init__(style, "speed_limit", _("Speed limit"), _("MB/s"), MOST_SPEED, hint, _("No limit"))

    def value(self, shown: Shown) -> Any:
        """Return the speed limit in MB a second."""
        return shown.speed_limit / MB
