"""The frames of a Blender scene's sequences: what is planned for typed frames, offsets and repeated ones."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hosts.planned import needed_are_sent, planned, sequence

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender


@pytest.fixture
def host():
    from foxsubmit.hosts.blender.scene.host import Blender

    return Blender()


@pytest.fixture
def plate(project):
    """The image user of a node that shows a sequence of 200 pictures."""
    sequence(project.folder / "plate", "p.{:04}.png", range(1, 201))
    material = bpy.data.materials.new("Steel")
    material.use_fake_user = True
    if material.node_tree is None:
        material.use_nodes = True
    node = material.node_tree.nodes.new("ShaderNodeTexImage")
    node.image = bpy.data.images.load(str(project.folder / "plate/p.0001.png"))
    node.image.source = "SEQUENCE"
    user = node.image_user
    user.use_auto_refresh, user.frame_duration, user.frame_start, user.frame_offset = True, 200, 1, 0
    return user


@pytest.mark.usefixtures("farm")
def test_typed_frames_are_planned_and_not_all_that_is_on_disk(host, project, plate, tmp_path, monkeypatch, capsys):
    bpy.context.scene.frame_start, bpy.context.scene.frame_end = 1, 100
    bpy.context.scene.camera = bpy.data.objects.new("C", bpy.data.cameras.new("C"))
    bpy.context.scene.collection.objects.link(bpy.context.scene.camera)
    project.save()
    assert planned(host, project.folder, monkeypatch, capsys, "--frames", "150-160", version="4.5.1") == [
        f"p.{number:04}.png" for number in range(147, 164)]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(-20, 250), st.integers(0, 60), st.integers(-30, 60), st.integers(0, 50), st.integers(1, 150),
       st.booleans())
def test_all_that_a_picture_needs_is_sent_and_little_more(host, plate, first, length, start, offset, duration, cyclic):
    plate.frame_start, plate.frame_offset, plate.frame_duration = start, offset, duration
    plate.use_cyclic = cyclic

    def number(frame):
        place = frame - start
        return (place % duration if cyclic else min(max(place, 0), duration - 1)) + 1 + offset

    inside = all(0 <= frame - start < duration for frame in (first - 3, first + length + 3))
    needed_are_sent(host, number, first, first + length, exact=inside or not cyclic)
