"""A scene as a text, which tests save and read as its application would: its last frame, then its textures."""

from __future__ import annotations

from foxsubmit.core.model.host import Asset, Frames, RenderUnit, Scene
from foxsubmit.hosts.recorded import RecordedHost


def save(folder, last, *textures):
    """Another program saves the scene."""
    (folder / "shot.blend").write_text("\n".join(["BLENDER-v405", str(last), *textures]), encoding="utf-8")


def read(path):
    """Read the file as its application would."""
    _magic, last, *textures = path.read_text(encoding="utf-8").splitlines()
    unit = RenderUnit("Scene", "Camera", Frames(1, int(last)), (64, 36), "CYCLES", str(path.parent / "out_"), "PNG")
    files = tuple(Asset(str(path.parent / name), f'Image "{name}"', "image") for name in textures)
    return RecordedHost(Scene(path, "4.5.1", units=(unit,)), files, "blender")
