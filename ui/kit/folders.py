"""What the panel hands to the desktop: folders and pages to open, texts and pictures for its clipboard."""

from __future__ import annotations

from pathlib import Path

from qtpy.QtCore import QUrl
from qtpy.QtGui import QDesktopServices, QGuiApplication, QImage

from ...core.common.foreign import harmless


def has_folder(folder: str) -> bool:
    """Whether there is something to open."""
    return bool(folder) and Path(folder).is_dir()


def open_folder(folder: str) -> None:
    """Open a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))


def open_page(address: str) -> None:
    """Open a page of the web in the system's browser."""
    QDesktopServices.openUrl(QUrl(address))


def copy(text: str) -> None:
    """Put a text on the clipboard; whoever pastes it into a terminal gives no commands with it."""
    clipboard = QGuiApplication.clipboard()
    if clipboard is not None:
        clipboard.setText(harmless(text, lines=True))


def copy_picture(picture: QImage) -> None:
    """Put a picture on the clipboard."""
    clipboard = QGuiApplication.clipboard()
    if clipboard is not None:
        clipboard.setImage(picture)
