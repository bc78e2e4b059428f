"""The libraries that travel with an installation into a host, found last: what the host ships is never replaced."""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = "vendor"
"""Beside the package in a bundle (app/bundle.py)."""


def use_vendor() -> None:
    """Search our libraries after everything else. Does nothing where the package was installed by pip."""
    folder = Path(__file__).resolve().parents[2] / FOLDER
    if folder.is_dir() and str(folder) not in sys.path:
        sys.path.append(str(folder))
