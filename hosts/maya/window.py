"""Maya's main window as a QWidget, with whichever binding this Maya has."""

from __future__ import annotations

import importlib
from typing import Any

BINDINGS = (("shiboken6", "PySide6.QtWidgets"), ("shiboken2", "PySide2.QtWidgets"))
"""qtpy has no shiboken."""


def main_window() -> Any:
    """The main window."""
    return wrap(_util().mainWindow())


def control(name: str) -> Any:
    """The address of a control of Maya's, by its name."""
    return _util().findControl(name)


def _util() -> Any:
    """Maya's API, of which there are no stubs."""
    return importlib.import_module("maya.OpenMayaUI").MQtUtil


def wrap(pointer: Any) -> Any:
    """The widget at an address that Maya gives."""
    for shiboken, widgets in BINDINGS:
        try:
            wrapper, qt = importlib.import_module(shiboken), importlib.import_module(widgets)
        except ImportError:
            continue
        return wrapper.wrapInstance(int(pointer), qt.QWidget)
    return None
