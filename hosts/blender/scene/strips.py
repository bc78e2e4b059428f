"""Files of the video sequencer. Sounds are datablocks of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import bpy

from ....core.model.host import Numbering
from .files import views
from .frames import all_strips, is_shifted, runs
from .paths import absolute
from .uses import Use, each


@each("scenes")
def strips(owner: bpy.types.Scene) -> Iterator[Use]:
    """Every picture of the image strips, and the movies."""
    for strip in all_strips(owner):
        if strip.type == "MOVIE":
            for path in views(strip, absolute(strip.filepath, owner.library)):
                yield Use(owner, path, "movie", holder=strip, attribute="filepath", part=strip.name)
        elif strip.type == "IMAGE":
            yield from _pictures(owner, strip)


def _pictures(owner: bpy.types.Scene, strip: Any) -> Iterator[Use]:
    """A strip holds the name of every frame: a run of numbers is one sequence."""
    folder = strip.directory if strip.directory.endswith(("/", "\\")) else f"{strip.directory}/"
    folder = os.path.dirname(absolute(f"{folder}picture", owner.library))  # noqa: PTH120 - the folder alone may be "//"
    begins = _begins(strip)
    place = 0
    for name, numbers in runs([element.filename for element in strip.elements]) if folder else ():
        number = len(numbers) if numbers else 1
        names = tuple(os.path.normpath(f"{folder}/{element.filename}")  # as Blender names them, on Windows too
                      for element in strip.elements[place : place + number])
        numbering = Numbering(numbers.first - begins - place) if numbers and begins is not None else None
        place += number
        for path in views(strip, f"{folder}/{name}"):
            yield Use(owner, os.path.normpath(path), "sequence" if numbers else "image", holder=strip,
                      attribute="directory", part=strip.name, pattern=numbers is not None, names=names,
                      numbering=numbering, numbers=numbers)


def _begins(strip: Any) -> int | None:
    """The frame of a strip's first picture; None where the strip does not go through them one a frame."""
    retimed = any(len(getattr(each, "retiming_keys", ())) for each in all_strips(strip.id_data))  # 4.0 and later
    fast = any(each.type == "SPEED" for each in all_strips(strip.id_data))
    if (retimed or fast or is_shifted() or strip.use_reverse_frames or strip.strobe > 1
            or _renamed(strip, "content_trim_start", "animation_offset_start")
            or _renamed(strip, "content_trim_end", "animation_offset_end")):
        return None
    return round(_renamed(strip, "content_start", "frame_start"))  # of 4.x a fraction


def _renamed(strip: Any, name: str, before: str) -> float:
    """The value of a property that was renamed in 5.2, where the old name gives a warning."""
    value: float = getattr(strip, name if name in strip.bl_rna.properties else before)
    return value
