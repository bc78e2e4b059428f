"""House rules before a submission: the priority of a show, and a batch for each sequence."""

from __future__ import annotations

import re
from pathlib import PurePath

from foxsubmit.hooks import Choices, Scene

URGENT = ("courtyard",)
"""Projects that are rendered first."""


def pre_submit(scene: Scene, choices: Choices) -> Choices:
    """Return the choices that are to be others; what is not named stays."""
    changes: Choices = {}
    if choices["project"] in URGENT and choices["priority"] == 50:
        changes["priority"] = 60
    sequence = re.match(r"[a-z]+\d+", PurePath(scene["path"]).name)
    if sequence and not choices["batch"]:
        changes["batch"] = sequence[0]
    return changes
