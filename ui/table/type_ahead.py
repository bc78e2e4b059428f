"""Going to a row by the first letters of its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qtpy.QtCore import QElapsedTimer
from qtpy.QtWidgets import QApplication


class TypeAhead:
    """Remembers what was typed a moment ago.

    Qt's own search asks the model for one cell after the other, of the column that happens to be the current one.
    """

    def __init__(self) -> None:
        self._typed = ""
        self._since = QElapsedTimer()

    def find(self, letters: str, rows: Sequence[Iterable[str]], current: int) -> int:
        """Return the place of the next row with a text that begins with what was typed; -1 where there is none.

        One letter typed again goes on to the next such row; another letter may stay on the row.
        """
        late = not self._since.isValid() or self._since.elapsed() > QApplication.keyboardInputInterval()
        self._since.start()
        self._typed = letters.lower() if late else self._typed + letters.lower()
        again = len(set(self._typed)) == 1
        wanted, first = (self._typed[0], current + 1) if again else (self._typed, max(0, current))
        places = (*range(first, len(rows)), *range(min(first, len(rows))))
        return next((place for place in places if any(text.lower().startswith(wanted) for text in rows[place])), -1)
