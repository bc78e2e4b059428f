"""The pictures of finished frames, as Blender shows them in its panels: a preview collection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import bpy.utils.previews

PAGE = 12
"""Thumbnails that are shown at once."""
MOST = 200
"""Pictures that are kept; then all are let go, and those that are shown are loaded again."""

_previews: list[Any] = []


class Thumbnail(NamedTuple):
    """A frame and its picture."""

    name: str
    icon: int


def page_of(frames: Sequence[Any], page: int) -> list[Any]:
    """The frames with a picture that belong on a page, counted from 1."""
    ready = [each for each in frames if each.thumbnail is not None]
    first = (min(page, pages(frames)) - 1) * PAGE
    return ready[first:first + PAGE]


def pages(frames: Sequence[Any]) -> int:
    """How many pages there are."""
    ready = sum(each.thumbnail is not None for each in frames)
    return max(1, -(-ready // PAGE))


def load(frames: Sequence[Any]) -> None:
    """Have Blender know the pictures of these frames; it reads a file when it draws it. Not while drawing."""
    if not frames:
        return
    if not _previews:
        _previews.append(bpy.utils.previews.new())
    known = _previews[0]
    if len(known) > MOST:
        known.clear()
    for each in frames:
        path = str(each.thumbnail)  # a frame that is rendered again has another file
        if path not in known:
            known.load(path, path, "IMAGE")


def thumbnails(frames: Sequence[Any]) -> list[Thumbnail]:
    """The thumbnails of those frames that are loaded."""
    known = _previews[0] if _previews else {}
    return [Thumbnail(each.name, known[str(each.thumbnail)].icon_id) for each in frames if str(each.thumbnail) in known]


def end() -> None:
    """Let all of them go."""
    while _previews:
        bpy.utils.previews.remove(_previews.pop())
