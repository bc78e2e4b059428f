"""Every file that the open scene names.

Collectors for each kind of datablock are in files.py, nodes.py, simulation.py and strips.py (uses.py has their
list). What Blender itself reports, and none of them knew, comes last.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from typing import Any

import bpy

from ...core.host import Asset
from . import files, nodes, simulation, strips  # noqa: F401 - they add themselves to COLLECTORS
from .paths import Bundled, absolute
from .users import Users
from .uses import COLLECTORS, Collector, Use

log = logging.getLogger(__name__)

DAMAGE = (AttributeError, KeyError, OSError, ReferenceError, RuntimeError, TypeError, ValueError)
"""What a broken or vanished datablock raises. One of them must not cost the artist all the others."""


def assets() -> Iterator[Asset]:
    """Yield each file, once for each that uses it."""
    return (asset for asset in walk() if asset is not None)


def walk() -> Iterator[Asset | None]:
    """Yield each file, and None after a datablock that names none: most do not, and they may be 20,000."""
    meeting = Walk()
    for collection, collector in COLLECTORS:
        for owner in datablocks(collection):
            found = meeting.answers(owner, collector)
            yield from found
            if not found:
                yield None
    yield from meeting.others()


def datablocks(collection: str) -> Iterator[Any]:
    """Each datablock once, although the artist goes on working meanwhile.

    Blender marks a datablock that is gone, but not a modifier, node or strip: so only datablocks are kept.
    Undo replaces them all by others of the same names.
    """
    done: set[str] = set()
    changed = True
    while changed:
        changed = False
        for owner in list(getattr(bpy.data, collection)):
            try:
                name = owner.name_full
            except ReferenceError:
                changed = True
                break
            if name not in done:
                done.add(name)
                yield owner


def uses(owner: Any, collector: Collector) -> list[Use]:
    """What the collector finds in one datablock; nothing, and a warning, where the datablock is broken."""
    try:
        return list(collector(owner))
    except DAMAGE as error:
        log.warning("A datablock was left out by %s: %s", collector.__name__, error)
        return []


class Walk:
    """One walk through the open scene, and what it has met."""

    def __init__(self) -> None:
        self._bundled = Bundled()
        self._users = Users()
        self._met: set[str] = set()
        self._yielded: set[tuple[str, str]] = set()

    def answers(self, owner: Any, collector: Collector) -> list[Asset]:
        """The assets of one datablock."""
        found = [use for use in uses(owner, collector) if use.path]
        for use in found:
            self._met.update((use.path, use.named))
        return [asset for asset in map(self._asset, found) if self._is_new(asset)] if found and is_kept(owner) else []

    def others(self) -> Iterator[Asset]:
        """What Blender reports and no collector knew."""
        # All at once: nothing watches over these datablocks while the artist goes on working.
        found = [Asset(path, self._users.label(owner) if owner else "Scene")
                 for owner, path in _reported() if path and path not in self._met]
        yield from filter(self._is_new, found)

    def _asset(self, use: Use) -> Asset:
        label = self._users.label(use.owner, use.part)
        return Asset(use.path, label, use.kind, use.pattern, use.frames, use.required)

    def _is_new(self, asset: Asset) -> bool:
        """Whether it has not been yielded, and is not Blender's own."""
        key = (os.path.normcase(asset.path), asset.used_by)
        if key in self._yielded or asset.path in self._bundled:
            return False
        self._yielded.add(key)
        return True


def is_kept(owner: Any) -> bool:
    """Whether the datablock is saved with the scene: Blender drops what nobody uses."""
    # Brushes and the like that the user interface linked for itself.
    runtime = getattr(owner, "is_runtime_data", False)
    return (owner.users > 0 or isinstance(owner, bpy.types.Library)) and not runtime


def _reported() -> Iterator[tuple[Any, str]]:
    """Blender's own list of files, with the datablock where it says which (4.5 and later)."""
    if not hasattr(bpy.data, "file_path_map"):
        for path in bpy.utils.blend_paths(absolute=True, packed=False, local=False):
            yield None, absolute(path)
        return
    for owner, paths in bpy.data.file_path_map().items():
        # The picture on the button of a brush is not part of any frame.
        if is_kept(owner) and not isinstance(owner, (bpy.types.Brush, bpy.types.Library)):
            for path in sorted(paths):
                yield owner, absolute(path, owner.library)
