"""What has its default, folded away; the folded line sums it up."""

from __future__ import annotations

from qtpy.QtCore import QSize, Qt
from qtpy.QtGui import QWheelEvent
from qtpy.QtWidgets import (
    QDoubleSpinBox,
    QFileDialog,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.i18n import _, count
from ..core.plan.choices import Choices
from ..core.state import State
from . import format
from .combo import Combo, Entry
from .form import Field, Form
from .intents import Intents
from .look import Look
from .seen import Seen
from .widgets import CONTROL, STRETCH, Button, CheckBox, Label, Line, row, rule, set_property

NORMAL, HIGH = 50, 60
MOST_PER_TASK = 10_000
MOST_HOURS = 720.0


def summary(choices: Choices) -> str:
    """The folded line."""
    return " · ".join((
        count("{n} frame per task", "{n} frames per task", choices.frames_per_task),
        _("{n} h timeout").format(n=format.hours(choices.stop_frame_after)),
        _("high priority") if choices.priority > NORMAL else _("normal priority"),
        _("download when done") if choices.download else _("no download"),
    ))


def tags(text: str) -> tuple[str, ...]:
    """Comma-separated."""
    return tuple(filter(None, (part.strip() for part in text.split(","))))


class Number(QSpinBox):
    """From 1 up."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(1, MOST_PER_TASK)
        _plain(self, look)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turning the wheel scrolls the page and changes no number on the way."""
        event.ignore()


class Hours(QDoubleSpinBox):
    """Hours, without a decimal where there is none."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(0.1, MOST_HOURS)
        self.setDecimals(2)
        _plain(self, look)

    def textFromValue(self, val: float) -> str:
        return f"{val:g}"

    def wheelEvent(self, event: QWheelEvent) -> None:
        """As for Number."""
        event.ignore()


class More(QWidget):
    """The fold."""

    def __init__(self, look: Look, session: Intents) -> None:
        super().__init__()
        self._look = look
        self._session = session
        self._seen = Seen()
        self.fold = QToolButton()
        self.fold.setText(_("More"))
        self.fold.setFont(look.strong)
        self.fold.setCheckable(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setIconSize(QSize(14, 14))
        self.fold.setFixedHeight(24)
        self.fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_property(self.fold, "kind", "fold")
        self._summary = Label(look, tone="text_2", elide=Qt.TextElideMode.ElideRight)
        self._make_fields(look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(rule())
        layout.addLayout(row(self.fold, self._summary, STRETCH))
        layout.addWidget(self.form)
        self.fold.toggled.connect(self._folded)
        self._folded(False)
        self._connect()

    def _make_fields(self, look: Look) -> None:
        self._per_task = Number(look, _("Per task"))
        self._frames_word = Label(look, tone="text_2")
        self._priority = Combo(look, _("Priority"))
        self._stop, self._warn = Hours(look, _("Stop after")), Hours(look, _("Warn after"))
        self._artist, self._tags, self._output = (
            Line(look, _("Artist")), Line(look, _("Tags"), _("Separated by commas")),
            Line(look, _("Output"), _("A folder beside the scene"), "folder"))
        self._browse = Button(look, _("Browse…"))
        self._download = CheckBox(look, _("Download when done"))
        hours = _("hours a frame")
        self.form = Form([
            Field(look, _("Per task"), row(self._per_task, self._frames_word, STRETCH)),
            Field(look, _("Priority"), self._priority),
            Field(look, _("Stop after"), row(self._stop, Label(look, hours, tone="text_2"), STRETCH)),
            Field(look, _("Warn after"), row(self._warn, Label(look, hours, tone="text_2"), STRETCH)),
            Field(look, _("Artist"), self._artist),
            Field(look, _("Tags"), self._tags),
        ], wide=[Field(look, _("Output"), row(self._output, self._browse, 4, self._download))])

    def _connect(self) -> None:
        choose = self._session.choose
        self._per_task.valueChanged.connect(lambda number: self._chosen(frames_per_task=number))
        self._stop.valueChanged.connect(lambda number: self._chosen(stop_frame_after=round(number * 3600)))
        self._warn.valueChanged.connect(lambda number: self._chosen(warn_frame_after=round(number * 3600)))
        self._priority.chosen = lambda key: choose(priority=key)
        self._artist.textEdited.connect(lambda text: choose(artist=text.strip()))
        self._tags.textEdited.connect(lambda text: choose(tags=tags(text)))
        self._output.textEdited.connect(lambda text: choose(output_folder=text.strip()))
        self._browse.clicked.connect(self._ask_for_folder)
        self._download.clicked.connect(lambda on: choose(download=on))

    def set_narrow(self, narrow: bool) -> None:
        """One column."""
        self.form.set_narrow(narrow)

    def draw(self, state: State) -> None:
        """Show the choices."""
        if not self._seen.changed(state.choices):
            return
        choices = state.choices
        self._summary.show_text(summary(choices))
        self._frames_word.show_text(_("frame") if choices.frames_per_task == 1 else _("frames"))
        if self._per_task.value() != choices.frames_per_task:
            self._per_task.setValue(choices.frames_per_task)
        for field, seconds in ((self._stop, choices.stop_frame_after), (self._warn, choices.warn_frame_after)):
            if abs(field.value() - seconds / 3600) > 0.005:
                field.setValue(seconds / 3600)
        own = () if choices.priority in (NORMAL, HIGH) else (Entry(choices.priority, str(choices.priority)),)
        self._priority.fill([Entry(NORMAL, _("Normal")), Entry(HIGH, _("High")), *own])
        self._priority.pick(choices.priority)
        self._draw_texts(choices)
        self._download.setChecked(choices.download)

    def _draw_texts(self, choices: Choices) -> None:
        """What is being typed is left alone while it means the same."""
        if self._artist.text().strip() != choices.artist:
            self._artist.setText(choices.artist)
        if tags(self._tags.text()) != choices.tags:
            self._tags.setText(", ".join(choices.tags))
        if self._output.text().strip() != choices.output_folder:
            self._output.setText(choices.output_folder)

    def _chosen(self, **changes: int) -> None:
        """Only what differs: setting a field from a state must not come back as a choice."""
        if any(getattr(self._session.state.choices, name) != value for name, value in changes.items()):
            self._session.choose(**changes)

    def _folded(self, opened: bool) -> None:
        self.fold.setIcon(self._look.icon("chevron-down" if opened else "chevron-right", "text_2"))
        self._summary.setVisible(not opened)
        self.form.setVisible(opened)

    def _ask_for_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Where finished frames are put"), self._output.text())
        if folder:
            self._session.choose(output_folder=folder)


def _plain(box: QSpinBox | QDoubleSpinBox, look: Look) -> None:
    """64 pixels have no room for arrows. The style sheet hides them: with NoButtons Qt 6 shows no number either."""
    box.setAlignment(Qt.AlignmentFlag.AlignRight)
    box.setFont(look.body)
    box.setFixedSize(64, CONTROL)
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
