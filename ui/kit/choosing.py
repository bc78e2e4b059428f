"""Ask for a file or a folder in a window that stops nothing: the host and our pump go on meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

from qtpy.QtWidgets import QFileDialog, QToolButton, QWidget

from .style import Style

ICONS = {"backButton": "chevron-left", "forwardButton": "chevron-right", "toParentButton": "chevron-up"}
"""Icons for the buttons whose icons of Qt are black on any ground."""


def ask_folder(parent: QWidget, title: str, start: str, then: Callable[[str], object]) -> QFileDialog:
    """A folder that is there; ``then`` is not called when nothing is chosen."""
    dialog = _dialog(parent, title, start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _opened(dialog, lambda paths: then(paths[0]))


def ask_files(parent: QWidget, title: str, start: str, then: Callable[[Sequence[str]], object],
              many: bool = True) -> QFileDialog:
    """Files that are there."""
    dialog = _dialog(parent, title, start)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile)
    return _opened(dialog, then)


def ask_save(parent: QWidget, title: str, start: str, kinds: str, suffix: str,
             then: Callable[[str], object]) -> QFileDialog:
    """Where to write; ``kinds`` as Qt spells filters, ``suffix`` is what a name without one gets."""
    dialog = _dialog(parent, title, "")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kinds)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(start)
    return _opened(dialog, lambda paths: then(paths[0]))


def _dialog(parent: QWidget, title: str, start: str) -> QFileDialog:
    dialog = QFileDialog(parent.window(), title, start)
    styled = _styled(parent)
    if styled is not None:
        # Where the desktop has no dialog of its own Qt draws one, and our style sheet reaches it through the panel:
        # what that does not colour is to go with it, not with the palette of the application.
        dialog.setPalette(styled.palette())
        dialog.setStyleSheet(styled.dialog_sheet())
        for name, icon in ICONS.items():
            for button in dialog.findChildren(QToolButton, name):  # none in a dialog of the desktop
                button.setIcon(styled.icon(icon))
    return dialog


def _styled(widget: QWidget | None) -> Style | None:
    """Return the style of the panel in which a widget lies; a host may have put the panel into a window of its own."""
    while widget is not None:
        style = getattr(widget, "panel_style", None)
        if isinstance(style, Style):
            return style
        widget = widget.parentWidget()
    return None


def _opened(dialog: QFileDialog, then: Callable[[Sequence[str]], object]) -> QFileDialog:
    dialog.filesSelected.connect(lambda paths: then(paths) if paths else None)
    dialog.finished.connect(lambda _result: dialog.deleteLater())
    dialog.open()
    return dialog
