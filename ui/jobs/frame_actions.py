"""Actions on the selected frames: the menu and the keys."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from qtpy.QtCore import QObject, QPoint, Qt
from qtpy.QtWidgets import QAbstractItemView, QMenu

from ...core.api.codes import FrameStatus
from ...core.common.i18n import _, count
from ...core.jobs import frame_actions as rules
from ...core.jobs.blocks import Blocks
from ...core.jobs.frame_actions import FrameAction
from ...core.jobs.tasks import FrameRow
from ...core.session.session import Session
from ...core.session.state import Connection
from ...core.transfer.states import Transfer
from ..keys.press import Keys
from ..keys.table import FRAMES, keys_of
from ..kit import slices
from ..kit.folders import copy
from ..kit.menus import entry
from ..kit.signals import Signal
from ..kit.style import Style
from .frames_view import FramesView
from .review.drag_out import DragOut, drag


class FrameActions(QObject):
    """The actions of the contact sheet and the frame table."""

    log_requested = Signal()
    """The log of the current frame is to be shown."""

    view_requested = Signal()
    """The current frame is to be shown large."""

    folder_requested = Signal(object)
    """A folder for what is fetched is to be picked: the callable that takes it."""

    restart_asked = Signal(object, object)
    """Frames that are done are to be rendered again: the frames to ask about, and the callable that has it done."""

    def __init__(self, style: Style, session: Session, frames: FramesView) -> None:
        super().__init__(frames)
        self._style = style
        self._session = session
        self._frames = frames
        self._failed: Blocks[FrameRow, list[FrameRow]] = Blocks(rules.failed)
        for view in (frames.sheet, frames.table):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(lambda where, view=view: self._open(view, where))
        Keys(FRAMES, {"view": self.view_requested.emit, "log": self.log_requested.emit, "restart": self.restart,
                      "stop": self.stop, "fetch": self.fetch, "copy": self.copy,
                      "larger": lambda: frames.sheet.widen(1), "smaller": lambda: frames.sheet.widen(-1)},
             frames.sheet, frames.table)
        DragOut(frames.sheet, lambda: drag(frames.sheet, frames.selected()))
        DragOut(frames.table, lambda: drag(frames.table, frames.selected()))
        frames.table.doubleClicked.connect(lambda _index: self.view_requested.emit())

    def why_no_restart(self) -> list[str]:
        """Why the selected frames cannot be rendered again."""
        return rules.reasons(FrameAction.RESTART, self._frames.table.selected()) or self.away()

    def why_no_stop(self) -> list[str]:
        """Why the selected frames cannot be stopped."""
        return rules.reasons(FrameAction.STOP, self._frames.table.selected()) or self.away()

    def restart(self) -> None:
        """Restart the selected frames that can be restarted; one that is done costs again, so that is asked first."""
        if self.why_no_restart():
            return
        frames = self._fitting(FrameAction.RESTART)
        if any(frame.status is FrameStatus.DONE for frame in frames):
            self.restart_asked.emit(frames, lambda: self._restart(frames))
            slices.later(self, self._reveal)  # the question takes some of the room that the frames had
        else:
            self._restart(frames)

    def _restart(self, frames: Sequence[FrameRow]) -> None:
        self._session.jobs.frames.restart([frame.id for frame in frames])

    def _reveal(self) -> None:
        for view in (self._frames.table, self._frames.sheet):
            view.scrollTo(self._frames.table.currentIndex().siblingAtColumn(0))

    def stop(self) -> None:
        """Stop the selected frames that can be stopped."""
        if not self.why_no_stop():
            self._session.jobs.frames.stop([frame.id for frame in self._fitting(FrameAction.STOP)])

    def why_no_fetch(self) -> list[str]:
        """Why the files of the selected frames cannot be brought here."""
        return rules.why_no_fetch(self._frames.table.selected(), self._transfer()) or self.away()

    def fetch(self) -> None:
        """Fetch the selected frames to the folder of the task's results, or to one that the artist picks now."""
        if self.why_no_fetch():
            return
        ids, transfer = [frame.id for frame in self._fitting(FrameAction.FETCH)], self._transfer()
        if transfer is not None and transfer.folder:
            self._session.transfers.fetch_frames(ids)
        else:
            self.folder_requested.emit(lambda folder: self._session.transfers.fetch_frames(ids, folder))

    def _transfer(self) -> Transfer | None:
        return self._session.state.transfer_of(self._session.state.jobs.selected)

    def failed(self) -> list[FrameRow]:
        """Every frame that failed, selected or not."""
        return self.failed_of(self._session.state.jobs.frames)

    def failed_of(self, frames: Sequence[FrameRow]) -> list[FrameRow]:
        """Return those of the selected task's frames that failed."""
        return list(itertools.chain.from_iterable(self._failed.of(frames)))

    def restart_failed(self) -> None:
        """All that failed."""
        self._session.jobs.frames.restart([frame.id for frame in self.failed()])

    def copy(self) -> None:
        """Their names, to the clipboard."""
        copy(", ".join(frame.label for frame in self._frames.selected()))

    def menu(self) -> QMenu:
        """Return the menu for the selected frames."""
        menu, frames = QMenu(self._frames), self._frames.selected()
        menu.setToolTipsVisible(True)
        one = [] if len(frames) == 1 else [_("Select one frame.")]
        again, stopped, done = (max(1, len(self._fitting(action))) for action in (
            FrameAction.RESTART, FrameAction.STOP, FrameAction.FETCH))
        keys = {name: key for key, name in reversed(list(keys_of(FRAMES).items()))}
        entry(self._style, menu, count("Restart {n} frame", "Restart {n} frames", again), "retry", keys["restart"],
              self.why_no_restart(), self.restart)
        entry(self._style, menu, count("Stop {n} frame", "Stop {n} frames", stopped), "stop", keys["stop"],
              self.why_no_stop(), self.stop)
        entry(self._style, menu, count("Fetch {n} frame", "Fetch {n} frames", done), "download", keys["fetch"],
              self.why_no_fetch(), self.fetch)
        menu.addSeparator()
        entry(self._style, menu, _("View"), "eye", keys["view"], one, self.view_requested.emit)
        entry(self._style, menu, _("Show log"), "log", keys["log"], one, self.log_requested.emit)
        entry(self._style, menu, _("Copy frame numbers"), "", keys["copy"], [] if frames else one, self.copy)
        return menu

    def _fitting(self, action: FrameAction) -> list[FrameRow]:
        return rules.fitting(action, self._frames.selected())

    def away(self) -> list[str]:
        """Why nothing can be asked of the farm now."""
        connected = self._session.state.account.connection is Connection.CONNECTED
        return [] if connected else [_("The farm does not answer.")]

    def _open(self, view: QAbstractItemView, where: QPoint) -> None:
        self.menu().popup(view.viewport().mapToGlobal(where))
