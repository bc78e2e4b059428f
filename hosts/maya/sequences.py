"""How the number of a sequence's file follows from Maya's time.

Maya's editors let an expression drive the number (``file1.frameExtension=frame``); artists change it to
``frame + 1000``, animate it, or connect it to other nodes. Only what is a plain sum or product of the frame is read.
"""

from __future__ import annotations

import re

from maya import cmds

from ...core.model.host import AS_FRAMES, Numbering
from .attributes import number, value

DRIVEN = ("frameExtension", "frameNumber")
"""Attributes that hold the number; of Arnold's stand-ins it is the second."""
NUMBER = r"[0-9]+(?:\.[0-9]+)?"
EXPRESSION = re.compile(
    rf"\s*[\w.:|\[\]]+\s*=\s*(?:(?P<before>{NUMBER})\s*\+\s*)?frame(?:\s*\*\s*(?P<scale>{NUMBER}))?"
    rf"(?:\s*(?P<sign>[+-])\s*(?P<after>{NUMBER}))?\s*;?\s*")


def numbering(node: str) -> Numbering | None:
    """How a node that plays a sequence counts; None where that is not known, as of an animated number."""
    if value("time1", "enableTimewarp", False) or _sources(node, "frameOffset"):
        return None
    driven = next((name for name in DRIVEN if cmds.attributeQuery(name, node=node, exists=True)), "")
    sources = _sources(node, driven) if driven else []
    if len(sources) != 1:
        # A number that nothing drives is one file; but renderers differ in whether they play the sequence all the same.
        return None
    read = _of_time(sources[0])
    return read and Numbering(read.offset + number(node, "frameOffset"), read.scale)


def _sources(node: str, attribute: str) -> list[str]:
    if not cmds.attributeQuery(attribute, node=node, exists=True):
        return []
    return [str(each) for each in cmds.listConnections(f"{node}.{attribute}", source=True, destination=False) or ()]


def _of_time(source: str) -> Numbering | None:
    """What a node gives that drives a number: Maya's time itself, or a plain expression of it."""
    kind = cmds.nodeType(source)
    if kind == "time":
        return AS_FRAMES
    if kind != "expression":
        return None
    match = EXPRESSION.fullmatch(str(value(source, "expression") or value(source, "internalExpression", "")))
    if match is None:
        return None
    after = float(match["after"] or 0) * (-1 if match["sign"] == "-" else 1)
    return Numbering(float(match["before"] or 0) + after, float(match["scale"] or 1))
