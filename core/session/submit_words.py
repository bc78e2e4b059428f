"""What the button that submits says: how many frames, and how much is to be sent."""

from __future__ import annotations

from ..common.i18n import _, count
from ..model import format
from .state import State


def submit_words(state: State) -> str:
    """``Submit 240 frames, upload 1.2 GB new of 48 GB``."""
    return wordings(state)[0]


def wordings(state: State) -> tuple[str, ...]:
    """What the button may say, the longest first: the first that has room is shown."""
    number, upload = state.submit.frame_count, state.scene.new_bytes
    frames = count("Submit {n} frame", "Submit {n} frames", number) if number else _("Submit")
    if upload is None or not number:
        return (frames,)
    if upload == 0:
        return _("{frames}, nothing to upload").format(frames=frames), frames
    new, every = format.rough_size(upload), format.rough_size(max(state.scene.amounts.bytes, upload))
    less = _("{frames}, upload {new}").format(frames=frames, new=new)
    if new == every:
        return less, frames
    return _("{frames}, upload {new} new of {every}").format(frames=frames, new=new, every=every), less, frames
