"""Where Qt may be found: not in Blender, so in a folder that the user names, or where another add-on has put it."""

from __future__ import annotations

import importlib.util
import os
import sys
import time
from pathlib import Path

VARIABLE = "FOXSUBMIT_QT_DIR"
"""Environment variable: a folder that holds PySide6, such as the site-packages of a Python of the same version."""
BINDINGS = ("PySide6", "PySide2")
API = "QT_API"
"""Environment variable: the binding that qtpy takes; by itself it takes PyQt5 where that is there too."""

_added: list[str] = []
"""Folders that we put on sys.path."""
_set: list[str] = []
"""Variables that we set."""


LOOK = 10.0  # seconds between two looks for what was not there
_found: dict[str, tuple[float, str]] = {}
"""The binding that was found for each folder that was named, and when (time.monotonic)."""


def is_there(folder: str = "") -> bool:
    """Whether a binding can be imported; asked again and again by what draws, and rarely looked for."""
    at, binding = _found.get(folder, (0.0, ""))
    if not binding and (not at or time.monotonic() > at + LOOK):
        binding = find_qt(folder)
        _found[folder] = time.monotonic(), binding
    return bool(binding)


def find_qt(folder: str = "") -> str:
    """The name of the binding that can be imported, from ``folder`` too; empty where there is none."""
    for each in (os.environ.get(VARIABLE, ""), folder):
        if each and Path(each).is_dir() and each not in sys.path:
            # Last: what Blender ships and what others have put there goes first.
            sys.path.append(each)
            _added.append(each)
    importlib.invalidate_caches()
    return next((name for name in BINDINGS if importlib.util.find_spec(name)), "")


def choose(binding: str) -> None:
    """Have qtpy take this binding, unless the user said which."""
    if not os.environ.get(API):
        os.environ[API] = binding.lower()
        _set.append(API)


def forget() -> None:
    """Take our folders and variables back."""
    _found.clear()
    while _set:
        os.environ.pop(_set.pop(), None)
    while _added:
        folder = _added.pop()
        if folder in sys.path:
            sys.path.remove(folder)
