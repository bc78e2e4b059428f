"""How often the scene was submitted before, and the way to those tasks."""

from __future__ import annotations

from typing import Callable

from qtpy.QtWidgets import QWidget

from ...core.common.i18n import _
from ...core.jobs.history import earlier, in_words
from ...core.model import format
from ...core.money.before import EarlierTask, expected
from ...core.money.before import in_words as cost_in_words
from ...core.session.state import SceneState, TransfersState, submissions
from ..kit.draw_guard import DrawGuard
from ..kit.fitting import Flow
from ..kit.style import Style
from ..kit.widgets import Button, Paragraph


class HistoryLine(QWidget):
    """Not there for a scene that was never submitted."""

    def __init__(self, style: Style, show_scene: Callable[[str], None]) -> None:
        """``show_scene`` takes the scene's file name."""
        super().__init__()
        self._guard = DrawGuard()
        self._scene = ""
        self.text = Paragraph(style, font=style.small, tone="text_2")
        self.show_tasks = Button(style, _("Show with costs"), "table", "small")
        self.show_tasks.clicked.connect(lambda: show_scene(self._scene))
        layout = Flow(self.text, self.show_tasks)
        layout.setContentsMargins(0, 0, 0, 8)
        self.setLayout(layout)

    def draw(self, scene: SceneState, transfers: TransfersState, tasks: tuple[EarlierTask, ...], frames: int,
             currency: str) -> None:
        """Show what the journal knows of the scene, and what so many frames may cost by what its tasks did."""
        if not self._guard.changed(scene, transfers, tasks, frames, currency):
            return
        path = scene.scene.path if scene.scene is not None else None
        self._scene = path.name if path is not None else ""
        said = in_words(earlier(path, scene.host, submissions(transfers).values())) if path is not None else ""
        may_cost = expected(tasks, frames) if said else None
        self.text.show_text(format.sentences(said, cost_in_words(may_cost, currency) if may_cost else ""))
        self.setVisible(bool(said))
