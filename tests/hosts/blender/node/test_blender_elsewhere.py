"""The picture of a farm that cannot see the artist's folders is the picture that Blender renders among them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.hosts.blender.node.rendering import directly, elsewhere

bpy = pytest.importorskip("bpy")
pytestmark = [pytest.mark.blender, pytest.mark.slow]


def shining(name, colour=(1, 1, 1)):
    """A square that shines, seen by the camera from above."""
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([(-0.5, -0.5, 0), (0.5, -0.5, 0), (0.5, 0.5, 0), (-0.5, 0.5, 0)], [], [(0, 1, 2, 3)])
    surface = bpy.data.materials.new(name)
    if surface.node_tree is None:
        surface.use_nodes = True
    nodes = surface.node_tree.nodes
    nodes.clear()
    shine, out = nodes.new("ShaderNodeEmission"), nodes.new("ShaderNodeOutputMaterial")
    shine.inputs["Color"].default_value = (*colour, 1)
    surface.node_tree.links.new(shine.outputs["Emission"], out.inputs["Surface"])
    mesh.materials.append(surface)
    return bpy.data.objects.new(name, mesh)


def filmed(scene, *things):
    """Put things and a camera above them into a scene that renders in no time."""
    camera = bpy.data.objects.new(f"Camera of {scene.name}", bpy.data.cameras.new("Camera"))
    camera.data.type, camera.data.ortho_scale, camera.location = "ORTHO", 8, (0, 0, 5)
    for thing in (camera, *things):
        scene.collection.objects.link(thing)
    scene.camera = camera
    scene.render.engine, scene.cycles.samples, scene.cycles.use_denoising = "CYCLES", 1, False
    scene.render.resolution_x, scene.render.resolution_y = 32, 18
    return scene


def moving(thing):
    """A simulation zone that moves a thing to the right by a little more each frame."""
    tree = bpy.data.node_groups.new("Moving", "GeometryNodeTree")
    for side in ("INPUT", "OUTPUT"):
        tree.interface.new_socket("Geometry", in_out=side, socket_type="NodeSocketGeometry")
    come, go, begin, end, move = map(tree.nodes.new, (
        "NodeGroupInput", "NodeGroupOutput", "GeometryNodeSimulationInput", "GeometryNodeSimulationOutput",
        "GeometryNodeSetPosition"))
    begin.pair_with_output(end)
    move.inputs["Offset"].default_value = (0.5, 0, 0)
    for one, other in ((come.outputs[0], begin.inputs[0]), (begin.outputs["Geometry"], move.inputs[0]),
                       (move.outputs[0], end.inputs["Geometry"]), (end.outputs["Geometry"], go.inputs[0])):
        tree.links.new(one, other)
    found = thing.modifiers.new("Zone", "NODES")
    found.node_group = tree
    return found


def baked(project, thing, folder, scene):
    """Bake the zone of a thing into a folder of its own, six frames, and save the open file as ``scene``."""
    found = moving(thing)
    bpy.context.scene.frame_end = 6
    bpy.ops.wm.save_as_mainfile(filepath=str(scene))
    (bake,) = found.bakes
    if not hasattr(bake, "use_custom_path"):
        pytest.skip("this Blender bakes no zone into a folder of its own")
    bake.use_custom_path, bake.directory, bake.bake_mode = True, str(folder), "ANIMATION"
    if hasattr(bake, "bake_target"):
        bake.bake_target = "DISK"
    with bpy.context.temp_override(object=thing, active_object=thing, selected_objects=[thing]):
        bpy.ops.object.geometry_node_bake_single(session_uid=thing.session_uid, modifier_name="Zone",
                                                 bake_id=bake.bake_id)
    assert list(Path(folder).rglob("*.json")), "it was baked"
    bpy.ops.wm.save_mainfile()


def linking(path, library, kind, name):
    """Save an empty file that links something by an absolute path and shows it in a collection; what was linked."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    with bpy.data.libraries.load(str(library), link=True, relative=False) as (_there, wanted):
        setattr(wanted, kind, [name])
    return getattr(wanted, kind)[0]


def test_a_zone_baked_into_an_absolute_folder_is_rendered_as_baked(project, tmp_path):
    thing = shining("Box")
    filmed(bpy.context.scene, thing)
    baked(project, thing, tmp_path / "bakes" / "zone", project.scene)
    wanted = directly(tmp_path / "direct", project.scene, 6)
    came = elsewhere(tmp_path / "farm", project.scene, 6, [project.folder, tmp_path / "bakes"])
    assert came == wanted
    assert came != directly(tmp_path / "first", project.scene, 1), "it moves"


def test_a_zone_of_a_library_is_rendered_as_baked_too(project, tmp_path):
    thing = shining("Box")
    thing.use_fake_user = True
    bpy.context.scene.collection.objects.link(thing)
    (tmp_path / "libraries").mkdir()
    library = tmp_path / "libraries" / "box.blend"
    baked(project, thing, tmp_path / "bakes" / "zone", library)
    box = linking(project.scene, library, "objects", "Box")
    filmed(bpy.context.scene, box).frame_end = 6
    project.save()
    wanted = directly(tmp_path / "direct", project.scene, 6)
    hidden = [project.folder, tmp_path / "bakes", tmp_path / "libraries"]
    assert elsewhere(tmp_path / "farm", project.scene, 6, hidden) == wanted
    assert wanted != directly(tmp_path / "first", project.scene, 1), "it moves"


def test_a_library_that_two_others_link_by_absolute_paths_is_rendered_as_baked(project, tmp_path):
    thing = shining("Box")
    thing.use_fake_user = True
    bpy.context.scene.collection.objects.link(thing)
    folder = tmp_path / "libraries"
    folder.mkdir()
    baked(project, thing, tmp_path / "bakes" / "zone", folder / "box.blend")
    for name in ("left", "right"):
        box = linking(folder / f"{name}.blend", folder / "box.blend", "objects", "Box")
        collection = bpy.data.collections.new(name)
        collection.objects.link(box)
        collection.use_fake_user = True
        bpy.ops.wm.save_mainfile()
    linking(project.scene, folder / "left.blend", "collections", "left")
    with bpy.data.libraries.load(str(folder / "right.blend"), link=True, relative=False) as (_there, wanted):
        wanted.collections = ["right"]
    shown = [bpy.data.objects.new(name, None) for name in ("left", "right")]
    for place, each in zip((-2, 1), shown):
        each.instance_type, each.instance_collection = "COLLECTION", bpy.data.collections[each.name]
        each.location = (place, place, 0)
    filmed(bpy.context.scene, *shown).frame_end = 6
    bpy.ops.wm.save_mainfile()
    wanted = directly(tmp_path / "direct", project.scene, 6)
    assert elsewhere(tmp_path / "farm", project.scene, 6, [project.folder, folder, tmp_path / "bakes"]) == wanted
    assert wanted != directly(tmp_path / "first", project.scene, 1), "it moves"


def test_a_strip_shows_its_text_in_the_font_of_an_absolute_path(project, tmp_path):
    scene = filmed(bpy.context.scene)
    (tmp_path / "fonts").mkdir()
    # Not the one that strips have unless told otherwise, which is the font of fixed width.
    font = shutil.copy(Path(bpy.utils.system_resource("DATAFILES"), "fonts", "Inter.woff2"), tmp_path / "fonts")
    editor = scene.sequence_editor_create()
    strips = editor.strips if hasattr(editor, "strips") else editor.sequences
    parameters = {each.identifier for each in strips.bl_rna.functions["new_effect"].parameters}
    text = strips.new_effect("Text", type="TEXT", channel=1, frame_start=1,
                             **({"length": 9} if "length" in parameters else {"frame_end": 10}))
    text.text, text.font_size, text.font = "Fox", 30, bpy.data.fonts.load(font)
    project.save()
    wanted = directly(tmp_path / "direct", project.scene, 1, size=[96, 54])
    hidden = [project.folder, tmp_path / "fonts"]
    assert elsewhere(tmp_path / "farm", project.scene, 1, hidden, size=[96, 54]) == wanted
    text.font = None
    project.save()
    assert wanted != directly(tmp_path / "plain", project.scene, 1, size=[96, 54]), "the font is seen"


def test_the_colours_are_those_of_the_configuration_that_the_artist_works_with(project, tmp_path, monkeypatch):
    studio = tmp_path / "studio"
    shutil.copytree(Path(bpy.utils.system_resource("DATAFILES"), "colormanagement"), studio)
    config = studio / "config.ocio"
    # The view that scenes have unless told otherwise, and one that nobody could take for it, change places.
    text = config.read_text(encoding="utf-8").replace("{name: AgX,", "{name: *,")
    text = text.replace("{name: False Color,", "{name: AgX,").replace("{name: *,", "{name: False Color,")
    config.write_text(text, encoding="utf-8")
    filmed(bpy.context.scene, shining("Box", (0.5, 0.2, 0.1)))
    project.save()
    wanted = directly(tmp_path / "direct", project.scene, 1, ocio=str(config))
    monkeypatch.setenv("OCIO", str(config))
    assert elsewhere(tmp_path / "farm", project.scene, 1, [project.folder, studio], ocio=str(config)) == wanted
    assert wanted != directly(tmp_path / "plain", project.scene, 1), "they are seen"


def test_the_open_scene_and_what_nobody_uses_yet_survive(project, tmp_path):
    """A library is written anew where it names absolute paths: what is linked from it must be there afterwards."""
    image = bpy.data.images.load(str(project.folder / project.write("wood.png")[2:]))
    image.filepath = str(project.folder / "wood.png")
    library = project.folder / "parts.blend"
    bpy.data.libraries.write(str(library), {shining("Unused", (1, 0, 0)), image}, fake_user=False)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    filmed(bpy.context.scene)
    second = filmed(bpy.data.scenes.new("Second"))
    project.save()
    with bpy.data.libraries.load(str(library), link=True, relative=True) as (_there, wanted):
        wanted.objects, wanted.images = ["Unused"], ["wood.png"]
    second.collection.objects.link(wanted.objects[0])
    wanted.images[0].use_fake_user = True
    bpy.context.window.scene = second
    project.save()
    wanted = directly(tmp_path / "direct", project.scene, 1)
    assert elsewhere(tmp_path / "farm", project.scene, 1, [project.folder]) == wanted
    assert len(set(wanted[1])) > 1, "the second scene is the open one, and shows its square"


def test_a_scene_that_is_no_copy_of_a_known_file_is_rendered_and_left_as_it_is(project, tmp_path):
    font = shutil.copy(Path(bpy.utils.system_resource("DATAFILES"), "fonts", "Inter.woff2"), tmp_path)
    bpy.data.fonts.load(font).use_fake_user = True
    filmed(bpy.context.scene, shining("Box"))
    project.save()
    before = project.scene.read_bytes()
    wanted = directly(tmp_path / "direct", project.scene, 1)
    assert directly(tmp_path / "farm", project.scene, 1, paths={font: font}) == wanted
    assert project.scene.read_bytes() == before
