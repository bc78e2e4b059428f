"""Files that only hidden objects have: no render needs them, unless something that is rendered may take them."""

from __future__ import annotations

from pathlib import PureWindowsPath

import pytest

from foxsubmit.core.model.need import Need

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender


@pytest.fixture
def guide(project):
    """An object that is hidden from rendering, with a picture of its own."""
    return shown(project, "Guide", "guide.png", hide_render=True)


def shown(project, name, picture, **settings):
    thing = bpy.data.objects.new(name, bpy.data.meshes.new(name))
    bpy.context.scene.collection.objects.link(thing)
    thing.data.materials.append(material(project, picture))
    for setting, value in settings.items():
        setattr(thing, setting, value)
    return thing


def material(project, picture):
    made = bpy.data.materials.new(picture)
    if made.node_tree is None:
        made.use_nodes = True
    image = bpy.data.images.load(project.write(picture))
    made.node_tree.nodes.new("ShaderNodeTexImage").image = image
    return made


def needs(assets):
    return {PureWindowsPath(asset.path).name: asset.need for asset in assets()}


def test_the_picture_of_an_object_that_no_render_shows_is_not_needed(project, guide, assets):
    shown(project, "Wall", "wall.png")
    assert needs(assets) == {"guide.png": Need.SHOWN, "wall.png": Need.NEEDED}


def test_all_that_a_hidden_collection_holds_is_not_needed(project, assets):
    collection = bpy.data.collections.new("References")
    bpy.context.scene.collection.children.link(collection)
    thing = shown(project, "Guide", "guide.png")
    bpy.context.scene.collection.objects.unlink(thing)
    collection.objects.link(thing)
    assert needs(assets) == {"guide.png": Need.NEEDED}
    collection.hide_render = True
    assert needs(assets) == {"guide.png": Need.SHOWN}


def test_the_frames_that_a_hidden_object_shows_are_not_needed(project, guide, assets):
    image = guide.data.materials[0].node_tree.nodes[-1].image
    image.source = "SEQUENCE"
    image.filepath = project.write("plate.0001.png")
    assert set(needs(assets).values()) == {Need.SHOWN}


def rendered_too(project, guide):
    shown(project, "Wall", "wall.png").data.materials.append(guide.data.materials[0])


def its_mesh_is_another_objects(project, guide):
    bpy.context.scene.collection.objects.link(bpy.data.objects.new("Copy", guide.data))


def its_material_is_in_a_slot_of_another(project, guide):
    other = shown(project, "Wall", "wall.png")
    other.material_slots[0].link = "OBJECT"
    other.material_slots[0].material = guide.data.materials[0]


def its_picture_is_in_the_world(project, guide):
    world = bpy.context.scene.world = bpy.data.worlds.new("World")
    if world.node_tree is None:
        world.use_nodes = True
    node = world.node_tree.nodes.new("ShaderNodeTexEnvironment")
    node.image = guide.data.materials[0].node_tree.nodes[-1].image


def its_hiding_is_animated(project, guide):
    guide.keyframe_insert("hide_render", frame=1)


def a_modifier_names_it(project, guide):
    shown(project, "Wall", "wall.png").modifiers.new("Cut", "BOOLEAN").object = guide


def nodes_name_it(project, guide):
    group = bpy.data.node_groups.new("Scatter", "GeometryNodeTree")
    group.nodes.new("GeometryNodeObjectInfo").inputs["Object"].default_value = guide
    shown(project, "Wall", "wall.png").modifiers.new("Scatter", "NODES").node_group = group


def a_modifiers_socket_names_it(project, guide):
    group = bpy.data.node_groups.new("Scatter", "GeometryNodeTree")
    group.interface.new_socket("Thing", in_out="INPUT", socket_type="NodeSocketObject")
    modifier = shown(project, "Wall", "wall.png").modifiers.new("Scatter", "NODES")
    modifier.node_group = group
    socket = group.interface.items_tree[0].identifier
    if hasattr(modifier, "properties"):  # 5.2
        getattr(modifier.properties.inputs, socket).value = guide
    else:
        modifier[socket] = guide


def its_collection_is_scattered(project, guide):
    collection = bpy.data.collections.new("Trees")
    collection.objects.link(guide)
    group = bpy.data.node_groups.new("Scatter", "GeometryNodeTree")
    group.nodes.new("GeometryNodeCollectionInfo").inputs["Collection"].default_value = collection
    shown(project, "Wall", "wall.png").modifiers.new("Scatter", "NODES").node_group = group


def particles_show_it(project, guide):
    wall = shown(project, "Wall", "wall.png")
    settings = wall.modifiers.new("Grass", "PARTICLE_SYSTEM").particle_system.settings
    settings.render_type, settings.instance_object = "OBJECT", guide


def every_layer_has_its_material(project, guide):
    bpy.context.view_layer.material_override = guide.data.materials[0]


def nobody_has_its_material_any_more(project, guide):
    guide.data.materials[0].use_fake_user = True
    guide.data.materials.clear()


@pytest.mark.parametrize("use", [
    rendered_too, its_mesh_is_another_objects, its_material_is_in_a_slot_of_another, its_picture_is_in_the_world,
    its_hiding_is_animated, a_modifier_names_it, nodes_name_it, a_modifiers_socket_names_it,
    its_collection_is_scattered, particles_show_it, every_layer_has_its_material, nobody_has_its_material_any_more,
], ids=lambda use: use.__name__)
def test_what_a_render_may_take_all_the_same_is_needed(project, guide, assets, use):
    use(project, guide)
    assert needs(assets)["guide.png"] is Need.NEEDED
