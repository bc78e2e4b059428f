"""Frames dragged to other programs, and a movie saved from the viewer."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from qtpy.QtCore import QEvent, QPoint, QPointF, Qt
from qtpy.QtGui import QMouseEvent
from qtpy.QtWidgets import QApplication
from tests.ui.having import having

from foxsubmit.core.session.review.saved import Saved
from foxsubmit.ui.jobs.review.drag_out import files_of, mime
from foxsubmit.ui.panel import JOBS


@pytest.fixture
def dragged(monkeypatch):
    """The frames that were dragged, by where from."""
    seen = []
    for module in ("frame_actions", "viewer_page"):
        monkeypatch.setattr(f"foxsubmit.ui.jobs.{module}.drag",
                            lambda _source, frames: seen.append([frame.name for frame in frames]))
    return seen


def here(state, *names):
    frames = tuple(dataclasses.replace(frame, file=Path(f"/results/a.{frame.name}.exr")) if frame.name in names
                   else frame for frame in state.jobs.frames)
    return having(state, jobs={"frames": frames})


def test_what_is_dragged_are_the_files_that_are_here(states):
    frames = here(states.log(), "1037", "1039").jobs.frames[:3]
    files, why = files_of(frames)
    assert (files, why) == ([Path("/results/a.1037.exr"), Path("/results/a.1039.exr")], "")
    assert [url.toLocalFile() for url in mime(files).urls()] == [path.as_posix() for path in files]


def test_why_nothing_is_dragged_is_said(states):
    frames = states.log().jobs.frames
    assert files_of(frames[:1]) == ([], "Frame 1037 has no file on this machine: fetch it first.")
    assert files_of(frames[:2])[1] == "None of these frames has a file on this machine: fetch them first."


def drag_from(view, place, qtbot):
    start = view.visualRect(view.model().index(place, 0)).center()
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in (4, 30):
        _move(view.viewport(), start + QPoint(step, step))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(30, 30))


def _move(widget, place):
    QApplication.sendEvent(widget, QMouseEvent(
        QEvent.Type.MouseMove, QPointF(place), QPointF(widget.mapToGlobal(place)), Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))


@pytest.mark.parametrize("name", ["sheet", "table"])
def test_selected_frames_are_dragged_together(opened, states, qtbot, dragged, name):
    panel, _session = opened(here(states.log(), "1037"), 960, 884)
    panel.tabs.setCurrentIndex(JOBS)
    frames = panel.jobs.frames
    view = getattr(frames, name)
    frames.table.selectAll()
    drag_from(view, 1, qtbot)
    assert len(dragged) == 1
    assert len(dragged[0]) == len(frames.model.given())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(2, 0)).center())
    assert [frame.name for frame in frames.selected()] == ["1039"]  # a click alone selects one


def test_a_frame_that_is_not_selected_is_not_dragged(opened, states, qtbot, dragged):
    panel, _session = opened(states.log(), 960, 884)
    panel.tabs.setCurrentIndex(JOBS)
    panel.jobs.frames.pick(1046)
    drag_from(panel.jobs.frames.sheet, 0, qtbot)
    assert dragged == []


def test_the_picture_is_dragged_while_all_of_it_is_seen(looking, qtbot, dragged):
    page, _session = looking()
    view = page.viewer
    for expected in (["1046"], None):
        centre = view.viewport().rect().center()
        qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=centre)
        _move(view.viewport(), centre + QPoint(30, 30))
        qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=centre)
        assert dragged == ([expected] if expected else [["1046"]])
        view.one_to_one()


def test_a_movie_is_saved_at_the_rate_of_the_flipbook(looking, qtbot, monkeypatch, tmp_path):
    page, session = looking()
    asked = []
    monkeypatch.setattr("foxsubmit.ui.jobs.review.movie_file.ask_save", lambda *given: asked.append(given))
    page._clockwork.rate = 24000 / 1001
    qtbot.mouseClick(page.playing_line.save, Qt.MouseButton.LeftButton)
    asked[0][-1](str(tmp_path / "a.mp4"))
    assert session.calls == [("review.saving.save", {"target": tmp_path / "a.mp4", "rate": "24000/1001"})]
    session.changes("review", saved=Saved(tmp_path / "a.mp4", running=True, done=3, all=120))
    assert page.playing_line.behind.whole() == "Movie: 3 of 120"
    qtbot.mouseClick(page.playing_line.save, Qt.MouseButton.LeftButton)
    assert session.calls[-1] == ("review.saving.stop", {})
    session.changes("review", saved=Saved(tmp_path / "a.mp4", said="Saved."))
    assert page.playing_line.behind.whole() == "Saved."
    session.changes("review", saved=Saved(tmp_path / "a.mp4", trouble="There is no room."))
    assert page.playing_line.behind.whole() == "There is no room."
