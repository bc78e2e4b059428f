"""Frames dragged out of the panel: another program gets their files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Callable

from qtpy.QtCore import QEvent, QItemSelectionModel, QMimeData, QModelIndex, QObject, QPoint, Qt, QUrl
from qtpy.QtGui import QCursor, QDrag, QMouseEvent
from qtpy.QtWidgets import QAbstractItemView, QApplication, QToolTip, QWidget

from ....core.common.foreign import tip
from ....core.common.i18n import _
from ....core.jobs.tasks import FrameRow


def files_of(frames: Sequence[FrameRow]) -> tuple[list[Path], str]:
    """Return the files of frames that are on this machine; where there is none, a sentence that says why."""
    files = [frame.file for frame in frames if frame.file is not None]
    if files or not frames:
        return files, ""
    if len(frames) == 1:
        return [], _("Frame {frame} has no file on this machine: fetch it first.").format(frame=frames[0].label)
    return [], _("None of these frames has a file on this machine: fetch them first.")


def mime(files: Sequence[Path]) -> QMimeData:
    """Return files as another program takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    return data


def drag(source: QWidget, frames: Sequence[FrameRow]) -> None:
    """Drag the files of frames out, or say below the mouse why there are none."""
    files, why = files_of(frames)
    if why:
        QToolTip.showText(QCursor.pos(), tip(why), source)
    elif files:
        dragging = QDrag(source)
        dragging.setMimeData(mime(files))
        run = getattr(dragging, "exec_", None) or dragging.exec  # Qt 5 has only the first
        run(Qt.DropAction.CopyAction)


class DragOut(QObject):
    """Has selected rows of a view dragged; a press beside the selection selects as ever."""

    def __init__(self, view: QAbstractItemView, start: Callable[[], object]) -> None:
        super().__init__(view)
        self._view = view
        self._start = start
        self._from: QPoint | None = None
        self._held = QModelIndex()
        """The row of a press that was kept from the view, which would have selected it alone."""
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonPress:
                return self._pressed(event)
            if event.type() == QEvent.Type.MouseMove and self._from is not None:
                if (event.pos() - self._from).manhattanLength() >= QApplication.startDragDistance():
                    self._from, self._held = None, QModelIndex()
                    self._start()
                return True
            if event.type() == QEvent.Type.MouseButtonRelease:
                self._released()
        return bool(super().eventFilter(watched, event))

    def _pressed(self, event: QMouseEvent) -> bool:
        index, chosen = self._view.indexAt(event.pos()), self._view.selectionModel()
        self._from, self._held = None, QModelIndex()
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if not plain or not index.isValid() or not chosen.isSelected(index):
            return False
        self._from = QPoint(event.pos())
        if len(chosen.selectedRows()) < 2:
            return False
        self._held = index
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        return True

    def _released(self) -> None:
        if self._from is not None and self._held.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self._view.selectionModel().setCurrentIndex(self._held, flags)
        self._from, self._held = None, QModelIndex()
