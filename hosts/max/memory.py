"""What the open scene remembers for us: a custom file property, which the artist sees under File > File Properties.

Not AppData of the root node: "that data won't be saved in the 3ds Max file since the scene and the root node are not
saved" ("Application Data", 3ds Max SDK). A property is text of one byte a character there (VT_LPSTR, in the SDK's own
source of fileProperties): so it is a line of ASCII.
"""

from __future__ import annotations

from pymxs import runtime as rt

from ..remembering import RememberedText

NAME = "foxsubmit"


def _kept() -> str:
    custom = rt.Name("custom")
    index = rt.fileProperties.findProperty(custom, NAME)
    return str(rt.fileProperties.getPropertyValue(custom, index) or "") if index else ""


def _keep(line: str) -> None:
    if line:
        rt.fileProperties.addProperty(rt.Name("custom"), NAME, line)
    else:
        rt.fileProperties.deleteProperty(rt.Name("custom"), NAME)
    rt.setSaveRequired(True)  # so that 3ds Max asks before it closes the scene


MEMORY = RememberedText(_kept, _keep)
