"""Every file that the open scene names.

Collectors for each kind of datablock are in files.py, nodes.py, simulation.py and strips.py (uses.py has their
list). What Blender itself reports, and none of them knew, comes last.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import os
from collections.abc import Iterator, Mapping
from typing import Any

import bpy

from ....core.common.i18n import _
from ....core.model.host import Asset
from ....core.model.need import Need
from ...reading import Reader
from . import files, nodes, simulation, strips  # noqa: F401 - they add themselves to COLLECTORS
from .colour import colour_files
from .datablocks import AT_ONCE, is_at
from .frames import Counted
from .judging.hidden import Hidden
from .paths import Bundled, absolute, as_written
from .pictures import Pictures
from .users import Users, name_of, with_part
from .uses import COLLECTORS, Collector, Use, value_of

log = logging.getLogger(__name__)

DAMAGE = (AttributeError, KeyError, OSError, ReferenceError, RuntimeError, TypeError, ValueError)
"""What a broken or vanished datablock raises. One of them must not cost the artist all the others."""

NAMING = tuple(each.identifier for each in bpy.data.bl_rna.properties if each.type == "COLLECTION" and each.identifier
               not in {"all_ids", "libraries", "brushes", "screens", "window_managers", "workspaces"})
"""Collections whose datablocks may name files: the picture on a brush's button, for example, is in no frame."""


def walk(reader: Reader | None = None) -> Iterator[Asset | None]:
    """Yield each file, and None after a datablock that names none: most do not, and they may be 20,000.

    ``reader`` gets what is broken.
    """
    meeting = Walk(reader or Reader())
    yield from meeting.users.read()
    yield from meeting.pictures.read()
    yield from meeting.hidden.read()
    for collection, collector in COLLECTORS:
        for owner in datablocks(collection):
            yield from meeting.answers(owner, collector)
    yield from meeting.others()
    yield from colour_files()


def datablocks(collection: str) -> Iterator[Any]:
    """Each datablock once, although the artist goes on working meanwhile.

    Blender marks a datablock that is gone, but not a modifier, node or strip: so only datablocks are kept, and few of
    them, for 20,000 would be work for the garbage collector. Undo replaces them all by others of the same names.
    """
    done: set[str] = set()
    place, last = 0, ""
    while many := _from(collection, place, last):
        for owner in many:
            try:
                last = owner.name_full
            except ReferenceError:
                place = 0
                break
            place += 1
            if last not in done:
                done.add(last)
                yield owner


def _from(collection: str, place: int, last: str) -> list[Any]:
    """The next datablocks; from the first again if the one before them is not the last any more."""
    owners = getattr(bpy.data, collection)
    place = place if is_at(owners, place, last) else 0
    return list(owners[place:place + AT_ONCE])


def uses(owner: Any, collector: Collector, reader: Reader | None = None) -> list[Use]:
    """What the collector finds in one datablock; nothing, and a note, where the datablock is broken."""
    try:
        return list(collector(owner))
    except DAMAGE as error:
        log.warning("A datablock was left out by %s: %s", collector.__name__, error)
        if reader is not None:
            with contextlib.suppress(ReferenceError):  # it is gone, and so is what it needed
                reader.note(name_of(owner), str(error).strip().rstrip("."))
        return []


class Walk:
    """One walk through the open scene, and what it has met."""

    def __init__(self, reader: Reader) -> None:
        self.users = Users()
        self.pictures = Pictures()
        self.hidden = Hidden()
        self._reader = reader
        self._bundled = Bundled()
        self._met: set[str] = set()
        self._yielded: set[str] = set()

    def answers(self, owner: Any, collector: Collector) -> Iterator[Asset | None]:
        """The assets of one datablock, or None."""
        # At once: nothing watches over modifiers and strips while the artist goes on working.
        every = uses(owner, collector, self._reader)
        if not every:
            yield None
            return
        found = [use for use in every if use.path]
        self._met.update(path for use in found for path in (use.path, *use.names))
        label = self.users.label(owner) if is_kept(owner) else ""
        for use in every if label else ():
            if use.problem:
                self._reader.note(with_part(label, use.part), use.problem)
        reference = isinstance(owner, (bpy.types.Image, bpy.types.MovieClip)) and self.pictures.is_reference(owner)
        yield None
        for use in found if label else ():
            need = Need.SHOWN if reference or owner in self.hidden else use.need
            written = value_of(use.holder, use.attribute) if use.holder is not None else ""
            for numbering, numbers in self._counted(owner, use):
                asset = Asset(use.path, with_part(label, use.part), use.kind, use.pattern, numbering, numbers,
                              need, use.tiles, as_written(written, use.path), shapes_only=use.shapes_only)
                if self._is_new(asset):
                    yield asset

    def _counted(self, owner: Any, use: Use) -> list[Counted]:
        """How a use counts; a picture itself does not say, but all that show it may."""
        shown = self.pictures.of(owner) if use.kind == "sequence" and isinstance(owner, bpy.types.Image) else None
        return shown or [(use.numbering, use.numbers)]

    def others(self) -> Iterator[Asset | None]:
        """Yield the files that Blender reports and no collector found."""
        if not hasattr(bpy.data, "file_path_map"):
            # All at once, and without saying whose they are (before 4.5).
            paths = bpy.utils.blend_paths(absolute=True, packed=False, local=False)
            yield from self._reported({None: set(paths)})
            return
        for collection in NAMING:
            for owners in some(datablocks(collection)):
                kept = [owner for owner in owners if is_kept(owner)]
                yield from self._reported(bpy.data.file_path_map(subset=kept))
                yield None

    def _reported(self, paths: Mapping[Any, set[str]]) -> list[Asset]:
        """Return the reported files that are new."""
        found = [Asset(path, self.users.label(owner) if owner else _("Scene")) for owner, reported in paths.items()
                 for path in (absolute(each, owner.library if owner else None) for each in sorted(reported))
                 if path and path not in self._met]
        return list(filter(self._is_new, found))

    def _is_new(self, asset: Asset) -> bool:
        """Whether it has not been yielded, and is not Blender's own."""
        key = f"{os.path.normcase(asset.path)}\n{asset.used_by}\n{asset.numbering}{asset.numbers}"
        if key in self._yielded or asset.path in self._bundled:
            return False
        self._yielded.add(key)
        return True


def some(owners: Iterator[Any]) -> Iterator[list[Any]]:
    """The owners, many at a time; what takes them must be done with them when it asks for more."""
    while many := list(itertools.islice(owners, AT_ONCE)):
        yield many


def is_kept(owner: Any) -> bool:
    """Whether the datablock is saved with the scene: Blender drops what nobody uses."""
    # Brushes and the like that the user interface linked for itself.
    runtime = getattr(owner, "is_runtime_data", False)
    return (owner.users > 0 or isinstance(owner, bpy.types.Library)) and not runtime
