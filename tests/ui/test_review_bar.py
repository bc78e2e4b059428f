"""The bar above the picture: layer, exposure, gamma, view transform, and what is said below."""

from __future__ import annotations

from pathlib import Path

import pytest
from qtpy.QtCore import Qt
from qtpy.QtGui import QImage
from tests.ui.having import having

from foxsubmit.core.pictures.channels import Layer
from foxsubmit.core.pictures.looks import Look, Transform
from foxsubmit.core.pictures.values import PixelValue
from foxsubmit.ui.jobs.task_detail import VIEWER
from foxsubmit.ui.panel import JOBS

pytestmark = pytest.mark.usefixtures("pages_turned_to")

BEAUTY = Layer(0, "V.Combined", ("V.Combined.R", "V.Combined.G", "V.Combined.B"), "V.Combined.A")
DEPTH = Layer(0, "V.Depth", ("V.Depth.Z",))
FILE = Path("beauty.1046.exr")


@pytest.fixture
def viewer(opened, states):
    """The viewer at frame 1046, whose own file is here, with this in the state of its review."""
    def open_viewer(**review):
        panel, session = opened(states.log(), 960, 884)
        panel.tabs.setCurrentIndex(JOBS)
        panel.jobs.frames.pick(1046)
        panel.jobs.detail.turn(VIEWER)
        session.becomes(having(session.state, review={
            "frame_id": 1046, "file": FILE, "layers": (BEAUTY, DEPTH), "look": Look(BEAUTY), **review}))
        session.calls.clear()
        return panel.jobs.detail.viewer, session

    return open_viewer


def test_without_the_frames_own_file_there_is_nothing_to_choose(viewer):
    page, session = viewer(file=None, layers=(), look=None)
    assert page.bar.isHidden()
    session.changes("review", file=FILE, layers=(BEAUTY,), look=Look(BEAUTY), frame_id=1045)
    assert page.bar.isHidden()


@pytest.mark.parametrize(("layers", "names"), [
    ((BEAUTY, DEPTH), ["Combined", "Depth"]),
    ((BEAUTY,), ["V.Combined"]),
    ((Layer(0, "", ("R", "G", "B")), DEPTH, Layer(0, "V.Dep2", ("V.Dep2.Z",))), ["Picture", "V.Depth", "V.Dep2"]),
    ((Layer(0, "V.Depth", ("V.Depth.Z",)), Layer(0, "V.Dep2", ("V.Dep2.Z",))), ["Depth", "Dep2"]),
])
def test_layers_are_offered_by_names_without_what_all_have(viewer, layers, names):
    page, _session = viewer(layers=layers, look=Look(layers[0]))
    assert [page.bar.layers.itemText(at) for at in range(page.bar.layers.count())] == names


def test_another_layer_is_chosen(viewer):
    page, session = viewer()
    bar = page.bar
    assert bar.layers.picked().key == BEAUTY
    bar.layers.setCurrentIndex(1)
    bar.layers.activated.emit(1)
    assert session.calls == [("review.look", {"layer": DEPTH})]


def test_exposure_and_gamma_are_typed(viewer, qtbot):
    page, session = viewer()
    bar = page.bar
    bar.exposure.selectAll()
    qtbot.keyClicks(bar.exposure, "1.5")
    qtbot.keyClick(bar.exposure, Qt.Key.Key_Return)
    bar.gamma.selectAll()
    qtbot.keyClicks(bar.gamma, "2.2")
    qtbot.keyClick(bar.gamma, Qt.Key.Key_Return)
    assert session.calls == [("review.look", {"exposure": 1.5}), ("review.look", {"gamma": 2.2})]


def test_what_is_chosen_elsewhere_is_shown_and_asks_for_nothing(viewer):
    page, session = viewer()
    session.changes("review", look=Look(BEAUTY, exposure=-2.0, gamma=1.8))
    assert (page.bar.exposure.text(), page.bar.gamma.text()) == ("EV -2", "γ 1.8")
    assert session.calls == []


def test_distances_have_no_exposure(viewer):
    page, _session = viewer(look=Look(DEPTH))
    assert not page.bar.exposure.isEnabled()
    assert not page.bar.gamma.isEnabled()


def test_the_views_of_a_configuration_are_offered(viewer):
    page, session = viewer(transforms=(Transform("c", "sRGB", "AgX"), Transform("c", "P3", "Raw")))
    bar = page.bar
    assert [bar.views.itemText(at) for at in range(bar.views.count())] == ["sRGB", "AgX (sRGB)", "Raw (P3)"]
    bar.views.activated.emit(1)
    assert session.calls == [("review.look", {"transform": Transform("c", "sRGB", "AgX")})]
    session.changes("review", transforms=())
    assert bar.views.isHidden()


def test_the_picture_of_the_look_is_shown_and_the_usual_one_comes_back(viewer, qtbot, tmp_path):
    page, session = viewer()
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    image.save(str(tmp_path / "look.bmp"))
    assert not page.bar.usual.isEnabled()
    session.changes("review", look=Look(BEAUTY, exposure=1.0), picture=tmp_path / "look.bmp")
    qtbot.waitUntil(lambda: page.viewer._item.pixmap().width() == 40)
    qtbot.mouseClick(page.bar.usual, Qt.MouseButton.LeftButton)
    assert session.calls[-1] == ("review.look_as_usual", {})
    session.changes("review", look=Look(BEAUTY), picture=None)
    qtbot.waitUntil(lambda: page.viewer._item.pixmap().width() != 40)


def test_values_and_troubles_are_said_below(viewer):
    page, session = viewer()
    assert page.bar.said.isHidden()
    session.changes("review", pixel=PixelValue(120, 45, (
        ("V.Combined.R", 0.25), ("V.Combined.G", 1234.5678), ("V.Combined.B", float("nan")))))
    assert page.bar.said.whole() == "120, 45: R 0.25 · G 1235 · B nan"
    session.changes("review", trouble="beauty.1046.exr cannot be read as a picture.")
    assert page.bar.said.whole() == "beauty.1046.exr cannot be read as a picture."


def test_the_mouse_asks_for_the_pixel_below_it(viewer, qtbot):
    page, session = viewer()
    page.viewer.pointed.emit(0.25, 0.75)
    assert session.calls == [("review.read_pixel", {"across": 0.25, "down": 0.75})]
