"""Pictures from files, decoded on a thread of their own and kept within a number of bytes.

A ``Worker`` of ours and no QThreadPool: a pool holds up the host when it quits. ``QImageReader.read`` lets
other threads run meanwhile on both bindings; loading by ``QImage(path)`` and scaling afterwards do not on PySide2.
"""

from __future__ import annotations

import os
import time
from collections import OrderedDict, deque
from collections.abc import Collection
from pathlib import Path
from typing import Callable, NamedTuple

from qtpy.QtCore import QObject, QSize, QTimer
from qtpy.QtGui import QImage, QImageReader, QPixmap

from ...core.common.worker import Worker
from .channels import RGB, only

ROOM = 96_000_000  # bytes of all pictures that are kept
TICK = 15  # milliseconds between two looks at what has been decoded
SLICE = 0.004  # seconds of a tick that go into pictures: the rest is the host's
MOST_PIXELS = 16_384
"""Wider or higher than this, a file is not taken for a picture."""


class Wanted(NamedTuple):
    """A picture at a size, in device pixels."""

    path: Path
    width: int
    height: int
    channel: str = RGB


class Kept(NamedTuple):
    """A picture that was decoded; a null one where the file cannot be read."""

    picture: QPixmap
    stamp: int
    """When the file was written: a frame that was rendered again may keep its name."""

    @property
    def bytes(self) -> int:
        """Memory that the picture takes, in bytes."""
        return self.picture.width() * self.picture.height() * 4 + 1000


class Gallery(QObject):
    """Asked for a picture it gives it or None, and calls ``came`` when more can be given."""

    def __init__(self, parent: QObject, came: Callable[[], None], room: int = ROOM) -> None:
        super().__init__(parent)
        self._came = came
        self._room = room
        self._bytes = 0
        self.arrived: set[Path] = set()
        """Files for which ``came`` is called."""
        self._kept: OrderedDict[Wanted, Kept] = OrderedDict()
        self._waiting: OrderedDict[Wanted, None] = OrderedDict()
        self._decoding = 0
        self._decoded: deque[tuple[Wanted, QImage, int]] = deque()
        self._worker = Worker()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._take)
        self.destroyed.connect(self._worker.close)

    def get(self, path: Path, width: int, height: int, channel: str = RGB) -> QPixmap | None:
        """Whole within the size; None while it is being read."""
        wanted = Wanted(path, width, height, channel)
        kept = self._kept.get(wanted)
        if kept is None or kept.stamp != changed(path):
            self._want(wanted)
        if kept is not None:
            self._kept.move_to_end(wanted)
        return kept.picture if kept else None

    def forget_waiting(self, still: Collection[Path | None] = ()) -> None:
        """What was asked for and not begun is not wanted any more, but for these: the view has moved on."""
        self._waiting = OrderedDict.fromkeys(wanted for wanted in self._waiting if wanted.path in still)

    @property
    def idle(self) -> bool:
        """Whether nothing is being read."""
        return not self._waiting and not self._decoding

    def _want(self, wanted: Wanted) -> None:
        if wanted not in self._waiting:
            self._waiting[wanted] = None
        if not self._timer.isActive():
            self._timer.start()
            self._begin()

    def _begin(self) -> None:
        """One at a time is handed over: what is wanted may change while it is read. The last asked for comes first."""
        if self._waiting and not self._decoding:
            wanted, _nothing = self._waiting.popitem()
            self._decoding += 1
            self._worker.run(lambda: (wanted, *read(wanted)), self._decoded.append, self._unreadable)

    def _unreadable(self, _error: Exception) -> None:
        """``read`` raises nothing that is known; the worker has logged it."""
        self._decoding = 0

    def _take(self) -> None:
        end = time.perf_counter() + SLICE
        self._worker.pump()
        self.arrived = set()
        while self._decoded and time.perf_counter() < end:
            wanted, image, stamp = self._decoded.popleft()
            self._decoding -= 1
            self._keep(wanted, Kept(QPixmap.fromImage(image), stamp))
            self.arrived.add(wanted.path)
        self._begin()
        if self.arrived:
            self._came()
        if self.idle:
            self._timer.stop()

    def _keep(self, wanted: Wanted, kept: Kept) -> None:
        before = self._kept.pop(wanted, None)
        self._bytes += kept.bytes - (before.bytes if before else 0)
        self._kept[wanted] = kept
        while self._bytes > self._room and len(self._kept) > 1:
            _oldest, gone = self._kept.popitem(last=False)
            self._bytes -= gone.bytes


def changed(path: Path) -> int:
    """When the file was last written, in ns; 0 where there is none."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def read(wanted: Wanted) -> tuple[QImage, int]:
    """The picture, scaled while it is decoded; a null one where the file is none. Any thread."""
    stamp = changed(wanted.path)
    reader = QImageReader(str(wanted.path))
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > MOST_PIXELS:
        return QImage(), stamp
    if size.isValid() and wanted.width > 0:
        scale = min(wanted.width / size.width(), wanted.height / size.height(), 1.0)
        reader.setScaledSize(QSize(max(1, round(size.width() * scale)), max(1, round(size.height() * scale))))
    return only(reader.read(), wanted.channel), stamp
