"""Files of import nodes whose path comes from other nodes, by what it is in the frames of the scenes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import bpy

from .....core.common.i18n import _
from .....core.model.host import Numbering
from ..frames import is_shifted
from ..outputs import nodes_within
from ..paths import absolute, pattern
from ..uses import Use
from .values import Place, Unknown, Values

PATH = "NodeSocketStringFilePath"

MOST_FRAMES = 10_000
"""Frames of a scene whose paths are worked out."""

MOST_PLACES = 1_000
"""Group nodes, one in another, that are looked into for one modifier."""


def computed_files(owner: Any, modifier: Any) -> Iterator[Use]:
    """The files of import nodes within a modifier's groups whose path is not typed beside it."""
    if not any(_is_computed(socket) for node in nodes_within(modifier.node_group) for socket in node.inputs):
        return
    waiting = [Place(modifier.node_group, modifier)]
    for _number in range(MOST_PLACES):
        if not waiting:
            return
        place = waiting.pop()
        for node in place.tree.nodes:
            if node.bl_idname == "GeometryNodeGroup" and node.node_tree is not None and not node.mute:
                waiting.append(Place(node.node_tree, node=node, outer=place))
            elif not node.mute:
                for socket in filter(_is_computed, node.inputs):
                    yield from _files(owner, modifier, place, node, socket)


def _is_computed(socket: Any) -> bool:
    return socket.bl_idname == PATH and bool(socket.is_linked)


def _files(owner: Any, modifier: Any, place: Place, node: Any, socket: Any) -> Iterator[Use]:
    part = f"{modifier.name}: {node.name}"
    named: list[tuple[int, str]] = []
    frames = _frames()
    try:
        for frame in frames:
            values = Values(frame)
            path = str(values.input(place, socket))
            named.append((frame, absolute(path, node.id_data.library)))
            if not values.by_frame:
                break
    except Unknown as reason:
        yield Use(owner, "", part=part, problem=_("the path of its file is not known, since {reason}").format(
            reason=reason))
        return
    whole = [text for text in values.texts if text[2] == path]
    if not values.by_frame and whole:
        holder, attribute, _text = whole[0]
        yield Use(owner, named[0][1], "import", holder=holder, attribute=attribute, part=part)
        return
    if values.by_frame and len(frames) == MOST_FRAMES:
        yield Use(owner, "", part=part, problem=_(
            "its path differs from frame to frame, and only those of the first {n} frames are known").format(
                n=MOST_FRAMES))
    yield from _named(owner, part, named)
    # What a path begins with is moved as a whole path is (node/relink.py).
    for holder, attribute, text in values.texts:
        if os.path.isabs(text) and path.startswith(text):
            yield Use(owner, "", "import", holder=holder, attribute=attribute, part=part)


def _frames() -> range:
    """The frames of all scenes, which may be many."""
    first = min(scene.frame_start for scene in bpy.data.scenes)
    last = max(scene.frame_end for scene in bpy.data.scenes)
    return range(first, min(last + 1, first + MOST_FRAMES))


def _named(owner: Any, part: str, named: list[tuple[int, str]]) -> Iterator[Use]:
    """One sequence where the paths count as the frames do, else each of them."""
    paths = list(dict.fromkeys(path for _frame, path in named))
    counting = _counting(named) if len(paths) > 1 and not is_shifted() else None
    if counting:
        yield Use(owner, counting[0], "sequence", part=part, pattern=True, numbering=Numbering(counting[1]))
        return
    for path in paths:
        yield Use(owner, path, "import", part=part)


def _counting(named: list[tuple[int, str]]) -> tuple[str, int] | None:
    """The pattern of paths that differ in one number of their names, and what it is beyond the frame."""
    folders = {os.path.dirname(path) for _frame, path in named}  # noqa: PTH120 - of thousands
    names = [(frame, re.split(r"([0-9]+)", os.path.basename(path))) for frame, path in named]  # noqa: PTH119
    length = len(names[0][1])
    if len(folders) != 1 or any(len(parts) != length for _frame, parts in names):
        return None
    differing = [place for place in range(length) if len({parts[place] for _frame, parts in names}) > 1]
    if len(differing) != 1 or differing[0] % 2 == 0:
        return None
    place = differing[0]
    beyond = int(names[0][1][place]) - names[0][0]
    width = min(len(parts[place]) for _frame, parts in names)
    if any(parts[place] != f"{frame + beyond:0{width}d}" for frame, parts in names):
        return None
    parts = names[0][1]
    name = pattern("".join(parts[:place]), "#" * width, "".join(parts[place + 1:]))
    return os.path.join(folders.pop(), name), beyond  # noqa: PTH118
