"""Runs inside Blender: make a project with every kind of file that a scene can depend on.

``python kinds_scene.py FOLDER`` writes ``main.blend``, its files, and ``expected.json``: for each kind the paths that
must be named, with the files that must be found and the frames or tiles that must be named as not on disk. Bakes are
Blender's own where it bakes without a window.
"""

from __future__ import annotations

import json
import os
import shutil
import struct
import sys
import wave
import zlib
from pathlib import Path

import bpy

FOLDER = Path(sys.argv[-1]).resolve()
FIRST, LAST = 1, 4
KINDS = {}


def kind(function):
    KINDS[function.__name__] = function
    return function


def found(path, *files, missing=(), state=""):
    """What must be said about one path; ``files`` are relative to the project, by default the path itself."""
    files = files or ((path,) if not state else ())
    return {path: {"state": state or ("partial" if missing else "found"), "files": sorted(files),
                   "missing": sorted(missing)}}


def gone(path):
    return found(path, state="missing")


def png():
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff\x80\0"))
            + chunk(b"IEND", b""))


def write(*names, content=None):
    for name in names:
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png() if content is None else content)
    return f"//{names[0]}"


def image(path, source="FILE"):
    made = bpy.data.images.new(os.path.basename(path), 1, 1)
    made.source = source
    made.filepath = path
    made.use_fake_user = True
    return made


def material(name):
    made = bpy.data.materials.new(name)
    if made.node_tree is None:
        made.use_nodes = True
    made.use_fake_user = True
    return made


def shows(picture, name):
    """A material whose node shows the frames of the scene."""
    node = material(name).node_tree.nodes.new("ShaderNodeTexImage")
    node.image = picture
    node.image_user.frame_duration = LAST
    node.image_user.use_auto_refresh = True
    return node


def thing(name, modifier=""):
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)], [], [(0, 1, 2, 3)])
    made = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(made)
    return made, made.modifiers.new(modifier.title(), modifier) if modifier else None


def strips():
    editor = bpy.context.scene.sequence_editor_create()
    return editor.strips if hasattr(editor, "strips") else editor.sequences


def at(owner, **more):
    return bpy.context.temp_override(scene=bpy.context.scene, object=owner, active_object=owner, **more)


def below(folder):
    return [path.relative_to(FOLDER).as_posix() for path in sorted((FOLDER / folder).rglob("*")) if path.is_file()]


@kind
def single_image():
    shows(image(write("tex/wood.png")), "Wood")
    shows(image(str(FOLDER / write("abs/stone.png")[2:])), "Stone")
    image("//tex/gone.png")
    return {**found("tex/wood.png"), **found("abs/stone.png"), **gone("tex/gone.png")}


@kind
def image_of_another_system():
    image("C:\\textures\\bark.png" if os.name == "posix" else "/textures/bark.png")
    # As Blender reads it on this one.
    drive = "/c" if os.name == "posix" else FOLDER.drive
    return gone(os.path.relpath(f"{drive}/textures/bark.png", FOLDER).replace(os.sep, "/"))


@kind
def image_sequence():
    shows(image(write(*[f"plate/p_{number:04}.png" for number in (1, 2, 4)]), "SEQUENCE"), "Plate")
    return found("plate/p_####.png", *[f"plate/p_{number:04}.png" for number in (1, 2, 4)], missing=[3])


@kind
def movie():
    image(write("film/take1.mp4", content=b"movie"), "MOVIE")
    return found("film/take1.mp4")


@kind
def tiles():
    skin = image("//udim/skin.<UDIM>.png", "TILED")
    write("udim/skin.1001.png", "udim/skin.1002.png", "udim/skin.1011.png")
    skin.tiles.new(1002)  # 1011 is on disk and not in the list
    return found("udim/skin.<UDIM>.png", *[f"udim/skin.{number}.png" for number in (1001, 1002, 1011)])


@kind
def tiles_that_are_gone():
    skin = image("//udim_gone/skin.<UDIM>.png", "TILED")
    write("udim_gone/skin.1001.png")
    skin.tiles.new(1002)
    return found("udim_gone/skin.<UDIM>.png", "udim_gone/skin.1001.png", state="partial")


@kind
def packed_and_generated():
    image(write("packed/in.png")).pack()
    bpy.data.images.new("grid", 4, 4).use_fake_user = True
    (FOLDER / "packed" / "in.png").unlink()
    return {}


@kind
def sound():
    name = FOLDER / "audio" / "step.wav"
    name.parent.mkdir()
    with wave.open(str(name), "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(b"\x80" * 800)
    shutil.copyfile(name, name.with_name("music.wav"))
    bpy.data.sounds.load(str(name)).use_fake_user = True
    strips().new_sound("Music", str(name.with_name("music.wav")), 1, 1)
    return {**found("audio/step.wav"), **found("audio/music.wav")}


@kind
def strips_of_pictures_and_movies():
    names = [f"edit/cut_{number:03}.png" for number in (5, 6, 7)]
    write(*names, "edit/title.png")
    write("edit/film.mov", content=b"movie")
    strip = strips().new_image("Cut", str(FOLDER / names[0]), 2, 1)
    for name in (*names[1:], "edit/cut_008.png", "edit/title.png"):  # 008 is not there
        strip.elements.append(os.path.basename(name))
    strips().new_movie("Film", str(FOLDER / "edit/film.mov"), 3, 1)
    return {**found("edit/cut_###.png", *names, missing=[8]), **found("edit/title.png"), **found("edit/film.mov")}


@kind
def movie_clip():
    names = [f"clip/c_{number:02}.png" for number in (1, 2, 3)]
    write(*names)
    bpy.data.movieclips.load(str(FOLDER / names[0])).use_fake_user = True
    return found("clip/c_##.png", *names)


@kind
def font():
    source = sorted(Path(bpy.utils.system_resource("DATAFILES"), "fonts").glob("*.*f*"))
    write("font/title.ttf", content=b"")
    shutil.copyfile(next(path for path in source if path.suffix in {".ttf", ".woff2"}), FOLDER / "font" / "title.ttf")
    bpy.data.fonts.load(str(FOLDER / "font" / "title.ttf")).use_fake_user = True
    return found("font/title.ttf")


@kind
def text_run_at_load():
    write("script/rig.py", content=b"import bpy\n")
    bpy.data.texts.load(str(FOLDER / "script" / "rig.py")).use_module = True
    return found("script/rig.py")


@kind
def volumes():
    write("vdb/fog.vdb", *[f"vdb/smoke_{number:03}.vdb" for number in (1, 2, 4)], content=b"vdb")
    one, many = bpy.data.volumes.new("Fog"), bpy.data.volumes.new("Smoke")
    one.filepath, many.filepath = "//vdb/fog.vdb", "//vdb/smoke_001.vdb"
    one.use_fake_user = many.use_fake_user = True
    many.is_sequence, many.frame_duration = True, LAST
    return {**found("vdb/fog.vdb"),
            **found("vdb/smoke_###.vdb", *[f"vdb/smoke_{number:03}.vdb" for number in (1, 2, 4)], missing=[3])}


@kind
def alembic_and_usd():
    names = [f"abc/walk_{number:04}.abc" for number in range(FIRST, LAST + 1)]
    write("abc/still.abc", "abc/hair.abc", *names, content=b"abc")
    write("usd/set.usda", content=b"#usda 1.0\n")
    expected = {**found("abc/still.abc"), **found("usd/set.usda"), **found("abc/walk_####.abc", *names)}
    for name in ("abc/still.abc", names[0], "usd/set.usda"):
        bpy.ops.cachefile.open(filepath=str(FOLDER / name))
    for cache in bpy.data.cache_files:
        cache.use_fake_user = True
        cache.is_sequence = "walk" in cache.filepath
        if "still" in cache.filepath:
            cache.layers.new(filepath=str(FOLDER / "abc/hair.abc"))
            expected.update(found("abc/hair.abc"))
    return expected


@kind
def mesh_caches():
    for name in ("mesh/flag.mdd", "mesh/flag.pc2"):
        thing(name, "MESH_CACHE")[1].filepath = write(name, content=b"points")
    thing("mesh/gone.mdd", "MESH_CACHE")[1].filepath = "//mesh/gone.mdd"
    return {**found("mesh/flag.mdd"), **found("mesh/flag.pc2"), **gone("mesh/gone.mdd")}


@kind
def multires_displacement():
    owner, _modifier = thing("Sculpt", "MULTIRES")
    with at(owner):
        bpy.ops.object.multires_subdivide(modifier="Multires")
        bpy.ops.object.multires_external_save(filepath=str(FOLDER / "sculpt.btx"), modifier="Multires")
    return found("sculpt.btx")


@kind
def light_profile():
    light = bpy.data.lights.new("Lamp", "SPOT")
    if light.node_tree is None:
        light.use_nodes = True
    light.use_fake_user = True
    node = light.node_tree.nodes.new("ShaderNodeTexIES")
    node.mode = "EXTERNAL"
    node.filepath = write("light/spot.ies", content=b"IESNA")
    return found("light/spot.ies")


@kind
def osl_script():
    node = material("Noise").node_tree.nodes.new("ShaderNodeScript")
    node.mode = "EXTERNAL"
    node.filepath = write("osl/noise.osl", content=b"shader noise() {}")
    return found("osl/noise.osl")


@kind
def lens_shader():
    camera = bpy.data.cameras.new("Fisheye")
    if not hasattr(camera, "custom_filepath"):  # 4.5 and later
        return {}
    camera.use_fake_user = True
    camera.type, camera.custom_mode = "CUSTOM", "EXTERNAL"
    camera.custom_filepath = str(FOLDER / write("osl/lens.osl", content=b"shader lens() {}")[2:])
    return found("osl/lens.osl")


@kind
def fluid_cache():
    _owner, fluid = thing("Water", "FLUID")
    fluid.fluid_type = "DOMAIN"
    fluid.domain_settings.cache_directory = "//fluid"
    write("fluid/data/fluid_data_0001.vdb", "fluid/config/config_0001.uni", content=b"fluid")
    return found("fluid", *below("fluid"))


@kind
def point_caches_beside_the_scene():
    owner, cloth = thing("Flag", "CLOTH")
    cloth.point_cache.use_disk_cache, cloth.point_cache.frame_end, cloth.point_cache.name = True, LAST, "flag"
    with at(owner, point_cache=cloth.point_cache):
        bpy.ops.ptcache.bake(bake=True)
    canvas, paint = thing("Canvas", "DYNAMIC_PAINT")
    with at(canvas):
        bpy.ops.dpaint.type_toggle(type="CANVAS")
    surface = paint.canvas_settings.canvas_surfaces[0]
    surface.frame_end = surface.point_cache.frame_end = LAST
    surface.point_cache.use_disk_cache, surface.point_cache.name = True, "paint"
    with at(canvas, point_cache=surface.point_cache):
        bpy.ops.ptcache.bake(bake=True)
    files = below("blendcache_main")
    assert len(files) == 2 * LAST, files
    return found("blendcache_main", *files)


@kind
def external_point_cache():
    shutil.copytree(FOLDER / "blendcache_main", FOLDER / "points", ignore=shutil.ignore_patterns("paint*"))
    _owner, cloth = thing("Curtain", "CLOTH")
    cache = cloth.point_cache
    cache.use_external, cache.filepath, cache.index, cache.name = True, "//points", 0, "flag"
    names = [f"points/flag_{number:06}_00.bphys" for number in range(1, LAST + 1)]
    return found("points/flag_######_00.bphys", *names)


@kind
def ocean_cache():
    _owner, ocean = thing("Sea", "OCEAN")
    ocean.filepath = "//ocean"
    write(*[f"ocean/disp_{number:04}.exr" for number in range(1, LAST + 1)])
    return found("ocean", *below("ocean"))


@kind
def geometry_bakes():
    if bpy.app.version < (4, 3):
        return {}
    group = node_group("Bakes")
    bake = group.nodes.new("GeometryNodeBake")
    group.links.new(group.nodes["Group Input"].outputs[0], bake.inputs[0])
    group.links.new(bake.outputs[0], group.nodes["Group Output"].inputs[0])
    owner, modifier = thing("Baked", "NODES")
    modifier.node_group = group
    modifier.bake_target, modifier.bake_directory = "DISK", "//bakes"
    bpy.context.view_layer.objects.active = owner
    bpy.ops.object.geometry_node_bake_single(
        session_uid=owner.session_uid, modifier_name=modifier.name, bake_id=modifier.bakes[0].bake_id)
    assert below("bakes")
    return found("bakes", *below("bakes"))


@kind
def geometry_imports():
    if not hasattr(bpy.types, "GeometryNodeImportOBJ"):  # 4.5 and later
        return {}
    group = node_group("Imports")
    typed, sent, given = (group.nodes.new("GeometryNodeImportOBJ") for _number in range(3))
    typed.inputs["Path"].default_value = write("parts/bolt.obj", content=b"v 0 0 0\n")
    text = group.nodes.new("FunctionNodeInputString")
    text.string = write("parts/nut.obj", content=b"v 0 0 0\n")
    group.links.new(text.outputs[0], sent.inputs["Path"])
    group.interface.new_socket("Part", in_out="INPUT", socket_type="NodeSocketString")
    group.links.new(group.nodes["Group Input"].outputs["Part"], given.inputs["Path"])
    _owner, modifier = thing("Machine", "NODES")
    modifier.node_group = group
    path = write("parts/washer.obj", content=b"v 0 0 0\n")
    name = next(item.identifier for item in group.interface.items_tree if item.name == "Part")
    if hasattr(modifier, "properties"):
        getattr(modifier.properties.inputs, name).value = path
    else:
        modifier[name] = path
    return {**found("parts/bolt.obj"), **found("parts/nut.obj"), **found("parts/washer.obj")}


def node_group(name):
    group = bpy.data.node_groups.new(name, "GeometryNodeTree")
    for way in ("INPUT", "OUTPUT"):
        group.interface.new_socket("Geometry", in_out=way, socket_type="NodeSocketGeometry")
    group.nodes.new("NodeGroupInput").name = "Group Input"
    group.nodes.new("NodeGroupOutput").name = "Group Output"
    return group


@kind
def compositor_picture():
    scene = bpy.context.scene
    if hasattr(scene, "compositing_node_group"):
        scene.compositing_node_group = bpy.data.node_groups.new("Compositing", "CompositorNodeTree")
        tree = scene.compositing_node_group
    else:
        scene.use_nodes = True
        tree = scene.node_tree
    names = [f"comp/grade_{number:02}.png" for number in range(1, LAST + 1)]
    node = tree.nodes.new("CompositorNodeImage")
    node.image = image(write(*names), "SEQUENCE")
    node.image.use_fake_user = False
    node.frame_duration = LAST
    tree.nodes.new("CompositorNodeOutputFile")  # its pictures are results
    return found("comp/grade_##.png", *names)


@kind
def camera_background():
    camera = bpy.data.cameras.new("Camera")
    camera.use_fake_user = True
    camera.background_images.new().image = image(write("layout/set.png"))
    return found("layout/set.png")


@kind
def world():
    made = bpy.data.worlds.new("Sky")
    if made.node_tree is None:
        made.use_nodes = True
    made.use_fake_user = True
    made.node_tree.nodes.new("ShaderNodeTexEnvironment").image = image(write("hdri/sky.hdr"))
    return found("hdri/sky.hdr")


@kind
def texture_of_a_brush_or_a_line():
    texture = bpy.data.textures.new("Stroke", "IMAGE")
    texture.use_fake_user = True
    texture.image = image(write("lines/ink.png"))
    style = bpy.data.linestyles.new("Ink")
    style.use_fake_user = True
    style.texture_slots.add().texture = texture
    return found("lines/ink.png")


@kind
def texture_of_a_sequence():
    write(*(f"flicker/f_{number:04}.png" for number in range(FIRST, LAST + 1)))
    texture = bpy.data.textures.new("Flicker", "IMAGE")
    texture.use_fake_user = True
    texture.image = image("//flicker/f_0001.png", "SEQUENCE")
    texture.image_user.frame_duration, texture.image_user.use_auto_refresh = LAST, True
    return found("flicker/f_####.png", *(f"flicker/f_{number:04}.png" for number in range(FIRST, LAST + 1)))


@kind
def libraries():
    """``lib/props.blend`` links ``lib/parts/bolts.blend``; both have a picture beside them."""
    return {**found("lib/props.blend"), **found("lib/parts/bolts.blend"), **found("lib/tex/bark.png"),
            **found("lib/parts/steel.png")}


def make_libraries():
    write("lib/tex/bark.png", "lib/parts/steel.png")
    empty("lib/parts/bolts.blend")
    shows(image("//steel.png"), "Bolt")
    bpy.ops.wm.save_mainfile()
    empty("lib/props.blend")
    bolt = link("lib/parts/bolts.blend", "Bolt")
    tree = material("Tree").node_tree
    tree.nodes.new("ShaderNodeTexImage").image = bolt.node_tree.nodes["Image Texture"].image
    tree.nodes.new("ShaderNodeTexImage").image = image("//tex/bark.png")
    bpy.ops.wm.save_mainfile()


def empty(name):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
    bpy.context.preferences.filepaths.save_version = 0
    bpy.ops.wm.save_as_mainfile(filepath=str(FOLDER / name))


def link(name, wanted):
    with bpy.data.libraries.load(str(FOLDER / name), link=True, relative=True) as (_there, here):
        here.materials = [wanted]
    return here.materials[0]


def main():
    make_libraries()
    empty("main.blend")
    scene = bpy.context.scene
    scene.frame_start, scene.frame_end = FIRST, LAST
    mesh = bpy.data.meshes.new("Prop")
    mesh.use_fake_user = True
    mesh.materials.append(link("lib/props.blend", "Tree"))
    expected = {name: function() for name, function in KINDS.items()}
    bpy.ops.wm.save_mainfile()
    (FOLDER / "expected.json").write_text(json.dumps(expected, indent=1), encoding="utf-8")


if __name__ == "__main__":
    code = 1
    try:
        main()
        code = 0
    finally:
        if code:
            import traceback

            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # Blender 4.5 may hang at a normal end
