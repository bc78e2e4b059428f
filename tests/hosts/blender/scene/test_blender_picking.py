"""Selecting what a finding is about."""

from __future__ import annotations

import pytest

from foxsubmit.core.model.host import Selects

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender


@pytest.fixture
def host(project):
    from foxsubmit.hosts.blender.scene.host import Blender

    for name in ("Chair", "Table"):
        bpy.context.scene.collection.objects.link(bpy.data.objects.new(name, bpy.data.meshes.new(name)))
    bpy.context.view_layer.update()
    return Blender()


def material(name):
    made = bpy.data.materials.new(name)
    if made.node_tree is None:
        made.use_nodes = True
    return made


def selected():
    return sorted(thing.name for thing in bpy.context.scene.objects if thing.select_get())


def test_blender_offers_to_select(host):
    assert isinstance(host, Selects)


def test_an_object_is_selected_instead_of_others(host):
    bpy.data.objects["Table"].select_set(True)
    host.select(('Object "Chair" · "Cloth"',))
    assert selected() == ["Chair"]
    assert bpy.context.view_layer.objects.active.name == "Chair"


def test_what_uses_a_picture_is_selected_by_the_names_that_gathering_gave(host, project, assets):
    wood = material("Wood")
    wood.node_tree.nodes.new("ShaderNodeTexImage").image = project.image(project.write("wood.png"))
    bpy.data.objects["Table"].data.materials.append(wood)
    host.select((assets()[0].used_by,))
    assert selected() == ["Table"]


def test_a_camera_is_selected_by_its_plain_name(host):
    bpy.context.scene.collection.objects.link(bpy.data.objects.new("Crane", bpy.data.cameras.new("Lens")))
    bpy.context.view_layer.update()
    host.select(("Crane",))
    assert selected() == ["Crane"]
    host.select(('Camera "Lens"',))
    assert selected() == ["Crane"]


@pytest.mark.parametrize("node", [
    "", "Gone", 'Image "gone.png"', 'Nothing "Chair"', '"', 'Object "', ' · ', 'Object "Chair', 'Scene "Scene"',
    "Scene", 'Library "gone.blend" · Material "Oak"', 'Object "(.*"', "Color management",
])
def test_names_that_mean_nothing_here_change_nothing(host, node):
    bpy.data.objects["Table"].select_set(True)
    host.select((node,))
    assert selected() == ["Table"]


def test_a_linked_material_is_told_from_a_local_one(host, project, tmp_path):
    from foxsubmit.hosts.blender.scene.picking import meant

    bpy.data.libraries.write(str(tmp_path / "lib.blend"), {material("Oak")}, fake_user=True)
    with bpy.data.libraries.load(str(tmp_path / "lib.blend"), link=True) as (_there, wanted):
        wanted.materials = ["Oak"]
    found = meant('Library "lib.blend" · Material "Oak"')
    assert wanted.materials[0] in found
    assert all(isinstance(owner, bpy.types.Material) for owner in found)
