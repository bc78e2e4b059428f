"""A font that remembers how words come out in it: a view measures the same ones whenever it paints."""

from __future__ import annotations

from qtpy.QtCore import Qt
from qtpy.QtGui import QFont, QFontMetrics

from ...core.common.foreign import harmless

MOST = 5000
"""Words that are remembered; then it begins anew."""


class Face(QFont):
    """Font that also measures text; measure only when it is set up completely."""

    def __init__(self, font: QFont) -> None:
        super().__init__(font)
        self._known: dict[tuple[str, int, Qt.TextElideMode], tuple[str, int]] = {}

    def fit(self, words: str, room: int, elide: Qt.TextElideMode) -> tuple[str, int]:
        """Return the elided text that fits into ``room`` pixels, and its width in pixels."""
        wanted = words, room, elide
        fitting = self._known.get(wanted)
        if fitting is None:
            if len(self._known) >= MOST:
                self._known.clear()
            fitting = self._known[wanted] = fit(self, *wanted)
        return fitting


def fit(font: QFont, words: str, room: int, elide: Qt.TextElideMode) -> tuple[str, int]:
    """Return the text elided to ``room`` pixels in a font, and its width in pixels."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(harmless(words), elide, room)
    return shown, metrics.horizontalAdvance(shown)
