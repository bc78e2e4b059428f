"""Paths as Houdini writes them: variables by word boundary, expressions one at a time, frames kept as tokens."""

from __future__ import annotations

import functools
import re

import hou

from ...core.assets.tokens import has_tokens
from ...core.assets.variables import variables_in
from ...core.model.host import AS_FRAMES, Frames, Numbering
from .classes import OpNode

VARIABLE = re.compile(r"\$(?:\{(?P<braced>[A-Za-z_][A-Za-z0-9_]*)\}|(?P<plain>[A-Za-z_][A-Za-z0-9_]*))")
EXPRESSION = re.compile(r"`([^`]*)`")
DIGITS = re.compile(r"\d+")
OWN = frozenset({
    "ACTIVETAKE", "E", "EYE", "FEND", "FPS", "FSTART", "HB", "HD", "HFS", "HH", "HHP", "HIP", "HIPFILE", "HIPNAME",
    "HT", "JOB", "NFRAMES", "OS", "PI", "POSE", "RFEND", "RFSTART", "TEND", "TLENGTH", "TSTART", "WEDGE", "WEDGENUM"})
"""Variables that Houdini sets itself or keeps in the scene, on the farm too. Source: its help, "Global expression
variables" and "Environment variables"; JOB and POSE are saved with the scene."""
FRAME = re.compile(r"(?:F|FF|T|SF|ST)\d{0,2}")
"""Frame variables, which stay as tokens in a path: each frame has a file of its own."""


@functools.lru_cache(maxsize=256)
def is_frame(name: str) -> bool:
    """Whether a variable stands for the frame. A scene has few variables, and asks of each very often."""
    return FRAME.fullmatch(name) is not None


def expand(text: str, node: OpNode) -> str:
    """``text`` with everything replaced but the frame. What Houdini does not know stays as it is."""
    if "`" in text:
        text = EXPRESSION.sub(lambda match: _expression(match, node), text)
    return VARIABLE.sub(lambda match: _variable(match, node), text)


def written_in(parm: hou.Parm) -> str:
    """The text of a parameter before anything in it is replaced; empty where keyframes give it."""
    return "" if parm.keyframes() else str(parm.unexpandedString())


def path_of(parm: hou.Parm, frames: Frames) -> tuple[str, Numbering | None]:
    """The path that a parameter holds, a token in place of the frame; and how the token follows from the frame."""
    return path_of_text(parm, written_in(parm), frames)


def path_of_text(parm: hou.Parm, written: str, frames: Frames) -> tuple[str, Numbering | None]:
    """The path that a parameter holds, of which the text is known; the same as ``path_of``.

    An expression may hide the frame, as ``chs`` of another parameter does: then the path is evaluated at some frames
    about ``frames``, wherever the playhead stands. None where what it gives is no plain count, or any text.
    """
    if written and "`" not in written:
        return expand(written, parm.node()), AS_FRAMES
    try:
        if parm.isTimeDependent():
            places = sorted({frames.first, frames.first + 1, frames.first + 23, frames.last})
            hidden = over(places, [parm.evalAsStringAtFrame(place) for place in places])
            if hidden is not None:
                return hidden
    except hou.Error:
        # What Houdini cannot evaluate either may be any text.
        if not written:
            raise
    return (expand(written, parm.node()) if written else parm.evalAsString()), None


def of_this_machine(written: str) -> tuple[str, ...]:
    """The variables in a text that have their value from this machine's environment.

    What has no value here is local to the node or a mistake: such a file is missing already.
    """
    names = variables_in(written, OWN) if "$" in written else ()
    return tuple([name for name in names if not is_frame(name) and _value(name)]) if names else ()


def over(frames: list[int], texts: list[str]) -> tuple[str, Numbering | None] | None:
    """The pattern of paths at some frames that differ in one number; None where more is different."""
    if len(set(texts)) == 1:
        return texts[0], None
    if len({DIGITS.sub("", text) for text in texts}) != 1:
        return None
    numbers = [list(DIGITS.finditer(text)) for text in texts]
    places = [index for index, matches in enumerate(zip(*numbers)) if len({match[0] for match in matches}) > 1]
    # Several places may hold the same frame: the folder and the name.
    counted = [{int(matches[index][0]) for index in places} for matches in numbers]
    if any(len(each) != 1 for each in counted):
        return None
    path = texts[0]
    for index in reversed(places):
        match = numbers[0][index]
        path = path[: match.start()] + _token([matches[index][0] for matches in numbers]) + path[match.end():]
    return path, _numbering(frames, [each.pop() for each in counted])


def _token(numbers: list[str]) -> str:
    padded = len({len(number) for number in numbers}) == 1 or any(number[0] == "0" for number in numbers)
    return "#" * min(map(len, numbers)) if padded else "$F"


def _numbering(frames: list[int], numbers: list[int]) -> Numbering | None:
    """How numbers follow from frames; None where it is not by a whole number each frame."""
    scale = (numbers[1] - numbers[0]) // (frames[1] - frames[0])
    offset = numbers[0] - scale * frames[0]
    same = all(number == scale * frame + offset for frame, number in zip(frames, numbers))
    return Numbering(offset, scale) if same else None


def is_sequence(path: str) -> bool:
    """Whether a path stands for several files."""
    return has_tokens(path)


def _variable(match: re.Match[str], node: OpNode) -> str:
    name = match["braced"] or match["plain"]
    if is_frame(name):
        return match[0]
    if name == "OS":  # local to the node: its name
        return node.name()
    return _value(name) or match[0]


def _value(name: str) -> str:
    """The value of a global variable; empty where there is none."""
    value = hou.text.expandString("${" + name + "}")
    return "" if value.startswith("$") else value


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
