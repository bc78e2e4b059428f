"""Files of the video sequencer. Sounds are datablocks of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import bpy

from .files import views
from .frames import runs
from .paths import absolute
from .uses import Use, each


def all_strips(scene: bpy.types.Scene) -> list[Any]:
    """Every strip, those in meta strips included."""
    editor = scene.sequence_editor
    if editor is None:
        return []
    # The collection was renamed in 4.4; the old name is gone in 5.0.
    return list(editor.strips_all if hasattr(editor, "strips_all") else editor.sequences_all)


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
    place = 0
    for name, frames in runs([element.filename for element in strip.elements]) if folder else ():
        number = len(frames) if frames else 1
        names = tuple(f"{folder}/{element.filename}" for element in strip.elements[place : place + number])
        place += number
        for path in views(strip, f"{folder}/{name}"):
            yield Use(owner, os.path.normpath(path), "sequence" if frames else "image", holder=strip,
                      attribute="directory", part=strip.name, pattern=frames is not None, frames=frames, names=names)
