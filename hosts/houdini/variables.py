"""Paths as Houdini writes them: variables by word boundary, expressions one at a time, frames kept as tokens."""

from __future__ import annotations

import re

import hou

from ...core.assets.tokens import has_tokens

VARIABLE = re.compile(r"\$(?:\{(?P<braced>[A-Za-z_][A-Za-z0-9_]*)\}|(?P<plain>[A-Za-z_][A-Za-z0-9_]*))")
EXPRESSION = re.compile(r"`([^`]*)`")
FRAME = re.compile(r"(?:F|FF|T|SF|ST)\d{0,2}")
"""Of these a path keeps the token: one file stands for each frame."""


def expand(text: str, node: hou.OpNode) -> str:
    """``text`` with everything replaced but the frame. What Houdini does not know stays as it is."""
    if "`" in text:
        text = EXPRESSION.sub(lambda match: _expression(match, node), text)
    return VARIABLE.sub(lambda match: _variable(match, node), text)


def is_sequence(path: str) -> bool:
    """Whether a path stands for several files."""
    return has_tokens(path)


def _variable(match: re.Match[str], node: hou.OpNode) -> str:
    name = match["braced"] or match["plain"]
    if FRAME.fullmatch(name):
        return match[0]
    if name == "OS":  # local to the node: its name
        return node.name()
    value = hou.text.expandString("${" + name + "}")
    return value if value and not value.startswith("$") else match[0]


def _expression(match: re.Match[str], node: hou.OpNode) -> str:
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
