"""The scene at the top of the Submit tab."""

from __future__ import annotations

from typing import Callable

from qtpy.QtCore import Qt, QTimer
from qtpy.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...core.common.i18n import _, count
from ...core.model import format
from ...core.plan.build import selected
from ...core.session.state import State, Step
from ..kit import words
from ..kit.draw_guard import Seen
from ..kit.style import Look
from ..kit.widgets import CONTROL, STRETCH, Button, Chip, Label, row

BADGE, HEIGHT = 32, 40
CLOCK = 20_000  # milliseconds


def facts(state: State) -> str:
    """``Blender 4.5.15 · Cycles · 12 assets, 3.4 MB``."""
    scene = state.scene.scene
    if scene is None:
        return _("Reading the scene") if state.busy else ""
    renderers = dict.fromkeys(words.renderer(unit.renderer) for unit in selected(scene,
            state.submit.choices) if unit.renderer)
    assets = count("{n} asset", "{n} assets", len(state.scene.assets))
    if state.step is Step.GATHERING:
        assets = count("{n} asset so far", "{n} assets so far", state.scene.walked)
    elif state.scene.gathered:
        assets += ", " + format.size(state.scene.asset_bytes)
    parts = (f"{words.host_name(state.scene.host)} {scene.version}", ", ".join(renderers), assets)
    return "  ·  ".join(filter(None, parts))


class SceneLine(QWidget):
    """Which scene, saved or not, what is in it."""

    def __init__(self, look: Look, refresh: Callable[[], None]) -> None:
        super().__init__()
        self._seen = Seen()
        self._narrow = False
        self._read_at = 0.0
        self._badge = QLabel()
        self._badge.setObjectName("Badge")
        self._badge.setFont(look.strong)
        self._badge.setFixedSize(BADGE, BADGE)
        self._badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = Label(look, font=look.title, elide=Qt.TextElideMode.ElideRight)
        self._chip = Chip(look)
        self._facts = Label(look, tone="text_2", elide=Qt.TextElideMode.ElideRight)
        self._read = Label(look, font=look.small, tone="text_2")
        self.again = Button(look, _("Read scene again"), "refresh")
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

    def draw(self, state: State) -> None:
        """Show the scene."""
        self._read_at = 0.0 if state.busy else state.scene.read_at
        self._draw_read()
        if not self._seen.changed(state.scene.scene, state.scene.assets, state.step, state.scene.gathered,
                                  state.scene.host, state.scene.walked,
                                  state.submit.choices.units):
            return
        scene = state.scene.scene
        self._badge.setText(words.host_badge(state.scene.host))
        self.name.show_text(scene.path.name if scene and scene.path else _("No scene"))
        if scene is None:
            self._chip.show_text("", "wait")
        elif scene.path is None:
            self._chip.show_text(_("No file yet"), "warn")
        else:
            self._chip.show_text(_("Unsaved") if scene.unsaved else _("Saved"), "warn" if scene.unsaved else "ok")
        self._facts.show_text(facts(state))
        self.again.setEnabled(state.step is not Step.GATHERING)
