"""The viewer with its line of frames, its playback, and what there is to know about the frame."""

from __future__ import annotations

import functools
import itertools
from pathlib import Path
from typing import Callable

from qtpy.QtCore import Qt, QTimer
from qtpy.QtGui import QHideEvent, QPixmap, QResizeEvent
from qtpy.QtWidgets import QFrame, QMenu, QSplitter, QVBoxLayout, QWidget

from ...core.common.i18n import _
from ...core.jobs.frame_range import FrameRange
from ...core.jobs.tasks import FrameRow, FrameView, TaskRow
from ...core.offer.values import Account
from ...core.session.jobs.state import JobsState
from ...core.session.review.compared import Against, Beside, Way
from ...core.session.review.state import ReviewState
from ..keys.press import Keys
from ..keys.table import VIEWER
from ..kit.choosing import ask_files
from ..kit.combo import Combo
from ..kit.fitting import Flow
from ..kit.folders import copy_picture
from ..kit.signals import Signal
from ..kit.style import Style
from ..kit.widgets import Button, Paragraph
from . import channels
from .channels import ALPHA, RGB
from .frame_line import FrameLine
from .frame_side import Side
from .pictures import Gallery
from .review import told
from .review.bar import ReviewBar
from .review.compare_bar import CompareBar, earlier
from .review.drag_out import drag
from .review.flipbook import Clockwork, PlayLine
from .review.full_screen import FullScreen
from .review.movie_file import ask_movie
from .review.wipe import STEP as WIPE_STEP
from .viewer import LEAST, MOST, STEP, Viewer

ZOOMS = (told.FIT, 0.5, 1.0, 2.0, 4.0)
SIDE_WIDTH, ROOMY = 368, 640  # of what is beside the picture, and of the page from which there is anything
LARGEST = 2048
"""Pixels of a picture in the viewer, wide or high."""

AHEAD = 6
"""Frames that are read before they are due."""

ROOM = 256_000_000  # bytes of pictures kept for playback
SETTLED = 250  # milliseconds on one frame after which its log and its best picture are asked for


class ViewerPage(QWidget):
    """Plays the frames that have a picture, at the speed that is chosen or as fast as they come."""

    # The farm's numbers are objects: an int of Qt has 32 bits.
    chosen = Signal(object)
    """The viewer has gone to a frame: its number."""

    save_wanted = Signal(object)
    """A movie of the frames is to be saved: its path, and its rate as a fraction."""

    settled = Signal(object)
    """The viewer has stayed on a frame: its number."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._roomy = style.wide(ROOMY)
        self._frames: tuple[FrameRow, ...] = ()
        self._range = FrameRange()
        self._place = -1
        self._view: FrameView | None = None
        self._gallery = Gallery(self, self._came, ROOM)
        self.viewer = Viewer(style)
        self.viewer.zoomed.connect(self._zoomed)
        self.line = FrameLine(style)
        self.line.chosen.connect(self.go_to)
        self._zooms = Combo(style, _("Zoom"))
        self._zooms.fill(list(map(told.zoom_entry, (told.FIT, LEAST, MOST))))  # for its width
        self._zooms.chosen.connect(self._zoom_to)
        self._zooms.fix_width(84)
        self._zooms.fill(list(map(told.zoom_entry, ZOOMS)))
        self._zoomed()
        self._channel = RGB
        self.channels = Combo(style, _("Channel"))
        self.channels.fill(channels.entries())
        self.channels.pick(RGB)
        self.channels.chosen.connect(self.show_channel)
        self.channels.fix_width(104)
        self._size = Paragraph(style, font=style.small, tone="text_2")
        self._clockwork = Clockwork(self)
        self._clockwork.due.connect(self._next)
        self.playing_line = PlayLine(style, self._clockwork)
        self.loop, self._where = self.playing_line.loop, self.playing_line.where
        self.bar = ReviewBar(style)
        self.compare = CompareBar(style)
        self._compare_menu: QMenu | None = None
        self._tasks: list[TaskRow] = []
        """Earlier tasks of the scene."""
        self._review = ReviewState()
        self.side = Side(style)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED)
        self._settle.timeout.connect(self._stayed)
        self.playing_line.play.clicked.connect(self.toggle)
        self._full: FullScreen | None = None
        Keys(VIEWER, self._keys(), self.viewer)
        self._lay_out(style)

    def _lay_out(self, style: Style) -> None:
        one = Button(style, "", "zoom-fit", "square")
        one.setAccessibleName(_("Fit the picture into the view"))
        one.setToolTip(_("Fit (F); one to one with 1"))
        self.channels.setToolTip(_("R, G, B, A and L show one channel; again, all of them"))
        one.clicked.connect(self.viewer.fit)
        full = Button(style, "", "full-screen", "square")
        full.setAccessibleName(_("Full screen"))
        full.setToolTip(_("Full screen, and back (F11 or a double click)"))
        full.clicked.connect(self.fill_screen)
        self._beside = Button(style, "", "compare", "square")
        self._beside.setAccessibleName(_("Compare"))
        self._beside.setToolTip(_("Compare with another frame, task or file: wipe (W) or difference (D)"))
        self._beside.clicked.connect(self._offer_others)
        self.playing_line.save_wanted.connect(self._choose_movie)
        self.viewer.dragged.connect(lambda: drag(self.viewer, [frame for frame in (self.current(),) if frame]))
        self.compare.file_wanted.connect(self._choose_file)
        self.viewer.double_clicked.connect(self.fill_screen)
        box = QFrame()
        box.setObjectName("Box")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.viewer)
        self._left = QWidget()
        layout = QVBoxLayout(self._left)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(Flow(self._zooms, self.channels, one, full, self._beside, self._size))
        layout.addWidget(self.bar)
        layout.addWidget(self.compare)
        layout.addWidget(box, 1)
        layout.addWidget(self.line)
        layout.addWidget(self.playing_line)
        self._size.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._split = split = QSplitter()
        split.setHandleWidth(16)
        split.setChildrenCollapsible(False)
        split.addWidget(self._left)
        split.addWidget(self.side)
        split.setStretchFactor(0, 1)
        split.setSizes([552, SIDE_WIDTH])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    @property
    def fills_screen(self) -> bool:
        """Whether the picture with what belongs to it is on the whole screen."""
        return self._full is not None and self._full.on

    def fill_screen(self) -> None:
        """Show the picture with what belongs to it on the whole screen, or in the panel again."""
        if self._full is None:
            self._full = FullScreen(self)
        if self._full.on:
            self._full.leave()
            return
        sizes = self._split.sizes()

        def back() -> None:
            self._split.insertWidget(0, self._left)
            self._split.setSizes(sizes)
            self.window().activateWindow()
            self.viewer.setFocus()

        self._full.take(self._left, back)
        self.viewer.setFocus()

    @property
    def playing(self) -> bool:
        """Whether frames follow each other by themselves."""
        return self._clockwork.on

    def current(self) -> FrameRow | None:
        """The frame that is seen."""
        return self._frames[self._place] if 0 <= self._place < len(self._frames) else None

    def draw(self, jobs: JobsState, account: Account | None, frame_id: int | None) -> None:
        """Show the frames, and that one of them unless the viewer is playing."""
        if jobs.frames is not self._frames:
            self._frames = jobs.frames
        self._view = jobs.detail.view
        self.playing_line.show_scene(jobs.detail.rate)
        self._tasks = earlier(jobs.tasks, jobs.selected_whole)
        if not self.playing or self._place >= len(self._frames):
            place = next((at for at, frame in enumerate(self._frames) if frame.id == frame_id), -1)
            if place < 0:
                place = told.first_shown(self._frames)
            moved = place != self._place
            self._place = place
            if moved:
                self._settle.start()
        self.line.show_frames(self._frames, self._place)
        self._draw_bar()
        self._show()
        self.side.draw(jobs.detail.log, account, self.current(), jobs.looked_over)

    def draw_review(self, review: ReviewState) -> None:
        """Show how the frame is looked at."""
        if review is not self._review:
            self._review = review
            if self.isVisible():
                self._draw_bar()
                if not self.playing:
                    self._show()

    def _draw_bar(self) -> None:
        frame = self.current()
        self.bar.draw(self._review, frame.id if frame is not None else None)
        self.compare.draw(self._review.compared, frame)
        self.playing_line.draw(self._review)

    def go_to(self, place: int) -> None:
        """Show the frame at this place of the line."""
        if 0 <= place < len(self._frames) and place != self._place:
            self._place = place
            self._gallery.forget_waiting()
            self._show()
            self._settle.start()
            self.chosen.emit(self._frames[place].id)

    def step(self, by: int) -> None:
        """Forward or back, and round at the ends where the loop is on."""
        number = len(self._frames)
        if number:
            place = self._place + by
            self.go_to(place % number if self.loop.isChecked() else max(0, min(number - 1, place)))

    def show_channel(self, channel: object) -> None:
        """One of ``channels``, of this frame and of those that follow."""
        self._channel = str(channel)
        self.channels.pick(self._channel)
        self._gallery.forget_waiting()
        self._show()

    def toggle(self) -> None:
        """Play, or pause."""
        if self.playing:
            self._pause()
        elif sum(frame.thumbnail is not None for frame in self._frames) > 1:
            self._clockwork.start()
            self.playing_line.show_playing(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        self._pause()
        if self._full is not None and not event.spontaneous():
            self._full.leave()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= self._roomy)

    def _pause(self) -> None:
        if self.playing:
            self._clockwork.stop()
            self.playing_line.show_playing(False)
            frame = self.current()
            if frame is not None:
                self.chosen.emit(frame.id)
                self._settle.start()

    def _next(self) -> None:
        """Go to the next frame that has a picture; wait where that picture is not read yet."""
        number = len(self._frames)
        steps = range(self._place + 1, self._place + 1 + number) if self.loop.isChecked() else range(
            self._place + 1, number)
        due = list(itertools.islice((place % number for place in steps if self._frames[place % number].thumbnail),
                                    AHEAD))
        if not due:
            self._pause()
            return
        pictures = [self._picture(self._frames[place], best=False) for place in reversed(due)]
        if pictures[-1] is None:
            self.playing_line.show_rate()
            return
        self._place = due[0]
        self.line.show_place(self._place)
        self._draw_picture(self._frames[self._place], pictures[-1])
        self.viewer.show_other(None)
        self._clockwork.showed()
        self.playing_line.show_rate()

    def _picture(self, frame: FrameRow, best: bool = True) -> QPixmap | None:
        """None while it is being read."""
        view, channel, review = self._view, self._channel, self._review
        compared = review.compared
        if best and compared.difference is not None and compared.frame_id == frame.id:
            differing = self._gallery.get(compared.difference, LARGEST, LARGEST, channel if channel != ALPHA else RGB)
            if differing is not None and not differing.isNull():
                return differing
        width, height = (LARGEST, LARGEST) if best else self.viewer.room(LARGEST)
        small = self._gallery.get(frame.thumbnail, width, height, channel) if frame.thumbnail else QPixmap()
        if best and review.picture is not None and review.frame_id == frame.id and channel != ALPHA:
            chosen = self._gallery.get(review.picture, LARGEST, LARGEST, channel)
            if chosen is None or not chosen.isNull():
                return chosen
        if best and view is not None and view.frame_id == frame.id and view.path is not None:
            apart = view.alpha if channel == ALPHA else None
            large = self._gallery.get(apart or view.path, LARGEST, LARGEST, RGB if apart else channel)
            if large is not None and not large.isNull():
                return large
        return small

    def _show(self) -> None:
        self.line.show_place(self._place)
        frame = self.current()
        if frame is None:
            self.viewer.show_picture(None, _("Pictures appear as frames finish."))
            self._where.show_text("")
            self._size.show_text("")
            return
        self._where.show_text(_("{frame} of {frames}").format(frame=frame.label, frames=self._range.of(self._frames)))
        picture = self._picture(frame)
        if picture is not None:
            self._draw_picture(frame, picture)
        self._show_other(frame)

    def _show_other(self, frame: FrameRow | None) -> None:
        """Show the other picture of a wipe, where it is that of the frame."""
        compared = self._review.compared
        mine = frame is not None and compared.frame_id == frame.id and compared.other is not None
        self.viewer.show_other(self._gallery.get(compared.other, LARGEST, LARGEST, self._channel)
                               if mine and compared.other is not None else None)

    def _offer_others(self) -> None:
        self._compare_menu = self.compare.menu(self.current(), self._tasks, self._frames)
        self._compare_menu.popup(self._beside.mapToGlobal(self._beside.rect().bottomLeft()))

    def _choose_movie(self) -> None:
        ask_movie(self, lambda path: self.save_wanted.emit((path, self.playing_line.rate)))

    def _choose_file(self) -> None:
        ask_files(self, _("Compare with a picture"), "", lambda paths: self.compare.wanted.emit(
            Against(Beside.FILE, file=Path(paths[0]))), many=False)

    def _draw_picture(self, frame: FrameRow, picture: QPixmap) -> None:
        word = told.no_picture(frame, self._view, self._channel) if picture.isNull() else ""
        self.viewer.show_picture(picture, word)
        self._where.show_text(_("{frame} of {frames}").format(frame=frame.label, frames=self._range.of(self._frames)))
        self._size.show_text("" if self.playing else told.size_of(frame, self._view, picture))

    def _came(self) -> None:
        if not self.playing:
            self._show()

    def _stayed(self) -> None:
        frame = self.current()
        if frame is not None and self.isVisible():
            self.settled.emit(frame.id)

    def _zoom_to(self, zoom: object) -> None:
        if zoom == told.FIT:
            self.viewer.fit()
        else:
            self.viewer.one_to_one()
            self.viewer.zoom_by(float(str(zoom)))

    def _zoomed(self) -> None:
        now = told.FIT if self.viewer.fits else round(self.viewer.zoom, 2)
        self._zooms.fill(list(map(told.zoom_entry, sorted({*ZOOMS, now}))))
        self._zooms.pick(now)

    def _keys(self) -> dict[str, Callable[[], object]]:
        """Return what each key does."""
        return {
            "play": self.toggle, "back": lambda: self.step(-1), "forward": lambda: self.step(1),
            "first": lambda: self.go_to(0), "last": lambda: self.go_to(len(self._frames) - 1),
            "fit": self.viewer.fit, "whole": self.viewer.one_to_one,
            "wipe": lambda: self.compare.switch(Way.WIPE), "difference": lambda: self.compare.switch(Way.DIFFERENCE),
            "wipe_left": lambda: self.viewer.move_wipe(-WIPE_STEP),
            "wipe_right": lambda: self.viewer.move_wipe(WIPE_STEP),
            "full": self.fill_screen, "copy": self.copy_picture,
            "larger": lambda: self.viewer.zoom_by(STEP), "smaller": lambda: self.viewer.zoom_by(1 / STEP),
            **{channel: functools.partial(self._switch_channel, channel) for channel in channels.SINGLE}}

    def copy_picture(self) -> None:
        """Put the picture as it is seen on the clipboard."""
        if self.viewer.has_picture():
            copy_picture(self.viewer.picture().toImage())

    def _switch_channel(self, channel: str) -> None:
        """Show only this channel; all of them if it is shown already."""
        self.show_channel(RGB if channel == self._channel else channel)
