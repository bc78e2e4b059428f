"""The frames of one task: a contact sheet of what they look like, and a table of what they took."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from operator import attrgetter

from qtpy.QtCore import QItemSelectionModel
from qtpy.QtGui import QHideEvent, QResizeEvent, QShowEvent
from qtpy.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ...core.common.i18n import _, count, dotted
from ...core.jobs.tasks import FrameRow, TaskRow
from ...core.model import format
from ...core.model.frames import named
from ...core.session.jobs.state import JobsState
from ..kit import slices, words
from ..kit.cells import Cell
from ..kit.draw_guard import DrawGuard
from ..kit.empty import EmptyPage
from ..kit.signals import Signal
from ..kit.style import Style
from ..table.model import Column, RowsModel
from ..table.views import RowsTable
from .contact_sheet import ContactSheet
from .review import marks

TABLE_WIDTH, WITH_TABLE = 356, 560
"""Pixels of the table beside the sheet, and of both from which it is there."""
WITH_NODE, NODE = 1040, 96
"""From this width on the nodes are shown, with this width more; of what is wider than that the table gets a third."""
MOST_NAME = 24
"""Characters of a frame's name that are seen whole."""
FULL = 0.95
"""Share of its memory above which a frame is taken to have run out of it."""


def number(frame: FrameRow) -> tuple[int, str]:
    """Return a key that sorts frame ``7`` before ``10``."""
    return _number(frame.name)


@functools.lru_cache(maxsize=1 << 15)
def _number(name: str) -> tuple[int, str]:
    numbers = named(name)
    return (numbers[0] if numbers else 0), name


def widest(frames: Sequence[FrameRow]) -> Cell:
    """Return what needs the most room in the column of their names; several frames of one node have a long one."""
    lengths = [len(frame.name) + len(frame.block) for frame in frames]
    return Cell(_name(frames[lengths.index(max(lengths))])[:MOST_NAME] if lengths else "")


def columns() -> tuple[Column, ...]:
    """Return the columns of the frame table."""
    return (
        Column(_("Frame"), lambda frame: Cell(_name(frame), tip=format.sentences(
            words.why_failed(frame), marks.hint(frame))), 58, sort=number, typed=lambda frame: frame.label,
               name="frame"),
        Column(_("Status"), _status, sort=lambda frame: (not frame.marks, frame.status_number)),
        Column(_("Time"), lambda frame: Cell(format.duration(frame.seconds)), 84, gives_way=2, right=True,
               sort=lambda frame: frame.seconds, sample=Cell(format.duration(58 * 60))),
        Column(_("Cost"), lambda frame: Cell(format.money(frame.cost) if frame.cost else format.NOTHING), 54,
               gives_way=1, right=True, sort=lambda frame: frame.cost, sample=Cell(format.money(888.88))),
        Column(_("GB RAM"), _memory, 60, gives_way=3, right=True, sort=lambda frame: frame.memory),
        Column(_("Node"), lambda frame: Cell(frame.node or format.NOTHING, "text_2"), 84,
               gives_way=4, grows=1, sort=lambda frame: frame.node),
    )


def _more_table(style: Style, width: int) -> int:
    """Pixels that the table has beside its usual ones in a view of this width."""
    least = style.wide(WITH_NODE)
    return style.wide(NODE) + (width - least) // 3 if width >= least else 0


def _name(frame: FrameRow) -> str:
    return dotted(frame.label, frame.block)


def _status(frame: FrameRow) -> Cell:
    word = words.frame_status(frame)
    tone = "text_2" if word.status == "wait" else word.status
    again = count("Rendered again {n} time.", "Rendered again {n} times.", frame.again) if frame.again else ""
    icon, icon_tone = (marks.ICON, marks.TONE) if frame.marks else (word.icon, tone)
    return Cell(word.text, tone, icon=icon, icon_tone=icon_tone, tip=format.sentences(
        words.why_failed(frame), words.waits_for(frame), marks.hint(frame), again))


def ran_out(frame: FrameRow) -> bool:
    """Whether it has used all of its memory."""
    return bool(frame.ram) and frame.memory >= FULL * frame.ram * 1e9


def _memory(frame: FrameRow) -> Cell:
    if not frame.memory:
        return Cell(format.NOTHING, "text_2")
    full = ran_out(frame)
    tip = _("Of {all} GB.").format(all=frame.ram) if frame.ram else ""
    return Cell(f"{frame.memory / 1e9:.1f}", "error" if full else "text_2", tip=tip)


class FramesView(QWidget):
    """Sheet and table. Both show one model and share one selection."""

    on_screen = Signal(object)
    """Other frames are on the screen: a list of the farm's numbers, whose pictures are wanted first."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._guard = DrawGuard()
        self.model = RowsModel(columns(), attrgetter("id"), self)
        self.sheet = ContactSheet(style, self.model, self)
        self.sheet.setAccessibleName(_("Pictures of the frames"))
        self.table = RowsTable(style, self.model, self, several=True)
        self.table.setAccessibleName(_("Frames"))
        self.sheet.setSelectionModel(self.table.selectionModel())
        self.table.selectionModel().currentChanged.connect(
            lambda index, _before: self.sheet.scrollTo(index.siblingAtColumn(0)))
        self.table.selectionModel().selectionChanged.connect(lambda *_which: self.sheet.viewport().update())
        self.sheet.seen.connect(self._tell)
        self.split = QSplitter()
        self.split.setHandleWidth(8)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.sheet)
        self.split.addWidget(self.table)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([560 - self.table.wider(), self._table_width()])
        self.none = EmptyPage(style, "thumbnails", "", "")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.split)
        self._pages.addWidget(self.none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        style, width = self.table.panel_style, self.width()
        self.table.setVisible(width >= style.wide(WITH_TABLE))
        before = event.oldSize().width()
        more = _more_table(style, width) - _more_table(style, before)
        if before < style.wide(WITH_TABLE) <= width:
            table = self._table_width() + _more_table(style, width)
            self.split.setSizes([width - table, table])
        elif more:  # what the splitter gets beyond that goes to the sheet
            sheet, table = self.split.sizes()
            self.split.setSizes([sheet - more, table + more])

    def _table_width(self) -> int:
        return TABLE_WIDTH + self.table.wider()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.on_screen.emit([])

    def selected(self) -> list[FrameRow]:
        """The selected frames, in the order of the table."""
        chosen = self.table.selected()
        return sorted(chosen, key=number)

    def pick(self, frame_id: int) -> None:
        """Make a frame the only one that is selected."""
        index = self.model.find(frame_id)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(index, flags)

    def fade(self, faded: bool) -> None:
        """Paler while the rows are out of date."""
        self.table.fade(faded)
        if self.sheet.faded != faded:
            self.sheet.faded = faded
            self.sheet.viewport().update()

    def draw(self, jobs: JobsState, task: TaskRow | None) -> slices.Work:
        """Show the frames of ``task``, the selected one, a part at a time."""
        self._draw_empty(jobs, task)
        if self._guard.changed(jobs.frames):
            yield from self._show(jobs.frames)

    def _show(self, frames: tuple[FrameRow, ...]) -> slices.Work:
        self.table.make_room("frame", widest(frames))
        yield
        self.model.show(frames)
        self._tell()

    def _tell(self) -> None:
        if self.isVisible():
            self.on_screen.emit([frame.id for frame in self.sheet.visible_rows()])

    def _draw_empty(self, jobs: JobsState, task: TaskRow | None) -> None:
        self._pages.setCurrentIndex(0 if jobs.frames else 1)
        if jobs.frames:
            return
        if jobs.gone is not None:
            self.none.say("missing", _("No such task"), _("The farm has no task {task}.").format(task=jobs.gone))
        elif task is None and jobs.selected is None:
            self.none.say("thumbnails", _("No task selected"), _("Select a task above to see its frames."))
        elif jobs.detail.trouble and not jobs.detail.complete:
            self.none.say("warning", _("The frames cannot be read"), jobs.detail.trouble, "warn")
        elif task is None or not jobs.detail.complete:
            self.none.say("clock", _("Loading the frames"), _("The first hundred usually take a second."))
        else:
            self.none.say("thumbnails", _("No frames yet"), count(
                "The task has {n} frame; the farm has not listed it yet.",
                "The task has {n} frames; the farm has not listed them yet.", task.frames))
