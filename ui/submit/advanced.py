"""Advanced options: folded away while they have their defaults; the folded line sums them up."""

from __future__ import annotations

from pathlib import Path

from qtpy.QtCore import QSize, Qt
from qtpy.QtWidgets import QToolButton, QVBoxLayout, QWidget

from ...core.common.i18n import _, count, dotted, fewer, listed
from ...core.model import format
from ...core.model.choices import Choices
from ...core.offer.values import Hardware
from ...core.plan.build import pick_hardware
from ...core.plan.results import FOLDER, beside
from ...core.session.session import Session
from ..kit.choosing import ask_folder
from ..kit.combo import Combo, Entry
from ..kit.draw_guard import DrawGuard
from ..kit.fitting import Flow
from ..kit.form import Field, Form, Note, lock
from ..kit.numbers import Hours, Number
from ..kit.style import Style
from ..kit.tags_field import TagsField
from ..kit.widgets import STRETCH, Button, CheckBox, Label, LineEdit, row, rule, set_property
from .after_field import AfterField
from .budget_field import BudgetField
from .filling import fill
from .job_fields import JobFields
from .own_settings import OwnSettings, own_summary

NORMAL, HIGH = 50, 60
TILES = (1, 2, 4, 6, 9, 16, 25)
RAMS = (64, 128)
CARDS = (1, 2)
NOT, FINISHED, END = "", "finished", "end"
"""When results are fetched; the last two as ``Choices.fetch`` has them."""


def summary(host: str, choices: Choices) -> list[str]:
    """The parts of the folded line."""
    fetched = {NOT: _("no download"), END: _("download at the end")}.get(
        _fetched(choices), _("download as frames finish"))
    parts = [
        count("{n} frame per task", "{n} frames per task", choices.frames_per_task),
        _("no tiles") if choices.tiles < 2 else count("{n} tile", "{n} tiles", choices.tiles),
        _("{n} h timeout").format(n=format.hours(choices.stop_frame_after)),
        _("high priority") if choices.priority > NORMAL else _("normal priority"),
        fetched,
        _("contents compared") if choices.check_content else "",
        _("{n} GB of memory").format(n=choices.ram) if choices.ram else "",
        _("after another task") if choices.after else "",
        _("budget {amount}").format(amount=f"{choices.budget:,.10g}") if choices.budget else "",
        choices.batch,
        listed(choices.tags),
        *own_summary(host, choices),
    ]
    return list(filter(None, parts))


def _fetched(choices: Choices) -> str:
    return choices.fetch if choices.download else NOT


class AdvancedOptions(QWidget):
    """The fold."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__()
        self._style = style
        self._session = session
        self._guard = DrawGuard()
        self.fold = QToolButton()
        self.fold.setText(_("More"))
        self.fold.setFont(style.strong)
        self.fold.setCheckable(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setIconSize(QSize(14, 14))
        self.fold.setFixedHeight(24)
        self.fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_property(self.fold, "kind", "fold")
        self._summary = Label(style, tone="text_2", elide=Qt.TextElideMode.ElideRight)
        self._studio = Label(style, font=style.small, tone="text_2")
        self._make_fields(style)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(rule())
        layout.addLayout(row(self.fold, self._summary, STRETCH, self._studio))
        layout.addWidget(self.form)
        self.fold.toggled.connect(self._folded)
        self._folded(False)
        self._connect()

    def _make_fields(self, style: Style) -> None:
        self._per_task = Number(style, _("Per task"))
        self._frames_word = Label(style, tone="text_2")
        self._memory, self._tiles = Combo(style, _("Memory")), Combo(style, _("Tiles"))
        self._priority, self._cards = Combo(style, _("Priority")), Combo(style, _("Cards"))
        self._stop, self._warn = Hours(style, _("Stop after")), Hours(style, _("Warn after"))
        self._whole = Hours(style, _("Stop task after"), least=0.0, none=_("Never"))
        self._artist, self._tags = LineEdit(style, _("Artist")), TagsField(style, _("Tags"))
        self._download = Combo(style, _("Download"))
        self._names = LineEdit(style, _("File names"), _("As on the farm"))
        self._names.setToolTip(_(
            "Where a result goes below the output folder, for example {name}_{task}/{file}. Besides there are {stem}, "
            "{ending}, {inner} and {path}."))
        self._name_note = Note(style)
        self._output = LineEdit(style, _("Output"), "", "folder")
        self._browse = Button(style, _("Browse…"))
        self._own_output = CheckBox(style, _("The scene's own path"))
        self._own_output.setToolTip(_("Put results where the scene's output path says, under the names that it has."))
        self._content = CheckBox(style, _("Compare contents"))
        self._content.setToolTip(_("Read every file again and compare it with the farm's: also one that was changed "
                                   "without another size or time is sent. Takes longer."))
        self.budget, self.after = BudgetField(style, self._session), AfterField(style, self._session)
        self._own, self.job = OwnSettings(style, self._session), JobFields(style, self._session)
        self.form = Form([
            Field(style, _("Per task"), Flow(self._per_task, self._frames_word)),
            Field(style, _("Memory"), self._memory),
            Field(style, _("Tiles"), self._tiles),
            Field(style, _("Cards"), self._cards),
            Field(style, _("Stop after"), Flow(self._stop, self._stop.unit(style, _("hours a frame")))),
            Field(style, _("Warn after"), Flow(self._warn, self._warn.unit(style, _("hours a frame")))),
            Field(style, _("Stop task"), Flow(
                self._whole, self._whole.unit(style, _("hours after its start")))),
            Field(style, _("Priority"), self._priority),
            Field(style, _("Artist"), self._artist),
            Field(style, _("Tags"), self._tags),
            *self.job.fields,
            *self.budget.fields,
            *self.after.fields,
            Field(style, _("Upload"), row(self._content)),
            Field(style, _("Download"), self._download),
            Field(style, _("File names"), self._names, self._name_note),
            *self._own.fields,
        ], above=self.job.above, wide=[Field(style, _("Output"), Flow(self._output, self._browse, self._own_output))])
        self._name_note.hide_empty()
        self._fields: dict[str, list[QWidget]] = {
            "frames_per_task": [self._per_task], "ram": [self._memory], "tiles": [self._tiles],
            "graphics_cards": [self._cards], "stop_frame_after": [self._stop], "warn_frame_after": [self._warn],
            "stop_task_after": [self._whole], "priority": [self._priority], "artist": [self._artist],
            "tags": [self._tags], "download": [self._download], "fetch": [self._download],
            "name_pattern": [self._names], "output_folder": [self._output, self._browse],
            "own_output": [self._own_output], "check_content": [self._content], **self._own.editors(),
            **self.job.editors(), **self.budget.editors(), **self.after.editors()}

    def _connect(self) -> None:
        choose = self._session.submit.choose
        self._per_task.valueChanged.connect(lambda number: self._chosen(frames_per_task=number))
        for field, name in ((self._stop, "stop_frame_after"), (self._warn, "warn_frame_after"),
                            (self._whole, "stop_task_after")):
            field.valueChanged.connect(lambda number, name=name: self._chosen(**{name: round(number * 3600)}))
        self._memory.chosen.connect(lambda key: choose(ram=key))
        self._tiles.chosen.connect(lambda key: choose(tiles=key))
        self._cards.chosen.connect(lambda key: choose(graphics_cards=key))
        self._priority.chosen.connect(lambda key: choose(priority=key))
        self._download.chosen.connect(lambda key: choose(download=key != NOT, **({"fetch": key} if key != NOT else {})))
        self._artist.textEdited.connect(lambda text: choose(artist=text.strip()))
        self._tags.changed.connect(lambda tags: choose(tags=tags))
        self._names.textEdited.connect(lambda text: choose(name_pattern=text.strip()))
        self._output.textEdited.connect(lambda text: choose(output_folder=text.strip()))
        self._browse.clicked.connect(self._ask_for_folder)
        self._content.clicked.connect(lambda on: choose(check_content=on))
        self._own_output.clicked.connect(lambda on: choose(own_output=on))

    def set_narrow(self, narrow: bool) -> None:
        """One column."""
        self.form.set_narrow(narrow)

    def draw(self, host: str, scene: Path | None, choices: Choices, hardware: tuple[Hardware, ...], name_error: str,
             locked: frozenset[str], job_name: str, job_error: str) -> None:
        """Show the choices; ``scene`` is the scene's file, beside which results go where nothing else is chosen."""
        if not self._guard.changed(host, scene, choices, hardware, name_error, locked, job_name, job_error):
            return
        self._output.setPlaceholderText(beside(scene) if scene is not None else _(
            "{folder}, beside the scene").format(folder=FOLDER))
        self._own.draw(host, choices)
        self.job.draw(choices, job_name, job_error)
        said = summary(host, choices)
        self._summary.show_text(dotted(*said), shorter=fewer(said))
        self._frames_word.show_text(_("frame") if choices.frames_per_task == 1 else _("frames"))
        if self._per_task.value() != choices.frames_per_task:
            self._per_task.setValue(choices.frames_per_task)
        for field, seconds in ((self._stop, choices.stop_frame_after), (self._warn, choices.warn_frame_after),
                               (self._whole, choices.stop_task_after)):
            if abs(field.value() - seconds / 3600) > 0.005:
                field.setValue(seconds / 3600)
        self._draw_lists(choices, pick_hardware(hardware, choices))
        self._draw_texts(choices)
        self._name_note.say(name_error, "error", "error" if name_error else "")
        set_property(self._names, "wrong", "true" if name_error else "false")
        number = lock(self._fields, locked)
        self._studio.show_text(count("{n} value set by the studio", "{n} values set by the studio", number)
                               if number else "")

    def _draw_lists(self, choices: Choices, node: Hardware | None) -> None:
        given = _("Hardware default")
        fill(self._memory, choices.ram, [Entry(None, given), *(
            Entry(ram, _("{n} GB or more").format(n=ram)) for ram in RAMS)])
        fill(self._tiles, choices.tiles, [Entry(tiles, _("None") if tiles == 1 else str(tiles)) for tiles in TILES])
        fill(self._cards, choices.graphics_cards, [Entry(None, given), *(
            Entry(cards, count("{n} card", "{n} cards", cards)) for cards in CARDS)])
        self._cards.setEnabled(node is None or node.gpu)
        fill(self._priority, choices.priority, [Entry(NORMAL, _("Normal")), Entry(HIGH, _("High"))])
        fill(self._download, _fetched(choices), [
            Entry(FINISHED, _("As frames finish")), Entry(END, _("When the task is over")), Entry(NOT, _("Never"))])

    def _draw_texts(self, choices: Choices) -> None:
        """Show the texts, but leave a text alone that is being typed and means the same."""
        for line, text in ((self._artist, choices.artist), (self._names, choices.name_pattern),
                           (self._output, choices.output_folder)):
            if line.text().strip() != text:
                line.setText(text)
        self._tags.show_tags(choices.tags)
        self._own_output.setChecked(choices.own_output)
        self._content.setChecked(choices.check_content)
        self._own_output.setEnabled(choices.download)
        for field in (self._names, self._output, self._browse):
            field.setEnabled(choices.download and not choices.own_output)

    def _chosen(self, **changes: int) -> None:
        """Only what differs: setting a field from a state must not come back as a choice."""
        if any(getattr(self._session.state.submit.choices, name) != value for name, value in changes.items()):
            self._session.submit.choose(**changes)

    def _folded(self, opened: bool) -> None:
        self.fold.setIcon(self._style.icon("chevron-down" if opened else "chevron-right", "text_2"))
        self._summary.setVisible(not opened)
        self._studio.setVisible(opened)
        self.form.setVisible(opened)

    def _ask_for_folder(self) -> None:
        ask_folder(self, _("Where finished frames are put"), self._output.text(),
                   lambda folder: self._session.submit.choose(output_folder=folder))
