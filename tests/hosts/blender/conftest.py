"""An empty Blender for each test, and files to put into it."""

from __future__ import annotations

import shutil
import struct
import wave
import zlib
from pathlib import Path

import pytest


def png() -> bytes:
    """The smallest picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\0\xff\x80\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


class Project:
    """A folder with a scene that is open in Blender."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scene = folder / "main.blend"

    def save(self) -> None:
        import bpy

        bpy.ops.wm.save_as_mainfile(filepath=str(self.scene))

    def reopen(self) -> None:
        import bpy

        self.save()
        bpy.ops.wm.open_mainfile(filepath=str(self.scene))

    def write(self, *names: str, content: bytes | None = None) -> str:
        """Write files; the path of the first as a scene spells it."""
        for name in names:
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(png() if content is None else content)
        return f"//{names[0]}"

    def sound(self, name: str) -> str:
        self.write(name)
        with wave.open(str(self.folder / name), "wb") as file:
            file.setparams((1, 1, 8000, 0, "NONE", ""))
            file.writeframes(b"\x80" * 800)
        return f"//{name}"

    def font(self, name: str) -> str:
        import bpy

        folder = Path(bpy.utils.system_resource("DATAFILES"), "fonts")
        self.write(name)
        shutil.copyfile(sorted(folder.glob("*.woff2"))[0], self.folder / name)
        return f"//{name}"

    def at(self, *names: str) -> list[str]:
        return [str(self.folder / name) for name in names]

    def image(self, path: str, source: str = "FILE"):
        """An image that somebody uses."""
        import bpy

        image = bpy.data.images.new(Path(path).name, 1, 1)
        image.source = source
        image.filepath = path
        image.use_fake_user = True
        return image

    def object(self, kind: str = "", name: str = "Thing"):
        """An object with a modifier. It is in no scene, so that nothing is simulated."""
        import bpy

        thing = bpy.data.objects.new(name, bpy.data.meshes.new(name))
        thing.use_fake_user = True
        return (thing, thing.modifiers.new(kind.title(), kind)) if kind else thing


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A saved, empty scene; the current folder is another one."""
    bpy = pytest.importorskip("bpy")
    elsewhere = tmp_path / "current folder"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.preferences.filepaths.save_version = 0
    project = Project(tmp_path / "project")
    project.folder.mkdir()
    project.save()
    return project


@pytest.fixture
def assets():
    """Gather the open scene; every rule about assets in general is checked on the way."""
    pytest.importorskip("bpy")
    from foxsubmit.hosts.blender.scene.host import Blender

    def gather():
        found = [asset for asset in Blender().assets() if asset is not None]
        here = str(Path.cwd())
        for asset in found:
            assert not asset.path.startswith(here), asset
        assert len(found) == len(set(found))
        return found

    return gather
