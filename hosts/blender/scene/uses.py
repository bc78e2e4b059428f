"""Answer of a collector of files, and the list of collectors."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import bpy

from ....core.model.host import Frames, Numbering
from ....core.model.need import Need


@dataclasses.dataclass(frozen=True)
class Use:
    """A file that a property of a datablock names. Holds Blender data: never keep one."""

    owner: bpy.types.ID
    path: str
    """Absolute; with tokens where ``pattern`` says so."""

    kind: str = "file"
    holder: Any = None
    """What has the property: the datablock, a modifier, a strip. None where the path follows from the scene's."""

    attribute: str = ""
    part: str = ""
    """The modifier, node or strip within the datablock, as the artist knows it."""

    names: tuple[str, ...] = ()
    """The files of a sequence, if Blender itself names them; it then has no others."""

    pattern: bool = False
    numbering: Numbering | None = None
    """How the number of a sequence's file follows from the frame; None where that is not known."""
    numbers: Frames | None = None
    """The numbers that a sequence has, where the scene says so."""
    need: Need = Need.NEEDED
    shapes_only: bool = False
    tiles: tuple[int, ...] = ()
    """UV tiles that a picture lists."""
    problem: str = ""
    """Why the path is not known, to stand after a colon; the path is empty then."""


def value_of(holder: Any, attribute: str) -> str:
    """The path that a property holds, or an item where there is no such property."""
    value = getattr(holder, attribute) if attribute in holder.bl_rna.properties else holder.get(attribute)
    return str(value or "")


def set_value(holder: Any, attribute: str, path: str) -> None:
    """Let a property, or an item, hold another path."""
    if attribute in holder.bl_rna.properties:
        setattr(holder, attribute, path)
    else:
        holder[attribute] = path


Collector = Callable[[Any], Iterator[Use]]

COLLECTORS: list[tuple[str, Collector]] = []
"""A collection of ``bpy.data`` and what collects the files of one of its datablocks, in the order of asking."""


def each(*collections: str) -> Callable[[Collector], Collector]:
    """Ask this function about every datablock of these collections."""

    def register(collector: Collector) -> Collector:
        COLLECTORS.extend((collection, collector) for collection in collections)
        return collector

    return register
