"""What the farm has put into a task's output storage: a folder is read when it is opened."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from qtpy.QtCore import QModelIndex, Qt
from qtpy.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ...core.common.i18n import _
from ...core.jobs.tasks import Output, OutputEntry
from ...core.model import format
from ..kit.cells import Cell
from ..kit.draw_guard import DrawGuard
from ..kit.empty import EmptyPage
from ..kit.signals import Signal
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Explained, Label, row
from ..table.model import Column
from ..table.tree_model import TreeModel
from ..table.views import RowsView

DEPTH = 20


@dataclasses.dataclass(frozen=True)
class Node:
    """An entry with what is known to be in it."""

    key: str
    entry: OutputEntry | None
    """None while the folder above it is being read."""
    children: tuple[Node, ...] = ()


def tree(output: Output, path: str = "", depth: int = DEPTH) -> tuple[Node, ...]:
    """Return the entries of a folder, with everything below them that is known."""
    entries = output.below(path)
    if entries is None:
        return (Node(f"{path}\0", None),)
    return tuple(Node(entry.path, entry, tree(output, entry.path, depth - 1) if entry.folder and depth else ())
                 for entry in entries)


def columns() -> tuple[Column, ...]:
    """Return the columns of the output tree."""
    return (
        Column(_("Name"), _name, sort=lambda node: node.entry.name.lower() if node.entry else "",
               typed=lambda node: node.entry.name if node.entry else ""),
        Column(_("Size"), lambda node: Cell(
            format.size(node.entry.size) if node.entry and not node.entry.folder else ""), 92, right=True,
            sort=lambda node: node.entry.size if node.entry else 0, sample=Cell(format.size(88.8e9))),
        Column(_("Changed"), lambda node: Cell(node.entry.modified if node.entry else "", "text_2"), 150,
               gives_way=1, sample=Cell("2026-03-01 14:05:00"),
               sort=lambda node: node.entry.modified if node.entry else ""),
    )


def _name(node: Node) -> Cell:
    if node.entry is None:
        return Cell(_("Reading the folder"), "text_2")
    return Cell(node.entry.name, icon="folder" if node.entry.folder else "file", path=True)


class OutputPage(QWidget):
    """The tree, and a button that fetches what is selected."""

    folder_opened = Signal(str)
    """A folder whose entries are not known was opened: its path, empty for the task's own."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._guard = DrawGuard()
        self._task: int | None = None
        self.model = TreeModel(columns(), lambda node: node.key, self, lambda node: node.children)
        self.view = RowsView(style, self.model, self, tree=True, several=True)
        self.view.setAccessibleName(_("Output of the task"))
        self.view.expanded.connect(self._expanded)
        self.fetch = Explained(Button(style, _("Fetch…"), "download", "small"))
        self.again = Button(style, _("List again"), "refresh", "small")
        self._said = Label(style, tone="text_2", elide=Qt.TextElideMode.ElideMiddle)
        self._none = EmptyPage(style, "folder", "", "")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._none)
        lower = row(self._said, STRETCH, self.again, self.fetch)
        lower.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._pages, 1)
        layout.addLayout(lower)
        self.again.clicked.connect(lambda: self.folder_opened.emit(""))
        self.view.selectionModel().selectionChanged.connect(lambda *_which: self._allow())
        self._allow()

    def selected(self) -> list[OutputEntry]:
        """Files and folders, without what lies in a selected folder."""
        entries = [node.entry for node in self.view.selected() if node.entry is not None]
        folders = [f"{entry.path.rstrip('/')}/" for entry in entries if entry.folder]
        return [entry for entry in entries if not any(
            entry.path.startswith(folder) and entry.path.rstrip("/") + "/" != folder for folder in folders)]

    def draw(self, output: Output | None, said: str, task_id: int | None) -> None:
        """Show what has been read; ask for the first folder."""
        if task_id != self._task:
            self._task = task_id
            self.model.show(())
        if output is None and task_id is not None:
            self.folder_opened.emit("")
        if not self._guard.changed(output, said, task_id):
            return
        nodes: Sequence[Node] = tree(output) if output and output.below("") is not None else ()
        self.model.show(nodes)
        if len(nodes) == 1:
            self.view.expand(self.model.index(0, 0))
        self._said.show_text(said)
        self._pages.setCurrentIndex(0 if nodes else 1)
        if task_id is None:
            self._none.say("folder", _("No task selected"), _("Select a task above to see its output."))
        elif output is not None and output.trouble:
            self._none.say("warning", _("The output cannot be listed"), output.trouble, "warn")
        elif output is None:
            self._none.say("clock", _("Loading from the farm"), _("This usually takes a second."))
        else:
            self._none.say("folder", _("No output yet"), _("The farm puts files here as frames finish."))
        self._allow()

    def _expanded(self, index: QModelIndex) -> None:
        node = self.model.row(index)
        if node is not None and node.entry is not None and any(child.entry is None for child in node.children):
            self.folder_opened.emit(node.entry.path)

    def _allow(self) -> None:
        self.fetch.allow([] if self.selected() else [_("Select a file or a folder first.")])
