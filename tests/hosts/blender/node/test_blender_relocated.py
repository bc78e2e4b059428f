"""Files that are not where the scene says: located by the artist, submitted, and rendered as if they were there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.elsewhere import Elsewhere
from tests.pumping import until
from tests.warm import warm

from foxsubmit.core.session.session import Session
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.blender.programs.program import find_blender

bpy = pytest.importorskip("bpy")
Image = pytest.importorskip("PIL.Image")
pytestmark = [pytest.mark.blender, pytest.mark.slow]

COLOURS = {"red": (1, 0, 0), "green": (0, 1, 0), "blue": (0, 0, 1), "yellow": (1, 1, 0), "white": (1, 1, 1)}
"""One for each square of the picture, from the left."""


@pytest.fixture
def rendering_farm(tmp_path, settings):
    folders = [tmp_path / name for name in ("project", "old disk", "new disk")]
    blender = Elsewhere(warm(find_blender()), folders)
    with LocalFarm(tmp_path / "farm", options=Options(samples=1, blender=blender)) as farm:
        settings.remember_farm(farm.folder)
        yield farm


def paint(path, colour):
    path.parent.mkdir(parents=True, exist_ok=True)
    image = bpy.data.images.new(path.stem, 4, 4)
    image.pixels[:] = [*COLOURS[colour], 1.0] * 16
    image.filepath_raw, image.file_format = str(path), "PNG"
    image.save()
    bpy.data.images.remove(image)
    return path


def square(place, image):
    """A square that shines with a picture, or yellow without one, at a place in the row."""
    name = image.name if image else "prop"
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([(place, 0, 0), (place + 1, 0, 0), (place + 1, 1, 0), (place, 1, 0)], [], [(0, 1, 2, 3)])
    mesh.uv_layers.new()
    surface = bpy.data.materials.new(name)
    if surface.node_tree is None:
        surface.use_nodes = True
    nodes = surface.node_tree.nodes
    nodes.clear()
    texture, shine, out = map(nodes.new, ("ShaderNodeTexImage", "ShaderNodeEmission", "ShaderNodeOutputMaterial"))
    shine.inputs["Color"].default_value = (*COLOURS["yellow"], 1)
    if image:
        texture.image = image
        texture.image_user.frame_duration = 1
        surface.node_tree.links.new(texture.outputs["Color"], shine.inputs["Color"])
    surface.node_tree.links.new(shine.outputs["Emission"], out.inputs["Surface"])
    mesh.materials.append(surface)
    return bpy.data.objects.new(name, mesh)


def sequence(path):
    image = bpy.data.images.load(str(path))
    image.source = "SEQUENCE"
    return image


def library(path):
    """The fourth square, from a .blend of its own. Of files that a lost library names, Blender knows nothing."""
    thing = square(3, None)
    path.parent.mkdir(parents=True, exist_ok=True)
    bpy.data.libraries.write(str(path), {thing}, path_remap="RELATIVE", fake_user=True)
    bpy.data.batch_remove([thing, thing.data, *thing.data.materials])
    with bpy.data.libraries.load(str(path), link=True) as (_there, wanted):
        wanted.objects = ["prop"]
    return wanted.objects[0]


@pytest.fixture
def scene(project, tmp_path):
    """Five squares: a picture by its whole path, one relative to the scene, a sequence, a library, a renamed one."""
    old, here = tmp_path / "old disk", project.folder
    things = [
        square(0, bpy.data.images.load(str(paint(old / "tex" / "red.png", "red")))),
        square(1, bpy.data.images.load(str(paint(here / "tex" / "green.png", "green")))),
        square(2, sequence(paint(old / "plates" / "blue_0001.png", "blue"))),
        library(old / "props" / "prop.blend"),
        square(4, bpy.data.images.load(str(paint(old / "tex" / "white.png", "white")))),
    ]
    bpy.data.images["green.png"].filepath = "//tex/green.png"
    camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    camera.data.type, camera.data.ortho_scale, camera.location = "ORTHO", 5, (2.5, 0.5, 2)
    here_now = bpy.context.scene
    for thing in (*things, camera):
        here_now.collection.objects.link(thing)
    here_now.camera, here_now.frame_end = camera, 1
    render = here_now.render
    render.engine, render.resolution_x, render.resolution_y = "CYCLES", 50, 10
    here_now.view_settings.view_transform = "Standard"
    here_now.cycles.samples, here_now.cycles.use_denoising = 1, False
    project.reopen()
    return project


def pixels(path):
    with Image.open(path) as picture:
        return picture.size, picture.convert("RGB").tobytes()


def directly(target):
    bpy.context.scene.frame_set(1)
    bpy.context.scene.render.filepath = str(target)
    bpy.ops.render.render(write_still=True)
    return pixels(target)


def test_a_scene_whose_files_were_located_renders_as_if_they_were_there(scene, tmp_path, settings, rendering_farm):
    from foxsubmit.hosts.blender.scene.host import Blender

    wanted = directly(tmp_path / "direct.png")
    middles = [tuple(wanted[1][3 * (5 * 50 + 5 + 10 * place):][:3]) for place in range(5)]
    assert middles == [tuple(255 * part for part in COLOURS[name]) for name in COLOURS], "what the scene shows"
    new = tmp_path / "new disk" / "archive"
    shutil.move(tmp_path / "old disk" / "tex", new / "tex")
    shutil.move(tmp_path / "old disk" / "plates", new / "shots" / "plates")
    shutil.move(tmp_path / "old disk" / "props", new / "props")
    shutil.move(scene.folder / "tex", new / "own")
    (new / "tex" / "white.png").rename(new / "paper.png")
    bpy.ops.wm.open_mainfile(filepath=str(scene.scene))
    assert directly(tmp_path / "without.png") != wanted

    session = Session(Blender(), settings)
    session.account.connect()
    session.scene.refresh()
    state = until(session, lambda state: state.scene.gathered and state.environments.known)
    lost = {Path(asset.path).name: asset.path for asset in state.scene.assets if not asset.files}
    assert set(lost) == {"red.png", "green.png", "blue_####.png", "prop.blend", "white.png"}
    for name, place in (("red.png", "tex/red.png"), ("blue_####.png", "shots/plates/blue_0001.png"),
                        ("prop.blend", "props/prop.blend"),
                        ("green.png", "own/green.png"), ("white.png", "paper.png")):
        session.scene.locate(lost[name], str(new / place))
        until(session, lambda state: state.scene.gathered and not state.busy)
    assert not [asset.path for asset in session.state.scene.assets if not asset.files]
    session.submit.choose(output_folder=str(tmp_path / "frames"))
    session.submit.submit()
    state = until(session, lambda state: state.transfers.rows and state.transfers.rows[0].state.over, 120)
    assert state.transfers.rows[0].state is TransferState.FETCHED, state.transfers.rows[0].message
    (frame,) = (tmp_path / "frames").rglob("*.png")
    session.close()
    assert pixels(frame) == wanted
