"""Small widgets that Qt lacks, and the ones it has in our sizes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qtpy.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from qtpy.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from qtpy.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ...core.common.foreign import harmless, tip
from ..keys.focus import by_key
from . import paint
from .font_metrics import elided, unbroken
from .style import Style

CONTROL = 26
SMALL = 22
PRIMARY = 32
ICON_GAP = 2
"""Qt leaves 4 pixels between an icon and its text, we want 6."""

LONG_WORD, BREAK = re.compile(r"[^\s\u2e80-\uffef]{20,}"), "\u200b"
"""Qt breaks a line at a blank of no width; Chinese it breaks by itself, and before no full stop."""

BESIDE_BOX, FEW = paint.CHECK_BOX + 8, 14
"""Pixels before the words of a check box, and how many characters of them stand in a line at least."""
WRAPPED = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)

STRETCH = None
"""Stands for a stretch in a ``row``."""


def set_property(widget: QWidget, name: str, value: object) -> None:
    """A property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class KeyRing(QObject):
    """Has the style sheet ring a widget that also takes the focus by a click only where a key brought it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget) and isinstance(event, QFocusEvent):
            set_property(watched, "ring", "true" if event.gotFocus() and by_key(event) else "false")
        return False


class Label(QLabel):
    """One line of text, elided where there is no room; the tooltip then has the whole."""

    def __init__(self, style: Style, text: str = "", font: QFont | None = None, tone: str = "",
                 elide: Qt.TextElideMode = Qt.TextElideMode.ElideNone) -> None:
        super().__init__()
        self.setFont(font or style.body)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.elide = elide
        self._whole = ""
        self._shorter: tuple[str, ...] = ()
        if elide != Qt.TextElideMode.ElideNone:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.show_text(text, tone)

    def whole(self) -> str:
        """The text, however much of it is seen."""
        return self._whole

    def elided(self) -> bool:
        """Whether an ellipsis of Qt's stands for a part of the text."""
        return self._elides() and self.text() not in (self._whole, *self._shorter)

    def show_text(self, text: str, tone: str | None = None, shorter: Sequence[str] = ()) -> None:
        """Show a text in the colour of a tone; None leaves the colour.

        Where an eliding label has no room for the text it shows the first of the ``shorter`` ones for which it has.
        """
        text = harmless(text, lines=True)
        if (text, *shorter) != (self._whole, *self._shorter):
            self._whole = text
            self._shorter = tuple(harmless(each) for each in shorter)
            self.setAccessibleName(text)
            self._fit()
            self.updateGeometry()
        if tone is not None:
            set_property(self, "tone", tone)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(paint.width(self._whole, self.font()) + 1, hint.height()) if self._elides() else hint

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(40, hint.width()), hint.height()) if self._elides() else super().minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _elides(self) -> bool:
        return self.elide != Qt.TextElideMode.ElideNone

    def _fit(self) -> None:
        if not self._elides():
            self.setText(self._whole)
            return
        wordings = (self._whole, *self._shorter)
        fitting = next((each for each in wordings if paint.width(each, self.font()) - 1 <= self.width()), wordings[-1])
        shown = elided(self.fontMetrics(), fitting, self.elide, self.width())
        self.setText(shown)
        self.setToolTip(tip(self._whole) if shown != self._whole else "")


class Paragraph(QLabel):
    """Plain text on as many lines as it needs; a long path or name in it may be broken anywhere."""

    def __init__(self, style: Style, text: str = "", font: QFont | None = None, tone: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setFont(font or style.body)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.show_text(text, tone or None)

    def whole(self) -> str:
        """The text as it was given."""
        return self._whole

    def text(self) -> str:
        """Return the text as it was given; Qt's own has signs in it that keep lines together, or let them end."""
        return self._whole

    def show_text(self, text: str, tone: str | None = None) -> None:
        """Show a text in the colour of a tone; None leaves the colour."""
        self._whole = text = harmless(text, lines=True)
        self.setAccessibleName(text)
        super().setText(LONG_WORD.sub(lambda word: BREAK.join(word.group()), unbroken(text)))
        if tone is not None:
            set_property(self, "tone", tone)


    def setText(self, text: str) -> None:
        """Show a text; Qt's own name, so that no other way is left."""
        self.show_text(text)


class Chip(QLabel):
    """A word on a coloured ground."""

    def __init__(self, style: Style, text: str = "", status: str = "wait") -> None:
        super().__init__(harmless(text))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(style.small_medium)
        self.setIndent(0)  # else a label with a frame adds half an x of its own
        self.setFixedHeight(paint.CHIP_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_property(self, "status", status)

    def show_text(self, text: str, status: str) -> None:
        """Hidden when there is no text."""
        self.setText(harmless(text))
        self.setVisible(bool(text))
        set_property(self, "status", status)


class Button(QPushButton):
    """A push button. It takes the focus from the keyboard only, so a ring is never left behind by a click."""

    def __init__(self, style: Style, text: str, icon: str = "", kind: str = "") -> None:
        super().__init__(harmless(text))
        self.setFont({"primary": style.section, "small": style.small, "flat": style.small}.get(kind, style.body))
        self.setFixedHeight({"primary": PRIMARY, "small": SMALL, "flat": SMALL}.get(kind, CONTROL))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_property(self, "kind", kind)
        self._kind = kind
        if icon:
            self.show_icon(style, icon)
        if kind == "square":
            self.setFixedWidth(CONTROL)

    def show_icon(self, style: Style, icon: str) -> None:
        """Show an icon before the text, or alone."""
        side, gap = 14 if self._kind in ("small", "flat") else 16, ICON_GAP if self.text() else 0
        colours = {"primary": ("#FFFFFF", "disabled_primary"), "flat": ("text_2", "text_3")}.get(
            self._kind, ("text", "text_3"))
        self.setIcon(style.icon(icon, *colours, size=side, gap=gap))
        self.setIconSize(QSize(side + gap, side))

    def setText(self, text: str) -> None:
        """Show a text; Qt's own name, so that no other way is left."""
        super().setText(harmless(text))


class Explained(QWidget):
    """A button that says why it is disabled: a disabled widget gets no tooltip from some styles, its parent does."""

    def __init__(self, button: QPushButton) -> None:
        super().__init__()
        self.button = button
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(button)
        self.setSizePolicy(button.sizePolicy())

    def allow(self, reasons: Sequence[str]) -> None:
        """Enabled when there is no reason against it."""
        self.button.setEnabled(not reasons)
        alone = "" if self.button.text() else self.button.accessibleName()
        self.setToolTip(tip("\n".join(reasons)))
        self.button.setToolTip(tip("\n".join(reasons) or alone))


class CheckBox(QCheckBox):
    """Painted as the check boxes of the tables are. As a button it takes the focus from the keyboard only."""

    def __init__(self, style: Style, text: str) -> None:
        super().__init__(text)
        self._style = style
        self.setFont(style.body)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        if self._style.hosted:
            return QSize(super().sizeHint().width(), CONTROL)
        return QSize(BESIDE_BOX + self.fontMetrics().horizontalAdvance(self.text()) + 4, CONTROL)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), BESIDE_BOX + FEW * self.fontMetrics().averageCharWidth()), CONTROL)

    def heightForWidth(self, width: int) -> int:
        if width >= self.sizeHint().width():
            return CONTROL
        words = QRect(0, 0, max(1, width - BESIDE_BOX), 10_000)
        return max(CONTROL, self.fontMetrics().boundingRect(words, WRAPPED, unbroken(self.text())).height() + 4)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        whole = self.width() >= self.sizeHint().width()
        if self._style.hosted and whole:
            super().paintEvent(event)
            return
        painter, theme = QPainter(self), self._style.theme
        corner = QPoint(2, (self.height() - paint.CHECK_BOX) // 2)
        paint.check_box(painter, corner, self.checkState(), theme, self.isEnabled())
        rect = self.rect().adjusted(BESIDE_BOX, 0, 0, 0)
        painter.setPen(QColor(theme.text if self.isEnabled() else theme.text_3))
        painter.setFont(self.font())
        painter.drawText(rect, paint.LEFT if whole else WRAPPED, unbroken(harmless(self.text())))
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), theme.accent_text)
        painter.end()


class ToggleButton(QToolButton):
    """A checkable word: ``kind`` is ``toggle``, or ``switch`` for one of several side by side."""

    def __init__(self, style: Style, text: str, kind: str = "toggle", end: str = "") -> None:
        super().__init__()
        self.setText(text)
        self.setFont(style.body)
        self.setCheckable(True)
        self.setFixedHeight(SMALL if kind == "toggle" else CONTROL)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_property(self, "kind", kind)
        set_property(self, "end", end)


class LineEdit(QLineEdit):
    """A line to type in, with an icon at its left where one is given."""

    def __init__(self, style: Style, name: str, hint: str = "", icon: str = "", width: int = 0) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setAcceptDrops(False)  # a file is dropped on the panel, wherever on it
        self.setFont(style.body)
        self.setFixedHeight(CONTROL)
        self._style = style
        if width:
            self.fix_width(width)
        self._searches = icon == "search"
        self.setClearButtonEnabled(self._searches)
        if icon:
            self.addAction(style.icon(icon, "text_2"), QLineEdit.ActionPosition.LeadingPosition)
            self.setTextMargins(-6, 0, 0, 0)  # Qt leaves as much beside the icon as the icon is wide

    def fix_width(self, width: int) -> None:
        """Be as wide as the design's ``width`` is in this font."""
        self.setFixedWidth(self._style.wide(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties a search."""
        if event.key() == Qt.Key.Key_Escape and self._searches and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class Bar(QWidget):
    """A progress bar without words: the percentage stands beside it."""

    def __init__(self, style: Style, width: int = 0) -> None:
        super().__init__()
        self._style = style
        self._part = 0.0
        self._status = "run"
        self.setFixedHeight(paint.BAR_HEIGHT + 2)
        if width:
            self.setFixedWidth(width)

    def show_part(self, part: float, status: str = "run") -> None:
        """0 to 1."""
        if (part, status) != (self._part, self._status):
            self._part, self._status = part, status
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.bar(painter, self.rect(), self._part, self._status, self._style.theme)
        painter.end()


def separator() -> QFrame:
    """A short upright line in the header."""
    frame = QFrame()
    frame.setObjectName("Separator")
    frame.setFixedSize(1, 16)
    return frame


def rule() -> QFrame:
    """A line across the page."""
    frame = QFrame()
    frame.setObjectName("Rule")
    frame.setFixedHeight(1)
    return frame


def row(*parts: QWidget | QLayout | int | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets and layouts side by side; a number is that much more space, ``STRETCH`` takes what is left."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        if part is STRETCH:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        elif part is not None:
            layout.addLayout(part)
    return layout
