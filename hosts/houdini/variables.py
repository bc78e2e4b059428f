"""Paths as Houdini writes them: variables by word boundary, expressions one at a time, frames kept as tokens."""

from __future__ import annotations

import re

import hou

from ...core.assets.tokens import has_tokens
from ...core.model.host import Frames
from .classes import OpNode

VARIABLE = re.compile(r"\$(?:\{(?P<braced>[A-Za-z_][A-Za-z0-9_]*)\}|(?P<plain>[A-Za-z_][A-Za-z0-9_]*))")
EXPRESSION = re.compile(r"`([^`]*)`")
DIGITS = re.compile(r"\d+")
FRAME = re.compile(r"(?:F|FF|T|SF|ST)\d{0,2}")
"""Frame variables, which stay as tokens in a path: each frame has a file of its own."""


def expand(text: str, node: OpNode) -> str:
    """``text`` with everything replaced but the frame. What Houdini does not know stays as it is."""
    if "`" in text:
        text = EXPRESSION.sub(lambda match: _expression(match, node), text)
    return VARIABLE.sub(lambda match: _variable(match, node), text)


def path_of(parm: hou.Parm, frames: Frames) -> tuple[str, Frames | None]:
    """The path that a parameter holds, a token in place of the frame; and the numbers that the token stands for.

    None for those of ``frames`` themselves, or where there is no token. An expression may hide the frame, as ``chs`` of
    another parameter does: then the path is evaluated at both ends of the range, wherever the playhead stands.
    """
    written = "" if parm.keyframes() else parm.unexpandedString()
    if written and "`" not in written:
        return expand(written, parm.node()), None
    try:
        if parm.isTimeDependent() and frames.last > frames.first:
            hidden = _over(parm.evalAsStringAtFrame(frames.first), parm.evalAsStringAtFrame(frames.last), frames)
            if hidden is not None:
                return hidden
    except hou.Error:
        # What Houdini cannot evaluate either may be any text.
        if not written:
            raise
    return (expand(written, parm.node()) if written else parm.evalAsString()), None


def _over(one: str, other: str, frames: Frames) -> tuple[str, Frames | None] | None:
    """The pattern of two paths that differ in one number, which goes on as the frames do; None if they do not."""
    if one == other:
        return one, None
    places = [(a, b) for a, b in zip(DIGITS.finditer(one), DIGITS.finditer(other)) if a[0] != b[0]]
    # Several places may hold the same frame: the folder and the name.
    numbers = {(int(a[0]), int(b[0])) for a, b in places}
    if DIGITS.sub("", one) != DIGITS.sub("", other) or len(numbers) != 1:
        return None
    first, last = numbers.pop()
    if last - first != frames.last - frames.first:
        return None
    path = one
    for a, b in reversed(places):
        token = "#" * len(a[0]) if len(a[0]) == len(b[0]) else "$F"
        path = path[: a.start()] + token + path[a.end():]
    return path, Frames(first, last, frames.step)


def is_sequence(path: str) -> bool:
    """Whether a path stands for several files."""
    return has_tokens(path)


def _variable(match: re.Match[str], node: OpNode) -> str:
    name = match["braced"] or match["plain"]
    if FRAME.fullmatch(name):
        return match[0]
    if name == "OS":  # local to the node: its name
        return node.name()
    value = hou.text.expandString("${" + name + "}")
    return value if value and not value.startswith("$") else match[0]


def _expression(match: re.Match[str], node: OpNode) -> str:
    """What an expression gives, seen from its node; one that speaks of the frame gives a token in its place."""
    inside = match[1]
    if re.search(r"\$(?:F|FF|T|SF|ST)\d*(?![A-Za-z0-9_])", inside):
        return match[0]
    before = hou.pwd()
    try:
        # ch("../x") is relative to the current node: that of the interpreter, not of the scene.
        hou.setPwd(node)
        value = hou.hscriptExpression(inside)
    except hou.Error:
        return match[0]
    finally:
        hou.setPwd(before)
    return f"{value:g}" if isinstance(value, float) else str(value)
