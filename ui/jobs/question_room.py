"""Room for a question below the task table: it takes none of the rows that it is about."""

from __future__ import annotations

from qtpy.QtCore import QEvent, QObject
from qtpy.QtWidgets import QSplitter, QWidget

from ..kit import slices
from ..table.views import RowsView


class QuestionRoom(QObject):
    """Moves the handle down by the height of a question while it is open, and keeps the current row in view."""

    def __init__(self, split: QSplitter, view: RowsView, *questions: QWidget) -> None:
        super().__init__(split)
        self._split = split
        self._view = view
        self._questions = questions
        self._given: dict[QWidget, int] = {}
        """The pixels that each open question was given."""
        view.viewport().installEventFilter(self)
        for each in questions:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        question = next((each for each in self._questions if each is watched), None)
        if question is not None and event.type() == QEvent.Type.Show:
            self._give(question, question.sizeHint().height() + 4)
        elif question is not None and question in self._given and event.type() == QEvent.Type.Hide:
            self._give(question, 0)
        elif event.type() == QEvent.Type.Resize and self._given:
            slices.later(self, self._reveal)  # after the layout, however often it comes
        return bool(super().eventFilter(watched, event))

    def _give(self, question: QWidget, pixels: int) -> None:
        above, below = self._split.sizes()
        more = min(pixels - self._given.pop(question, 0), max(0, below - self._least()))
        if pixels:
            self._given[question] = more
        self._split.setSizes([above + more, below - more])

    def _least(self) -> int:
        below = self._split.widget(1)
        return below.minimumSizeHint().height() if below else 0

    def _reveal(self) -> None:
        index = self._view.currentIndex()
        if index.isValid():
            self._view.scrollTo(index)
