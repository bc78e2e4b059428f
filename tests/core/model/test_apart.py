"""View layers and cameras as tasks of their own."""

from __future__ import annotations

import dataclasses

import pytest

from foxsubmit.core.model.apart import selected, units_of
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Frames, RenderUnit, Scene
from foxsubmit.core.model.unit_details import LAYERS_OFF

MAIN = RenderUnit("Shot", "Main", Frames(1, 3), (64, 48), layers=("Beauty", "Fog"), details=((LAYERS_OFF, "Old"),))
CRANE = dataclasses.replace(MAIN, camera="Crane", enabled=False)
OTHER = dataclasses.replace(MAIN, name="Other", enabled=False)
SCENE = Scene(None, "4.5", units=(MAIN, CRANE, OTHER))


def ids(choices):
    return [each.id.split("\n") for each in selected(SCENE, choices)]


def test_all_layers_are_one_unit_unless_they_are_apart():
    assert ids(Choices()) == [["Shot", "Main"]]
    found = selected(SCENE, Choices(apart=("layers",)))
    assert [(each.layer, each.layers) for each in found] == [("Beauty", ("Beauty",)), ("Fog", ("Fog",))]
    assert len({each.id for each in units_of(SCENE, Choices(apart=("layers",)))}) == 9


def test_a_layer_that_is_switched_off_can_be_chosen():
    assert ids(Choices(apart=("layers",), units=frozenset({"Shot\nMain\n/Old"}))) == [["Shot", "Main", "/Old"]]


def test_cameras_apart_are_those_of_the_scene_that_is_rendered():
    assert ids(Choices(apart=("cameras",))) == [["Shot", "Main"], ["Shot", "Crane"]]
    assert ids(Choices(apart=("cameras", "layers"))) == [
        ["Shot", camera, f"/{layer}"] for camera in ("Main", "Crane") for layer in ("Beauty", "Fog")]


def test_markers_are_no_camera_of_their_own():
    marked = dataclasses.replace(MAIN, variant="markers")
    scene = dataclasses.replace(SCENE, units=(marked, CRANE))
    assert [each.camera for each in selected(scene, Choices(apart=("cameras",)))] == ["Crane"]


@pytest.mark.parametrize(("apart", "units", "found"), [
    (("layers",), "Shot\nMain", [["Shot", "Main", "/Beauty"], ["Shot", "Main", "/Fog"]]),
    ((), "Shot\nMain\n/Fog", [["Shot", "Main"]]),
])
def test_what_was_chosen_stays_chosen_where_layers_are_put_apart_or_together(apart, units, found):
    assert ids(Choices(apart=apart, units=frozenset({units}))) == found
