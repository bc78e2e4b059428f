"""What modifiers, particles and physics read from disk."""

from __future__ import annotations

import pytest

from foxsubmit.core.model.need import Need

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender


def seen(assets):
    return [(asset.path, asset.kind, (asset.need is Need.NEEDED)) for asset in assets]


@pytest.mark.parametrize("name", ["walk.mdd", "walk.pc2"])
def test_mesh_caches_are_found(project, assets, name):
    _thing, cache = project.object("MESH_CACHE")
    cache.filepath = project.write(name)
    assert seen(assets()) == [(*project.at(name), "cache", True)]


def test_a_fluid_that_is_not_baked_does_not_need_its_folder(project, assets):
    _thing, fluid = project.object("FLUID")
    fluid.fluid_type = "DOMAIN"
    fluid.domain_settings.cache_directory = "//cache/water/"
    assert seen(assets()) == [(*project.at("cache/water"), "cache", False)]


def test_other_fluid_objects_have_no_files(project, assets):
    _thing, fluid = project.object("FLUID")
    fluid.fluid_type = "FLOW"
    assert assets() == []


def test_an_ocean_that_is_not_baked_does_not_need_its_folder(project, assets):
    _thing, ocean = project.object("OCEAN")
    ocean.filepath = "//cache/ocean"
    assert seen(assets()) == [(*project.at("cache/ocean"), "cache", False)]


@pytest.mark.parametrize("kind", ["CLOTH", "SOFT_BODY"])
def test_a_cache_on_disk_lies_beside_the_scene(project, assets, kind):
    _thing, modifier = project.object(kind)
    modifier.point_cache.use_disk_cache = True
    assert seen(assets()) == [(*project.at("blendcache_main"), "cache", False)]
    assert assets()[0].used_by == f'Object "Thing" · "{kind.title()}"'


def test_a_cache_in_the_scene_has_no_folder(project, assets):
    project.object("CLOTH")
    assert assets() == []


def test_a_scene_that_was_never_saved_has_no_cache_on_disk(project, assets):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    _thing, cloth = project.object("CLOTH")
    cloth.point_cache.use_disk_cache = True
    assert assets() == []


def test_particles_keep_their_cache_on_disk(project, assets):
    thing, _modifier = project.object("PARTICLE_SYSTEM")
    thing.particle_systems[0].point_cache.use_disk_cache = True
    assert seen(assets()) == [(*project.at("blendcache_main"), "cache", False)]


def test_an_external_cache_is_a_pattern_in_its_folder(project, assets):
    thing, _modifier = project.object("PARTICLE_SYSTEM")
    cache = thing.particle_systems[0].point_cache
    cache.use_external = True
    cache.filepath = "//points"
    cache.name = "smoke"
    (asset,) = assets()
    assert asset.pattern
    number = f"_{cache.index:02d}" if cache.index >= 0 else ""
    assert [asset.path] == project.at(f"points/smoke_######{number}.bphys")
    cache.name = ""
    assert seen(assets()) == [(*project.at("points"), "cache", True)]


def test_dynamic_paint_keeps_its_cache_but_its_pictures_are_results(project, assets):
    thing, paint = project.object("DYNAMIC_PAINT")
    with bpy.context.temp_override(object=thing, active_object=thing):
        bpy.ops.dpaint.type_toggle(type="CANVAS")
    surface = paint.canvas_settings.canvas_surfaces[0]
    surface.point_cache.use_disk_cache = True
    assert seen(assets()) == [(*project.at("blendcache_main"), "cache", False)]
    surface.surface_format = "IMAGE"
    surface.image_output_path = "//painted"
    assert assets() == []


def test_rigid_bodies_keep_their_cache_on_disk(project, assets):
    from types import SimpleNamespace

    from foxsubmit.hosts.blender.scene.simulation import rigid_bodies

    bpy.ops.rigidbody.world_add()
    assert assets() == []
    # Blender (4.5, 5.2) crashes when a script switches this cache to disk.
    cache = SimpleNamespace(use_external=False, use_disk_cache=True, use_library_path=True, is_baked=True)
    scene = SimpleNamespace(library=None, rigidbody_world=SimpleNamespace(point_cache=cache))
    assert seen(rigid_bodies(scene)) == [(*project.at("blendcache_main"), "cache", True)]


@pytest.fixture
def geometry(project):
    """A geometry nodes modifier whose group has a Bake node and a path among its inputs."""
    group = bpy.data.node_groups.new("Group", "GeometryNodeTree")
    path = group.interface.new_socket("Path", in_out="INPUT", socket_type="NodeSocketString")
    path.subtype = "FILE_PATH"
    group.interface.new_socket("Name", in_out="INPUT", socket_type="NodeSocketString")
    group.interface.new_socket("Geometry", in_out="INPUT", socket_type="NodeSocketGeometry")
    group.interface.new_socket("Geometry", in_out="OUTPUT", socket_type="NodeSocketGeometry")
    source, bake, sink = (group.nodes.new(kind) for kind in ("NodeGroupInput", "GeometryNodeBake", "NodeGroupOutput"))
    group.links.new(source.outputs["Geometry"], bake.inputs[0])
    group.links.new(bake.outputs[0], sink.inputs[0])
    thing, modifier = project.object("NODES")
    modifier.node_group = group
    return thing, modifier, path.identifier


def test_bakes_on_disk_are_found(project, geometry, assets):
    _thing, modifier, _path = geometry
    assert assets() == []
    modifier.bake_target = "DISK"
    modifier.bake_directory = "//bakes/thing"
    assert seen(assets()) == [(*project.at("bakes/thing"), "cache", False)]


def test_a_bake_may_have_a_folder_of_its_own(project, geometry, assets):
    _thing, modifier, _path = geometry
    (bake,) = modifier.bakes
    bake.bake_target = "DISK"
    bake.use_custom_path = True
    bake.directory = "//bakes/own"
    assert seen(assets()) == [(*project.at("bakes/own"), "cache", False)]


def test_a_path_typed_into_the_modifier_is_found(project, geometry, assets):
    from foxsubmit.hosts.blender.scene.computed.values import input_of
    from foxsubmit.hosts.blender.scene.uses import set_value

    _thing, modifier, identifier = geometry
    set_value(*input_of(modifier, identifier), project.write("parts/bolt.obj"))
    assert seen(assets()) == [(*project.at("parts/bolt.obj"), "import", True)]


def test_a_path_typed_into_an_import_node_is_found(project, geometry, assets):
    node = geometry[1].node_group.nodes.new("GeometryNodeImportOBJ")
    node.inputs["Path"].default_value = project.write("parts/bolt.obj")
    assert seen(assets()) == [(*project.at("parts/bolt.obj"), "import", True)]
    assert assets()[0].used_by == 'Object "Thing" · Geometry Node Tree "Group" · "Import OBJ"'
