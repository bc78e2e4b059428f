"""Folders of this machine, shown in its file manager."""

from __future__ import annotations

from pathlib import Path

from qtpy.QtCore import QUrl
from qtpy.QtGui import QDesktopServices


def has_folder(folder: str) -> bool:
    """Whether there is something to open."""
    return bool(folder) and Path(folder).is_dir()


def open_folder(folder: str) -> None:
    """Open a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
