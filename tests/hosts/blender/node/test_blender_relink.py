"""Reading stored copies instead of the artist's files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from foxsubmit.hosts.blender.node.mirror import Mirror


@pytest.mark.parametrize(("local", "place"), [
    ("/shots/010/a.png", "shots/010/a.png"), ("C:/shots/a.png", "C/shots/a.png"), ("D:\\shots\\a.png", "D/shots/a.png"),
    ("\\\\server\\shots\\a.png", "server/shots/a.png"), ("/shots/../tex/a b.<UDIM>.png", "tex/a b.<UDIM>.png"),
])
def test_paths_of_every_system_have_a_place(tmp_path, local, place):
    assert Mirror(tmp_path).moved(local) == str(tmp_path / place)


@pytest.mark.parametrize("path", ["", "//tex/a.png", "//..\\a.png", "a.png", "<builtin>"])
def test_relative_paths_stay(tmp_path, path):
    assert Mirror(tmp_path).moved(path) == ""


def test_a_path_never_leaves_the_mirror(tmp_path):
    mirror = Mirror(tmp_path / "mirror")
    assert mirror.moved("/../../../etc/passwd").startswith(str(mirror.root))


@pytest.mark.posix_only("links want a privilege there")
def test_a_mirror_that_is_reached_by_a_link_lies_where_the_link_leads(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    mirror = Mirror(tmp_path / "link" / "job.files")
    assert mirror.place("/shots/a.png") == str(tmp_path / "real" / "job.files" / "shots" / "a.png")
    assert mirror.holds(mirror.place("/shots/a.png"))


def test_what_was_moved_stays(tmp_path):
    mirror = Mirror(tmp_path)
    assert mirror.moved(mirror.place("/shots/a.png")) == ""


def test_a_mirror_shows_the_stored_files(tmp_path):
    stored = tmp_path / "storage" / "17"
    stored.parent.mkdir()
    stored.write_bytes(b"wood")
    mirror = Mirror(tmp_path / "job.files")
    for _again in range(2):
        mirror.build({"/shots/tex/wood.png": str(stored), "/shots/gone.png": str(tmp_path / "gone")})
        assert Path(mirror.place("/shots/tex/wood.png")).read_bytes() == b"wood"
    mirror.remove()
    assert stored.read_bytes() == b"wood"
    assert not mirror.root.exists()


def test_a_system_without_links_gets_copies(tmp_path, monkeypatch):
    def refused(*arguments, **more):
        raise OSError("no links here")

    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "a.vdb").write_bytes(b"vdb")
    monkeypatch.setattr(Path, "symlink_to", refused)
    monkeypatch.setattr(os, "link", refused)
    mirror = Mirror(tmp_path / "job.files")
    mirror.build({"/a.vdb": str(tmp_path / "cache" / "a.vdb"), "/cache": str(tmp_path / "cache"),
                  "/gone.vdb": str(tmp_path / "gone")})
    assert Path(mirror.place("/a.vdb")).read_bytes() == b"vdb"
    assert Path(mirror.place("/cache"), "a.vdb").read_bytes() == b"vdb"
    assert not Path(mirror.place("/gone.vdb")).exists()


@pytest.fixture
def stored(project):
    """Stores what is open, as the farm does: everything away from its place, under other names."""
    bpy = pytest.importorskip("bpy")

    def store():
        project.save()
        storage = project.folder.parent / "storage"
        storage.mkdir()
        paths = {}
        for number, path in enumerate(sorted(each for each in project.folder.rglob("*") if each.is_file())):
            copy = storage / f"{number:03d}{path.suffix}"
            path.rename(copy)
            paths[str(path)] = str(copy)
        mirror = Mirror(project.folder.parent / "job.files")
        mirror.build(paths)
        bpy.ops.wm.open_mainfile(filepath=mirror.place(str(project.scene)))
        return mirror

    return store


@pytest.mark.blender
def test_every_kind_of_file_is_read_from_the_mirror(project, stored, assets):
    bpy = pytest.importorskip("bpy")
    from foxsubmit.hosts.blender.node.relink import relink

    def absolute(name, *more):
        project.write(name, *more)
        return str(project.folder / name)

    project.image(absolute("tex/wood.png"))
    project.image(project.write("tex/stone.png"))
    project.image(absolute("plate/p_01.png", "plate/p_02.png"), "SEQUENCE")
    project.write("skin.1001.png")
    project.image(str(project.folder / "skin.<UDIM>.png"), "TILED")
    volume = bpy.data.volumes.new("Smoke")
    volume.use_fake_user = True
    volume.filepath = absolute("smoke.vdb")
    project.sound("step.wav")
    bpy.data.sounds.load(str(project.folder / "step.wav")).use_fake_user = True
    _thing, cache = project.object("MESH_CACHE")
    cache.filepath = absolute("walk.mdd")
    editor = bpy.context.scene.sequence_editor_create()
    strips = editor.strips if hasattr(editor, "strips") else editor.sequences
    strips.new_image("Pictures", absolute("edit/a.png", "edit/b.png"), 1, 1).elements.append("b.png")
    before = {Path(asset.path).relative_to(project.folder) for asset in assets()}
    assert len(before) == 9

    mirror = stored()
    relink(mirror)
    after = {Path(asset.path) for asset in assets()}
    assert after == {Path(mirror.place(str(project.folder / path))) for path in before}
    for path in after:
        assert path.exists() or {"#", "<"} & set(path.name), path


@pytest.mark.blender
def test_libraries_of_libraries_are_read_from_the_mirror(project, stored, assets):
    bpy = pytest.importorskip("bpy")
    from foxsubmit.hosts.blender.node.relink import relink

    mesh = bpy.data.meshes.new("Bolt")
    mesh.from_pydata([(0, 0, 0), (1, 0, 0), (0, 1, 0)], [], [(0, 1, 2)])
    image = project.image(str(project.folder / project.write("steel.png")[2:]))
    inner, outer = project.folder / "parts" / "bolts.blend", project.folder / "props.blend"
    inner.parent.mkdir()
    bpy.data.libraries.write(str(inner), {bpy.data.objects.new("Bolt", mesh), image}, fake_user=True)
    _link_into(outer, inner, "Bolt")
    _link_into(project.scene, outer, "Props")

    mirror = stored()
    relink(mirror)
    libraries = {Path(bpy.path.abspath(each.filepath)).resolve().suffix: each for each in bpy.data.libraries}
    assert set(libraries) == {".blend"}
    assert all(asset.path.startswith(str(mirror.root)) for asset in assets())
    assert len(bpy.data.meshes["Bolt"].vertices) == 3
    assert not any(each.is_missing for each in bpy.data.objects)


def _link_into(scene, library, name):
    """A new scene with a collection ``Props`` that holds what it links, by an absolute path."""
    import bpy

    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.wm.save_as_mainfile(filepath=str(scene))
    kind = "objects" if name == "Bolt" else "collections"
    with bpy.data.libraries.load(str(library), link=True, relative=False) as (_there, wanted):
        setattr(wanted, kind, [name])
    props = bpy.data.collections.new("Props" if kind == "objects" else "All")
    props.use_fake_user = True
    (props.objects if kind == "objects" else props.children).link(getattr(wanted, kind)[0])
    bpy.ops.wm.save_mainfile()
