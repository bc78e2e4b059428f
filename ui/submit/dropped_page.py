"""The list of scenes that were dropped on the panel: what is wrong with each, and the button that submits all."""

from __future__ import annotations

from typing import Callable

from qtpy.QtCore import Qt
from qtpy.QtGui import QResizeEvent
from qtpy.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ...core.common.i18n import _, count
from ...core.jobs.balance import lack
from ...core.model import format
from ...core.model.choices import Choices
from ...core.model.finding import Finding
from ...core.offer.values import Hardware
from ...core.plan.build import pick_hardware
from ...core.session.dropped.state import DroppedState, Stage
from ...core.session.jobs.state import JobsState
from ...core.session.session import Session
from ...core.session.state import State, TransfersState
from ...core.session.typed import sent_as_it_is
from ..kit.choosing import ask_files, ask_folder
from ..kit.combo import Combo
from ..kit.draw_guard import DrawGuard
from ..kit.fitting import Flow
from ..kit.form import Field, Form, Note, lock
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, CheckBox, Explained, Label, Paragraph, row
from ..table.model import RowsModel
from ..table.views import RowsView
from .advanced import AdvancedOptions
from .balance_band import BalanceBand
from .dropped_rows import Shown, columns, shown
from .findings import Does, Findings
from .target import hardware_entries

MARGIN = 12
NARROW = 640
FOOTER = 52
LEAST_ROWS = 4


class DroppedPage(QWidget):
    """Stands in the place of the form of one scene, while there is a list."""

    def __init__(self, style: Style, session: Session, show_task: Callable[[int], None]) -> None:
        super().__init__()
        self._session = session
        self._show_task = show_task
        self._narrow = style.wide(NARROW)
        self._rows, self._hardware_guard = DrawGuard(), DrawGuard()
        self.add = Button(style, _("Add scenes…"), "add")
        self.add_folder = Button(style, _("Add folder…"), "folder")
        self.close_list = Button(style, _("Close the list"))
        self.close_list.setToolTip(_("What was submitted goes on."))
        self._title = Label(style, font=style.section)
        self._words = Paragraph(style, tone="text_2", text=_(
            "Each is submitted as its own task, with its own cameras and frames; all else is as chosen here."))
        self.hardware = Combo(style, _("Hardware"), "gpu")
        self.form = Form([Field(style, _("Hardware"), self.hardware)])
        self.more = AdvancedOptions(style, session)
        self.in_turn = CheckBox(style, _("One after the other"))
        self.in_turn.setToolTip(_("Each scene is sent at once, and started when the tasks of the one above it have "
                                  "ended well. “If that fails” under “More” says what happens where they do not."))
        self._as_it_is = Note(style)
        self._as_it_is.hide_empty()
        self.model = RowsModel(columns(), lambda each: each.scene.path, self)
        self.view = RowsView(style, self.model, self)
        self.view.setAccessibleName(_("Scenes"))
        self.view.setMinimumHeight(self.view.height_for(LEAST_ROWS))
        self.remove = Button(style, _("Remove"), "delete", "small")
        self.again = Button(style, _("Read again"), "refresh", "small")
        self.again.setToolTip(_("Read the scene again, also to submit it once more"))
        self.show_task = Button(style, _("Show task"), kind="small")
        self._trouble = Paragraph(style, tone="error")
        self.findings = Findings(style, Does(self._fix, lambda _finding: None, lambda _on: None, locates=False))
        self.balance = BalanceBand(style, session)
        self._status = Paragraph(style, tone="text_2")
        self.submit = Explained(Button(style, _("Submit"), "submit", "primary"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("Page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(page)
        inside.setContentsMargins(MARGIN, 10, MARGIN, MARGIN)
        inside.setSpacing(8)
        inside.addLayout(Flow(self._title, STRETCH, self.add, self.add_folder, self.close_list))
        for part in (self._words, self.form, self.more, self._as_it_is):
            inside.addWidget(part)
        inside.addLayout(row(self.in_turn))
        inside.addWidget(self.view, 1)
        inside.addLayout(Flow(self.remove, self.again, self.show_task))
        inside.addWidget(self._trouble)
        inside.addWidget(self.findings)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        footer = QWidget()
        footer.setObjectName("Footer")
        footer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        footer.setMinimumHeight(FOOTER)
        line = Flow(self._status, STRETCH, self.submit)
        line.setContentsMargins(MARGIN, 8, MARGIN, 8)
        footer.setLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(area, 1)
        layout.addWidget(self.balance)
        layout.addWidget(footer)

    def _connect(self) -> None:
        dropped = self._session.dropped
        self.add.clicked.connect(lambda: ask_files(self, _("Scenes"), "", dropped.take))
        self.add_folder.clicked.connect(lambda: ask_folder(self, _("A folder with scenes"), "",
                                                           lambda folder: dropped.take([folder])))
        self.close_list.clicked.connect(dropped.clear)
        self.in_turn.clicked.connect(self._choose_in_turn)
        self.hardware.chosen.connect(lambda number: self._session.submit.choose(hardware=number))
        self.view.chosen.connect(lambda each: dropped.select(each.scene.path))
        self.remove.clicked.connect(lambda: self._with_current(dropped.remove))
        self.again.clicked.connect(lambda: self._with_current(dropped.read_again))
        self.show_task.clicked.connect(self._to_task)
        self.submit.button.clicked.connect(dropped.submit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._narrow
        for part in (self.form, self.more, self.findings):
            part.set_narrow(narrow)

    def draw(self, state: State) -> None:
        """Show the state."""
        choices, locked = state.submit.choices, state.settings.locked
        self._draw_hardware(state.environments.hardware, choices, locked)
        self.more.draw(state.scene.host, None, choices, state.environments.hardware, state.submit.name_error, locked,
                       state.submit.job_name, state.submit.job_error)
        profile = state.account.profile
        self.more.budget.draw(choices.budget, profile.currency if profile else "")
        self.more.after.draw(choices, state.transfers, state.jobs, state.dropped.in_turn)
        self.in_turn.setChecked(state.dropped.in_turn)
        self._as_it_is.say(sent_as_it_is(state), icon="info" if sent_as_it_is(state) else "")
        self.balance.draw(lack(state.account.profile, None), state.account.domain)
        self._draw_rows(state.dropped, state.transfers, state.jobs)

    def _draw_hardware(self, hardware: tuple[Hardware, ...], choices: Choices, locked: frozenset[str]) -> None:
        if not self._hardware_guard.changed(hardware, choices, locked):
            return
        self.hardware.fill(hardware_entries(hardware, None))
        current = pick_hardware(hardware, choices)
        self.hardware.pick(current.id if current else None)
        lock({"hardware": [self.hardware]}, locked)

    def _draw_rows(self, dropped: DroppedState, transfers: TransfersState, jobs: JobsState) -> None:
        if not self._rows.changed(dropped, transfers, jobs):
            return
        self.model.show(shown(dropped.scenes, transfers.rows, jobs))
        self.view.pick(dropped.current.path if dropped.current else None)
        self._title.show_text(count("{n} scene", "{n} scenes", len(dropped.scenes)))
        ready = dropped.ready
        frames = sum(each.frame_count for each in ready)
        self.submit.button.setText(count("Submit {n} scene", "Submit {n} scenes", len(ready)) if ready else _("Submit"))
        self.submit.allow(dropped.reasons)
        self._status.show_text(_status(dropped, frames))
        self._draw_current(self.view.current())

    def _draw_current(self, each: Shown | None) -> None:
        """Show what is wrong with the selected scene."""
        for button in (self.remove, self.again):
            button.setEnabled(each is not None)
        self.show_task.setVisible(each is not None and each.task is not None)
        trouble = each.scene.trouble if each is not None and each.scene.stage is Stage.FAILED else ""
        self._trouble.show_text(trouble)
        self._trouble.setVisible(bool(trouble))
        known = each is not None and each.scene.stage is Stage.READY
        self.findings.draw(each.scene.findings if each is not None and known else (), False, False, known, known)

    def _choose_in_turn(self, on: bool) -> None:
        self._session.dropped.choose_in_turn(on)

    def _fix(self, finding: Finding) -> None:
        self._with_current(lambda path: self._session.dropped.fix(path, finding))

    def _with_current(self, do: Callable[[str], object]) -> None:
        each = self.view.current()
        if each is not None:
            do(each.scene.path)

    def _to_task(self) -> None:
        each = self.view.current()
        if each is not None and each.task is not None:
            self._show_task(each.task)


def _status(dropped: DroppedState, frames: int) -> str:
    """Say what is going on, or how much Submit would send."""
    if dropped.looking:
        return _("Looking for scenes")
    left = sum(each.stage in (Stage.READING, Stage.JUDGING) for each in dropped.scenes)
    if left:
        return count("{n} scene is still being read or checked", "{n} scenes are still being read or checked", left)
    if not dropped.ready:
        return ""
    size = format.size(sum(each.bytes for each in dropped.ready))
    return _("{frames}, {size}").format(frames=count("{n} frame", "{n} frames", frames), size=size)
