"""Ask for a file or a folder in a window that stops nothing: the host and our pump go on meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

from qtpy.QtWidgets import QFileDialog, QWidget


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
    dialog.setStyleSheet("")
    return dialog


def _opened(dialog: QFileDialog, then: Callable[[Sequence[str]], object]) -> QFileDialog:
    dialog.filesSelected.connect(lambda paths: then(paths) if paths else None)
    dialog.finished.connect(lambda _result: dialog.deleteLater())
    dialog.open()
    return dialog
