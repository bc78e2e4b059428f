"""The libraries that travel with an installation into a host, found last: what the host ships is never replaced."""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = "vendor"
"""The folder of libraries: beside the package in a bundle (app/install/bundle.py), inside it in a Blender 3 add-on."""

NEWER = "3.11"
"""The oldest Python that has versions of its own: the newest libraries serve it, and no longer the oldest host's."""


def folders_in(folder: Path, python: tuple[int, int]) -> list[Path]:
    """Return where libraries for a Python lie, the first to search first; nothing where there are none."""
    newer = [folder / NEWER] if python >= tuple(map(int, NEWER.split("."))) else []
    return [each for each in (*newer, folder) if each.is_dir()]


def use_vendor() -> None:
    """Search our libraries after everything else. Does nothing where the package was installed by pip."""
    package = Path(__file__).absolute().parents[1]  # as it was imported: a mapped drive stays one
    for beside in (package.parent / FOLDER, package / FOLDER):
        for folder in folders_in(beside, sys.version_info[:2]):
            if str(folder) not in sys.path:
                sys.path.append(str(folder))


def forget_vendor() -> None:
    """Search the folder inside the package, which is about to go, no more.

    What was imported from it stays: qtpy changes Qt's classes and cannot be imported twice in one process.
    """
    inside = Path(__file__).absolute().parents[1] / FOLDER
    for folder in (inside / NEWER, inside):
        if str(folder) in sys.path:
            sys.path.remove(str(folder))
