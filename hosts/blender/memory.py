"""What the open file remembers for us: a text block in it.

A custom property of a scene would do as well, but belongs to one of several scenes, and is copied with it; a text
block belongs to the file, is saved with it, and the artist can see it and delete it.
"""

from __future__ import annotations

import bpy

NAME = "foxsubmit.json"


def recall() -> str:
    """The text; empty where there is none. One that is linked from another file is not this file's."""
    block = _block()
    return block.as_string() if block is not None else ""


def remember(text: str) -> None:
    """Put it there; an empty one takes the block away."""
    block = _block()
    if not text:
        if block is not None:
            bpy.data.texts.remove(block)
        return
    if block is None:
        block = bpy.data.texts.new(NAME)
    block.from_string(text)


def _block() -> bpy.types.Text | None:
    return next((each for each in bpy.data.texts if each.name == NAME and each.library is None), None)
