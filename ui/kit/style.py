"""Appearance of the widgets: the theme, the fonts, the icons."""

from __future__ import annotations

import contextlib
import string
from pathlib import Path

from qtpy import QT6
from qtpy.QtCore import Qt, qVersion
from qtpy.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetricsF,
    QGuiApplication,
    QIcon,
    QPalette,
    QPixmap,
)

from ...core.plan.hosts import traits_of
from . import icons
from .font_metrics import Face
from .theme import DARK, HIGH_CONTRAST, OURS, SECONDARY_CONTRAST, HostColours, Theme, derive

TEMPLATE = Path(__file__).with_name("style.qss")
OWN = Path(__file__).with_name("style_own.qss")
"""Combo boxes and scroll bars, which a host draws that has a style of its own."""
HINTS = Path(__file__).with_name("style_hints.qss")
"""Colours of placeholders: before 6.5 Qt takes half of the text's and complains about a property it does not know."""
KNOWS_HINTS = tuple(map(int, qVersion().split(".")[:2])) >= (6, 5)
DIALOGS = Path(__file__).with_name("style_dialogs.qss")

SENTENCE, SENTENCE_WIDTH = "Submit 240 frames, upload 1.2 GB new of 48 GB", 272.0
"""How many pixels it takes in Inter at 12, the font of the design."""

CHINESE = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "Microsoft YaHei",
           "PingFang SC")
"""Families that have Chinese in several weights, the first that is installed is used."""

PIXELS = 12
"""Size of the design's font."""

SMALLEST = 10
"""Pixels; no text is smaller."""


class Style:
    """A theme, and fonts as steps from the application's own."""

    def __init__(self, base: QFont, theme: Theme | None = None, hosted: bool = False) -> None:
        """``hosted``: a host's own style draws combo boxes, scroll bars and check boxes."""
        self.theme = theme or DARK
        self.hosted = hosted and all(self.theme is not each for each in OURS.values())
        self._base = _with_chinese(base)
        pixels = QFontInfo(base).pixelSize()
        self.body = self._font(pixels)
        self.small = self._font(pixels - 1)
        self.small_medium = self._font(pixels - 1, QFont.Weight.Medium)
        self.strong = self._font(pixels, QFont.Weight.DemiBold)
        self.section = self._font(pixels + 1, QFont.Weight.DemiBold)
        self.empty_title = self._font(pixels + 2, QFont.Weight.DemiBold)
        self.title = self._font(pixels + 3, QFont.Weight.DemiBold)
        self.page = self._font(pixels + 6, QFont.Weight.DemiBold)
        self.mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.mono.setPixelSize(max(SMALLEST, pixels - 1))

    def wide(self, pixels: int) -> int:
        """Return the design's pixels, scaled up where the font is wider than the design's."""
        return round(pixels * max(1.0, QFontMetricsF(self.body).horizontalAdvance(SENTENCE) / SENTENCE_WIDTH))

    def scaled(self, pixels: int) -> int:
        """Return the design's pixels, scaled up where the font is larger than the design's, in any direction."""
        return round(pixels * max(1.0, self.body.pixelSize() / PIXELS))

    def style_sheet(self) -> str:
        """Return the style sheet of the panel, which is never set on the application."""
        values = {**vars(self.theme), "tag_text": self.theme.tone("accent_text", selected=True)}
        parts = (TEMPLATE, *(() if self.hosted else (OWN,)), *((HINTS,) if KNOWS_HINTS else ()))
        rules = "\n".join(part.read_text(encoding="utf-8") for part in parts)
        return string.Template(rules).substitute(values)

    def dialog_sheet(self) -> str:
        """Return the style sheet of Qt's own dialogs, of which the panel's reaches only some parts."""
        return string.Template(DIALOGS.read_text(encoding="utf-8")).substitute(vars(self.theme))

    def palette(self) -> QPalette:
        """Return the theme as a palette, for what no style sheet colours."""
        theme, roles, palette = self.theme, QPalette.ColorRole, QPalette()
        grounds = {roles.Window: theme.window, roles.Base: theme.well, roles.AlternateBase: theme.well_alt,
                   roles.Button: theme.control, roles.ToolTipBase: theme.control, roles.Highlight: theme.accent}
        texts = (roles.WindowText, roles.Text, roles.ButtonText, roles.ToolTipText)
        for role, colour in {**grounds, **dict.fromkeys(texts, theme.text), roles.HighlightedText: "#FFFFFF"}.items():
            palette.setColor(role, QColor(colour))
        for role in texts:
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.text_3))
        return palette

    def icon(self, name: str, colour: str = "text", disabled: str = "text_3", size: int = 16, gap: int = 0) -> QIcon:
        """Return a button's icon; ``colour`` and ``disabled`` are names of tokens or ``#RRGGBB``."""
        return icons.icon(name, self._colour(colour), self._colour(disabled), size, gap)

    def pixmap(self, name: str, colour: str, size: int, ratio: float, stroke: float = 1.5) -> QPixmap:
        """Return a pixmap to paint; ``colour`` is the name of a token or ``#RRGGBB``."""
        return icons.pixmap(name, self._colour(colour), size, ratio, stroke)

    def _colour(self, colour: str) -> str:
        return colour if colour.startswith("#") else self.theme.tone(colour)

    def _font(self, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> Face:
        font = Face(self._base)
        font.setPixelSize(max(SMALLEST, pixels))
        font.setWeight(weight)
        if hasattr(font, "setFeature"):  # Qt 6.7: figures of one width, so that columns of numbers line up
            with contextlib.suppress(TypeError):  # PySide6 6.8 of Debian has no way to make a tag
                font.setFeature(QFont.Tag("tnum"), 1)
        return font


def _with_chinese(base: QFont) -> QFont:
    """The font, with one family for Chinese in all weights: fontconfig's own choice are the forms of Japanese."""
    font = QFont(base)
    known = QFontDatabase.families() if QT6 else QFontDatabase().families()
    taken = QFontInfo(font).family()  # what stands for a font that is not here comes before the Chinese
    font.setFamilies(list(dict.fromkeys([font.family(), taken, *(each for each in CHINESE if each in known)])))
    return font


def theme_for(host: str, palette: QPalette, wanted: str = "") -> Theme:
    """The theme for a panel in this host, as its palette is now; ``wanted`` is the setting ``appearance``."""
    if wanted in OURS:
        return OURS[wanted]
    more = wants_contrast()
    if traits_of(host).styled:
        return derive(host_colours(palette), HIGH_CONTRAST if more else SECONDARY_CONTRAST)
    return OURS["contrast" if more else "dark"]


def wants_contrast() -> bool:
    """Whether the system is set to high contrast, as far as Qt says: from 6.10 on."""
    hints = QGuiApplication.styleHints()  # kept by its name: PySide deletes what it gives when it goes
    if not hasattr(hints, "accessibility"):
        return False
    told = hints.accessibility()
    return bool(told.contrastPreference() == Qt.ContrastPreference.HighContrast)


def host_colours(palette: QPalette) -> HostColours:
    """Return the host's colours, from which a theme is derived."""
    def name(role: QPalette.ColorRole, group: QPalette.ColorGroup = QPalette.ColorGroup.Active) -> str:
        return QColor(palette.color(group, role)).name().upper()

    return HostColours(
        window=name(QPalette.ColorRole.Window),
        base=name(QPalette.ColorRole.Base),
        alternate=name(QPalette.ColorRole.AlternateBase),
        button=name(QPalette.ColorRole.Button),
        mid=name(QPalette.ColorRole.Mid),
        text=name(QPalette.ColorRole.WindowText),
        disabled=name(QPalette.ColorRole.WindowText, QPalette.ColorGroup.Disabled),
        highlight=name(QPalette.ColorRole.Highlight),
    )
