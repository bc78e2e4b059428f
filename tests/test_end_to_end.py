"""The main job with nothing faked: real bpy, real farm, real agent, real frames, the panel drawing them."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from tests.elsewhere import Elsewhere, moved
from tests.warm import warm

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.core.common import child
from foxsubmit.core.model.finding_codes import LOCAL_FARM
from foxsubmit.core.session.session import Session
from foxsubmit.core.session.state import State
from foxsubmit.core.transfer.states import BEFORE_TASK, TransferState
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.blender.programs.program import find_blender

pytestmark = pytest.mark.blender


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo's project, written by a Blender of its own process."""
    blender = warm(find_blender())
    if blender is None:
        pytest.skip("no Blender here")
    folder = tmp_path_factory.mktemp("demo") / "scene"
    subprocess.run(blender.command("hosts.blender.demo.scene", str(folder)), check=True,
                   env=child.environment(), capture_output=True)
    return folder


@pytest.fixture
def scene(tmp_path, demo):
    """A scene of the test's own."""
    shutil.copytree(demo, tmp_path / "scene")
    return tmp_path / "scene" / "demo.blend"


@pytest.fixture
def elsewhere(tmp_path):
    return Elsewhere(warm(find_blender()), [tmp_path / "scene"])


@pytest.fixture
def rendering_farm(tmp_path, settings, elsewhere):
    with LocalFarm(tmp_path / "farm", options=Options(samples=1, blender=elsewhere)) as farm:
        settings.remember_farm(farm.folder)
        yield farm
        elsewhere.read.set()


def until(pump, session, condition, seconds=90.0) -> State:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pump()
        if condition(session.state):
            return session.state
        time.sleep(0.01)
    raise AssertionError(f"it did not happen in time: {session.state}")


def test_a_scene_open_in_blender_comes_back_as_frames(tmp_path, scene, settings, rendering_farm):
    bpy = pytest.importorskip("bpy")
    from foxsubmit.hosts.blender.scene.host import Blender

    bpy.ops.wm.open_mainfile(filepath=str(scene))
    bpy.context.scene.frame_end = 3
    bpy.context.scene.render.resolution_percentage = 50

    class Edited(Blender):
        """Blender without a window notes no changes (bpy.data.is_dirty stays False): say that there are some."""

        def scene(self):
            return dataclasses.replace(super().scene(), unsaved=not saved)

        def description(self):
            yield self.scene()

        def save(self):
            saved.append(super().save())
            return saved[0]

    saved: list[Path] = []
    session = Session(Edited(), settings)
    session.account.connect()
    session.scene.refresh()
    state = until(session.pump, session, lambda state: state.scene.gathered and state.environments.known)
    assert state.scene.scene.unsaved
    assert state.submit.frame_count == 3
    assert {asset.kind for asset in state.scene.assets} >= {"image", "sequence", "library"}
    assert all(asset.files for asset in state.scene.assets)
    assert LOCAL_FARM in {finding.code for finding in state.submit.findings}, "one sample is a draft"
    session.submit.choose(output_folder=str(tmp_path / "frames"))
    # Changes that are not saved are saved by Submit: the farm renders what the artist sees.
    session.submit.submit()
    state = until(session.pump, session, lambda state: state.submit.submitted)
    state = until(session.pump, session, lambda state: state.transfers.rows and state.transfers.rows[0].state.over)
    assert state.transfers.rows[0].state is TransferState.FETCHED
    frames = sorted((tmp_path / "frames").rglob("*.png"))
    assert [frame.name for frame in frames] == ["demo_0001.png", "demo_0002.png", "demo_0003.png"]
    assert len({frame.read_bytes() for frame in frames}) == 3
    bpy.ops.wm.open_mainfile(filepath=str(scene if scene.exists() else moved(scene.parent) / scene.name))
    assert bpy.context.scene.frame_end == 3


def test_the_panel_shows_thumbnails_of_a_scene_read_elsewhere(tmp_path, scene, settings, rendering_farm, qtbot):
    from foxsubmit.core.model.choices import Choices
    from foxsubmit.hosts.blender.programs.snapshot import read_scene
    from foxsubmit.start import open_panel

    panel = open_panel(read_scene(scene, warm(find_blender())), settings)
    qtbot.addWidget(panel)
    session = panel.session
    qtbot.waitUntil(lambda: session.state.scene.gathered and bool(session.state.environments.known), timeout=180_000)
    session.submit.choose(frames="1,8", output_folder=str(tmp_path / "frames"))
    assert session.state.submit.choices == Choices(frames="1,8", output_folder=str(tmp_path / "frames"))
    session.submit.submit()
    qtbot.waitUntil(lambda: bool(session.state.transfers.rows and session.state.transfers.rows[0].task_id),
                    timeout=180_000)
    panel.show_task(session.state.transfers.rows[0].task_id)
    qtbot.waitUntil(lambda: len([f for f in session.state.jobs.frames if f.thumbnail]) == 2, timeout=180_000)
    assert all(frame.status is FrameStatus.DONE for frame in session.state.jobs.frames)
    qtbot.waitUntil(lambda: session.state.jobs.tasks[0].status is TaskStatus.DONE, timeout=120_000)
    picture = panel.grab()
    assert picture.width() > 400
    if folder := os.environ.get("FOXSUBMIT_SHOTS"):
        picture.save(str(Path(folder) / "end_to_end.png"))
    qtbot.waitUntil(lambda: session.state.transfers.rows[0].state is TransferState.FETCHED, timeout=180_000)


def test_scenes_of_a_folder_that_is_dropped_on_the_panel_come_back_as_frames(tmp_path, scene, settings, rendering_farm,
                                                                             elsewhere, qtbot):
    from foxsubmit.core.session.dropped.state import Stage
    from foxsubmit.hosts.recorded import nothing_open
    from foxsubmit.start import open_panel

    shutil.copy2(scene, scene.with_name("second.blend"))
    panel = open_panel(nothing_open(), settings)
    qtbot.addWidget(panel)
    session = panel.session
    qtbot.waitUntil(lambda: bool(session.state.environments.known), timeout=180_000)
    session.submit.choose(output_folder=str(tmp_path / "frames"), percentage=25)
    panel.files_dropped.emit([str(scene.parent)])
    qtbot.waitUntil(lambda: {each.stage for each in session.state.dropped.scenes} == {Stage.READY}, timeout=120_000)
    assert [Path(each.path).name for each in session.state.dropped.scenes] == ["demo.blend", "second.blend"]
    assert all(each.file_count > 5 and each.frame_count == 8 for each in session.state.dropped.scenes)
    elsewhere.read.clear()
    panel.dropped.submit.button.click()
    qtbot.waitUntil(lambda: len(session.state.transfers.rows) == 2 and all(
        each.state not in BEFORE_TASK for each in session.state.transfers.rows), timeout=120_000)
    elsewhere.read.set()
    qtbot.waitUntil(lambda: all(
        each.state is TransferState.FETCHED for each in session.state.transfers.rows), timeout=240_000)
    frames = sorted((tmp_path / "frames").rglob("*.png"))
    assert [frame.name for frame in frames] == [f"demo_{number:04}.png" for number in range(1, 9)] * 2
    assert {each.stage for each in session.state.dropped.scenes} == {Stage.SUBMITTED}
    if folder := os.environ.get("FOXSUBMIT_SHOTS"):
        panel.grab().save(str(Path(folder) / "dropped.png"))
