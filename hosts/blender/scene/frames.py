"""How the numbers of a sequence's files follow from the scene's frames, in Blender's settings."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import count, groupby
from typing import Any, Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

import bpy

from ....core.model.host import AS_FRAMES, Frames, Numbering
from .paths import NUMBERED, pattern


def all_strips(scene: bpy.types.Scene) -> list[Any]:
    """Every strip, those in meta strips included."""
    editor = scene.sequence_editor
    if editor is None:
        return []
    # The collection was renamed in 4.4; the old name is gone in 5.0.
    return list(editor.strips_all if hasattr(editor, "strips_all") else editor.sequences_all)


Counted = Tuple[Optional[Numbering], Optional[Frames]]
"""How a sequence counts, and the numbers that it has; None for what is not known."""

UNKNOWN: Counted = (None, None)


def is_shifted() -> bool:
    """Whether the frame that is rendered may be another than the one that is shown: remapped, or a scene in a strip."""
    return any(scene.render.frame_map_old != scene.render.frame_map_new
               or any(strip.type == "SCENE" for strip in all_strips(scene)) for scene in bpy.data.scenes)


def plain() -> Counted:
    """How a sequence counts whose file has the number of the frame."""
    return UNKNOWN if is_shifted() else (AS_FRAMES, None)


def of_images(holder: Any) -> Counted:
    """How a sequence counts where an image user shows it, or what has its properties."""
    # Without auto refresh, engines differ about which picture they show.
    if not holder.use_auto_refresh:
        return UNKNOWN
    return shown(holder.frame_start, holder.frame_duration, holder.frame_offset,
                 "REPEAT" if holder.use_cyclic else "EXTEND")


def shown(start: int, length: int, offset: int, beyond: str) -> Counted:
    """How a sequence counts that is ``length`` long and begins at frame ``start`` with file ``offset`` + 1.

    ``beyond`` is what happens outside, in Blender's words: EXTEND, CLIP, REPEAT or PING_PONG.
    """
    if length < 1 or is_shifted():
        return UNKNOWN
    return (Numbering(1 - start + offset, cycles=beyond in {"REPEAT", "PING_PONG"}),
            Frames(1 + offset, length + offset))


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
