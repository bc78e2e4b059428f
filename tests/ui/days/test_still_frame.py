"""A day with a still whose texture has moved: found, located, sent, rendered, looked at, and at home."""

from __future__ import annotations

import subprocess
from pathlib import PureWindowsPath

import pytest
from tests.conftest import make_project
from tests.warm import warm

from foxsubmit.core.common import child
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.blender.programs.program import find_blender
from foxsubmit.hosts.blender.programs.snapshot import read_scene
from foxsubmit.ui.jobs.task_detail import VIEWER
from foxsubmit.ui.panel import ASSETS, JOBS, TRANSFERS


def drawn_scene(place):
    """A scene of files, and the folder to which its texture has moved."""
    host = make_project(place / "scene", {"wood.png": b"wood" * 400, "sky.png": b"sky" * 900}, frames=1,
                        name="still.blend")
    (place / "old").mkdir()
    (place / "scene" / "wood.png").rename(place / "old" / "wood.png")
    return host, Options(simulate=True, seconds=0.1)


def blender_scene(place):
    """The demo, written and rendered by Blender."""
    blender = warm(find_blender())
    if blender is None:
        pytest.skip("no Blender here")
    folder = place / "scene"
    subprocess.run(blender.command("hosts.blender.demo.scene", str(folder)), check=True, env=child.environment(),
                   capture_output=True)
    (folder / "textures").rename(place / "old")
    return read_scene(folder / "demo.blend", blender), Options(samples=1, blender=blender)


@pytest.mark.parametrize("made", [
    drawn_scene, pytest.param(blender_scene, marks=[pytest.mark.blender, pytest.mark.slow])])
def test_a_still_with_a_missing_texture(artist, place, settings, monkeypatch, made):
    host, options = made(place)
    with LocalFarm(place / "farm", options=options) as farm:
        settings.remember_farm(place / "farm")
        she = artist(host)
        find_the_texture(she, place / "old", monkeypatch)
        submit(she, place / "frames")
        look_at_it(she)
        she.turn(TRANSFERS)
        she.wait(lambda: she.state.transfers.rows[0].state is TransferState.FETCHED)
        (picture,) = (place / "frames").rglob("*.png")
        assert picture.stat().st_size > 0
        located = [path.name for path in (farm.folder / "storage").rglob("*.png") if path.name in (
            each.name for each in (place / "old").iterdir())]
        assert sorted(set(located)) == sorted(each.name for each in (place / "old").iterdir())
        assert she.state.message == ""


def find_the_texture(she, old, monkeypatch):
    """The finding leads to the file; the system's dialog, in which nothing can be clicked, answers with its place."""
    panel = she.panel
    she.wait(lambda: she.state.scene.gathered and not she.state.busy and bool(she.state.submit.errors))
    assert not panel.submit.footer.submit.isEnabled()
    finding = next(row for row in panel.submit.findings.rows if row.locate_it.isVisible())
    she.keep("day-still-missing")
    she.click(finding.locate_it)
    assert panel.tabs.currentIndex() == ASSETS
    she.wait(lambda: bool(panel.assets.view.assets()))
    lost = panel.assets.view.assets()[0].path
    monkeypatch.setattr("foxsubmit.ui.assets.actions.ask_files", lambda _parent, _title, _start, then, many: then(
        [str(old / PureWindowsPath(lost).name)]))
    she.click(panel.assets.detail.locate)
    she.wait(lambda: not she.state.busy and not she.state.submit.errors)


def submit(she, folder):
    panel = she.panel
    she.turn(0)
    she.click(panel.submit.frames.custom)
    she.type(panel.submit.frames.field, "1")
    she.click(panel.submit.more.fold)
    she.type(panel.submit.more._output, str(folder))
    button = panel.submit.footer.submit
    she.wait(lambda: button.isEnabled() and button.text().startswith("Submit 1 frame, upload "))
    she.click(button)
    she.wait(lambda: panel.tabs.currentIndex() == JOBS)


def look_at_it(she):
    """The frame is opened by a double click on its picture."""
    jobs = she.panel.jobs
    she.wait(lambda: len(she.state.jobs.frames) == 1 and bool(she.state.jobs.frames[0].thumbnail))
    she.pick(jobs.frames.sheet, she.frame("1"), double=True)
    assert jobs.detail.page() == VIEWER
    she.wait(jobs.detail.viewer.viewer.has_picture)
    she.keep("day-still-frame")
