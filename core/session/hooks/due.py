"""Whether a studio's hooks have still to be asked about the scene as it is chosen now."""

from __future__ import annotations

from ..state import State


def files_of(state: State) -> tuple[float, int]:
    """Return what tells the scene's files from those of another reading."""
    return state.scene.read_at, len(state.scene.assets)


def judged(state: State) -> bool:
    """Whether what they say is about this scene and these choices."""
    found = state.hooks.judged
    return found is not None and found.holds(state.scene.scene, files_of(state), state.submit.choices)


def due(state: State) -> bool:
    """Whether they will be asked: there are some, and the scene with its files is known."""
    return bool(state.hooks.folder) and state.scene.gathered and not state.scene.reading and not judged(state)
