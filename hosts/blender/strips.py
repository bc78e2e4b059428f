"""Files of the video sequencer. Sounds are datablocks of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy

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
            yield Use(owner, absolute(strip.filepath, owner.library), "movie",
                      holder=strip, attribute="filepath", part=strip.name)
        elif strip.type == "IMAGE":
            folder = strip.directory if strip.directory.endswith(("/", "\\")) else f"{strip.directory}/"
            for element in strip.elements:
                yield Use(owner, absolute(f"{folder}{element.filename}", owner.library), "image",
                          holder=strip, attribute="directory", part=strip.name)
