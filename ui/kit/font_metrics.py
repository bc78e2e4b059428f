"""A font that remembers how words come out in it: a view measures the same ones whenever it paints."""

from __future__ import annotations

import re

from qtpy.QtCore import Qt
from qtpy.QtGui import QFont, QFontMetrics

from ...core.common.foreign import harmless

ELLIPSIS = "…"
FIGURE = re.compile(r"(?:(?<=\s)|(?<=\()|^)[-+=≈–]?\d\S*(?:\s+\w{0,2})?$")
"""A figure at the end of what is seen, of which more may come, or its unit, or the rest of that."""

VERSION = re.compile(r"(?<![A-Za-z0-9])[vV]\d+(?![A-Za-z0-9])(?!\S*[/\\])")
"""The version in a name of a scene or a job; in a path the name of the file says more than that of a folder."""

AMOUNT = re.compile(r"(?<=\d) (?=(?:[kMGTP]?B(?:/s)?|ms|s|min|h|d|fps|%|[A-Z]{3}|[\u4e00-\u9fff])(?![A-Za-z]))")
"""The space between a figure and its unit, a currency or a Chinese measure word."""

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


def unbroken(words: str) -> str:
    """Return the text for where it wraps: no line ends between a figure and its unit."""
    return AMOUNT.sub("\N{NO-BREAK SPACE}", words)


def fit(font: QFont, words: str, room: int, elide: Qt.TextElideMode) -> tuple[str, int]:
    """Return the text elided to ``room`` pixels in a font, and its width in pixels."""
    metrics, whole = QFontMetrics(font), harmless(words)
    shown = elided(metrics, whole, elide, room)
    return shown, metrics.horizontalAdvance(shown)


def elided(metrics: QFontMetrics, words: str, elide: Qt.TextElideMode, room: int) -> str:
    """Return the text with an ellipsis, where it needs one, that never stands for a part of a figure or for its unit.

    ``1.2 GB of 48 GB`` without enough room is ``1.2 GB of…``, not ``1.2 GB of 4…``. A name that gives way in the middle
    keeps its version, wherever that stands: a job is called ``sq010_courtyard_v0173 · Scene · Camera · 1-4``.
    """
    shown = metrics.elidedText(words, elide, room)
    if shown != words and elide == Qt.TextElideMode.ElideMiddle:
        return _around_version(metrics, words, shown, room)
    if shown == words or elide != Qt.TextElideMode.ElideRight:
        return shown
    seen = shown.rstrip(ELLIPSIS)
    begun = FIGURE.search(seen)
    return shown if begun is None else seen[:begun.start()].rstrip() + ELLIPSIS


def _around_version(metrics: QFontMetrics, words: str, shown: str, room: int) -> str:
    """Return the elided text with its last version in it, as long as there is room for more than that."""
    versions = list(VERSION.finditer(words))
    if not versions or versions[-1].group() in shown:
        return shown
    start, end = versions[-1].span()
    right, left = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideLeft
    left_over = room - metrics.horizontalAdvance(words[start:end])
    after = metrics.elidedText(words[end:], left, left_over * 2 // 3)  # the end tells units of one scene apart
    before = metrics.elidedText(words[:start], right, left_over - metrics.horizontalAdvance(after))
    around = before + words[start:end] + after
    return around if before.strip(ELLIPSIS) and metrics.horizontalAdvance(around) <= room else shown
