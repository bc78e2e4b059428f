"""Comparing in the viewer: the wipe as it is seen and dragged, the difference, what is offered and said."""

from __future__ import annotations

import dataclasses

import pytest
from qtpy.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from qtpy.QtGui import QColor, QImage, QMouseEvent, QPixmap
from tests.ui.having import having

from foxsubmit.core.pictures.compare import Difference
from foxsubmit.core.session.review.compared import Against, Beside, Compared, Way
from foxsubmit.ui.jobs.review.wipe import Wipe

pytestmark = pytest.mark.usefixtures("pages_turned_to")


def picture(path, colour, width=320, height=180):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    image.save(str(path))
    return path


def against(page, session, other, **more):
    session.changes("review", compared=Compared(Against(Beside.PREVIOUS), frame_id=1046, name="1045", other=other,
                                                **more))


def seen(page, across):
    """The colour at a part of the picture's width, as it is on the screen."""
    view = page.viewer
    place = view.mapFromScene(QPointF(view.picture().width() * across, view.picture().height() / 2))
    return QColor(view.viewport().grab().toImage().pixel(place)).name()


@pytest.fixture
def wiped(looking, qtbot, tmp_path):
    """A red frame with a green picture to wipe against."""
    page, session = looking()
    session.becomes(having(session.state, review={
        "frame_id": 1046, "picture": picture(tmp_path / "a.png", "#ff0000")}))
    qtbot.waitUntil(lambda: page.viewer.picture().toImage().pixelColor(1, 1).name() == "#ff0000")
    against(page, session, picture(tmp_path / "b.png", "#00ff00"))
    qtbot.waitUntil(lambda: page.viewer.wipe.on)
    return page, session


def test_one_picture_is_left_of_the_line_and_the_other_right(wiped):
    page, _session = wiped
    assert [seen(page, part) for part in (0.25, 0.75)] == ["#ff0000", "#00ff00"]
    assert page.compare.said.whole() == "Left: 1046. Right: 1045."
    page.viewer.move_wipe(0.35)
    assert [seen(page, part) for part in (0.25, 0.75)] == ["#ff0000", "#ff0000"]
    page.viewer.move_wipe(9)
    assert page.viewer.wipe.at == 1.0


def test_the_line_is_dragged_and_the_picture_beside_it_is_not(wiped, qtbot):
    page, _session = wiped
    view = page.viewer
    line = view.mapFromScene(QPointF(view.picture().width() / 2, 60))
    quarter = view.mapFromScene(QPointF(view.picture().width() / 4, 60))
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=line + QPoint(3, 0))
    qtbot.mouseMove(view.viewport(), quarter)
    view.mouseMoveEvent(_move(view, quarter))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=quarter)
    assert view.wipe.at == pytest.approx(0.25, abs=0.02)
    assert seen(page, 0.4) == "#00ff00"
    before = view.wipe.at
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=line)
    view.mouseMoveEvent(_move(view, quarter))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=quarter)
    assert view.wipe.at == before


def _move(view, place):
    return QMouseEvent(QEvent.Type.MouseMove, QPointF(place), QPointF(view.mapToGlobal(place)),
                       Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def test_another_frame_has_no_wipe_before_its_own_is_made(wiped, qtbot):
    page, _session = wiped
    page.step(1)
    assert not page.viewer.wipe.on
    assert page.compare.said.whole() == "The picture to compare with is being made."


@pytest.mark.parametrize(("size", "place"), [
    ((320, 180), (0, 0, 320, 180)), ((1920, 1080), (0, 0, 320, 180)), ((100, 100), (70, 0, 180, 180)),
    ((400, 100), (0, 50, 320, 80))])
def test_a_picture_of_another_size_keeps_its_proportions(qapp, size, place):
    wipe = Wipe()
    wipe.other = QPixmap(*size)
    assert wipe.place_of_other(QRectF(0, 0, 320, 180)) == QRectF(*place)


def test_sizes_and_layers_that_differ_are_said(wiped):
    page, session = wiped
    against(page, session, session.state.review.compared.other, sizes=((1920, 1080), (960, 540)),
            lacks_layer="V.Depth")
    assert page.compare.said.whole() == (
        "Left: 1046. Right: 1045. 1045 has 960 × 540 pixels, the frame 1920 × 1080: it is shown at the size of the "
        "frame. 1045 has no layer V.Depth: its first one is shown.")


def test_the_difference_takes_the_place_of_the_picture_with_its_figures(wiped, qtbot, tmp_path):
    page, session = wiped
    session.changes("review", compared=Compared(
        Against(Beside.PREVIOUS), Way.DIFFERENCE, frame_id=1046, name="1045",
        difference=picture(tmp_path / "d.png", "#0000ff"), figures=Difference(0.0125, 0.5, 40, 4000)))
    qtbot.waitUntil(lambda: page.viewer.picture().toImage().pixelColor(1, 1).name() == "#0000ff")
    assert not page.viewer.wipe.on
    assert page.compare.said.whole() == (
        "1.00 % of the pixels differ by more than 0.01: at most 0.5, 0.0125 in the mean. "
        "40 of 4,000 pixels, from 1045.")
    assert page.compare.gain.isVisible()
    session.changes("review", compared=dataclasses.replace(
        session.state.review.compared, figures=Difference(0.0, 0.0, 0, 4000)))
    assert page.compare.said.whole() == "Every pixel is as in 1045."


def test_how_it_is_compared_is_chosen_with_the_mouse(wiped, qtbot):
    page, session = wiped
    session.calls.clear()
    qtbot.mouseClick(page.compare.difference, Qt.MouseButton.LeftButton)
    page.compare.gain.chosen.emit(16.0)
    qtbot.mouseClick(page.compare.close_button, Qt.MouseButton.LeftButton)
    assert session.calls == [("review.comparing.show", {"way": Way.DIFFERENCE}),
                             ("review.comparing.show", {"gain": 16.0}),
                             ("review.comparing.compare", {"against": None})]


def test_w_compares_with_the_frame_before_where_nothing_was_chosen(looking, qtbot):
    page, session = looking()
    assert page.compare.isHidden()
    qtbot.keyClick(page.viewer, Qt.Key.Key_W)
    assert session.calls == [("review.comparing.show", {"way": Way.WIPE}),
                             ("review.comparing.compare", {"against": Against(Beside.PREVIOUS)})]


def offered(page):
    menu = page.compare.menu(page.current(), page._tasks, page._frames)
    return {action.text().partition("\t")[0]: action for action in menu.actions() if action.text()}


def test_earlier_tasks_of_the_scene_are_offered(looking, states):
    state = states.log()
    whole = state.jobs.selected_whole
    older = dataclasses.replace(whole, id=whole.id - 500, children=(), submitted=0.0, title="")
    page, session = looking(having(state, jobs={"tasks": (*state.jobs.tasks, older)}))
    entries = offered(page)
    name = f"The same frame of {older.id}, {older.name}"
    assert name in entries
    entries[name].trigger()
    assert session.calls == [("review.comparing.compare", {"against": Against(Beside.TASK, older.id)})]
    page.compare.menu(page.current(), page._tasks, page._frames)
    offered(page)["Frame 1046, from now on"].trigger()
    assert session.calls[-1] == ("review.comparing.compare", {"against": Against(Beside.FRAME, 1046)})


def test_without_an_earlier_task_it_is_said_why(looking):
    page, _session = looking()
    entry = offered(page)["The same frame of an earlier task"]
    assert not entry.isEnabled()
    assert entry.toolTip() == "No earlier task of this scene is listed."


def test_a_file_is_chosen(looking, monkeypatch, tmp_path):
    page, session = looking()
    asked = []
    monkeypatch.setattr("foxsubmit.ui.jobs.viewer_page.ask_files", lambda *given, **_named: asked.append(given))
    offered(page)["A file of this computer…"].trigger()
    asked[0][-1]([str(tmp_path / "ref.png")])
    assert session.calls == [("review.comparing.compare", {
        "against": Against(Beside.FILE, file=tmp_path / "ref.png")})]
