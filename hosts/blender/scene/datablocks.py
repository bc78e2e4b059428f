"""Blender's collections of datablocks: which there are, and the few members of a large one that matter."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import bpy

COLLECTIONS: tuple[Any, ...] = tuple(each for each in bpy.data.bl_rna.properties if each.type == "COLLECTION")
"""The properties of ``bpy.data`` that are collections; ``fixed_type`` is what all members of one have."""


def having(name: str) -> tuple[str, ...]:
    """Return the collections whose members all have a property of this name."""
    return tuple(each.identifier for each in COLLECTIONS if name in each.fixed_type.properties)


TREES = having("node_tree")
"""Collections whose members may have a node tree of their own; not scenes from 5.0 on, whose tree is a node group."""


AT_ONCE = 500
"""Datablocks that Blender is asked about in one step."""

FEW = 20
"""Members that are asked for by their place: for each, Blender goes through those before it."""


class Moved(Exception):
    """Datablocks came or went between two steps, so that nobody knows which of them were met."""


class Portions:
    """Collections of datablocks that are gone through while the artist goes on working."""

    def __init__(self) -> None:
        self._ends: dict[str, tuple[int, str]] = {}
        """The number of datablocks of each collection that was gone through, and the name of the last."""

    def of(self, collection: str) -> Iterator[list[Any]]:
        """The datablocks, many at a time; what takes them must be done with them when it asks for more.

        Raises:
            Moved: the last of them is no longer where it was.
        """
        place, last = 0, ""
        while True:
            owners = getattr(bpy.data, collection)
            if not is_at(owners, place, last):
                raise Moved
            many = list(owners[place:place + AT_ONCE])
            if not many:
                self._ends[collection] = place, last
                return
            place, last = place + len(many), many[-1].name_full
            yield many

    def check(self) -> None:
        """See that each collection still ends where it did.

        Raises:
            Moved: one does not.
        """
        for collection, (place, last) in self._ends.items():
            owners = getattr(bpy.data, collection)
            if len(owners) != place or not is_at(owners, place, last):
                raise Moved


def is_at(owners: Sequence[Any], place: int, last: str) -> bool:
    """Whether the datablock before this place is still the one of that name; nothing comes before the first place."""
    try:
        return not place or bool(owners[place - 1].name_full == last)
    except IndexError:  # cheaper than to ask for the length, for which Blender counts them
        return False


def equal(members: Any, attribute: str, value: int) -> Iterator[Any]:
    """Yield the members of a collection whose flag or enumeration has this number, without touching the others."""
    numbers = [0] * len(members)
    members.foreach_get(attribute, numbers)
    number = numbers.count(value)
    if number > FEW:
        return itertools.compress(members, map(value.__eq__, numbers))
    place, found = -1, []
    for _each in range(number):
        place = numbers.index(value, place + 1)
        found.append(members[place])
    return iter(found)


def number_of(kind: Any, attribute: str, identifier: str) -> int:
    """Return the number by which ``equal`` knows a value of an enumeration."""
    return int(kind.bl_rna.properties[attribute].enum_items[identifier].value)
