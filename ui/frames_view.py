"""The frames of one task: a contact sheet of what they look like, and a table of what they took."""

from __future__ import annotations

from collections import Counter

from qtpy.QtCore import Qt
from qtpy.QtGui import QResizeEvent
from qtpy.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ..core.i18n import _, count
from ..core.state import FrameRow, FrameStatus, State, TaskRow
from . import format, words
from .cells import Cell
from .contact_sheet import ContactSheet
from .empty import EmptyPage
from .look import Look
from .rows import Column, RowsModel
from .rows_view import RowsView
from .seen import Seen
from .widgets import STRETCH, Label, row

TABLE_WIDTH = 344


def summary(frames: tuple[FrameRow, ...]) -> str:
    """``55 done · 3 rendering · 1 failed · 61 waiting``."""
    numbers = Counter(words.frame_status(frame) for frame in frames)
    order = ("ok", "run", "error", "wait")
    return " · ".join(f"{format.number(numbers[word])} {word.text.lower()}"
                      for word in sorted(numbers, key=lambda word: order.index(word.status)))


def number(frame: FrameRow) -> tuple[int, str]:
    """For sorting: ``7`` before ``10``."""
    digits = frame.name.split("-")[0]
    return (int(digits), frame.name) if digits.isdigit() else (0, frame.name)


def columns() -> tuple[Column, ...]:
    """As in the table."""
    return (
        Column(_("Frame"), lambda frame: Cell(frame.name), 58, sort=number),
        Column(_("Status"), _status, sort=lambda frame: frame.status_number),
        Column(_("Time"), lambda frame: Cell(format.duration(frame.seconds)), 92, right=True,
               sort=lambda frame: frame.seconds),
        Column(_("Cost"), lambda frame: Cell(format.money(frame.cost) if frame.cost else format.NOTHING), 62,
               right=True, sort=lambda frame: frame.cost),
    )


def _status(frame: FrameRow) -> Cell:
    word = words.frame_status(frame)
    tone = "text_2" if word.status == "wait" else word.status
    return Cell(word.text, tone, icon=word.icon, icon_tone=tone, tip=words.waits_for(frame))


class FramesView(QWidget):
    """Title, cost, sheet and table. Both views show one model and share one selection."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._seen = Seen()
        self._title = Label(look, font=look.section, elide=Qt.TextElideMode.ElideRight)
        self._summary = Label(look, tone="text_2", elide=Qt.TextElideMode.ElideRight)
        self._cost, self._time, self._mean = (Label(look, font=look.title) for _place in range(3))
        self.model = RowsModel(columns(), lambda frame: frame.id, self)
        self.sheet = ContactSheet(look, self.model, self)
        self.sheet.setAccessibleName(_("Pictures of the frames"))
        self.table = RowsView(look, self.model, self)
        self.table.setAccessibleName(_("Frames"))
        self.sheet.setSelectionModel(self.table.selectionModel())
        self.table.selectionModel().currentChanged.connect(
            lambda index, _before: self.sheet.scrollTo(index.siblingAtColumn(0)))
        self._split = QSplitter()
        self._split.setHandleWidth(8)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.sheet)
        self._split.addWidget(self.table)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([548, TABLE_WIDTH])
        self._none = EmptyPage(look, "thumbnails", "", "")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._split)
        self._pages.addWidget(self._none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(8)
        upper = row(self._title, self._summary)
        upper.setStretch(1, 1)
        layout.addLayout(upper)
        figures = ((_("Cost so far"), self._cost), (_("A frame, on average"), self._mean),
                   (_("Render time"), self._time))
        layout.addLayout(row(*(self._figure(look, *each) for each in figures), STRETCH, spacing=28))
        layout.addWidget(self._pages, 1)

    @staticmethod
    def _figure(look: Look, name: str, value: Label) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setSpacing(0)
        layout.addWidget(Label(look, name, look.small, "text_2"))
        layout.addWidget(value)
        return layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setVisible(self.width() >= 560)

    def draw(self, state: State, task: TaskRow | None) -> None:
        """Show the frames of ``task``."""
        if not self._seen.changed(task, state.task_frames, state.account):
            return
        self.model.show(state.task_frames)
        self._title.show_text(task.name if task else "")
        self._summary.show_text(summary(state.task_frames))
        self._draw_figures(state, task)
        self._draw_empty(state, task)

    def _draw_figures(self, state: State, task: TaskRow | None) -> None:
        currency = state.account.currency if state.account else ""
        done = [frame for frame in state.task_frames if frame.status is FrameStatus.DONE]
        mean = sum(frame.cost for frame in done) / len(done) if done else 0.0
        seconds = sum(frame.seconds for frame in done) / len(done) if done else 0.0
        self._cost.show_text(format.money(task.cost, currency) if task else format.NOTHING)
        self._mean.show_text(f"{format.money(mean, currency)}, {format.duration(seconds)}" if done else format.NOTHING)
        self._time.show_text(format.rough_duration(task.seconds) if task else format.NOTHING)

    def _draw_empty(self, state: State, task: TaskRow | None) -> None:
        self._pages.setCurrentIndex(0 if state.task_frames else 1)
        if task is None:
            self._none.say("thumbnails", _("No task selected"), _("Select a task above to see its frames."))
        else:
            self._none.say("thumbnails", _("Pictures appear as frames finish"), count(
                "The task has {n} frame; the farm has not listed it yet.",
                "The task has {n} frames; the farm has not listed them yet.", task.frames))
