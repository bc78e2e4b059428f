"""One thing that is worth saying about a submission."""

from __future__ import annotations

import dataclasses
import enum


class Severity(enum.IntEnum):
    """How much it matters; an error keeps the submission from going."""

    NOTE = 0
    WARNING = 1
    ERROR = 2


@dataclasses.dataclass(frozen=True)
class Finding:
    """A sentence for the artist, the nodes it is about, and the farm's code for it."""

    code: str
    """The vendor's where one exists, else one of ours from 90000 up (task_json, "Codes")."""

    severity: Severity
    text: str
    nodes: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    """The paths or values concerned; what tips.json carries."""
