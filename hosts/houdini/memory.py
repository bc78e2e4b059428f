"""Our data in the open scene: user data of the root node.

User data is saved with the .hip file, and is text ("Per-node user-defined data", SideFX's help); public tools keep JSON
of ASCII in that of the root node, so ours is ASCII, too. Houdini has no call that marks a scene as changed: what the
artist chose is a step of undo, as any other change is.
"""

from __future__ import annotations

from typing import Any

import hou

from ...core.common.i18n import _
from ..remembering import RememberedText

NAME = "foxsubmit"


def _root() -> Any:
    """Return the root node, untyped: its stub is a node of any kind, and not all have user data."""
    return hou.node("/")


def _kept() -> str:
    return str(_root().userData(NAME) or "")


def _keep(line: str) -> None:
    with hou.undos.group(_("Fox Renderfarm settings")):
        if line:
            _root().setUserData(NAME, line)
        else:
            _root().destroyUserData(NAME)


MEMORY = RememberedText(_kept, _keep)
