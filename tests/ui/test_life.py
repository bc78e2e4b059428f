"""The whole life of a submission by mouse and keyboard: a real Blender scene, a farm that renders it, a real agent."""

from __future__ import annotations

import json
import subprocess
from pathlib import PureWindowsPath

import pytest
from qtpy.QtCore import Qt
from tests.warm import warm

from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.core.common import child
from foxsubmit.core.session.session import Session
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.blender.programs.program import find_blender
from foxsubmit.hosts.blender.programs.snapshot import read_scene
from foxsubmit.ui.panel import ASSETS, JOBS, SUBMIT, TRANSFERS, Panel

pytestmark = [pytest.mark.blender, pytest.mark.slow]
PATIENCE = 180_000  # milliseconds


@pytest.fixture
def moved_away(tmp_path):
    """The demo's scene, and its textures where the scene does not look for them."""
    blender = warm(find_blender())
    if blender is None:
        pytest.skip("no Blender here")
    folder = tmp_path / "scene"
    subprocess.run(blender.command("hosts.blender.demo.scene", str(folder)), check=True, env=child.environment(),
                   capture_output=True)
    (folder / "textures").rename(tmp_path / "old")
    return read_scene(folder / "demo.blend", blender), tmp_path / "old"


@pytest.fixture
def rendering(tmp_path):
    """A farm that nobody has signed in to."""
    with LocalFarm(tmp_path / "farm", options=Options(samples=1, blender=warm(find_blender()))) as farm:
        yield farm


@pytest.fixture
def click(qtbot):
    return lambda button: qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def wait(qtbot):
    return lambda condition: qtbot.waitUntil(condition, timeout=PATIENCE)


def sign_in(panel, farm, qtbot, wait):
    page = panel.sign_in
    wait(lambda: panel._whole.currentWidget() is page)
    key = json.loads((farm.folder / "farm.json").read_text(encoding="utf-8"))["access_key"]
    qtbot.keyClicks(page.access_id, farm.access_id)
    qtbot.keyClicks(page.access_key, key)
    page.domain.lineEdit().clear()
    qtbot.keyClicks(page.domain.lineEdit(), farm.domain)
    qtbot.keyClick(page.access_key, Qt.Key.Key_Return)
    wait(lambda: panel._whole.currentWidget() is not page)


def find_the_textures(panel, old, click, wait, monkeypatch):
    """One is located; the other one lies beside it."""
    findings = panel.submit.findings
    wait(lambda: panel.session.state.scene.gathered and not panel.session.state.busy
         and bool(panel.session.state.submit.errors))
    assert not panel.submit.footer.submit.isEnabled()
    row = next(row for row in findings.rows if row.locate_it.isVisible())
    assert "2 files are not on disk" in row.text.text()
    click(row.locate_it)
    assert panel.tabs.currentIndex() == ASSETS
    wait(lambda: bool(panel.assets.view.assets()))
    lost = panel.assets.view.assets()[0].path
    monkeypatch.setattr("foxsubmit.ui.assets.actions.ask_files", lambda _parent, _title, _start, then, many: then(
        [str(old / PureWindowsPath(lost).name)]))
    click(panel.assets.detail.locate)
    wait(lambda: not panel.session.state.busy and not panel.session.state.submit.errors)
    assert sum(bool(asset.found_at) for asset in panel.session.state.scene.assets) == 2


def choose_and_submit(panel, frames, folder, qtbot, click, wait):
    panel.tabs.setCurrentIndex(SUBMIT)
    submit = panel.submit
    click(submit.frames.custom)
    submit.frames.field.selectAll()
    qtbot.keyClicks(submit.frames.field, frames)
    submit.more.fold.setChecked(True)
    qtbot.keyClicks(submit.more._output, str(folder))
    button = submit.footer.submit
    wait(lambda: button.isEnabled() and button.text().startswith("Submit 2 frames, upload "))
    click(button)
    wait(lambda: panel.tabs.currentIndex() == JOBS)


def test_from_signing_in_to_frames_on_disk(qtbot, settings, font, tmp_path, moved_away, rendering, click, wait,
                                           monkeypatch):
    host, old = moved_away
    panel = Panel(Session(host, settings), font=font)
    qtbot.addWidget(panel)
    panel.show()
    sign_in(panel, rendering, qtbot, wait)
    find_the_textures(panel, old, click, wait, monkeypatch)
    click(panel.submit.footer.check)
    wait(lambda: not panel.session.state.busy and panel.session.state.scene.gathered)
    assert [finding.text for finding in panel.session.state.submit.errors] == []
    choose_and_submit(panel, "1,8", tmp_path / "frames", qtbot, click, wait)

    session, jobs = panel.session, panel.jobs
    wait(lambda: len(session.state.jobs.frames) == 2 and all(frame.thumbnail for frame in session.state.jobs.frames))
    first = session.state.jobs.frames[0]
    jobs.frames.pick(first.id)
    click(jobs.footer.restart.button)
    click(jobs.asked.do)
    wait(lambda: session.state.jobs.frames[0].again == 1 and session.state.jobs.frames[0].status is FrameStatus.DONE)
    assert session.state.jobs.frames[1].again == 0

    panel.tabs.setCurrentIndex(TRANSFERS)
    wait(lambda: session.state.transfers.rows[0].state is TransferState.FETCHED)
    assert session.state.transfers.rows[0].fetched == 2
    fetched = sorted((tmp_path / "frames").rglob("*.png"))
    assert [path.name for path in fetched] == ["demo_0001.png", "demo_0008.png"]
    assert len({path.read_bytes() for path in fetched}) == 2

    panel.tabs.setCurrentIndex(SUBMIT)
    click(panel.submit.footer.check)
    wait(lambda: "nothing to upload" in panel.submit.footer.submit.text() and bool(session.state.submit.since))
    assert session.state.message == ""
    panel.close()
