"""Wedge ROPs. The farm's format has a node and its frames, and nowhere to say which variant: an artist is told.

Source of the parameters: Houdini's help on the Wedge render node, and its parameters as public tools list them.
"""

from __future__ import annotations

import math

import hou

from ...core.common.i18n import _, listed
from .classes import OpNode
from .parameters import inputs, is_on, named, number, text

BY_TAKE = 1
"""``wedgemethod``: 0 by channels, 1 by the takes below one."""


def driver(node: OpNode) -> list[OpNode]:
    """Return the nodes that a wedge renders: its inputs, else the node that it names."""
    own = named(node, "driver")
    return inputs(node) or ([own] if own is not None else [])


def advice(node: OpNode) -> str:
    """Return a sentence about what the farm does with a wedge, and what to do instead."""
    rendered = listed(each.path() for each in driver(node)) or "-"
    if int(number(node, "wedgemethod")) == BY_TAKE:
        root = hou.takes.findTake(text(node, "roottake"))
        takes = listed(take.name() for take in root.children()) if root is not None else ""
        return _(
            "the farm cannot go through takes: for each of {takes} make a copy of {driver} and choose the take at its "
            "Render With Take; as it is, {driver} is rendered once").format(takes=takes or "-", driver=rendered)
    return _(
        "the farm cannot go through the {n} variants of a wedge: make a take for each, and for each take a copy of "
        "{driver} with it at Render With Take; as it is, {driver} is rendered once").format(
            n=variants(node), driver=rendered)


def variants(node: OpNode) -> int:
    """How many a wedge by channels would render."""
    if is_on(node, "random"):
        return max(1, int(number(node, "numrandom", 1)))
    count = int(number(node, "wedgeparams"))
    return math.prod(max(1, int(number(node, f"steps{index}", 1))) for index in range(1, count + 1))
