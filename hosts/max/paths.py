"""Paths as 3ds Max writes them, and where they lead.

A path may begin with a symbolic name: ``$maps`` and the like, or one that the user set under Customize > Configure User
Paths. Source: MAXScript help, "Symbolic Pathnames".
"""

from __future__ import annotations

import ntpath
import os

from pymxs import runtime as rt

from ...core.assets.addresses import is_address
from ...core.assets.variables import begins_with_variable, variables_in

OWN = "max"
"""The symbolic name of 3ds Max's own folder, which holds the same on the farm; other names mean other folders there."""


def full(path: str, folder: str = "") -> str:
    """Absolute: where 3ds Max would find it, else in ``folder``, which is the scene's unless it is given."""
    path = _expanded(path)
    if ntpath.isabs(path) or os.path.isabs(path) or is_address(path) or begins_with_variable(path):
        return path
    # What another file names is first looked for beside that.
    if folder:
        return ntpath.join(folder, path)
    # A drive's letter alone says nothing: which folder of it is meant is known to nobody but the artist's shell.
    return rt.mapPaths.getFullFilePath(path) or ntpath.join(scene_folder(), ntpath.splitdrive(path)[1])


def written_with(path: str) -> tuple[str, ...]:
    """The symbolic name with which a path begins, if the farm has another folder for it, or none."""
    names = variables_in(path)[:1] if _is_symbolic(path) else ()
    return tuple(name for name in names if name.lower() != OWN)


def _expanded(path: str) -> str:
    """The path with the folder of its symbolic name; as it is where nobody set that here."""
    return str(rt.symbolicPaths.expandFileName(path) or path) if _is_symbolic(path) else path


def _is_symbolic(path: str) -> bool:
    return path.startswith("$") and begins_with_variable(path)


def scene_folder() -> str:
    """Return the folder of the open scene, or that of the project for an unsaved scene."""
    return rt.maxFilePath or rt.pathConfig.getCurrentProjectFolder()


def key(path: str) -> str:
    """Windows does not tell these apart."""
    return path.replace("/", "\\").lower()


def suffix(path: str) -> str:
    """``.exr``, in small letters."""
    return ntpath.splitext(path)[1].lower()
