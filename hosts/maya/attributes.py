"""Values of attributes, in Python's types."""

from __future__ import annotations

import os
import posixpath
from typing import Any

from maya import cmds


def value(node: str, attribute: str, otherwise: Any = None) -> Any:
    """Return an attribute's value; ``otherwise`` where the node or the attribute is not there."""
    plug = f"{node}.{attribute}"
    if not cmds.objExists(node) or not cmds.attributeQuery(attribute, node=node, exists=True):
        return otherwise
    found = cmds.getAttr(plug)
    return otherwise if found is None else found


def text(node: str, attribute: str) -> str:
    """Return the value of a string attribute; empty if there is none."""
    return str(value(node, attribute, ""))


def number(node: str, attribute: str, otherwise: float = 0.0) -> float:
    """Return the value of a numeric attribute."""
    return float(value(node, attribute, otherwise))


def full_path(path: str) -> str:
    """Return a path as Maya would read it: variables replaced, relative to the project."""
    expanded = os.path.expandvars(path.replace("\\", "/"))
    if not is_absolute(expanded):
        expanded = posixpath.join(str(cmds.workspace(query=True, rootDirectory=True)), expanded)
    return posixpath.normpath(expanded)


def beside_scene(path: str) -> str:
    """Return the full path; a relative one begins at the scene's folder, if it has one, as for XGen and USD."""
    folder = posixpath.dirname(str(cmds.file(query=True, sceneName=True) or ""))
    return full_path(posixpath.join(folder, path.replace("\\", "/")) if folder and not is_absolute(path) else path)


def is_absolute(path: str) -> bool:
    """Return whether a path is absolute, on Windows or elsewhere: a scene may come from another system."""
    return path.startswith("/") or path[1:3] in (":/", ":\\")
