"""Which frames: each unit's own or typed, and which of them are rendered first as a test."""

from __future__ import annotations

import functools

from qtpy.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ...core.common.i18n import _, count
from ...core.model.apart import selected
from ...core.model.host import Scene
from ...core.plan.build import own_frames
from ...core.session.session import Session
from ...core.session.state import SubmitState
from ..kit.draw_guard import DrawGuard
from ..kit.fitting import Flow
from ..kit.form import Field, Form, Note, lock
from ..kit.style import Style
from ..kit.widgets import SMALL, CheckBox, Label, LineEdit, ToggleButton, row, set_property

NOTE_HEIGHT = 14
"""Kept free below the field, so that nothing jumps while a range is typed."""

LEAST = 70
"""Pixels of a field where the panel is narrow."""


class FramesChoice(QWidget):
    """Two rows of the Submit tab."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__()
        self._session = session
        self._narrow = False
        self._guard = DrawGuard()
        self.own = ToggleButton(style, _("Each unit’s own"), "switch", "first")
        self.custom = ToggleButton(style, _("Custom"), "switch", "last")
        self._switch = QButtonGroup(self)
        for button in (self.own, self.custom):
            self._switch.addButton(button)
        self.field = LineEdit(style, _("Frames"))
        self.field.setMinimumWidth(LEAST)
        self.field.setMaximumWidth(style.wide(170))
        self.result = Label(style, font=style.strong)
        self.note = Note(style, NOTE_HEIGHT, kept=True)
        self._tests = {
            "test_first": ToggleButton(style, _("First")),
            "test_middle": ToggleButton(style, _("Middle")),
            "test_last": ToggleButton(style, _("Last")),
        }
        self.test_custom = ToggleButton(style, _("Custom"))
        self.test_field = LineEdit(style, _("Test frames"), _("1, 60, 120"))
        self.test_field.setMinimumWidth(LEAST)
        self.test_field.setMaximumWidth(style.wide(110))
        self.test_field.setFixedHeight(SMALL)
        self.test_note = Note(style, NOTE_HEIGHT)
        self._pause = CheckBox(style, _("Pause after test"))
        self._test_result = Label(style, tone="text_2")
        switch = QWidget()
        switch.setLayout(row(self.own, self.custom, spacing=0))
        frames = Flow(switch, self.field, self.result)
        tests = Flow(*self._tests.values(), self.test_custom, self.test_field, self._pause, self._test_result,
                     spacing=6, between=4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.form = Form([], wide=[Field(style, _("Frames"), frames, self.note),
                                   Field(style, _("Test frames"), tests, self.test_note)])
        self.test_note.hide_empty()
        layout.addWidget(self.form)
        self._connect()

    def _connect(self) -> None:
        self.own.clicked.connect(self._own)
        self.custom.clicked.connect(self._custom)
        self.field.textEdited.connect(self._typed)
        for name, button in self._tests.items():
            button.clicked.connect(functools.partial(self._test, name))
        self.test_custom.clicked.connect(self._test_custom)
        self.test_field.textEdited.connect(lambda text: self._session.submit.choose(test_frames=text))
        self._pause.clicked.connect(lambda on: self._session.submit.choose(pause_after_test=on))

    def set_narrow(self, narrow: bool) -> None:
        """Labels above, and no field while nothing is typed in it."""
        self.form.set_narrow(narrow)
        self._narrow = narrow
        self._fit()
        self._test_result.setVisible(not narrow)

    def _fit(self) -> None:
        self.field.setVisible(self._session.state.submit.choices.frames is not None or not self._narrow)

    def draw(self, scene: Scene | None, submit: SubmitState, locked: frozenset[str]) -> None:
        """Show what is chosen and what comes of it."""
        if not self._guard.changed(scene, submit, locked):
            return
        typed = submit.choices.frames
        (self.own if typed is None else self.custom).setChecked(True)
        self.field.setEnabled(typed is not None)
        self.note.hide_empty(typed is None)  # nothing is typed that could make anything jump
        shown_text = own_frames(scene, submit.choices) if typed is None else typed
        if shown_text != self.field.text():
            self.field.setText(shown_text)
        self._draw_result(scene, submit)
        self._draw_tests(submit)
        lock({"frames": [self.own, self.custom, self.field], "pause_after_test": [self._pause],
              "test_frames": [self.test_custom, self.test_field],
              **{name: [button] for name, button in self._tests.items()}}, locked)

    def _draw_tests(self, submit: SubmitState) -> None:
        for name, button in self._tests.items():
            button.setChecked(getattr(submit.choices, name))
        number, typed = submit.test_count, submit.choices.test_frames
        if self.test_field.text().strip() != typed.strip():
            self.test_field.setText(typed)
        custom = bool(typed) or self.test_field.hasFocus()
        self.test_custom.setChecked(custom)
        self.test_field.setVisible(custom)
        self._pause.setChecked(submit.choices.pause_after_test)
        self._pause.setEnabled(number > 0)
        self._test_result.show_text(
            count("= {n} frame, rendered first", "= {n} frames, rendered first", number) if number else "")
        self.test_note.say(submit.test_error, "error", "error" if submit.test_error else "")
        set_property(self.test_field, "wrong", "true" if submit.test_error else "false")

    def _draw_result(self, scene: Scene | None, submit: SubmitState) -> None:
        wrong = bool(submit.frames_error)
        units = len(selected(scene, submit.choices)) if scene else 0
        frames = _("= {frames} in {units}").format(frames=count("{n} frame", "{n} frames", submit.frame_count),
                                                   units=count("{n} unit", "{n} units", units))
        self.result.show_text(
            _("Not valid") if wrong else frames,
            "error" if wrong else "")
        self.note.say(submit.frames_error, "error" if wrong else "text_2", "error" if wrong else "")
        self._fit()
        set_property(self.field, "wrong", "true" if wrong and submit.choices.frames is not None else "false")

    def _own(self) -> None:
        self._session.submit.choose(frames=None)

    def _custom(self) -> None:
        """Start from what would be rendered anyway."""
        if self._session.state.submit.choices.frames is None:
            self._session.submit.choose(frames=self._now())
        self.field.setEnabled(True)
        self.field.setFocus()
        self.field.selectAll()

    def _now(self) -> str:
        state = self._session.state
        return own_frames(state.scene.scene, state.submit.choices)

    def _test(self, name: str, _on: bool = False) -> None:
        self._session.submit.choose(**{name: self._tests[name].isChecked()})

    def _test_custom(self, on: bool) -> None:
        """A field to type in; without it there are no such frames."""
        self.test_field.setVisible(on)
        if on:
            self.test_field.setFocus()
        elif self._session.state.submit.choices.test_frames:
            self._session.submit.choose(test_frames="")

    def _typed(self, text: str) -> None:
        self._session.submit.choose(frames=text)
