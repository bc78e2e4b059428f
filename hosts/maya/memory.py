"""Our data in the open scene: a keyword of its fileInfo.

A query gives quotation marks, backslashes and new lines as they stand in Maya ASCII, that is escaped, and a scene has
the code page of the machine that saved it: a line of ASCII is touched by neither. Without a reference node a query asks
the scene itself, not what it references ("fileInfo", Maya's command reference). There too: it is not undoable.
"""

from __future__ import annotations

from typing import Any

from maya import cmds

from ..remembering import RememberedText

NAME = "foxsubmit"


def _kept() -> str:
    query: Any = cmds.fileInfo  # its stub says that a query wants another flag
    found = query(NAME, query=True)
    return str(found[0]) if found else ""


def _keep(line: str) -> None:
    if line:
        cmds.fileInfo(NAME, line)
    else:
        cmds.fileInfo(remove=NAME)
    # Else File > Save finds nothing to save: a change of fileInfo alone does not count as one.
    cmds.file(modified=True)


MEMORY = RememberedText(_kept, _keep)
