"""One channel of a picture, seen as grey."""

from __future__ import annotations

from qtpy.QtGui import QImage

from ...core.common.i18n import _
from ..keys.table import VIEWER, first_key
from ..kit.combo import Entry

RGB, RED, GREEN, BLUE, ALPHA, LUMINANCE = "", "red", "green", "blue", "alpha", "luminance"
PLACES = {RED: 0, GREEN: 1, BLUE: 2, ALPHA: 3}
"""Position of each channel's byte in a pixel."""

SINGLE = (RED, GREEN, BLUE, ALPHA, LUMINANCE)
"""The single channels, by their names in the table of keys."""

STRIP = 128
"""Lines that are taken apart at once: in between other threads run."""


def entries() -> list[Entry]:
    """Return the channels to choose from."""
    names = (_("Red"), _("Green"), _("Blue"), _("Alpha"), _("Luminance"))
    return [Entry(RGB, _("RGB")), *(Entry(channel, name, detail=first_key(VIEWER, channel))
                                    for channel, name in zip(SINGLE, names))]


def only(image: QImage, channel: str) -> QImage:
    """The channel as a grey picture; a null one where the picture has no alpha. Any thread."""
    if channel == RGB or image.isNull():
        return image
    if channel == LUMINANCE:
        return image.convertToFormat(QImage.Format.Format_Grayscale8)
    if channel == ALPHA and not image.hasAlphaChannel():
        return QImage()
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    width, height, line = plain.width(), plain.height(), plain.bytesPerLine()
    bits = memoryview(plain.constBits())
    grey = b"".join(bytes(bits[top * line:min(height, top + STRIP) * line])[PLACES[channel]::4]
                    for top in range(0, height, STRIP))
    return QImage(grey, width, height, width, QImage.Format.Format_Grayscale8).copy()
