"""Linked files, and what the linked datablocks use."""

from __future__ import annotations

import pytest

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender


@pytest.fixture
def library(project):
    """``library/props.blend`` with a material that has a picture; it links ``parts/bolts.blend``."""
    project.write("library/textures/bark.png", "library/parts/steel.png")
    _write_library(project, "library/parts/bolts.blend", "Bolt", "//steel.png")
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.wm.save_as_mainfile(filepath=str(project.folder / "library" / "props.blend"))
    bolt = _link(project, "library/parts/bolts.blend", "Bolt")
    tree = _material("Tree", "//textures/bark.png")
    tree.node_tree.nodes.new("ShaderNodeTexImage").image = bolt.node_tree.nodes["Picture"].image
    bpy.ops.wm.save_mainfile()
    bpy.ops.wm.read_factory_settings(use_empty=True)
    project.save()
    _link(project, "library/props.blend", "Tree").use_fake_user = True
    mesh = bpy.data.meshes.new("Mesh")
    mesh.materials.append(bpy.data.materials["Tree"])
    mesh.use_fake_user = True
    project.reopen()


def _material(name, picture):
    material = bpy.data.materials.new(name)
    if material.node_tree is None:
        material.use_nodes = True
    material.use_fake_user = True
    node = material.node_tree.nodes.new("ShaderNodeTexImage")
    node.name = "Picture"
    node.image = bpy.data.images.new(picture.rpartition("/")[2], 1, 1)
    node.image.source = "FILE"
    node.image.filepath = picture
    return material


def _write_library(project, name, material, picture):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    (project.folder / name).parent.mkdir(parents=True, exist_ok=True)
    bpy.ops.wm.save_as_mainfile(filepath=str(project.folder / name))
    _material(material, picture)
    bpy.ops.wm.save_mainfile()


def _link(project, name, material):
    with bpy.data.libraries.load(str(project.folder / name), link=True, relative=True) as (_there, wanted):
        wanted.materials = [material]
    return wanted.materials[0]


def test_libraries_of_libraries_are_found(project, library, assets):
    found = {asset.path: asset for asset in assets() if asset.kind == "library"}
    assert sorted(found) == sorted(project.at("library/props.blend", "library/parts/bolts.blend"))
    direct, indirect = (found[path].used_by for path in project.at("library/props.blend", "library/parts/bolts.blend"))
    assert direct == 'Library "props.blend"'
    assert indirect == 'Library "props.blend" · Library "bolts.blend"'


def test_pictures_are_found_relative_to_their_library(project, library, assets):
    found = {asset.path: asset.used_by for asset in assets() if asset.kind == "image"}
    assert sorted(found) == sorted(project.at("library/textures/bark.png", "library/parts/steel.png"))
    bark = found[project.at("library/textures/bark.png")[0]]
    assert bark == 'Library "props.blend" · Material "Tree" · Image "bark.png"'


def test_a_missing_library_is_named(project, library, assets):
    (project.folder / "library" / "props.blend").unlink()
    bpy.ops.wm.open_mainfile(filepath=str(project.scene))
    assert project.at("library/props.blend")[0] in [asset.path for asset in assets()]


def test_the_cache_of_a_linked_object_lies_beside_its_library_when_it_says_so(project, assets):
    bpy.ops.wm.save_as_mainfile(filepath=str(project.folder / "cloth.blend"))
    _thing, cloth = project.object("CLOTH", "Flag")
    cloth.point_cache.use_disk_cache = True
    bpy.ops.wm.save_mainfile()
    bpy.ops.wm.read_factory_settings(use_empty=True)
    project.save()
    with bpy.data.libraries.load(str(project.folder / "cloth.blend"), link=True) as (_there, wanted):
        wanted.objects = ["Flag"]
    # In no scene, where the simulation would start; something must use it all the same.
    bpy.data.collections.new("Kept").use_fake_user = True
    bpy.data.collections["Kept"].objects.link(wanted.objects[0])
    found = {asset.path for asset in assets()}
    place = "blendcache_cloth" if wanted.objects[0].modifiers[0].point_cache.use_library_path else "blendcache_main"
    assert project.at(place)[0] in found


def test_a_library_override_reads_its_own_file_and_the_library_its_own(project, assets):
    project.write("library/flag.mdd", "own.mdd")
    bpy.ops.wm.read_factory_settings(use_empty=True)
    thing, modifier = project.object("MESH_CACHE", "Flag")
    modifier.filepath = str(project.folder / "library" / "flag.mdd")
    group = bpy.data.collections.new("Flags")
    group.objects.link(thing)
    bpy.data.libraries.write(str(project.folder / "library" / "flags.blend"), {group}, path_remap="RELATIVE")
    bpy.ops.wm.open_mainfile(filepath=str(project.scene))
    for _times in range(2):
        with bpy.data.libraries.load(str(project.folder / "library" / "flags.blend"), link=True, relative=True) as (
                _there, wanted):
            wanted.collections = ["Flags"]
        scene = bpy.context.scene
        if wanted.collections[0].name not in scene.collection.children:
            scene.collection.children.link(wanted.collections[0])
        wanted.collections[0].override_hierarchy_create(scene, bpy.context.view_layer, do_fully_editable=True)
    own, other = (each for each in bpy.data.objects if each.override_library)
    own.modifiers[0].filepath = "//own.mdd"
    project.reopen()
    found = {(asset.path, asset.used_by.startswith("Library")) for asset in assets() if asset.kind == "cache"}
    first, local = project.at("library/flag.mdd", "own.mdd")
    assert found == {(first, True), (first, False), (local, False)}, other
