"""One thing that is worth saying about a submission, and what would put it right."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from typing import Any

SAVE = "save"
"""``Fix.action``: the host saves the scene."""
READ = "read"
"""``Fix.action``: the scene is read again."""
ADAPT = "adapt"
"""``Fix.action``: the farm's environment that is chosen is changed to what the scene needs."""

MAKE = "make"
"""``Fix.action``: the farm gets an environment of what the scene needs, and it is chosen."""

ADD_PROJECT = "add project"
"""``Fix.action``: the farm gets the project that is typed."""


class Severity(enum.IntEnum):
    """How much it matters; an error keeps the submission from going."""

    NOTE = 0
    WARNING = 1
    ERROR = 2


@dataclasses.dataclass(frozen=True)
class Fix:
    """What one click does about it. ``Session.fix`` applies it."""

    label: str
    """A verb, as a button says it."""

    changes: Mapping[str, Any] = dataclasses.field(default_factory=dict, hash=False)
    """Fields of ``Choices``."""

    action: str = ""
    """``SAVE``, ``READ``, ``ADAPT``, ``MAKE`` or ``ADD_PROJECT``; empty where only choices change."""

    roots: tuple[str, ...] = ()
    """Folders from which the user lets files be sent from now on."""

    @property
    def asks_first(self) -> bool:
        """Whether it is better asked twice: what goes without its files costs money all the same."""
        return bool(self.changes.get("allow_missing"))


@dataclasses.dataclass(frozen=True)
class Finding:
    """A sentence for the artist, the nodes it is about, and the farm's code for it."""

    code: str
    """The vendor's where one exists, else one of ours (``codes.py``)."""

    severity: Severity
    text: str
    nodes: tuple[str, ...] = ()
    """The nodes that "Select in scene" selects."""

    details: tuple[str, ...] = ()
    """The paths or values concerned; what tips.json carries."""

    fix: Fix | None = None
    farm: str = ""
    """The farm's own text about the code."""

    def __post_init__(self) -> None:
        """A scene with several cameras is several units of one name: each node is named once."""
        if len(self.nodes) > 1:
            object.__setattr__(self, "nodes", tuple(dict.fromkeys(self.nodes)))
