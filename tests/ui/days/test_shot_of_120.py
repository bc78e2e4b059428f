"""A day with a shot of 120 frames: test frames, the rest, one frame out of memory, restarted by the offered button."""

from __future__ import annotations

import dataclasses

import pytest
from tests.conftest import make_project

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.farm.renderers import simulated
from foxsubmit.ui.jobs.task_detail import FRAMES, LOG, NEXT, VIEWER
from foxsubmit.ui.panel import JOBS, TRANSFERS

FRAME_COUNT, HEAVY = 120, 57
SAID = "Error: not enough memory: 63.8 GB needed for volumes"


@pytest.fixture
def heavy_frame(monkeypatch):
    """Frame 57 needs more memory than a node with 64 GB has; with 128 GB it renders."""
    draw = simulated.render

    def render(job, progress, seconds):
        row = progress._farm.database.row("SELECT ram FROM tasks WHERE id = ?", progress._task)
        if row["ram"] > 64 or HEAVY not in job.frames:
            draw(job, progress, seconds)
            return
        progress.started(HEAVY)
        progress.log("Loading shot.blend")
        progress.log(SAID)
        progress.failed(HEAVY, SAID)
        rest = tuple(piece for piece in job.pieces if HEAVY not in piece.numbers)
        if rest:
            draw(dataclasses.replace(job, pieces=rest), progress, seconds)

    monkeypatch.setattr(simulated, "render", render)


def test_a_shot_with_a_frame_that_fails(artist, place, settings, heavy_frame):
    with LocalFarm(place / "farm", options=Options(simulate=True, seconds=0)):
        settings.remember_farm(place / "farm")
        she = artist(make_project(place / "scene", {"wood.png": b"wood"}, frames=FRAME_COUNT))
        submit_with_test_frames(she, place / "frames")
        render_the_rest(she)
        read_why_it_failed(she)
        restart_it(she)
        she.turn(TRANSFERS)
        she.wait(lambda: she.state.transfers.rows[0].state is TransferState.FETCHED
                 and she.state.transfers.rows[0].fetched == FRAME_COUNT)
        assert len(list((place / "frames").rglob("*.png"))) == FRAME_COUNT
        assert she.state.message == ""


def submit_with_test_frames(she, folder):
    submit = she.panel.submit
    she.wait(lambda: she.state.can_submit and she.state.scene.new_bytes is not None)
    for name in ("test_first", "test_middle", "test_last"):
        if not submit.frames._tests[name].isChecked():
            she.click(submit.frames._tests[name])
    she.wait(submit.frames._pause.isEnabled)
    if not submit.frames._pause.isChecked():
        she.click(submit.frames._pause)
    she.click(submit.more.fold)
    she.type(submit.more._output, str(folder))
    she.wait(submit.footer.submit.isEnabled)
    assert submit.footer.submit.text().startswith("Submit 120 frames")
    she.click(submit.footer.submit)
    she.wait(lambda: she.panel.tabs.currentIndex() == JOBS)


def render_the_rest(she):
    """The page opens by itself; a picture is looked at large before the button is clicked."""
    detail = she.panel.jobs.detail
    page = detail.after.decision
    she.wait(lambda: detail.page() == NEXT and page.model.rowCount() == 3)
    she.wait(lambda: all(page.model.row(page.model.index(place, 0)).thumbnail for place in range(3)))
    assert page.go.button.text().startswith("Render the rest for ")
    she.keep("day-shot-test")
    she.pick(page.sheet, page.model.index(1, 0), double=True)
    assert detail.page() == VIEWER
    she.wait(detail.viewer.viewer.has_picture)
    she.click(detail.buttons[NEXT])
    she.click(page.go.button)
    she.wait(lambda: detail.page() == FRAMES)


def read_why_it_failed(she):
    """The reason stands above the frames, in the table, and where the log opens."""
    jobs = she.panel.jobs
    she.wait(lambda: she.state.jobs.tasks[0].status is TaskStatus.DONE_WITH_FAILURES)
    she.wait(jobs.detail.next_step.help.isVisible)
    assert jobs.detail.next_step.failed.text.text().startswith(
        "1 of 120 frames failed (57): out of memory (63.8 GB) (frame 57: ")
    she.keep("day-shot-failed")
    she.click(jobs.detail.next_step.log)
    assert jobs.detail.page() == LOG
    she.wait(lambda: jobs.detail.log.text.textCursor().block().text() == SAID)
    she.click(jobs.detail.buttons[NEXT])
    assert [card.title.whole() for card in jobs.detail.after.why.cards] == ["Frame 57: out of memory (63.8 GB)."]
    she.keep("day-shot-reasons")


def restart_it(she):
    detail = she.panel.jobs.detail
    card = detail.after.why.cards[0]
    assert card.help.button.text() == "Restart 1 failed with 128 GB"
    she.click(card.help.button)
    she.wait(lambda: she.state.jobs.tasks[0].status is TaskStatus.DONE)
    assert detail.page() == FRAMES, "nothing is left to decide"
    she.wait(lambda: all(frame.status is FrameStatus.DONE for frame in she.state.jobs.frames))
    heavy = next(frame for frame in she.state.jobs.frames if frame.name == str(HEAVY))
    assert (heavy.again, heavy.ram) == (1, 128)
    assert she.state.jobs.tasks[0].done == FRAME_COUNT
    she.keep("day-shot-done")
