"""Asks where a movie of frames goes, and as what."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from qtpy.QtWidgets import QWidget

from ....core.common.i18n import _
from ...kit.choosing import ask_save


def ask_movie(parent: QWidget, then: Callable[[Path], object]) -> None:
    """Call ``then`` with the file, whose ending says what it is."""
    kinds = ";;".join((_("Movie (*.mp4 *.mov *.mkv *.webm *.avi)"), _("GIF, small (*.gif)"),
                       _("Numbered pictures (*.png)")))
    ask_save(parent, _("Save a movie of the frames"), "frames.mp4", kinds, "mp4", lambda path: then(Path(path)))
