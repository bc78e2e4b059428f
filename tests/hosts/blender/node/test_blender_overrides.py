"""What one submission has otherwise than its scene, on the node that renders it."""

from __future__ import annotations

import pytest
from tests.hosts.blender.node.test_blender_render import add_camera, stage  # noqa: F401 - a fixture

from foxsubmit.core.common.errors import BadInput

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender


def test_samples_and_subdivisions_are_those_of_the_submission(stage):  # noqa: F811
    add_camera()
    scene = bpy.context.scene
    scene.cycles.samples, scene.cycles.use_denoising = 2, True
    stage(1, samples=0, overrides={"samples": "3", "simplify": "1"})
    assert (scene.cycles.samples, scene.eevee.taa_render_samples) == (3, 3)
    assert (scene.render.use_simplify, scene.render.simplify_subdivision_render) == (True, 1)
    assert scene.cycles.use_denoising


def test_the_device_is_that_of_the_submission_and_renders_without_one_too(stage):  # noqa: F811
    add_camera()
    scene, (told,) = stage(1, overrides={"device": "GPU"})
    assert (scene.cycles.device, told["event"]) == ("GPU", "done")


def test_one_view_layer_is_rendered_also_one_that_is_switched_off(stage):  # noqa: F811
    add_camera()
    scene = bpy.context.scene
    scene.view_layers.new("Fog").use = False
    _scene, (told,) = stage(1, layers=("Fog",))
    assert told["event"] == "done"
    assert [layer.name for layer in scene.view_layers if layer.use] == ["Fog"]


def test_a_view_layer_that_is_not_there_is_named(stage):  # noqa: F811
    add_camera()
    with pytest.raises(BadInput, match="no view layer “Smoke”"):
        stage(1, layers=("Smoke",))
