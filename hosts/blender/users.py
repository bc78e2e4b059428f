"""Names for the artist: who uses a file."""

from __future__ import annotations

from typing import Any

import bpy

SHARED = {
    "images": bpy.types.Image, "movieclips": bpy.types.MovieClip, "sounds": bpy.types.Sound,
    "fonts": bpy.types.VectorFont, "cache_files": bpy.types.CacheFile, "volumes": bpy.types.Volume,
    "textures": bpy.types.Texture, "node_groups": bpy.types.NodeTree,
}
"""Datablocks that say little without the one that uses them: collection and type."""


class Users:
    """Who uses which datablock, asked of Blender once; again only when undo has replaced them."""

    def __init__(self) -> None:
        self._users: dict[Any, set[Any]] = {}

    def label(self, owner: Any, part: str = "") -> str:
        """``Material "wood" · Image "wood.png"``: the library, the first user, the datablock and its part."""
        names = [_name(owner)]
        if isinstance(owner, tuple(SHARED.values())):
            names[:0] = self._using(owner)[:1]
        linked = owner.parent if isinstance(owner, bpy.types.Library) else owner.library
        if linked:
            names.insert(0, _name(linked))
        if part:
            names.append(f'"{part}"')
        return " · ".join(names)

    def _using(self, owner: Any) -> list[str]:
        if owner not in self._users:
            shared = [each for collection in SHARED for each in getattr(bpy.data, collection)]
            self._users = bpy.data.user_map(subset=shared)
        return sorted(_name(user) for user in self._users.get(owner, ()) if _is_scene_data(user))


def _name(owner: Any) -> str:
    return f'{owner.bl_rna.name} "{owner.name}"'


def _is_scene_data(user: Any) -> bool:
    """Not an editor that happens to show it, nor one that was removed since."""
    try:
        user.name_full  # noqa: B018 - the question is whether it can be asked
    except ReferenceError:
        return False
    return not isinstance(user, (bpy.types.Screen, bpy.types.WindowManager, bpy.types.WorkSpace))
