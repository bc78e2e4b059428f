"""House rules of names: who submits says so, and a scene has a version."""

from __future__ import annotations

import getpass
import re
from pathlib import PurePath

from foxsubmit.hooks import Choices, Finding, Scene


def validate(scene: Scene, choices: Choices) -> list[Finding]:
    """Return what is worth saying; an error keeps the submission back."""
    found: list[Finding] = []
    if not choices["artist"]:
        found.append({
            "text": "Nobody is named as the artist.", "severity": "warning",
            "fix": {"label": "Name me", "changes": {"artist": getpass.getuser()}}})
    if not re.search(r"_v\d{3}\.", PurePath(scene["path"]).name):
        found.append({"text": "The scene has no version in its name, as in shot_v001.", "severity": "note"})
    wide = [unit["name"] for unit in scene["units"] if unit["size"][0] > 8192]
    if wide:
        found.append({"text": "Nothing is rendered wider than 8192 pixels here.", "severity": "error", "nodes": wide})
    return found
