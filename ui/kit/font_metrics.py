"""A font that remembers how words come out in it: a view measures the same ones whenever it paints."""

from __future__ import annotations

import re

from qtpy.QtCore import Qt
from qtpy.QtGui import QFont, QFontMetrics

from ...core.common.foreign import harmless

ELLIPSIS = "…"
FIGURE = re.compile(r"(?:(?<=\s)|(?<=\()|^)[-+=≈–]?\d\S*(?:\s+\w{0,2})?$")
"""A figure at the end of what is seen, of which more may come, or its unit, or the rest of that."""

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
    metrics, whole = QFontMetrics(font), harmless(words)
    shown = elided(metrics, whole, elide, room)
    return shown, metrics.horizontalAdvance(shown)


def elided(metrics: QFontMetrics, words: str, elide: Qt.TextElideMode, room: int) -> str:
    """Return the text with an ellipsis, where it needs one, that never stands for a part of a figure or for its unit.

    ``1.2 GB of 48 GB`` without enough room is ``1.2 GB of…``, not ``1.2 GB of 4…``.
    """
    shown = metrics.elidedText(words, elide, room)
    if shown == words or elide != Qt.TextElideMode.ElideRight:
        return shown
    seen = shown.rstrip(ELLIPSIS)
    begun = FIGURE.search(seen)
    return shown if begun is None else seen[:begun.start()].rstrip() + ELLIPSIS
