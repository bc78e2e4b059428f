"""How long the panel holds the main thread: the longest gap and the 99th percentile of ticks, for each long operation.

    QT_QPA_PLATFORM=offscreen .venv/3.11/bin/python bench/ui.py [--without=pause,freeze] [NAME …]

A tick is one turn of the event loop under a timer of 1 ms; its gap is what the host would have to wait. The target:
99 % of ticks under 16 ms, none over 30 ms, a panel opened in 300 ms once it has been open before.

A gap is time on the wall, as an artist feels it: painting without a screen, collections of garbage and waiting for the
interpreter's lock or the disk are in it, and so is what other programs took of the machine. Two figures tell the last
one apart. ``busy`` is the processor time of the main thread, which nobody else can lengthen much; ``process`` that of
all our threads in the same gap. A gap far longer than its ``process`` was spent on other programs or on the disk: let
the machine rest and measure again. ``nothing`` shows what the machine does to an empty window. ``most`` is
the longest of each, in whatever gap.

``--without`` leaves out what core/common/gc_pause.py does to the collector (docs/decisions/0013).

The farm has a process of its own. What a case itself does between two ticks is little: it makes states, which in the
panel a session does, and for that ``live`` has a real one.
"""

from __future__ import annotations

import dataclasses
import gc
import os
import subprocess
import sys
import tempfile
import time
import types
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Callable, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))  # for tests.ui

from qtpy.QtCore import QEventLoop, Qt, QTimer
from qtpy.QtGui import QFont
from qtpy.QtTest import QTest
from qtpy.QtWidgets import QApplication, QWidget
from tests.ui.doubles import Double
from tests.ui.having import having
from tests.ui.states import States

from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.core.assets.gathered import gathered
from foxsubmit.core.common import gc_pause
from foxsubmit.core.model.host import Asset, Frames, RenderUnit, Scene
from foxsubmit.core.model.job_identity import JobIdentity
from foxsubmit.core.session.session import Session
from foxsubmit.core.session.state import Connection
from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer.states import Transfer, TransferState
from foxsubmit.farm.base.faults import Fault
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.recorded import RecordedHost
from foxsubmit.ui.jobs.task_detail import FRAMES, LOG, OUTPUT, VIEWER
from foxsubmit.ui.kit.theme import DARK
from foxsubmit.ui.panel import ASSETS, JOBS, SUBMIT, TRANSFERS, Panel

ASSET_COUNT, FRAME_COUNT, TASK_COUNT, MANY_TASKS = 20_000, 10_000, 500, 3_000
UPLOAD = 300_000_000  # bytes
PATIENCE = 90.0


class Gap(NamedTuple):
    """Between two turns of the event loop, in seconds."""

    wall: float
    busy: float
    """Of these the main thread was on a processor."""
    process: float
    """What all threads of this process took of the processors meanwhile."""


class Watch:
    """Measures gaps between turns of the event loop."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last = Gap(0.0, 0.0, 0.0)
        self.gaps: list[Gap] = []
        self.collecting = self._collected = 0.0
        """The longest pause of Python's garbage collector, on whatever thread."""

    def __enter__(self) -> Watch:
        gc.callbacks.append(self._collecting)
        self._last = clocks()
        self._timer.start(1)
        return self

    def __exit__(self, *_error: object) -> None:
        self._tick()
        self._timer.stop()
        gc.callbacks.remove(self._collecting)

    def _collecting(self, phase: str, _info: dict[str, int]) -> None:
        now = time.perf_counter()
        if phase == "stop":
            self.collecting = max(self.collecting, now - self._collected)
        self._collected = now

    def _tick(self) -> None:
        now = clocks()
        self.gaps.append(Gap(*(after - before for after, before in zip(now, self._last))))
        self._last = now

    def report(self, name: str) -> None:
        """One line."""
        worst = max(self.gaps)
        wall, busy, process = ([gap[field] for gap in self.gaps] for field in (0, 1, 2))
        over, far = (sum(gap > limit for gap in wall) for limit in (0.016, 0.030))
        under = 100 * sum(gap <= 0.016 for gap in busy) / len(busy)
        print(f"{name:<41} longest {1000 * worst.wall:5.1f} ms (busy {1000 * worst.busy:4.1f}, "
              f"process {1000 * worst.process:4.1f})  most busy {1000 * max(busy):4.1f}, "
              f"process {1000 * max(process):4.1f}  "
              f"99 % {1000 * late(wall):4.1f} (busy {1000 * late(busy):4.1f})  busy under 16 ms {under:5.1f} %  "
              f"over 16 ms: {over}, 30 ms: {far} of {len(wall):,}  collector {1000 * self.collecting:4.1f}", flush=True)


def clocks() -> Gap:
    """As they are now."""
    return Gap(time.perf_counter(), time.thread_time(), time.process_time())


def late(values: list[float]) -> float:
    """99 in 100 are not above it."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.99))]


class Farm:
    """A farm in a process of its own, so that its work is not ours."""

    def __init__(self, settings: Settings, delay: float = 0.0) -> None:
        folder = Path(tempfile.mkdtemp())
        self._process = subprocess.Popen([sys.executable, __file__, "--farm", str(folder), str(delay)],
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if self._process.stdout:
            self._process.stdout.readline()
        settings.remember_farm(folder)

    def __enter__(self) -> Farm:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()


def serve(folder: str, delay: str) -> None:
    """Be that process, until stdin ends."""
    with LocalFarm(Path(folder), options=Options(simulate=True, seconds=0.5)) as farm:
        if float(delay) and farm.state:
            farm.state.faults.set([Fault("delay", seconds=float(delay))])
        print("ready", flush=True)
        sys.stdin.read()


def turn(seconds: float) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec_() if hasattr(loop, "exec_") else loop.exec()


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise SystemExit("it did not happen in time")
        turn(0.02)


def shown(panel: Panel) -> Panel:
    panel.show()
    QTest.qWaitForWindowExposed(panel)
    return panel


def opening() -> None:
    """A panel for the second time, from the call to its first picture."""
    times: list[tuple[float, float]] = []
    state = STATES.studio()
    state = having(state, scene={"assets": gathered(state.scene.assets)})
    state.scene.assets.overview  # noqa: B018 - a session has it made by its worker
    for _round in range(6):
        started, busy = time.perf_counter(), time.thread_time()
        panel = shown(Panel(Double(state), DARK, font=font()))
        panel.repaint()
        times.append((time.perf_counter() - started, time.thread_time() - busy))
        panel.close()
        turn(0.05)
    warm, busy = sorted(times[1:])[2]
    print(f"{'opening':<44} first {1000 * times[0][0]:6.1f} ms   warm {1000 * warm:6.1f} ms (busy {1000 * busy:5.1f})",
          flush=True)


def scene(folder: Path, names: list[str], frame_count: int = 48) -> RecordedHost:
    path = folder / "shot.blend"
    path.write_bytes(b"BLENDER-v405 a scene")
    unit = RenderUnit("Scene", "Camera", Frames(1, frame_count), (64, 36), "CYCLES", str(folder / "out_"), "PNG")
    files = tuple(Asset(str(folder / name), f'Image "{name}"', "image") for name in names)
    return RecordedHost(Scene(path, "4.5.1", units=(unit,)), files, name="blender")


def gathering() -> None:
    """20,000 files walked, looked for, compared with the journal, listed, filtered, scrolled."""
    folder, home = Path(tempfile.mkdtemp()), Path(tempfile.mkdtemp())
    names = [f"{group:03}/texture_{number:05}.png" for group in range(20) for number in range(ASSET_COUNT // 20)]
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        if not name.endswith("7.png"):
            (folder / name).write_bytes(b"x")
    settings = Settings(home)
    with Farm(settings):
        panel = shown(Panel(Session(scene(folder, names), settings), font=font()))
        session = panel.session
        until(lambda: session.state.account.connection is Connection.CONNECTED and not session.state.busy)
        panel.tabs.setCurrentIndex(ASSETS)
        turn(1.0)
        with Watch() as watch:
            session.scene.refresh()
            until(lambda: session.state.scene.gathered and session.state.scene.new_bytes is not None)
            turn(1.0)
        watch.report("20,000 assets: gathered and listed")
        with Watch() as watch:
            scrolled(panel.assets.view)
        watch.report("20,000 assets: scrolled")
        with Watch() as watch:
            for text in ("t", "te", "tex", "text", "texture_00", "texture_001", ""):
                panel.assets.filter.setText(text)
                turn(0.2)
            panel.assets.only_missing.setChecked(True)
            turn(0.3)
            panel.assets.only_missing.setChecked(False)
            turn(0.5)
        watch.report("20,000 assets: filtered")
        panel.tabs.setCurrentIndex(SUBMIT)
        turn(0.3)
        with Watch() as watch:
            for typed in ("1", "1-", "1-4", "1-48", "1-48,", "1-48,99"):
                session.submit.choose(frames=typed)
                turn(0.1)
        watch.report("20,000 assets: frames typed")
        panel.close()


def scrolled(view: object) -> None:
    bar = view.verticalScrollBar()  # type: ignore[attr-defined]
    for step in range(60):
        bar.setValue(bar.maximum() * step // 59)
        turn(0.02)


def frames() -> None:
    """A task of 10,000 frames that go on changing, with 500 tasks above; sheet and table scrolled."""
    many = STATES.many(TASK_COUNT, FRAME_COUNT)
    many = having(many, scene={"assets": STATES.empty().scene.assets})
    session = Double(STATES.studio())
    panel = shown(Panel(session, DARK, font=font()))
    panel.resize(960, 884)
    panel.tabs.setCurrentIndex(JOBS)
    turn(0.5)
    with Watch() as watch:
        session.becomes(many)
        turn(1.5)
    watch.report("500 tasks, 10,000 frames: drawn")
    with Watch() as watch:
        for place in range(20):
            rows = list(session.state.jobs.frames)
            rows[place] = dataclasses.replace(rows[place], status=FrameStatus.RENDERING, cost=9.0 + place)
            tasks = (dataclasses.replace(session.state.jobs.tasks[0], done=place), *session.state.jobs.tasks[1:])
            session.becomes(having(session.state, jobs={"frames": tuple(rows), "tasks": tasks}))
            turn(0.1)
    watch.report("10,000 frames: one changes, 20 times")
    with Watch() as watch:
        scrolled(panel.jobs.frames.sheet)
    watch.report("10,000 frames: sheet scrolled")
    with Watch() as watch:
        scrolled(panel.jobs.view)
    watch.report("500 tasks: scrolled")
    panel.close()


def viewer() -> None:
    """A task of 10,000 frames: viewer, log and output opened, back to the frames, and pictures that arrive."""
    many = having(STATES.many(1, FRAME_COUNT), scene={"assets": STATES.empty().scene.assets})
    session = Double(STATES.studio())
    panel = shown(Panel(session, DARK, font=font()))
    panel.resize(960, 884)
    panel.tabs.setCurrentIndex(JOBS)
    session.becomes(many)
    turn(1.5)
    for page, name in ((VIEWER, "viewer opened"), (LOG, "log opened"), (OUTPUT, "output opened"),
                       (FRAMES, "back to the frames")):
        with Watch() as watch:
            panel.jobs.detail.turn(page)
            turn(1.0)
        watch.report(f"10,000 frames: {name}")
    with Watch() as watch:
        for first in range(0, 400, 20):
            rows = list(session.state.jobs.frames)
            for place in range(first, first + 20):
                rows[place] = dataclasses.replace(rows[place], thumbnail=STATES.thumbnails[(place + 5) % 24])
            session.becomes(having(session.state, jobs={"frames": tuple(rows)}))
            turn(0.1)
    watch.report("10,000 frames: 400 pictures arrive")
    with Watch() as watch:
        scrolled(panel.jobs.frames.sheet)
    watch.report("10,000 frames: sheet with pictures scrolled")
    panel.close()


def tasks() -> None:
    """3,000 tasks of 300 scenes: drawn, one changed, sorted, grouped, all selected, while the journal knows each."""
    rows = tuple(dataclasses.replace(
        row, name=f"shot_{number % 300:03}.blend", title=f"shot_{number % 300:03} · Scene · Camera · 1-100",
        camera="Camera", batch=f"batch {number % 40}", submitted=1.7e9 + number * 600)
        for number, row in enumerate(STATES.many(MANY_TASKS, 1).jobs.tasks))
    about = JobIdentity(unit="Scene", camera="Camera", artist="mira", project="lantern")
    known = tuple(Transfer(str(row.id), row.name, TransferState.FETCHED, task_id=row.id, host="blender", about=about)
                  for row in rows)
    session = Double(STATES.studio())
    panel = shown(Panel(session, DARK, font=font()))
    panel.resize(1400, 884)
    panel.tabs.setCurrentIndex(JOBS)
    turn(0.5)
    with Watch() as watch:
        session.becomes(having(STATES.many(1, 1), jobs={"tasks": rows}, transfers={"rows": known, "whose": ()}))
        turn(1.5)
    watch.report("3,000 tasks: drawn")
    with Watch() as watch:
        for place in range(20):
            now = (dataclasses.replace(session.state.jobs.tasks[0], done=place), *session.state.jobs.tasks[1:])
            session.becomes(having(session.state, jobs={"tasks": now}))
            turn(0.1)
    watch.report("3,000 tasks: one changes, 20 times")
    with Watch() as watch:
        changed = (dataclasses.replace(known[0], state=TransferState.UPLOADING, bytes=5), *known[1:])
        session.becomes(having(session.state, transfers={"rows": changed}))
        turn(0.5)
    watch.report("3,000 tasks: a transfer moves")
    with Watch() as watch:
        for place in (0, 8, 11):
            panel.jobs.view.sort_by(place)
            turn(0.3)
    watch.report("3,000 tasks: sorted by name, camera, time")
    with Watch() as watch:
        for group in ("scene", "batch", "day", ""):
            panel.jobs.look.group_by(group)
            turn(0.5)
    watch.report("3,000 tasks: grouped")
    with Watch() as watch:
        panel.jobs.view.selectAll()
        turn(1.0)
    watch.report("3,000 tasks: all selected")
    panel.close()


def live() -> None:
    """The same number of frames from a farm: read page by page by a session, then watched while they render."""
    home, folder = Path(tempfile.mkdtemp()), Path(tempfile.mkdtemp())
    settings = Settings(home)
    (folder / "a.png").write_bytes(b"a")
    with Farm(settings):
        panel = shown(Panel(Session(scene(folder, ["a.png"], FRAME_COUNT), settings), font=font()))
        session = panel.session
        panel.resize(960, 884)
        until(lambda: session.state.can_submit and session.state.scene.new_bytes is not None)
        session.submit.submit()
        until(lambda: bool(session.state.jobs.tasks) and session.state.jobs.tasks[0].rendering > 0)
        panel.tabs.setCurrentIndex(JOBS)
        turn(1.0)
        with Watch() as watch:
            task = session.state.jobs.tasks[0].id
            session.jobs.select(None)
            session.jobs.select(task)
            until(lambda: session.state.jobs.detail.complete)
        watch.report("10,000 frames: read from the farm")
        with Watch() as watch:
            turn(10.0)
        watch.report("10,000 frames: rendering, pictures arrive")
        with Watch() as watch:
            panel.jobs.frames.table.selectAll()
            turn(1.0)
            panel.jobs.frames.table.sort_by(1)
            turn(1.0)
        watch.report("10,000 frames: all selected, then sorted")
        panel.close()


def slow_farm() -> None:
    """Every answer takes a second; the artist goes on."""
    home, folder = Path(tempfile.mkdtemp()), Path(tempfile.mkdtemp())
    settings = Settings(home)
    (folder / "a.png").write_bytes(b"a")
    with Farm(settings, delay=1.0):
        with Watch() as watch:
            panel = shown(Panel(Session(scene(folder, ["a.png"]), settings), font=font()))
            watch.gaps.clear()  # that is ``opening``
            for tab in (JOBS, TRANSFERS, ASSETS, SUBMIT) * 5:
                panel.tabs.setCurrentIndex(tab)
                panel.session.submit.choose(frames=f"1-{10 + tab}")
                turn(0.4)
        watch.report("farm answers after 1 s: tabs and typing")
        panel.close()


def uploading() -> None:
    """The agent sends 300 MB while the panel shows it."""
    home, folder = Path(tempfile.mkdtemp()), Path(tempfile.mkdtemp())
    settings = Settings(home)
    names = [f"{number}.vdb" for number in range(30)]
    for name in names:
        (folder / name).write_bytes(os.urandom(UPLOAD // len(names)))
    with Farm(settings):
        panel = shown(Panel(Session(scene(folder, names), settings), font=font()))
        session = panel.session
        until(lambda: session.state.can_submit and session.state.scene.new_bytes is not None)
        with Watch() as watch:
            session.submit.submit()
            panel.tabs.setCurrentIndex(TRANSFERS)
            until(lambda: bool(session.state.transfers.rows)
                  and session.state.transfers.rows[0].state in (TransferState.WATCHING, TransferState.FETCHED))
        watch.report("300 MB uploaded")
        session.transfers.cancel(session.state.transfers.rows[0].id)
        turn(0.5)
        panel.close()


def font() -> QFont:
    made = QFont("Inter")
    made.setPixelSize(12)
    return made


def nothing() -> None:
    """An empty window: what this machine disturbs by itself."""
    window = QWidget()
    window.show()
    with Watch() as watch:
        turn(3.0)
    watch.report("nothing: the machine itself")
    window.close()


CASES = {"nothing": nothing, "opening": opening, "gathering": gathering, "frames": frames, "viewer": viewer,
         "tasks": tasks, "live": live, "slow": slow_farm, "uploading": uploading}


def leave_out(parts: Collection[str]) -> None:
    """Let our code see a collector that cannot be paused, or freezes nothing."""
    real = {name: getattr(gc, name) for name in dir(gc)}
    if "pause" in parts:
        real["disable"] = lambda: None
    if "freeze" in parts:
        real["freeze"] = lambda: None
    gc_pause.gc = types.SimpleNamespace(**real)  # type: ignore[attr-defined]


def main() -> Iterator[None]:
    left_out = [word for word in sys.argv[1:] if word.startswith("--without=")]
    leave_out([part for word in left_out for part in word.partition("=")[2].split(",")])
    for name in [word for word in sys.argv[1:] if word not in left_out] or CASES:
        CASES[name]()
        yield


if __name__ == "__main__":
    if sys.argv[1:2] == ["--farm"]:
        serve(*sys.argv[2:])
    else:
        APP = QApplication(sys.argv[:1])
        STATES = States(Path(tempfile.mkdtemp()))
        for _done in main():
            APP.processEvents()
