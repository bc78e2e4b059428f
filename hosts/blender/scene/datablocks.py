"""Blender's collections of datablocks: which there are, and the few members of a large one that matter."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import bpy

COLLECTIONS: tuple[Any, ...] = tuple(each for each in bpy.data.bl_rna.properties if each.type == "COLLECTION")
"""The properties of ``bpy.data`` that are collections; ``fixed_type`` is what all members of one have."""


def having(name: str) -> tuple[str, ...]:
    """Return the collections whose members all have a property of this name."""
    return tuple(each.identifier for each in COLLECTIONS if name in each.fixed_type.properties)


TREES = having("node_tree")
"""Collections whose members may have a node tree of their own; not scenes from 5.0 on, whose tree is a node group."""


def equal(members: Any, attribute: str, value: int) -> Iterator[Any]:
    """Yield the members of a collection whose flag or enumeration has this number, without touching the others."""
    numbers = [0] * len(members)
    members.foreach_get(attribute, numbers)
    return itertools.compress(members, map(value.__eq__, numbers)) if value in numbers else iter(())


def number_of(kind: Any, attribute: str, identifier: str) -> int:
    """Return the number by which ``equal`` knows a value of an enumeration."""
    return int(kind.bl_rna.properties[attribute].enum_items[identifier].value)
