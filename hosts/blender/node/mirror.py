"""The artist's folders once more, with links to the stored copies of the files.

The farm stores files under paths of its own. A scene finds its files relative to itself, to its libraries, by
patterns and by names that follow from its own: all of that holds in a tree of the same shape.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from ....core.common.atomic import remove_folder

ELSEWHERE = re.compile(r"[A-Za-z]:[\\/]|\\\\|/(?!/)")
"""How an absolute path begins, on any system: scenes travel. ``//`` is Blender's mark of a relative one."""


class Mirror:
    """A folder in which ``C:/shots/a.png`` lies as ``C/shots/a.png`` and ``/shots/a.png`` as ``shots/a.png``."""

    def __init__(self, root: Path) -> None:
        # As Blender may name what it opens: where links lead.
        self.root = Path(os.path.realpath(root))

    def build(self, paths: Mapping[str, str]) -> None:
        """Link every stored file (the values) to the place of its local path (the keys)."""
        self.remove()
        for local, stored in paths.items():
            place = Path(self.place(local))
            place.parent.mkdir(parents=True, exist_ok=True)
            if not os.path.lexists(place):
                _link(Path(stored).absolute(), place)

    def place(self, local: str) -> str:
        """Return the place of a local path in the mirror."""
        names: list[str] = []
        for part in re.split(r"/" if local.startswith("/") else r"[\\/]", local):
            if part == "..":
                # At most up to the root, as on a real system.
                del names[-1:]
            elif part not in {"", "."}:
                names.append(part)
        if names:
            names[0] = names[0].rstrip(":")
        return str(self.root.joinpath(*names))

    def moved(self, path: str) -> str:
        """The place of an absolute path; empty for one that is relative, or in the mirror already."""
        if not ELSEWHERE.match(path) or self.holds(path):
            return ""
        return self.place(path)

    def holds(self, path: str) -> bool:
        """Whether a path lies in the mirror."""
        return os.path.normcase(path).startswith(os.path.normcase(f"{self.root}{os.sep}"))

    def remove(self) -> None:
        """Remove the links; the stored files stay."""
        if self.root.is_dir():
            remove_folder(self.root)


def _link(stored: Path, place: Path) -> None:
    """Link as this system allows; copy where it does not."""
    try:
        place.symlink_to(stored, target_is_directory=stored.is_dir())
    except OSError:  # Windows grants links to few
        if stored.is_dir():
            shutil.copytree(stored, place)
            return
        try:
            os.link(stored, place)
        except OSError:
            with contextlib.suppress(FileNotFoundError):  # what is gone is not there, as behind a link
                shutil.copyfile(stored, place)
