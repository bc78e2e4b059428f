"""Every file that the open scene names, one collector a kind of datablock (uses.py).

The collectors lie in files.py, strips.py, nodes.py and simulation.py. What Blender itself reports, and none of
them knew, comes last.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from typing import Any

import bpy

from ...core.host import Asset
from . import files, nodes, simulation, strips
from .paths import Bundled, absolute
from .uses import COLLECTORS, Collector, Use

__all__ = ["assets", "files", "nodes", "simulation", "strips", "uses"]

log = logging.getLogger(__name__)

DAMAGE = (AttributeError, KeyError, OSError, ReferenceError, RuntimeError, TypeError, ValueError)
"""What a broken or vanished datablock raises. One of them must not cost the artist all the others."""


def uses(owner: Any, collector: Collector) -> list[Use]:
    """What the collector finds in one datablock; nothing, and a warning, where the datablock is broken."""
    try:
        # Not saved with the scene: what nobody uses.
        if owner.users == 0 and not isinstance(owner, bpy.types.Library):
            return []
        return list(collector(owner))
    except DAMAGE as error:
        log.warning("A datablock was left out by %s: %s", collector.__name__, error)
        return []


def assets() -> Iterator[Asset]:
    """Yield each file once. Between two of them the scene may change: nothing of Blender's is kept but datablocks."""
    bundled = Bundled()
    users = bpy.data.user_map()
    seen: set[str] = set()
    for collection, collector in COLLECTORS:
        for owner in list(getattr(bpy.data, collection)):
            found = [(_asset(use, users), use.named) for use in uses(owner, collector) if use.path]
            for asset, named in found:
                known = asset.path in seen
                seen.update((asset.path, named))
                if not known and asset.path not in bundled:
                    yield asset
    yield from _others(seen, bundled)


def _asset(use: Use, users: Any) -> Asset:
    return Asset(use.path, _label(use, users), use.kind, use.pattern, use.frames, use.required)


def _label(use: Use, users: Any) -> str:
    """``Material "wood" · Image "wood.png"``: who uses it, then what names the file."""
    names = [_name(use.owner)]
    using = sorted(_name(user) for user in users.get(use.owner, ()))
    names[:0] = using[:1]
    if use.part:
        names.append(f'"{use.part}"')
    return " · ".join(names)


def _name(owner: Any) -> str:
    return f'{owner.bl_rna.name} "{owner.name}"'


def _others(seen: set[str], bundled: Bundled) -> Iterator[Asset]:
    """What Blender reports and no collector knew."""
    for path in bpy.utils.blend_paths(absolute=True, packed=False, local=False):
        path = absolute(path)
        if path and path not in seen and path not in bundled:
            seen.add(path)
            yield Asset(os.path.normpath(path), "Scene")
