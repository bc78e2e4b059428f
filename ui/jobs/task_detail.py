"""The selected task: its figures, and its frames, viewer, log, output, blocks, or what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qtpy.QtCore import QModelIndex, QSize, Qt
from qtpy.QtGui import QHideEvent, QResizeEvent
from qtpy.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ...core.api.codes import SoftwareId
from ...core.common.foreign import tip
from ...core.common.i18n import _, count, dotted
from ...core.jobs.blocks import Blocks
from ...core.jobs.estimate import Measured, measured, together
from ...core.jobs.next_step import Step, next_step
from ...core.jobs.tasks import FrameRow, TaskRow
from ...core.offer.values import Account
from ...core.session.jobs.state import JobsState
from ...core.session.review.state import ReviewState
from ...core.session.session import Session
from ..kit import slices, words
from ..kit.draw_guard import DrawGuard
from ..kit.fitting import Flow
from ..kit.signals import Signal
from ..kit.style import Style
from ..kit.widgets import ICON_GAP, STRETCH, Chip, Label, Paragraph, ToggleButton, set_property
from .after.helper import Helper
from .after.next_step import NextStep
from .after.page import OPENS, NextPage, word
from .after.seen import Seen
from .estimate import Figures
from .frame_actions import FrameActions
from .frames_view import FramesView
from .log_view import LogView
from .mosaic import MosaicPage
from .output_tree import OutputPage
from .review.marked_only import MarkedOnly
from .review.told import first_shown
from .viewer_page import ViewerPage

FRAMES, VIEWER, LOG, OUTPUT, MOSAIC, NEXT = range(6)
ICONS = ("thumbnails", "image", "log", "folder", "table", "select")
ENDS = {FRAMES: "first", MOSAIC: "last", NEXT: "alone"}
"""Buttons of the switch that have round corners."""

WORDS, GAPS = 640, 68
"""Pixels from which the switch may have words, and those between what stands in its line."""

WITH_FIGURES = (FRAMES, MOSAIC, NEXT)


class TaskDetail(QWidget):
    """Title and switch, figures, the page that is switched on."""

    turned = Signal()
    """Another page is seen, or another frame is the current one."""

    def __init__(self, style: Style, session: Session, viewer: ViewerPage | None = None) -> None:
        """``viewer`` is one that was made before, since both together take longer than a tick."""
        super().__init__()
        self._session = session
        self._guard = DrawGuard()
        self._frame_id: int | None = None
        self._task: TaskRow | None = None
        self._statuses = Blocks(words.statuses)
        self._measured = Blocks(measured)
        self._decided: tuple[int | None, Step | None] = (None, None)
        """The task and the step whose page was opened or left last."""
        self._title = Label(style, font=style.section, elide=Qt.TextElideMode.ElideMiddle)
        self._summary = Paragraph(style, tone="text_2")
        self._status = Chip(style)
        self.only_marked = MarkedOnly(style)
        self.figures = Figures(style)
        self.helper = Helper(session, self)
        self.next_step = NextStep(style, session, self.helper)
        self.after = NextPage(style, session, self.helper)
        self.frames = FramesView(style)
        self.frame_actions = FrameActions(style, session, self.frames)
        self.viewer = viewer or ViewerPage(style)
        self.log = LogView(style)
        self.output = OutputPage(style)
        self.mosaic = MosaicPage(style)
        self.pages = QStackedWidget()
        for page in (self.frames, self.viewer, self.log, self.output, self.mosaic, self.after):
            self.pages.addWidget(page)
        self.buttons = self._switch(style)
        self._connect()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(Flow(self._title, self._summary, self._status, self.only_marked, STRETCH, self.buttons[NEXT],
                              self._bar))
        layout.addWidget(self.figures)
        layout.addWidget(self.next_step)
        layout.addWidget(self.pages, 1)

    def _switch(self, style: Style) -> list[ToggleButton]:
        names = (_("Frames"), _("Viewer"), _("Log"), _("Output"), _("Blocks"), _("Reasons"))
        self._bar, group = QWidget(), QButtonGroup(self)
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(0)
        buttons = []
        for place, (name, icon) in enumerate(zip(names, ICONS)):
            button = ToggleButton(style, name, "switch", ENDS.get(place, ""))
            button.setIcon(style.icon(icon, "text_2", gap=ICON_GAP))
            button.setIconSize(QSize(16 + ICON_GAP, 16))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setAccessibleName(name)
            group.addButton(button, place)
            buttons.append(button)
        for button in buttons[:NEXT]:
            bar.addWidget(button)
        buttons[FRAMES].setChecked(True)
        group.idClicked.connect(self.turn)
        return buttons

    def _connect(self) -> None:
        session = self._session
        self.frames.on_screen.connect(session.jobs.frames.show_pictures)
        self.frames.table.selectionModel().currentChanged.connect(self._current_changed)
        self.frames.sheet.opened.connect(lambda: self.turn(VIEWER))
        self.frame_actions.view_requested.connect(lambda: self.turn(VIEWER))
        self.frame_actions.log_requested.connect(lambda: self.turn(LOG))
        self.only_marked.toggled.connect(lambda _on: self._draw_now())
        self.next_step.log_wanted.connect(self._show_failed_log)
        self.next_step.reasons_wanted.connect(lambda: self.turn(NEXT))
        self.after.why.log_wanted.connect(self._show_log_of)
        self.after.decision.frame_wanted.connect(self._show_large)
        self.viewer.chosen.connect(self.frames.pick)
        self.viewer.settled.connect(self._settled)
        self.viewer.viewer.pointed.connect(session.review.read_pixel)
        self.viewer.bar.look_wanted.connect(lambda changes: session.review.look(**changes))
        self.viewer.compare.wanted.connect(session.review.comparing.compare)
        self.viewer.compare.shown_wanted.connect(lambda changes: session.review.comparing.show(**changes))
        self.viewer.save_wanted.connect(lambda wanted: session.review.saving.save(*wanted))
        self.viewer.playing_line.stop_wanted.connect(session.review.saving.stop)
        self.viewer.bar.usual_wanted.connect(session.review.look_as_usual)
        self.output.folder_opened.connect(session.jobs.detail.list_output)

    def page(self) -> int:
        """Return the index of the page that is shown."""
        return int(self.pages.currentIndex())

    def turn(self, page: int) -> None:
        """Show a page, and give it the focus."""
        self.pages.setCurrentIndex(page)
        self.buttons[page].setChecked(True)
        self._session.jobs.detail.watch_mosaic(page == MOSAIC)
        self.figures.setVisible(page in WITH_FIGURES and self._task is not None)
        first = None
        if page == VIEWER and self._frame_id is None:
            seen = self.only_marked.of(self._session.state.jobs).frames
            if seen:
                first = seen[first_shown(seen)]
                self._frame_id = first.id  # before it is picked: all is drawn once
        self._draw_now()
        if page == LOG:
            self._want_log()
        if first is not None:
            self.frames.pick(first.id)
        target = {NEXT: self.after.currentWidget(), FRAMES: self.frames.sheet, VIEWER: self.viewer.viewer,
                  LOG: self.log.text, OUTPUT: self.output.view}.get(page)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.turned.emit()

    def show_frames(self) -> None:
        """Show the frames again, in place of one of them or of its log."""
        self.turn(FRAMES)

    def current(self) -> FrameRow | None:
        """The frame that all pages are about."""
        frame: FrameRow | None = self.frames.model.row(self.frames.model.find(self._frame_id))
        return frame

    def fade(self, faded: bool) -> None:
        """Paler while what is shown is out of date."""
        self.frames.fade(faded)

    def draw(self, jobs: JobsState, profile: Account | None, task: TaskRow | None) -> slices.Work:
        """Show ``task``, the selected one, a part at a time: it is shown when all is done."""
        if not self._guard.changed(jobs, profile, task):
            return
        before, self._task = self._task, task
        if before is not None and (task is None or task.id != before.id):
            self._frame_id = None
        self._title.show_text((task.title or task.name) if task else "")
        blocks = task is not None and task.software == SoftwareId.MAX
        self.buttons[MOSAIC].setVisible(blocks)
        set_property(self.buttons[OUTPUT], "end", "" if blocks else "last")
        self._bar.setVisible(task is not None)
        if not blocks and self.page() == MOSAIC:
            self.turn(FRAMES)
        self._open_step(task)
        yield
        self.figures.draw(task, self.measure(jobs.frames), profile)
        self.figures.setVisible(self.page() in WITH_FIGURES and task is not None)
        yield
        yield from self.frames.draw(self.only_marked.of(jobs), task)
        yield
        self._draw_page(jobs, profile)

    def measure(self, frames: Sequence[FrameRow]) -> Measured:
        """Take the frames that are done together."""
        return together(self._measured.of(frames))

    def draw_review(self, review: ReviewState) -> None:
        """Show how the frame in the viewer is looked at."""
        self.viewer.draw_review(review)

    def draw_step(self, seen: Seen) -> slices.Work:
        """Show what comes next for the selected task, a part at a time."""
        self.next_step.draw(seen)
        yield
        yield from self.after.draw(seen)

    def _open_step(self, task: TaskRow | None) -> None:
        """Open the page of a decision when the task comes to it, and leave the page when it is over."""
        step = next_step(task)
        name, which = word(task), (task.id if task is not None else None, step)
        button = self.buttons[NEXT]
        button.setVisible(bool(name))
        button.setText(name)
        button.setAccessibleName(name)
        if which == self._decided:
            return
        self._decided = which
        wanted = NEXT if step in OPENS else FRAMES
        if self.page() in (FRAMES, NEXT) and self.page() != wanted:
            self.pages.setCurrentIndex(wanted)
            self.buttons[wanted].setChecked(True)
            self.turned.emit()

    def _draw_page(self, jobs: JobsState, profile: Account | None) -> None:
        page = self.page()
        seen = self.only_marked.of(jobs)
        self.next_step.show_on(page in (FRAMES, LOG))
        slices.finish(self.frames.draw(seen, self._task))
        self._summary.show_text(self._words(jobs, self._task))
        self._fit_switch()
        if page == VIEWER:
            self.viewer.draw(seen, profile, self._frame_id)
        elif page == LOG:
            self.log.draw(jobs.detail.log, self.current())
        elif page == OUTPUT:
            self.output.draw(jobs.detail.output, jobs.detail.said, jobs.selected)
        elif page == MOSAIC:
            self.mosaic.draw(jobs.detail.mosaic)

    def _draw_now(self) -> None:
        state = self._session.state
        self._draw_page(state.jobs, state.account.profile)

    def _words(self, jobs: JobsState, task: TaskRow | None) -> str:
        frame = self.current() if self.page() in (VIEWER, LOG) else None
        word = words.frame_status(frame) if frame is not None else words.Word("", "wait")
        self._status.show_text(word.text, word.status)
        if frame is not None:
            return _("Frame {frame}").format(frame=frame.label)
        marked = self.only_marked.number
        said = dotted(words.summary(sum(self._statuses.of(jobs.frames), Counter())),
                      count("{n} marked", "{n} marked", marked) if marked else "")
        if task is not None and jobs.frames and not jobs.detail.complete:
            return _("{frames} · reading the rest").format(frames=said)
        return said

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_switch()

    def _fit_switch(self) -> None:
        """Leave the words of the switch out where there is no room; with one more page what stands beside it counts."""
        wide = self.width() >= WORDS
        self._label_switch(wide)
        if wide and not self.buttons[NEXT].isHidden():
            line = (self._title, self._summary, self._status, self.only_marked, self.buttons[NEXT], self._bar)
            needed = sum(part.sizeHint().width() for part in line if not part.isHidden())
            self._label_switch(needed + GAPS <= self.width())

    def _label_switch(self, words: bool) -> None:
        style = (Qt.ToolButtonStyle.ToolButtonTextBesideIcon if words else Qt.ToolButtonStyle.ToolButtonIconOnly)
        for button in self.buttons:
            button.setToolButtonStyle(style)
            button.setToolTip("" if words else tip(button.text()))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._session.jobs.detail.watch_mosaic(False)

    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        frame = self.frames.model.row(index)
        if frame is not None and frame.id != self._frame_id:
            self._frame_id = frame.id
            if self.page() == LOG:
                self._want_log()
            self._draw_now()
            self.turned.emit()

    def _settled(self, frame_id: int) -> None:
        """The viewer stays on a frame: its best picture and its log are worth asking for."""
        self._frame_id = frame_id
        self._session.jobs.detail.view_frame(frame_id)
        self._session.jobs.detail.show_log(frame_id)

    def _go_to(self, frame_id: int) -> None:
        """Make a frame the current one, also one that is not among those that are marked."""
        if not self.frames.model.find(frame_id).isValid():
            self.only_marked.setChecked(False)
        self.frames.pick(frame_id)

    def _show_failed_log(self) -> None:
        failed = self.frame_actions.failed()
        if failed:
            self._go_to(failed[0].id)
        self.turn(LOG)

    def _show_log_of(self, frame_id: int) -> None:
        self._go_to(frame_id)
        self.turn(LOG)

    def _show_large(self, frame_id: int) -> None:
        self._go_to(frame_id)
        self.turn(VIEWER)

    def _want_log(self) -> None:
        if self._frame_id is None and self._session.state.jobs.frames:
            self._go_to((self.frame_actions.failed() or self._session.state.jobs.frames)[0].id)
        if self._frame_id is not None:
            self._session.jobs.detail.show_log(self._frame_id)
