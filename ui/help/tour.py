"""The tour: the panel goes dim but for what is being told about, and a callout beside it tells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable, NamedTuple

from qtpy.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer
from qtpy.QtGui import QColor, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from qtpy.QtWidgets import QFrame, QVBoxLayout, QWidget

from ...core.common.i18n import _
from ..kit.fitting import Flow
from ..kit.signals import Signal
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Label, Paragraph, row

MARGIN = 12
WIDEST = 340
AROUND = 4
"""Pixels between what is told about and the ring around it."""

RADIUS = 6
BORDER = 1
"""Pixels around the callout, as the style sheet has it."""

DIM = 150
"""Opacity of the shade, of 255."""

FOLLOW_MS = 100
"""The page may move below the tour: the scene is read, a note comes."""


class Step(NamedTuple):
    """One callout."""

    title: str
    text: str


def steps() -> tuple[Step, ...]:
    """Return what is told, in the language of now."""
    return (
        Step(_("Where it is rendered"),
             _("Sign in and change accounts here. Choose the environment, which is the application and the plug-ins "
               "of the farm, and the hardware. What comes from the scene is filled in already.")),
        Step(_("Which frames, and which first"),
             _("The frames are those of the scene until you type others. Test frames are rendered before the rest: "
               "from them the panel tells what all of it will cost.")),
        Step(_("Submit"),
             _("The button says how many frames are rendered and how much is uploaded. What would go wrong on the farm "
               "stands above it, with a fix where there is one.")),
        Step(_("Jobs"),
             _("Frames, pictures, logs and costs come here while the farm renders; results are fetched by themselves. "
               "You may close the panel: what is submitted goes on.")),
    )


class Tour(QWidget):
    """Lies over the panel. Escape and “Skip” end it; Tab stays in it."""

    over = Signal()
    """It was seen to its end, or skipped."""

    def __init__(self, style: Style, panel: QWidget, anchors: Callable[[int], Sequence[QRect]]) -> None:
        """``anchors`` brings into view what a step is about, and returns where in the panel that is."""
        super().__init__(panel)
        self._style = style
        self._panel = panel
        self._anchors = anchors
        self._step = 0
        self._steps = steps()
        self._holes: tuple[QRect, ...] = ()
        self.setAccessibleName(_("Tour"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._short = 0
        """Pixels that the callout has more than its layout asked for, so that no words are cut off."""
        self._make_callout(style)
        self._follow = QTimer(self)
        self._follow.setInterval(FOLLOW_MS)
        self._follow.timeout.connect(self._place)
        panel.installEventFilter(self)
        self.hide()

    def _make_callout(self, style: Style) -> None:
        self.callout = QFrame(self)
        self.callout.setObjectName("Callout")
        self.callout.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = Paragraph(style, font=style.section)
        self._count = Label(style, font=style.small, tone="text_2")
        self.text = Paragraph(style)
        self.skip = Button(style, _("Skip"), kind="flat")
        self.back = Button(style, _("Back"), kind="small")
        self.following = Button(style, _("Next"), kind="small")
        self.skip.clicked.connect(lambda _on=False: self.end())
        self.back.clicked.connect(lambda _on=False: self.go_to(self._step - 1))
        self.following.clicked.connect(lambda _on=False: self.go_to(self._step + 1))
        layout = QVBoxLayout(self.callout)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(6)
        head = row(self.title, self._count)
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(self.text)
        layout.addSpacing(4)
        layout.addLayout(Flow(self.skip, STRETCH, self.back, self.following))

    @property
    def step(self) -> int:
        """The number of the step that is seen, from 0."""
        return self._step

    def begin(self, step: int = 0) -> None:
        """Show the panel below, and one step of the tour over it."""
        self.setGeometry(self._panel.rect())
        self.show()
        self.raise_()
        self._follow.start()
        self.go_to(step)

    def go_to(self, step: int) -> None:
        """Show a step; after the last one the tour is over."""
        if step >= len(self._steps):
            self.end()
            return
        self._step, self._short = max(0, step), 0
        said = self._steps[self._step]
        self.title.show_text(said.title)
        self.text.show_text(said.text)
        self._count.show_text(_("{n} of {all}").format(n=self._step + 1, all=len(self._steps)))
        self.back.setVisible(self._step > 0)
        self.skip.setVisible(self._step < len(self._steps) - 1)
        self.following.setText(_("Next") if self._step < len(self._steps) - 1 else _("Done"))
        self._place()
        self.following.setFocus(Qt.FocusReason.TabFocusReason)

    def end(self) -> None:
        """Leave the panel as it is; the tour was seen."""
        self.leave()
        self._panel.setFocus(Qt.FocusReason.OtherFocusReason)
        self.over.emit()

    def leave(self) -> None:
        """Go away without having been seen: something else is opened."""
        self._follow.stop()
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._holes = ()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the panel."""
        if watched is self._panel and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._panel.rect())
            self._short = 0
            self._place()
        return bool(super().eventFilter(watched, event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape skips it; all other keys end here."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Keep every key from the host while the tour is seen."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return bool(super().event(event))

    def focusNextPrevChild(self, following: bool) -> bool:
        """Go round the buttons of the callout."""
        there = [each for each in (self.skip, self.back, self.following) if each.isVisible()]
        if not there:
            return super().focusNextPrevChild(following)
        now = next((place for place, each in enumerate(there) if each.hasFocus()), 0)
        there[(now + (1 if following else -1)) % len(there)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Clicks do not reach the panel."""
        event.accept()

    def _place(self) -> None:
        """Put the callout below what it tells about, else above, else where it hides the least of it."""
        holes = tuple(hole.adjusted(-AROUND, -AROUND, AROUND, AROUND).intersected(self.rect())
                      for hole in self._anchors(self._step))
        width = min(self._style.wide(WIDEST), self.width() - 2 * MARGIN)
        layout = self.callout.layout()
        inside = layout.heightForWidth(width - 2 * BORDER) if layout is not None else self.callout.sizeHint().height()
        height = inside + 2 * BORDER + self._short
        at = holes[-1] if holes else self.rect()
        left = max(MARGIN, min(at.center().x() - width // 2, self.width() - width - MARGIN))
        below, above = at.bottom() + MARGIN, at.top() - MARGIN - height
        top = below if below + height + MARGIN <= self.height() else above if above >= MARGIN else max(
            MARGIN, self.height() - height - MARGIN)
        placed = QRect(left, top, width, height)
        if placed != self.callout.geometry():
            self.callout.setGeometry(placed)
            short = self._lacking()
            if short > 0 and not self._short:
                self._short = short
                self._place()
                return
        if holes != self._holes:
            self._holes = holes
            self.update()

    def _lacking(self) -> int:
        """Return the pixels by which Qt 5 has measured words lower than it lays them out."""
        layout = self.callout.layout()
        if layout is not None:
            layout.activate()
        return sum(max(0, each.heightForWidth(each.width()) - each.height()) for each in (self.title, self.text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = QPainterPath()
        shade.addRect(QRectF(self.rect()))
        for hole in self._holes:
            cut = QPainterPath()
            cut.addRoundedRect(QRectF(hole), RADIUS, RADIUS)
            shade = shade.subtracted(cut)
        painter.fillPath(shade, QColor(0, 0, 0, DIM))
        painter.setPen(QPen(QColor(self._style.theme.accent_text), 2))
        for hole in self._holes:
            painter.drawRoundedRect(QRectF(hole), RADIUS, RADIUS)
        painter.end()
