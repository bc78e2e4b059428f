"""Paths as Maya reads them: every place where it looks for a file, in its order.

Sources: Maya's API, MFileObject (``kInputFile`` is kExact | kDirMap | kRelative | kBaseName: as it is written, then
below the project, then by its name), and scenes: Maya writes ``//`` between a project and what lies in it. A table of
cases is in tests/hosts/maya/test_maya_paths.py. Nothing here looks at the disk: core/assets/find.py does.
"""

from __future__ import annotations

import dataclasses
import os
import posixpath

from maya import cmds

from ...core.assets.addresses import is_address
from ...core.assets.variables import begins_with_variable, variables_in

OWN = frozenset({"MAYA_LOCATION"})
"""Variables that Maya sets itself, on the farm too."""

SOURCE_IMAGES = "sourceImages"
"""The rule of a project for the folder of textures."""


@dataclasses.dataclass(frozen=True)
class Paths:
    """The folders of the open scene by which paths are read."""

    project: str
    scene: str
    """The folder of the scene; empty for one that was never saved."""
    images: str = "sourceimages"
    """The project's folder of textures."""

    def full(self, path: str) -> str:
        """The first place where Maya looks for a file."""
        return self.places(path)[0]

    def places(self, path: str, image: bool = False) -> tuple[str, ...]:
        """All places where Maya looks for a file, absolute; ``image`` for one that it looks for by its name, too.

        An address for an asset resolver is its own only place.
        """
        if is_address(path):
            return (path,)
        text = _expanded(path)
        # The two slashes that a network path begins with are none that Maya put in.
        _project, inner, below = text[1:].partition("//")
        found = [text if _has_place(text) else posixpath.join(self.project, text)]
        if inner:
            found.append(posixpath.join(self.project, below.lstrip("/")) if not _has_drive(below) else below)
        if image:
            found.append(posixpath.join(self.project, self.images, text.rpartition("/")[2]))
        return tuple(dict.fromkeys(map(_normal, found)))

    def beside_scene(self, path: str) -> str:
        """The full path; a relative one begins at the scene's folder, if it has one, as for XGen and USD."""
        if is_address(path):
            return path
        text = _expanded(path)
        return self.full(posixpath.join(self.scene, text) if self.scene and not _has_place(text) else text)


def current() -> Paths:
    """The folders of the open scene, as they are now."""
    return Paths(
        str(cmds.workspace(query=True, rootDirectory=True) or ""),
        posixpath.dirname(str(cmds.file(query=True, sceneName=True) or "")),
        str(cmds.workspace(fileRuleEntry=SOURCE_IMAGES) or "") or Paths.images)


def written_with(path: str) -> tuple[str, ...]:
    """The variables of this machine in a path as the scene has it."""
    return variables_in(path.strip(), OWN)


def is_absolute(path: str) -> bool:
    """Whether a path is absolute, on Windows or elsewhere: a scene may come from another system."""
    return path.startswith("/") or _has_drive(path)


def _has_place(path: str) -> bool:
    """Whether a path does not begin at a folder of Maya's, as one with a variable that nobody set here does not."""
    return is_absolute(path) or begins_with_variable(path)


def _has_drive(path: str) -> bool:
    return path[1:3] in (":/", ":\\")


def _normal(path: str) -> str:
    """Return what ``normpath`` makes of a path: nearly always the path itself, and a scene has very many."""
    if "//" in path or "/." in path or path[:1] in ("", ".") or path[-1] == "/":
        return posixpath.normpath(path)
    return path


def _expanded(path: str) -> str:
    text = os.path.expandvars(path.strip().replace("\\", "/"))
    return os.path.expanduser(text).replace("\\", "/")  # noqa: PTH111 - text in, text out: Path folds //
