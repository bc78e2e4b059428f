"""A day with five units over two versions: told apart, submitted again, one frame restarted."""

from __future__ import annotations

import dataclasses

import pytest
from tests.conftest import make_project

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.farm.renderers import simulated
from foxsubmit.ui.jobs.task_detail import FRAMES
from foxsubmit.ui.panel import JOBS, SUBMIT, TRANSFERS

CAMERAS = ("Close", "Door", "Hall", "Stairs", "Wide")


@pytest.fixture
def crash_once(monkeypatch):
    """The second version's frame 2 of the camera Hall crashes the first time."""
    draw, left = simulated.render, [True]

    def render(job, progress, seconds):
        crashes = left and job.unit.camera == "Hall" and b"second" in (job.scene.read_bytes()) and 2 in job.frames
        if crashes:
            left.clear()
            progress.started(2)
            progress.log("Segmentation fault (core dumped)")
            progress.failed(2, "exit 139")
            job = dataclasses.replace(job, pieces=tuple(piece for piece in job.pieces if 2 not in piece.numbers))
        draw(job, progress, seconds)

    monkeypatch.setattr(simulated, "render", render)


def test_five_units_over_two_versions(artist, place, settings, crash_once):
    host = make_project(place / "scene", {"wood.png": b"wood"}, frames=2, name="three.blend")
    unit = host.current.units[0]
    host.current = dataclasses.replace(host.current, units=tuple(
        dataclasses.replace(unit, camera=camera) for camera in CAMERAS))
    with LocalFarm(place / "farm", options=Options(simulate=True, seconds=0)):
        settings.remember_farm(place / "farm")
        she = artist(host)
        submit_all(she, place / "frames")
        told_apart(she)
        save_a_version(she, host)
        submit_all(she, None)
        restart_the_frame(she)
        she.turn(TRANSFERS)
        she.wait(lambda: len(she.state.transfers.rows) == 10 and all(
            row.state is TransferState.FETCHED and row.fetched == 2 for row in she.state.transfers.rows))
        assert she.state.message == ""


def submit_all(she, folder):
    submit = she.panel.submit
    she.wait(lambda: she.state.can_submit and not she.state.busy and she.state.scene.new_bytes is not None)
    if folder is not None:
        she.click(submit.more.fold)
        she.type(submit.more._output, str(folder))
    before = len(she.state.transfers.rows)
    she.wait(submit.footer.submit.isEnabled)
    assert submit.footer.submit.text().startswith("Submit 10 frames")
    she.click(submit.footer.submit)
    she.wait(lambda: len(she.state.transfers.rows) == before + len(CAMERAS))
    she.wait(lambda: len(she.state.jobs.tasks) == before + len(CAMERAS) and all(
        task.status.over for task in she.state.jobs.tasks))


def told_apart(she):
    """Each row says its camera, in its own name and in a column."""
    if she.panel.tabs.currentIndex() != JOBS:
        she.turn(JOBS)
    model = she.panel.jobs.model
    camera = next(place for place, column in enumerate(model.columns) if column.name == "camera")
    rows = [model.index(place, 0) for place in range(model.rowCount())]
    assert sorted(model.cell(each.siblingAtColumn(camera)).text for each in rows) == sorted(CAMERAS)
    names = {model.cell(each).text for each in rows}
    assert len(names) == len(CAMERAS)
    she.keep("day-units-apart")


def save_a_version(she, host):
    """The scene is saved anew in its application; the panel reads it, and says how often it was submitted."""
    host.current.path.write_bytes(b"BLENDER-v405 a scene, the second version")
    she.turn(SUBMIT)
    she.click(she.panel.submit.scene.again)
    she.wait(lambda: not she.state.busy and she.state.scene.gathered and she.state.scene.new_bytes is not None)
    she.wait(lambda: she.panel.submit.history.text.whole().startswith("5 earlier tasks of this scene, the last of "))
    she.click(she.panel.submit.more.fold)
    she.keep("day-units-history")


def restart_the_frame(she):
    """Of ten tasks one has failed: it is clicked, says why, and its frame is restarted."""
    if she.panel.tabs.currentIndex() != JOBS:
        she.turn(JOBS)
    jobs = she.panel.jobs
    failed = next(task for task in she.state.jobs.tasks if task.status is TaskStatus.DONE_WITH_FAILURES)
    assert failed.camera == "Hall"
    she.pick(jobs.view, jobs.model.find(failed.id))
    she.wait(lambda: len(she.state.jobs.frames) == 2 and jobs.detail.next_step.failed.isVisible())
    she.wait(lambda: "the renderer crashed" in jobs.detail.next_step.failed.text.text())
    assert jobs.detail.page() == FRAMES
    she.keep("day-units-failed")
    she.click(jobs.footer.failed.button)
    she.wait(lambda: all(frame.status is FrameStatus.DONE for frame in she.state.jobs.frames))
    she.wait(lambda: all(task.status is TaskStatus.DONE for task in she.state.jobs.tasks))
