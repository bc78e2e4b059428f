"""Values of parameters, in Python's types. Nothing is set."""

from __future__ import annotations

from .classes import OpNode


def base(node: OpNode) -> str:
    """The type of a node without namespace and version: ``baketexture`` of ``baketexture::3.0``."""
    return str(node.type().nameComponents()[2])


def number(node: OpNode, parameter: str, otherwise: float = 0.0) -> float:
    """Return a number, a switch, or the index of a menu's entry; ``otherwise`` where there is no such parameter."""
    parm = node.parm(parameter)
    # evalAsFloat refuses some types; eval gives each as it is.
    return otherwise if parm is None else float(parm.eval())


def text(node: OpNode, parameter: str) -> str:
    """Return the value of a text, or the word of a menu's entry; empty if there is no such parameter."""
    parm = node.parm(parameter)
    return "" if parm is None else str(parm.evalAsString())


def is_on(node: OpNode, parameter: str) -> bool:
    """Return whether a switch is on; a menu is off at its first entry and at an empty word."""
    parm = node.parm(parameter)
    found = None if parm is None else parm.eval()
    return bool(found) and found not in ("off", "none")


def named(node: OpNode, parameter: str) -> OpNode | None:
    """The node that a parameter names, relative to its own."""
    path = text(node, parameter)
    found = node.node(path) if path else None
    return found if isinstance(found, OpNode) else None


def inputs(node: OpNode) -> list[OpNode]:
    """The nodes that are connected into one."""
    return [each for each in node.inputs() if isinstance(each, OpNode)]
