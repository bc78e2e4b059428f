"""The icons: one SVG each, in whatever colour and size is asked for.

Qt's renderer paints ``currentColor`` black, so the word is replaced in the text before.
"""

from __future__ import annotations

import functools
from pathlib import Path

from qtpy.QtCore import QByteArray, QRectF, Qt
from qtpy.QtGui import QIcon, QPainter, QPixmap
from qtpy.QtSvg import QSvgRenderer

FOLDER = Path(__file__).with_name("icons")
RATIOS = (1.0, 2.0)
"""Device pixel ratios that a button icon carries; Qt takes the nearest."""


@functools.cache
def _source(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@functools.lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float, stroke: float = 1.5) -> QPixmap:
    """``size`` logical pixels wide and high; an empty page's large icon has a thinner ``stroke``."""
    source = _source(name).replace("currentColor", colour)
    if stroke != 1.5:
        source = source.replace('stroke-width="1.5"', f'stroke-width="{stroke}"')
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@functools.lru_cache(maxsize=512)
def icon(name: str, colour: str, disabled: str, size: int = 16, gap: int = 0) -> QIcon:
    """Return a button's icon in two colours; ``gap`` is the number of free pixels at the right."""
    result = QIcon()
    for ratio in RATIOS:
        result.addPixmap(_widened(pixmap(name, colour, size, ratio), gap), QIcon.Mode.Normal)
        result.addPixmap(_widened(pixmap(name, disabled, size, ratio), gap), QIcon.Mode.Disabled)
    return result


def _widened(picture: QPixmap, gap: int) -> QPixmap:
    ratio = picture.devicePixelRatio()
    wide = QPixmap(picture.width() + round(gap * ratio), picture.height())
    wide.fill(Qt.GlobalColor.transparent)
    wide.setDevicePixelRatio(ratio)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return wide
