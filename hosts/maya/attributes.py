"""Values of attributes, in Python's types."""

from __future__ import annotations

from typing import Any

from maya import cmds


def value(node: str, attribute: str, otherwise: Any = None) -> Any:
    """Return an attribute's value; ``otherwise`` where the node or the attribute is not there."""
    plug = f"{node}.{attribute}"
    if not cmds.objExists(node) or not cmds.attributeQuery(attribute, node=node, exists=True):
        return otherwise
    found = cmds.getAttr(plug)
    return otherwise if found is None else found


def text(node: str, attribute: str) -> str:
    """Return the value of a string attribute; empty if there is none."""
    return str(value(node, attribute, ""))


def number(node: str, attribute: str, otherwise: float = 0.0) -> float:
    """Return the value of a numeric attribute."""
    return float(value(node, attribute, otherwise))
