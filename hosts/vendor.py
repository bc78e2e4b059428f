"""The libraries that travel with an installation into a host, found last: what the host ships is never replaced."""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = "vendor"
"""The folder of libraries: beside the package in a bundle (app/install/bundle.py), inside it in a Blender 3 add-on."""


def use_vendor() -> None:
    """Search our libraries after everything else. Does nothing where the package was installed by pip."""
    package = Path(__file__).absolute().parents[1]  # as it was imported: a mapped drive stays one
    for folder in (package.parent / FOLDER, package / FOLDER):
        if folder.is_dir() and str(folder) not in sys.path:
            sys.path.append(str(folder))


def forget_vendor() -> None:
    """Search the folder inside the package, which is about to go, no more.

    What was imported from it stays: qtpy changes Qt's classes and cannot be imported twice in one process.
    """
    folder = str(Path(__file__).absolute().parents[1] / FOLDER)
    if folder in sys.path:
        sys.path.remove(folder)
