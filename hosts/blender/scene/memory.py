"""Our data in the open file: a text block in it.

A custom property of a scene would do as well, but belongs to one of several scenes, and is copied with it; a text
block belongs to the file, is saved with it, and the artist can see it and delete it.

What the artist chose is a change of the file like any other: a step of undo, after which Blender asks before it closes.
"""

from __future__ import annotations

from typing import Any

import bpy

from ....core.common.i18n import _

NAME = "foxsubmit.json"
SUBMITS = "FOXSUBMIT_OT_submit"
"""The operator that submits, as Blender lists it among those that run."""

_unmarked: list[str] = []
"""Files whose text has changed while Blender was in the middle of something, so that there is no step of undo yet."""


def recall() -> str:
    """The text; empty where there is none. One that is linked from another file is not this file's."""
    block = _block()
    return block.as_string() if block is not None else ""


def remember(text: str) -> None:
    """Put it there, as a step of undo; an empty one takes the block away."""
    if text == recall():
        return
    block = _block() or bpy.data.texts.new(NAME)
    if text:
        block.from_string(text)
    else:
        bpy.data.texts.remove(block)
    _unmarked[:] = [bpy.data.filepath]
    mark()


def mark() -> None:
    """Make the step of undo that is due, unless the artist is in the middle of dragging something."""
    if not _unmarked or _is_busy():
        return
    push: Any = bpy.ops.ed.undo_push  # its stub says that poll() wants an argument
    if _unmarked.pop() == bpy.data.filepath and not bpy.app.background and push.poll():
        push(message=_("Fox Renderfarm settings"))


def _is_busy() -> bool:
    """Whether an operator waits for the mouse (Blender 4.2 and later know); a step of undo would be half its work.

    Our own only waits for a submission.
    """
    manager: Any = bpy.context.window_manager
    return any(each.bl_idname != SUBMITS for window in (manager.windows if manager else ())
               for each in getattr(window, "modal_operators", ()))


def _block() -> bpy.types.Text | None:
    return next((each for each in bpy.data.texts if each.name == NAME and each.library is None), None)
