"""How long the panel holds the main thread: the longest gap and the 99th percentile of ticks, for each long operation.

    QT_QPA_PLATFORM=offscreen .venv/3.11/bin/python bench/ui.py [--without=pause,freeze] [--runs=5] [NAME …]

The target: 99 % of ticks under 16 ms, none over 30 ms (bench/ticks.py says what a tick is), a panel opened in 300 ms
once it has been open before. ``nothing`` shows what the machine does to an empty window. ``most`` is the longest of
each, in whatever gap.

``--runs`` runs each case so often, each time in a process of its own, and prints a table of the medians, with the least
and the most: that is what docs/speed.md has. ``--without`` leaves out what core/common/gc_pause.py does to the
collector (docs/decisions/0013).

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

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))  # for bench and tests.ui

from bench import ui_pages, ui_review
from bench.panels import at_jobs, font, many, shown, states
from bench.ticks import RUNS, Watch, figure, scrolled, several, turn, until
from qtpy.QtWidgets import QApplication, QWidget
from tests.ui.doubles import Double
from tests.ui.having import having

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


def opening() -> None:
    """A panel for the second time, from the call to its first picture."""
    times: list[tuple[float, float]] = []
    state = states().studio()
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
    for name, seconds in (("first", times[0][0]), ("warm", warm), ("warm, busy", busy)):
        figure(f"opening: {name}", 1000 * seconds, "ms")


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


def frames() -> None:
    """A task of 10,000 frames that go on changing, with 500 tasks above; sheet and table scrolled."""
    session = Double(states().studio())
    panel = at_jobs(session)
    turn(0.5)
    state = many(TASK_COUNT, FRAME_COUNT)
    with Watch() as watch:
        session.becomes(state)
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
    session = Double(states().studio())
    panel = at_jobs(session)
    session.becomes(many(1, FRAME_COUNT))
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
                rows[place] = dataclasses.replace(rows[place], thumbnail=states().thumbnails[(place + 5) % 24])
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
        for number, row in enumerate(states().many(MANY_TASKS, 1).jobs.tasks))
    about = JobIdentity(unit="Scene", camera="Camera", artist="mira", project="lantern")
    known = tuple(Transfer(str(row.id), row.name, TransferState.FETCHED, task_id=row.id, host="blender", about=about)
                  for row in rows)
    session = Double(states().studio())
    panel = at_jobs(session, 1400)
    turn(0.5)
    with Watch() as watch:
        session.becomes(having(states().many(1, 1), jobs={"tasks": rows}, transfers={"rows": known, "whose": ()}))
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
        until(lambda: session.state.transfers.rows[0].state.over)  # else its agent waits for a farm that is gone
        panel.close()


def nothing() -> None:
    """An empty window: what this machine disturbs by itself."""
    window = QWidget()
    window.show()
    with Watch() as watch:
        turn(3.0)
    watch.report("nothing: the machine itself")
    window.close()


CASES = {"nothing": nothing, "opening": opening, "gathering": gathering, "frames": frames, "viewer": viewer,
         "tasks": tasks, "live": live, "slow": slow_farm, "uploading": uploading, **ui_pages.CASES, **ui_review.CASES}


def leave_out(parts: Collection[str]) -> None:
    """Let our code see a collector that cannot be paused, or freezes nothing."""
    real = {name: getattr(gc, name) for name in dir(gc)}
    if "pause" in parts:
        real["disable"] = lambda: None
    if "freeze" in parts:
        real["freeze"] = lambda: None
    gc_pause.gc = types.SimpleNamespace(**real)  # type: ignore[attr-defined]


def main() -> Iterator[None]:
    options = [word for word in sys.argv[1:] if word.startswith("--")]
    names = [word for word in sys.argv[1:] if word not in options] or list(CASES)
    runs = [int(word[len(RUNS):]) for word in options if word.startswith(RUNS)]
    if runs:
        several(__file__, [*(word for word in options if not word.startswith(RUNS)), *names], runs[-1])
        return
    leave_out([part for word in options if word.startswith("--without=") for part in word.partition("=")[2].split(",")])
    for name in names:
        CASES[name]()
        yield


if __name__ == "__main__":
    if sys.argv[1:2] == ["--farm"]:
        serve(*sys.argv[2:])
    else:
        APP = QApplication(sys.argv[:1])
        for _done in main():
            APP.processEvents()
