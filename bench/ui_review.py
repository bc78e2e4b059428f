"""What looking at frames takes: another exposure or layer of a 4K EXR, and a hundred frames played at 24 a second.

The looks are made by the session's own worker and oiiotool, as in the panel; ``FOXSUBMIT_OIIOTOOL`` names one where
this Python has none.
"""

from __future__ import annotations

import dataclasses
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.panels import at_jobs, many
from bench.ticks import Watch, figure, turn, until
from qtpy.QtGui import QColor, QImage, QPainter, QPixmap
from tests.ui.doubles import Double
from tests.ui.having import having

from foxsubmit.core.jobs.pictures import LARGE, Pictures
from foxsubmit.core.jobs.tasks import FrameView
from foxsubmit.core.pictures import oiio
from foxsubmit.core.pictures.previews import preview
from foxsubmit.core.session.events import FrameViewed
from foxsubmit.core.session.link import FarmLink, Workers
from foxsubmit.core.session.review.compared import Against, Beside, Way
from foxsubmit.core.session.review.review import Review
from foxsubmit.core.session.state import State
from foxsubmit.core.session.store import Store
from foxsubmit.core.settings.settings import Settings
from foxsubmit.ui.jobs.task_detail import VIEWER
from foxsubmit.ui.panel import Panel

WIDTH, HEIGHT = 3840, 2160
PLAYED, PLAYED_SIZE = 100, (1920, 1080)
SECONDS = 10.0


class Looks(Double):
    """A session's double whose looks are real: made by a worker, taken by ``pump``."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._store, self._workers = Store(state), Workers()
        settings = Settings(Path(tempfile.mkdtemp()))
        self.review = Review(self._store, FarmLink(settings, "local"), self._workers, Pictures(settings))

    def pump(self) -> None:
        """Take what the worker has made."""
        self._workers.pump()
        if self._store.state.review is not self.state.review:
            self.becomes(dataclasses.replace(self.state, review=self._store.state.review))

    def close(self) -> None:
        """End the worker."""
        super().close()
        self.review.close()
        self._workers.close()


def exr(folder: Path) -> Path:
    """A picture of 4K with four layers, as a renderer writes it: half floats, with noise."""
    path = folder / "shot.0000.exr"
    names = ",".join(f"ViewLayer.{layer}.{channel}" for layer in ("Combined", "DiffCol", "GlossDir", "Normal")
                     for channel in "RGBA")
    oiio.run([oiio.tool(), "--pattern", "fill:top=0.1,0.2,0.9,1:bottom=0.8,0.3,0.1,1", f"{WIDTH}x{HEIGHT}", "4",
              "--noise:type=gaussian:mean=0.1:stddev=0.05", "--dup", "--dup", "--chappend", "--dup", "--chappend",
              "--chappend", "--chnames", names, "-d", "half", "-o", str(path)], path)
    return path


def looks() -> None:
    """The exposure and the layer of a frame of 3840 × 2160 in the viewer, changed several times."""
    if not oiio.tool():
        figure("4K EXR: no oiiotool here", 0, "")
        return
    folder = Path(tempfile.mkdtemp())
    file = exr(folder)
    shown = folder / "shot.large.png"
    preview(file, shown, LARGE)
    state = many(1, 100)
    view = FrameView(state.jobs.frames[0].id, shown, "EXR", "", file)
    session = Looks(having(state, jobs={"detail": dataclasses.replace(state.jobs.detail, view=view)}))
    panel = at_jobs(session)
    panel.jobs.frames.pick(view.frame_id)
    panel.jobs.detail.turn(VIEWER)
    session.review.frame_viewed(FrameViewed(view))
    until(lambda: bool(session.state.review.layers))
    turn(1.0)
    taken = []
    with Watch() as watch:
        for exposure in (1.0, 2.0, -1.0, 0.5):
            taken.append(changed(panel, session, exposure=exposure))
    watch.report("4K EXR: exposure changed 4 times")
    figure("4K EXR: from another exposure to its picture", 1000 * sorted(taken)[len(taken) // 2], "ms")
    taken = []
    with Watch() as watch:
        for layer in session.state.review.layers[1:4]:
            taken.append(changed(panel, session, layer=layer))
    watch.report("4K EXR: layer changed 3 times")
    figure("4K EXR: from another layer to its picture", 1000 * sorted(taken)[len(taken) // 2], "ms")
    other = folder / "other.0000.exr"
    other.write_bytes(file.read_bytes())
    for way, name in ((Way.WIPE, "wipe"), (Way.DIFFERENCE, "difference")):
        started = time.perf_counter()
        with Watch() as watch:
            session.review.comparing.show(way=way)
            session.review.comparing.compare(Against(Beside.FILE, file=other))
            until(lambda: bool(session.state.review.compared.other or session.state.review.compared.difference), 0.005)
            turn(0.5)
        watch.report(f"4K EXR: compared with another, {name}")
        figure(f"4K EXR: to the {name} with another", 1000 * (time.perf_counter() - started - 0.5), "ms")
        session.review.comparing.compare(None)
        until(lambda: session.state.review.compared.against is None)
    panel.close()


def changed(panel: Panel, session: Looks, **look: Any) -> float:
    """Have another look; the seconds until its picture is seen."""
    seen, started = panel.jobs.detail.viewer.viewer, time.perf_counter()
    before = seen._item.pixmap().cacheKey()
    session.review.look(**look)
    until(lambda: seen._item.pixmap().cacheKey() != before, 0.005)
    return time.perf_counter() - started


def flipbook() -> None:
    """A hundred frames of 1920 × 1080 played at 24 a second, for the first time and once they were all seen."""
    folder = Path(tempfile.mkdtemp())
    state = many(1, PLAYED)
    rows = tuple(dataclasses.replace(row, thumbnail=picture(folder, place))
                 for place, row in enumerate(state.jobs.frames))
    session = Double(having(state, jobs={"frames": rows}))
    panel = at_jobs(session)
    panel.jobs.detail.turn(VIEWER)
    turn(1.0)
    viewer = panel.jobs.detail.viewer
    counted: list[int] = []
    show = viewer.viewer.show_picture

    def counting(picture: QPixmap | None, word: str = "") -> None:
        if picture is not None and not picture.isNull() and (not counted or picture.cacheKey() != counted[-1]):
            counted.append(picture.cacheKey())
        show(picture, word)

    viewer.viewer.show_picture = counting
    before = resident()
    viewer.toggle()
    for name in ("for the first time", "again"):
        counted.clear()
        started = time.perf_counter()
        with Watch() as watch:
            turn(SECONDS)
        watch.report(f"100 frames of 1920 × 1080, 24 fps: {name}")
        figure(f"100 frames of 1920 × 1080: rate {name}", len(counted) / (time.perf_counter() - started), "frames/s")
    figure("100 frames of 1920 × 1080: memory taken", (resident() - before) / 1e6, "MB")
    viewer.toggle()
    panel.close()


def picture(folder: Path, number: int) -> Path:
    """A JPEG with enough in it to be as large as a frame's."""
    image = QImage(*PLAYED_SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for line in range(0, PLAYED_SIZE[1], 12):
        for column in range(0, PLAYED_SIZE[0], 12):
            painter.fillRect(column, line, 12, 12, QColor((column + number * 9) % 256, (line * 7 + number) % 256,
                                                          (column * line + number) % 256))
    painter.end()
    path = folder / f"{number:04}.jpg"
    image.save(str(path), "JPG", 90)
    return path


def resident() -> int:
    """The bytes of memory that this process takes; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


CASES = {"looks": looks, "flipbook": flipbook}
