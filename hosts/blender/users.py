"""Names for the artist: who uses a file."""

from __future__ import annotations

from typing import Any

import bpy

SHARED = ("images", "movieclips", "sounds", "fonts", "cache_files", "volumes", "texts", "textures", "node_groups")
"""Datablocks that say little without the one that uses them."""


class Users:
    """Who uses which datablock, asked of Blender once."""

    def __init__(self) -> None:
        shared = [owner for collection in SHARED for owner in getattr(bpy.data, collection)]
        self._users: dict[Any, set[Any]] = bpy.data.user_map(subset=shared) if shared else {}

    def label(self, owner: Any, part: str = "") -> str:
        """``Material "wood" · Image "wood.png"``: the library, the first user, the datablock and its part."""
        names = [_name(owner)]
        using = sorted(_name(user) for user in self._users.get(owner, ()) if _is_scene_data(user))
        names[:0] = using[:1]
        linked = owner.parent if isinstance(owner, bpy.types.Library) else owner.library
        if linked:
            names.insert(0, _name(linked))
        if part:
            names.append(f'"{part}"')
        return " · ".join(names)


def _name(owner: Any) -> str:
    return f'{owner.bl_rna.name} "{owner.name}"'


def _is_scene_data(user: Any) -> bool:
    """Not an editor that happens to show it."""
    return not isinstance(user, (bpy.types.Screen, bpy.types.WindowManager, bpy.types.WorkSpace))
