"""Find the numbered files of a sequence that the scenes' frames need."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import count, groupby
from typing import Any

import bpy

from ....core.model.host import Frames
from .paths import NUMBERED, pattern


def rendered() -> Frames | None:
    """Return the range from the first to the last frame of the file's scenes; None where all are linked."""
    scenes = [scene for scene in bpy.data.scenes if scene.library is None]
    if not scenes:
        return None
    return Frames(min(scene.frame_start for scene in scenes), max(scene.frame_end for scene in scenes))


def of_images(holder: Any) -> Frames | None:
    """The files that an image user, or what has its properties, shows; None where that cannot be told."""
    # Without auto refresh, engines differ about which picture they show.
    if not holder.use_auto_refresh:
        return None
    return shown(holder.frame_start, holder.frame_duration, holder.frame_offset,
                 "REPEAT" if holder.use_cyclic else "EXTEND")


def shown(start: int, length: int, offset: int, beyond: str) -> Frames | None:
    """The files of a sequence that is ``length`` long and begins at frame ``start`` with file ``offset`` + 1.

    ``beyond`` is what happens outside, in Blender's words: EXTEND, CLIP, REPEAT or PING_PONG.
    """
    scene = rendered()
    if scene is None or length < 1:
        return None
    first, last = scene.first - start + 1, scene.last - start + 1
    if beyond in {"REPEAT", "PING_PONG"} and (first < 1 or last > length):
        first, last = 1, length
    elif beyond == "CLIP" and (last < 1 or first > length):
        return None
    return Frames(min(max(first, 1), length) + offset, min(max(last, 1), length) + offset)


def runs(names: Iterable[str]) -> list[tuple[str, Frames | None]]:
    """Names in their order; those that count up one by one as one with # for the number, and its range."""
    found: list[tuple[str, Frames | None]] = []
    for run, group in groupby(map(_Name, names, count()), key=lambda each: each.run):
        same = list(group)
        if run is None or len(same) == 1:
            found += [(each.name, None) for each in same]
        else:
            head, tail, width, _distance = run
            found.append((pattern(head, "#" * width, tail), Frames(same[0].number, same[-1].number)))
    return found


class _Name:
    """One of several names."""

    def __init__(self, name: str, place: int) -> None:
        self.name = name
        self.number = 0
        self.run: tuple[str, str, int, int] | None = None
        """What it shares with its neighbours in a run: head, tail, digits, distance of number and place."""
        stem, suffix = os.path.splitext(name)  # noqa: PTH122 - of thousands
        match = NUMBERED.fullmatch(stem)
        if match:
            self.number = int(match[2])
            self.run = match[1], match[3] + suffix, len(match[2]), self.number - place
