"""Simulations that are not baked: Blender would show another picture on a machine that has not played the frames."""

from __future__ import annotations

import pytest

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.checks.run import Submission, run_checks
from foxsubmit.core.model import finding_codes as codes
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.finding import Severity

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender

CLOTH = 'Object "Thing" · "Cloth"'


@pytest.fixture
def scene(project):
    """A scene of ten frames."""
    scene = bpy.context.scene
    scene.frame_start, scene.frame_end = 1, 10
    return scene


def put(project, scene, kind=""):
    """An object in the scene, with a modifier."""
    thing, modifier = project.object(kind) if kind else (project.object(), None)
    thing.data.from_pydata([(0, 0, 0), (1, 0, 0), (0, 1, 0)], [], [(0, 1, 2)])
    scene.collection.objects.link(thing)
    bpy.context.view_layer.objects.active = thing
    return thing, modifier


def not_baked(frames=None):
    """Nodes and severity of what is said of simulations."""
    from foxsubmit.hosts.blender.scene.host import Blender

    host = Blender()
    read, assets = host.scene(), find_all(asset for asset in host.assets() if asset is not None)
    it = Submission("blender", read, read.units[:1], assets, Choices(frames=frames), None, connected=False)
    return [(*each.nodes, each.severity) for each in run_checks(it) if each.code == codes.NOT_BAKED]


def bake(cache):
    with bpy.context.temp_override(point_cache=cache):
        bpy.ops.ptcache.bake(bake=True)


@pytest.mark.parametrize("kind", ["CLOTH", "SOFT_BODY"])
def test_what_is_not_baked_is_named(project, scene, kind):
    put(project, scene, kind)
    assert not_baked() == [(f'Object "Thing" · "{kind.title()}"', Severity.WARNING)]


def test_a_cache_that_was_only_played_is_not_baked(project, scene):
    put(project, scene, "CLOTH")
    for frame in range(1, 11):
        scene.frame_set(frame)
    assert not_baked() == [(CLOTH, Severity.WARNING)]


def test_where_only_the_first_frame_is_rendered_nothing_has_to_be_baked(project, scene):
    put(project, scene, "CLOTH")
    assert not_baked("1") == []
    assert not_baked("1,4") == [(CLOTH, Severity.WARNING)]


@pytest.mark.parametrize("saved", [False, True])
def test_a_bake_of_all_frames_is_fine_and_a_shorter_one_is_named(project, scene, saved):
    _thing, cloth = put(project, scene, "CLOTH")
    cloth.point_cache.frame_end = 10
    bake(cloth.point_cache)
    if saved:
        project.reopen()
    assert not_baked() == []
    assert not_baked("5-12") == [(CLOTH, Severity.WARNING)]


def test_a_bake_of_what_was_played_ends_where_it_was_stopped(project, scene):
    _thing, cloth = put(project, scene, "CLOTH")
    for frame in range(1, 5):
        scene.frame_set(frame)
    with bpy.context.temp_override(point_cache=cloth.point_cache):
        bpy.ops.ptcache.bake_from_cache()
    assert not_baked("1-4") == []
    assert not_baked() == [(CLOTH, Severity.WARNING)]


def test_what_is_not_rendered_has_not_to_be_baked(project, scene):
    thing, cloth = put(project, scene, "CLOTH")
    thing.hide_render = True
    assert not_baked() == []
    thing.keyframe_insert("hide_render", frame=1)
    assert not_baked() == [(CLOTH, Severity.WARNING)]
    thing.animation_data_clear()
    thing.hide_render = False
    cloth.show_render = False
    assert not_baked() == []
    cloth.show_render = True
    collection = bpy.data.collections.new("Guides")
    scene.collection.children.link(collection)
    scene.collection.objects.unlink(thing)
    collection.objects.link(thing)
    scene.view_layers[0].layer_collection.children["Guides"].exclude = True
    assert not_baked() == []


def test_a_hidden_object_from_which_a_rendered_one_takes_its_shape_is_named(project, scene):
    thing, _cloth = put(project, scene, "CLOTH")
    thing.hide_render = True
    other = project.object(name="Other")
    scene.collection.objects.link(other)
    other.modifiers.new("Deform", "SURFACE_DEFORM").target = thing
    assert not_baked() == [(CLOTH, Severity.WARNING)]


@pytest.mark.parametrize(("physics", "named"), [("NEWTON", True), ("BOIDS", True), ("NO", False), ("KEYED", False)])
def test_particles_are_named_where_forces_move_them(project, scene, physics, named):
    thing, _modifier = put(project, scene, "PARTICLE_SYSTEM")
    thing.particle_systems[0].settings.physics_type = physics
    node = f'Object "Thing" · "{thing.particle_systems[0].name}"'
    assert not_baked() == ([(node, Severity.WARNING)] if named else [])


def test_hair_is_named_where_it_has_dynamics(project, scene):
    thing, _modifier = put(project, scene, "PARTICLE_SYSTEM")
    system = thing.particle_systems[0]
    system.settings.type = "HAIR"
    assert not_baked() == []
    system.use_hair_dynamics = True
    assert not_baked() == [(f'Object "Thing" · "{system.name}"', Severity.WARNING)]


def test_rigid_bodies_are_named_where_one_of_them_moves_by_itself(project, scene):
    thing, _none = put(project, scene)
    bpy.ops.rigidbody.world_add()
    with bpy.context.temp_override(object=thing, active_object=thing, selected_objects=[thing]):
        bpy.ops.rigidbody.object_add(type="PASSIVE")
    assert not_baked() == []
    thing.rigid_body.type = "ACTIVE"
    world = 'Scene "Scene" · "Rigid Body World"'
    assert not_baked() == [(world, Severity.WARNING)]
    scene.rigidbody_world.enabled = False
    assert not_baked() == []
    scene.rigidbody_world.enabled = True
    bake(scene.rigidbody_world.point_cache)
    assert not_baked() == []


def test_a_fluid_is_named_until_it_is_baked(project, scene):
    _thing, fluid = put(project, scene, "FLUID")
    fluid.fluid_type = "FLOW"
    assert not_baked() == []
    fluid.fluid_type = "DOMAIN"
    assert not_baked() == [('Object "Thing" · "Fluid"', Severity.WARNING)]


def test_dynamic_paint_on_points_is_named(project, scene):
    thing, paint = put(project, scene, "DYNAMIC_PAINT")
    with bpy.context.temp_override(object=thing, active_object=thing):
        bpy.ops.dpaint.type_toggle(type="CANVAS")
    ((node, _severity),) = not_baked()
    assert "Surface" in node
    paint.canvas_settings.canvas_surfaces[0].surface_format = "IMAGE"
    assert not_baked() == []


def test_an_armature_that_itasc_simulates_is_named(project, scene):
    rig = bpy.data.objects.new("Rig", bpy.data.armatures.new("Rig"))
    scene.collection.objects.link(rig)
    bpy.context.view_layer.objects.active = rig
    bpy.ops.object.mode_set(mode="EDIT")
    rig.data.edit_bones.new("Bone").tail = (0, 0, 1)
    bpy.ops.object.mode_set(mode="OBJECT")
    rig.pose.bones[0].constraints.new("IK")
    rig.pose.ik_solver = "ITASC"
    assert not_baked() == []
    rig.pose.ik_param.mode = "SIMULATION"
    assert not_baked() == [('Object "Rig" · "iTaSC"', Severity.WARNING)]


def zone(name="Sim"):
    """A group with a simulation that lifts what comes in."""
    tree = bpy.data.node_groups.new(name, "GeometryNodeTree")
    for way in ("INPUT", "OUTPUT"):
        tree.interface.new_socket("Geometry", in_out=way, socket_type="NodeSocketGeometry")
    kinds = ("NodeGroupInput", "GeometryNodeSimulationInput", "GeometryNodeSetPosition", "GeometryNodeSimulationOutput",
             "NodeGroupOutput")
    source, begin, move, end, sink = map(tree.nodes.new, kinds)
    begin.pair_with_output(end)
    move.inputs["Offset"].default_value = (0, 0, .2)
    for one, other in ((source.outputs[0], begin.inputs[0]), (begin.outputs["Geometry"], move.inputs[0]),
                       (move.outputs[0], end.inputs["Geometry"]), (end.outputs["Geometry"], sink.inputs[0])):
        tree.links.new(one, other)
    return tree


def around(inner):
    """A group that holds another."""
    tree = bpy.data.node_groups.new("Outer", "GeometryNodeTree")
    for way in ("INPUT", "OUTPUT"):
        tree.interface.new_socket("Geometry", in_out=way, socket_type="NodeSocketGeometry")
    source, group, sink = map(tree.nodes.new, ("NodeGroupInput", "GeometryNodeGroup", "NodeGroupOutput"))
    group.node_tree = inner
    tree.links.new(source.outputs[0], group.inputs[0])
    tree.links.new(group.outputs[0], sink.inputs[0])
    return tree


def bake_zone(thing, target):
    modifier = thing.modifiers[0]
    modifier.bake_target = target
    modifier.bakes[0].bake_mode = "ANIMATION"
    bpy.ops.object.geometry_node_bake_single(
        session_uid=thing.session_uid, modifier_name=modifier.name, bake_id=modifier.bakes[0].bake_id)


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize("target", ["PACKED", "DISK"])
def test_a_zone_is_named_until_it_is_baked_for_all_frames(project, scene, target, nested):
    thing, modifier = put(project, scene, "NODES")
    modifier.node_group = around(zone()) if nested else zone()
    bpy.context.view_layer.update()
    project.save()
    node = f'Object "Thing" · "{modifier.name}"' + (' · "Sim"' if nested else "")
    assert not_baked() == [(node, Severity.WARNING)]
    bake_zone(thing, target)
    assert not_baked() == []
    project.reopen()
    assert not_baked() == []
    assert not_baked("1-11") == [(node, Severity.WARNING)]


def test_a_zone_that_was_only_played_is_not_baked(project, scene):
    _thing, modifier = put(project, scene, "NODES")
    modifier.node_group = zone()
    for frame in range(1, 11):
        scene.frame_set(frame)
    assert len(not_baked()) == 1


def test_a_zone_whose_bake_on_disk_is_gone_is_named(project, scene):
    import shutil

    thing, modifier = put(project, scene, "NODES")
    modifier.node_group = zone()
    bpy.context.view_layer.update()
    project.save()
    bake_zone(thing, "DISK")
    shutil.rmtree(project.folder / "blendcache_main")
    assert len(not_baked()) == 1


def test_an_object_of_a_library_is_named_with_it(project, scene):
    thing, _cloth = put(project, scene, "CLOTH")
    collection = bpy.data.collections.new("Flags")
    collection.objects.link(thing)
    collection.use_fake_user = True
    bpy.ops.wm.save_as_mainfile(filepath=str(project.folder / "flags.blend"))
    bpy.ops.wm.read_factory_settings(use_empty=True)
    with bpy.data.libraries.load(str(project.folder / "flags.blend"), link=True) as (_there, here):
        here.collections = ["Flags"]
    project.save()
    assert not_baked() == []
    empty = bpy.data.objects.new("Instance", None)
    empty.instance_type, empty.instance_collection = "COLLECTION", here.collections[0]
    bpy.context.scene.collection.objects.link(empty)
    assert not_baked() == [(f'Library "flags.blend" · {CLOTH}', Severity.WARNING)]


def test_a_packed_bake_that_lies_otherwise_in_memory_counts_as_baked(project, scene):
    from foxsubmit.hosts.blender.scene.judging.packed_bakes import packed_frames

    class Otherwise:
        bake_target, bake_id, frame_start, frame_end, data_blocks = "PACKED", 7, 1, 2, ()

        def __init__(self, bake):
            self.as_pointer = bake.as_pointer

    _thing, modifier = put(project, scene, "NODES")
    modifier.node_group = zone()
    bpy.context.view_layer.update()
    assert packed_frames(modifier.bakes[0]) == []
    assert packed_frames(Otherwise(modifier.bakes[0])) is None
