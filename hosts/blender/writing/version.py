"""The version of Blender that a scene is rendered by, beside the one that saved it and the one that reads it."""

from __future__ import annotations

import contextlib
from pathlib import Path

import bpy

from .whole import saved_by


def versions(as_saved: bool) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Return the version that the scene is of, and details that checks compare it by.

    An open file is written by this Blender when it is submitted. One that is sent ``as_saved`` stays what it is.
    """
    here = ".".join(str(number) for number in bpy.app.version)
    saved, own = tuple(bpy.data.version[:2]), tuple(bpy.app.version[:2])
    if not bpy.data.filepath or saved == own:
        return here, {}
    said = ".".join(str(number) for number in saved)
    if as_saved:
        newer = saved > own
        return said if newer else here, {"saved_by": (said,), **({"read_by": (here,)} if newer else {})}
    if saved > own and (_on_disk() or saved) > own:
        return here, {"newer": (said,)}
    return here, {}


def _on_disk() -> tuple[int, ...]:
    """The version that the file itself says: what was read is not noted anew when it is saved."""
    with contextlib.suppress(OSError):
        return saved_by(Path(bpy.data.filepath))
    return ()
