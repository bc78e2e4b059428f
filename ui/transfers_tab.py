"""The Transfers tab: every submission in the journal, with its upload and its download."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from qtpy.QtCore import Qt, QUrl
from qtpy.QtGui import QDesktopServices
from qtpy.QtWidgets import QFormLayout, QStackedWidget, QVBoxLayout, QWidget

from ..core.i18n import _, count
from ..core.state import UPLOAD_STATES, State, Transfer, TransferState
from . import format, transfer_words, words
from .cells import Cell
from .empty import EmptyPage
from .intents import Intents
from .look import Look
from .rows import Column, RowsModel
from .rows_view import RowsView
from .seen import Seen
from .widgets import STRETCH, Button, Chip, Explained, Label, row

ROW_HEIGHT = 48
DETAIL_HEIGHT = 132


def _name(each: Transfer) -> Cell:
    word = words.transfer_state(each)
    return Cell(each.name, icon=word.icon, icon_tone=word.status, icon_size=16, below=transfer_words.what(each))


def _progress(each: Transfer) -> Cell:
    word = words.transfer_state(each)
    tone = {"run": "text_2", "wait": "text_2"}.get(word.status, word.status)
    return Cell(bar=word.status, part=1.0 if each.state is TransferState.FETCHED else each.part,
                below=transfer_words.progress(each), below_tone=tone)


def columns() -> tuple[Column, ...]:
    """As in the table."""
    return (
        Column(_("Transfer"), _name),
        Column(_("Progress"), _progress, 336),
        Column(_("Speed"), lambda each: Cell(format.speed(each.speed)), 84, right=True),
        Column(_("Time left"), lambda each: Cell(transfer_words.time_left(each), "text_2"), 92, right=True),
    )


class TransfersTab(QWidget):
    """Buttons, table, and what there is to know about the selected one."""

    def __init__(self, look: Look, session: Intents, show_task: Callable[[int], None]) -> None:
        super().__init__()
        self._session = session
        self._show_task = show_task
        self._seen = Seen()
        self.pause = Explained(Button(look, _("Pause"), "pause"))
        self.resume = Explained(Button(look, _("Resume"), "play"))
        self.cancel = Explained(Button(look, _("Cancel"), "cancel"))
        self._speed = Label(look, font=look.strong)
        self.model = RowsModel(columns(), lambda each: each.id, self)
        self.view = RowsView(look, self.model, self, row_height=ROW_HEIGHT)
        self.view.setAccessibleName(_("Transfers"))
        self.view.chosen = self._draw_selected
        self._detail = Detail(look)
        self._detail.show_task.clicked.connect(self._task)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._table())
        self._pages.addWidget(EmptyPage(look, "upload", _("Nothing to send or fetch"),
                                        _("Submissions and downloads of every application show up here.")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        for explained, intent in ((self.pause, session.pause), (self.resume, session.resume),
                                  (self.cancel, session.cancel)):
            explained.button.clicked.connect(lambda _on=False, intent=intent: self._for_current(intent))

    def _table(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(row(self.pause, self.resume, self.cancel, STRETCH, self._speed))
        layout.addWidget(self.view, 1)
        layout.addWidget(self._detail)
        return page

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        narrow = self.width() < 640
        for title in (_("Speed"), _("Time left")):
            self.view.set_column_hidden(title, narrow)
        self.view.header().resizeSection(1, max(120, self.width() // 2 - 20) if narrow else 336)

    def draw(self, state: State) -> None:
        """Show the transfers."""
        if not self._seen.changed(state.transfers):
            return
        self._pages.setCurrentIndex(0 if state.transfers else 1)
        self.model.show(state.transfers)
        if self.view.current() is None and state.transfers:
            self.view.pick(state.transfers[0].id)
        speed = sum(each.speed for each in state.transfers)
        self._speed.show_text(format.speed(speed) if speed else "")
        self._draw_selected(self.view.current())

    def _draw_selected(self, each: Transfer | None) -> None:
        nothing = [_("Select a transfer first.")] if each is None else []
        over = [_("This transfer is over.")] if each and each.state.over else []
        paused = each is not None and each.state is TransferState.PAUSED
        failed = each is not None and each.state is TransferState.FAILED
        self.pause.setVisible(not paused and not failed)
        self.resume.setVisible(paused or failed)
        self.pause.allow(nothing + over)
        self.resume.allow(nothing)
        self.cancel.allow(nothing + over)
        self._detail.show_transfer(each)

    def _for_current(self, intent: Callable[[str], None]) -> None:
        if self.view.current() is not None:
            intent(self.view.current().id)

    def _task(self) -> None:
        each = self.view.current()
        if each is not None and each.task_id is not None:
            self._show_task(each.task_id)


class Detail(QWidget):
    """The selected transfer in words."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._folder = ""
        self._name = Label(look, font=look.section, elide=Qt.TextElideMode.ElideMiddle)
        self._chip = Chip(look)
        self.show_task = Button(look, _("Show task"), kind="small")
        self._open = Button(look, _("Open folder"), "folder", "small")
        self._open.clicked.connect(self._open_folder)
        self._values = {name: Label(look, elide=Qt.TextElideMode.ElideMiddle)
                        for name in (_("Task"), _("To send"), _("Unchanged"), _("Results"))}
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, value in self._values.items():
            form.addRow(Label(look, name, tone="text_2"), value)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self._name, self._chip, STRETCH, self.show_task, self._open))
        layout.addLayout(form)
        layout.addStretch(1)
        self.setFixedHeight(DETAIL_HEIGHT)

    def show_transfer(self, each: Transfer | None) -> None:
        """Nothing while nothing is selected."""
        self.setVisible(each is not None)
        if each is None:
            return
        word = words.transfer_state(each)
        self._name.show_text(each.name)
        self._chip.show_text(word.text, word.status)
        same = each.bytes - each.bytes_new
        texts = (
            str(each.task_id) if each.task_id is not None else format.NOTHING,
            count("{n} file", "{n} files", each.files) + ", " + format.size(each.bytes_new),
            _("{size}, not sent again").format(size=format.size(same)) if same > 0 else format.NOTHING,
            transfer_words.fetched(each) or each.folder or format.NOTHING,
        )
        for label, text in zip(self._values.values(), texts):
            label.show_text(text)
        self._folder = each.folder
        self.show_task.setVisible(each.task_id is not None and each.state not in UPLOAD_STATES)
        self._open.setVisible(has_folder(each.folder))

    def _open_folder(self) -> None:
        open_folder(self._folder)


def has_folder(folder: str) -> bool:
    """Whether there is something to open."""
    return bool(folder) and Path(folder).is_dir()


def open_folder(folder: str) -> None:
    """In the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
