"""States for tests, made from others: ``having(state, jobs={"selected": 7}, message="…")``."""

from __future__ import annotations

import dataclasses
from typing import Any

from foxsubmit.core.assets.gathered import gathered
from foxsubmit.core.session.state import State


def having(state: State, message: str | None = None, **parts: dict[str, Any]) -> State:
    """Return the state with other values in some parts, its assets together as a session has them."""
    scene = parts.get("scene", {})
    if "assets" in scene:
        parts["scene"] = {**scene, "assets": gathered(scene["assets"])}
    changed = {part: dataclasses.replace(getattr(state, part), **changes) for part, changes in parts.items()}
    if message is not None:
        changed["message"] = message
    return dataclasses.replace(state, **changed)
