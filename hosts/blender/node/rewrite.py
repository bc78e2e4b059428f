"""Write scenes with absolute paths anew in the mirror, before the render opens them.

Blender looks for some files only while it opens a scene, such as bakes of geometry nodes and fonts of strips: it does
not look again when their path is changed afterwards. What it opens for the render must name stored files already.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import bpy

from ....core.common.errors import HostFailed
from ..scene.opening import open_scene
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
        _save(scene)
    while waiting:
        library = waiting.pop()
        done.add(library)
        # One that cannot be opened is moved in memory only, after the scene is opened.
        with contextlib.suppress(HostFailed, RuntimeError, OSError):
            open_scene(library)
            named = relink(mirror)
            if library in named:
                _save(library)
            waiting |= named - done
    return True


def _save(path: Path) -> None:
    """Replace the link in the mirror by what is open, all of it."""
    for each in bpy.data.user_map():
        # Blender saves only what has a user; scenes that link from this one may want more.
        if each.library is None and not each.users:
            each.use_fake_user = True
    bpy.data.use_autopack = False
    preferences: Any = bpy.context.preferences
    preferences.filepaths.save_version = 0
    path.unlink()
    bpy.ops.wm.save_as_mainfile(filepath=str(path), check_existing=False, compress=False, relative_remap=False)
