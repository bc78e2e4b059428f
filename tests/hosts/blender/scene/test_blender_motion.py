"""What moves in a scene."""

from __future__ import annotations

import pytest

from foxsubmit.core.model.host import Frames

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender


@pytest.fixture
def host(project):
    from foxsubmit.hosts.blender.scene.host import Blender

    bpy.context.scene.frame_start, bpy.context.scene.frame_end = 1, 250
    return Blender()


def keyed(first=10, last=40, name="Thing"):
    """An object with keyframes."""
    thing = bpy.data.objects.new(name, bpy.data.meshes.new(name))
    bpy.context.scene.collection.objects.link(thing)
    for frame in (first, last):
        thing.location.x = frame
        thing.keyframe_insert("location", frame=frame)
    return thing


def curves_of(thing):
    from foxsubmit.hosts.blender.scene.motion import curves

    return curves(thing.animation_data.action)


def test_a_still_scene_has_no_animation(host):
    bpy.context.scene.collection.objects.link(bpy.data.objects.new("Thing", None))
    assert host.scene().animation is None


def test_animation_reaches_from_the_first_keyframe_to_the_last(host):
    keyed()
    keyed(-3, 20, "Other")
    assert host.scene().animation == Frames(-3, 40)


def test_an_action_that_nobody_uses_moves_nothing(host):
    bpy.data.actions.new("Walk").use_fake_user = True
    assert host.scene().animation is None


def test_cameras_that_markers_change_to_are_animation(host):
    keyed()
    scene = bpy.context.scene
    camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    scene.collection.objects.link(camera)
    scene.timeline_markers.new("cut", frame=60).camera = camera
    assert host.scene().animation == Frames(10, 60)


def add_driver(thing):
    thing.driver_add("scale", 0).driver.expression = "frame / 10"


def add_cycles(thing):
    curves_of(thing)[0].modifiers.new("CYCLES")


def go_straight_on(thing):
    curves_of(thing)[0].extrapolation = "LINEAR"


def add_track(thing):
    thing.animation_data.nla_tracks.new()


def add_cloth(thing):
    thing.modifiers.new("Cloth", "CLOTH")


def add_film(thing):
    bpy.data.images.new("film", 1, 1).source = "MOVIE"


def add_strips(thing):
    editor = bpy.context.scene.sequence_editor_create()
    strips = editor.strips if hasattr(editor, "strips") else editor.sequences
    strips.new_meta("Cut", 1, 1)


@pytest.mark.parametrize("more", [add_driver, add_cycles, go_straight_on, add_track, add_cloth, add_film, add_strips],
                         ids=lambda function: function.__name__)
def test_nobody_knows_the_end_of_what_is_more_than_keyframes(host, more):
    thing = keyed()
    assert host.scene().animation == Frames(10, 40)
    more(thing)
    assert host.scene().animation is None
