"""Write scenes with absolute paths anew in the mirror, before the render opens them.

Blender looks for some files only while it opens a scene, such as bakes of geometry nodes and fonts of strips: it does
not look again when their path is changed afterwards. What it opens for the render must name stored files already.
"""

from __future__ import annotations

import contextlib
import uuid
from pathlib import Path

import bpy

from ....core.common.atomic import replace
from ....core.common.errors import HostFailed
from ..scene.opening import open_scene
from ..writing.write import write_copy
from .mirror import Mirror
from .relink import relink


def rewrite(scene: Path, mirror: Mirror) -> bool:
    """Open the scene, and write it and its libraries anew where they name files elsewhere; False if none does.

    The scene is open afterwards if it is False. The stored files stay as they are.
    """
    open_scene(scene)
    named = relink(mirror)
    if not named:
        return False
    waiting, done = named - {scene}, {scene}
    if scene in named:
        _write(scene, mirror)
    while waiting:
        library = waiting.pop()
        done.add(library)
        # One that cannot be opened or written is moved in memory only, after the scene is opened.
        with contextlib.suppress(HostFailed, OSError):
            open_scene(library)
            named = relink(mirror)
            if library in named:
                _write(library, mirror)
            waiting |= named - done
    return True


def _write(path: Path, mirror: Mirror) -> None:
    """Replace the link in the mirror by what is open, all of it; nothing outside of the mirror is written."""
    if not mirror.holds(str(path)):
        return
    for each in bpy.data.user_map():
        # Blender saves only what has a user; scenes that link from this one may want more.
        if each.library is None and not each.users:
            each.use_fake_user = True
    bpy.data.use_autopack = False
    copy = path.with_name(f"{uuid.uuid4().hex}.blend")
    write_copy(copy)
    replace(copy, path)
