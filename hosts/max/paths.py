"""Paths as 3ds Max writes them, and where they lead."""

from __future__ import annotations

import ntpath
import os

from pymxs import runtime as rt

from ...core.assets.addresses import is_address


def full(path: str, folder: str = "") -> str:
    """Absolute: where 3ds Max would find it, else in ``folder``, which is the scene's unless it is given."""
    if ntpath.isabs(path) or os.path.isabs(path) or is_address(path):
        return path
    # What another file names is first looked for beside that.
    if folder:
        return ntpath.join(folder, path)
    return rt.mapPaths.getFullFilePath(path) or ntpath.join(scene_folder(), path)


def scene_folder() -> str:
    """Return the folder of the open scene, or that of the project for an unsaved scene."""
    return rt.maxFilePath or rt.pathConfig.getCurrentProjectFolder()


def key(path: str) -> str:
    """Windows does not tell these apart."""
    return path.replace("/", "\\").lower()


def suffix(path: str) -> str:
    """``.exr``, in small letters."""
    return ntpath.splitext(path)[1].lower()
