"""The scene at the top of the Submit tab."""

from __future__ import annotations

from typing import Callable

from qtpy.QtCore import Qt, QTimer
from qtpy.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...core.common.foreign import harmless
from ...core.common.i18n import _, count, listed
from ...core.model import format
from ...core.model.apart import selected
from ...core.model.choices import Choices
from ...core.session.state import SceneState
from ..kit import words
from ..kit.draw_guard import DrawGuard
from ..kit.style import Style
from ..kit.widgets import CONTROL, STRETCH, Button, Chip, Label, Paragraph, row

BADGE, HEIGHT = 32, 40
CLOCK = 20_000  # milliseconds


def facts(here: SceneState, choices: Choices) -> str:
    """``Blender 4.5.15 · Cycles · 12 files, 3.4 MB``."""
    scene = here.scene
    if scene is None:
        return _("Reading the scene") if here.reading else ""
    renderers = dict.fromkeys(words.renderer(unit.renderer) for unit in selected(scene, choices) if unit.renderer)
    assets = count("{n} file", "{n} files", here.amounts.files)
    if here.reading:
        assets = count("{n} asset so far", "{n} assets so far", here.scanned)
    elif here.gathered:
        assets = format.together(assets, format.size(here.amounts.bytes))
    parts = (f"{words.host_name(here.host)} {scene.version}", listed(renderers), assets)
    return "  ·  ".join(filter(None, parts))


class SceneLine(QWidget):
    """The line with the scene's name, whether it is saved, and its contents."""

    def __init__(self, style: Style, refresh: Callable[[], None]) -> None:
        super().__init__()
        self._guard = DrawGuard()
        self._narrow = False
        self._read_at = 0.0
        self._badge = QLabel()
        self._badge.setObjectName("Badge")
        self._badge.setFont(style.strong)
        self._badge.setFixedSize(BADGE, BADGE)
        self._badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = Label(style, font=style.title, elide=Qt.TextElideMode.ElideMiddle)
        self._chip = Chip(style)
        self._facts = Paragraph(style, tone="text_2")
        self._read = Label(style, font=style.small, tone="text_2")
        self.again = Button(style, _("Read scene again"), "refresh")
        self.again.clicked.connect(refresh)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        upper = row(self.name, self._chip, STRETCH)
        upper.setStretch(0, 0)
        lines.addLayout(upper)
        lines.addWidget(self._facts)
        layout = row(self._badge, lines, self._read, self.again, spacing=10)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setMinimumHeight(HEIGHT)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._draw_read)
        self._clock.start(CLOCK)

    def set_narrow(self, narrow: bool) -> None:
        """The button keeps its icon only."""
        self._narrow = narrow
        self._draw_read()
        self.again.setText("" if narrow else _("Read scene again"))
        self.again.setToolTip(_("Read scene again") if narrow else "")
        self.again.setAccessibleName(_("Read scene again"))
        self.again.setMinimumWidth(CONTROL + 10 if narrow else 0)

    def _draw_read(self) -> None:
        said = bool(self._read_at) and not self._narrow
        self._read.show_text(_("Read {when}").format(when=format.ago(self._read_at)) if said else "")

    def draw(self, here: SceneState, choices: Choices, busy: bool) -> None:
        """Show the scene; ``busy`` while it is read or submitted."""
        if not self._guard.changed(here, choices, busy):
            return
        self._read_at = 0.0 if busy else here.read_at
        self._draw_read()
        scene = here.scene
        self._badge.setText(harmless(words.host_badge(here.host)))
        self.name.show_text(scene.path.name if scene and scene.path else _("No scene"))
        if scene is None:
            self._chip.show_text("", "wait")
        elif scene.path is None:
            self._chip.show_text(_("No file yet"), "warn")
        else:
            self._chip.show_text(_("Unsaved") if scene.unsaved else _("Saved"), "warn" if scene.unsaved else "ok")
        self._facts.show_text(facts(here, choices))
        self.again.setEnabled(not here.reading)
