"""The bar that says with what the frame in the viewer is compared, how, and what came of it."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from qtpy.QtWidgets import QMenu, QVBoxLayout, QWidget

from ....core.common.i18n import _, count
from ....core.jobs.tasks import FrameRow, TaskRow
from ....core.model import format
from ....core.pictures.compare import GAINS, VISIBLE, Difference
from ....core.session.review.compared import Against, Beside, Compared, Way
from ...keys.table import VIEWER, first_key
from ...kit.combo import Combo, Entry
from ...kit.fitting import Flow
from ...kit.menus import entry
from ...kit.signals import Signal
from ...kit.style import Style
from ...kit.widgets import STRETCH, Button, Paragraph, ToggleButton, row

MOST_TASKS = 8
"""Earlier tasks of the scene that are offered."""


class CompareBar(QWidget):
    """It is seen while something is compared; ``menu`` offers what there is to compare with."""

    wanted = Signal(object)
    """The artist wants to compare with something else: an ``Against``, None for nothing any more."""

    file_wanted = Signal()
    """The artist wants to choose a file to compare with."""

    shown_wanted = Signal(object)
    """The artist changes how it is compared: the changed fields and their values."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self.compared = Compared()
        self.wipe = ToggleButton(style, _("Wipe"), "switch", "first")
        self.wipe.setToolTip(_("Drag the line, or move it with Shift and the arrow keys (W)"))
        self.wipe.clicked.connect(lambda: self.shown_wanted.emit({"way": Way.WIPE}))
        self.difference = ToggleButton(style, _("Difference"), "switch", "last")
        self.difference.setToolTip(_("Show how the two differ, made brighter (D)"))
        self.difference.clicked.connect(lambda: self.shown_wanted.emit({"way": Way.DIFFERENCE}))
        self.gain = Combo(style, _("Brightness of the difference"))
        self.gain.fill([Entry(gain, f"× {gain:.0f}") for gain in GAINS])
        self.gain.chosen.connect(lambda gain: self.shown_wanted.emit({"gain": gain}))
        self.gain.fix_width(64)
        self.close_button = Button(style, "", "cancel", "square")
        self.close_button.setAccessibleName(_("Stop comparing"))
        self.close_button.setToolTip(_("Stop comparing"))
        self.close_button.clicked.connect(lambda: self.wanted.emit(None))
        self.said = Paragraph(style, font=style.small, tone="text_2")
        switch = QWidget()
        switch.setLayout(row(self.wipe, self.difference, spacing=0))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(Flow(switch, self.gain, STRETCH, self.close_button))
        layout.addWidget(self.said)
        self.hide()

    def draw(self, compared: Compared, frame: FrameRow | None) -> None:
        """Show what the frame is compared with, and what came of it."""
        self.compared = compared
        self.setVisible(compared.against is not None)
        for button, way in ((self.wipe, Way.WIPE), (self.difference, Way.DIFFERENCE)):
            button.setChecked(compared.way is way)
        self.gain.setVisible(compared.way is Way.DIFFERENCE)
        self.gain.pick(compared.gain)
        if compared.against is None:
            return
        if frame is None or compared.frame_id != frame.id:
            self.said.show_text(_("The picture to compare with is being made."), "text_2")
        else:
            self.said.show_text(words(compared, frame.label), "warn" if compared.trouble else "text_2")

    def switch(self, way: Way) -> None:
        """Compare in a way, or no longer where it is the way of now; with the frame before if nothing was chosen."""
        if self.compared.against is None:
            self.shown_wanted.emit({"way": way})
            self.wanted.emit(Against(Beside.PREVIOUS))
        elif self.compared.way is way:
            self.wanted.emit(None)
        else:
            self.shown_wanted.emit({"way": way})

    def menu(self, frame: FrameRow | None, tasks: Sequence[TaskRow], known: Sequence[FrameRow]) -> QMenu:
        """Return the menu of what the frame can be compared with; ``tasks`` are the earlier ones of the scene."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        none = [] if frame is not None else [_("There is no frame.")]
        first = [_("There is no frame before it.")] if frame is not None and known and known[0].id == frame.id else none
        entry(self._style, menu, _("Frame before"), "chevron-left", first_key(VIEWER, "wipe"), first,
              lambda: self.wanted.emit(Against(Beside.PREVIOUS)))
        entry(self._style, menu, _("This frame, from now on") if frame is None else _(
            "Frame {frame}, from now on").format(frame=frame.label), "image", "", none,
            lambda: self.wanted.emit(Against(Beside.FRAME, frame.id if frame is not None else 0)))
        for task in tasks[:MOST_TASKS]:
            entry(self._style, menu, _("The same frame of {task}, {name}").format(
                task=task.id, name=format.ago(task.submitted) if task.submitted else task.title or task.name),
                "layer", "", none,
                functools.partial(self.wanted.emit, Against(Beside.TASK, task.id)))
        if not tasks:
            entry(self._style, menu, _("The same frame of an earlier task"), "layer", "",
                  [_("No earlier task of this scene is listed.")], menu.hide)
        entry(self._style, menu, _("A file of this computer…"), "file", "", none, self.file_wanted.emit)
        if self.compared.against is not None:
            menu.addSeparator()
            entry(self._style, menu, _("Stop comparing"), "cancel", "", [], lambda: self.wanted.emit(None))
        return menu


def earlier(tasks: Sequence[TaskRow], selected: TaskRow | None) -> list[TaskRow]:
    """Return the tasks of the same scene as the selected one, without it, the newest first."""
    if selected is None:
        return []
    return sorted((task for task in tasks if task.name == selected.name and task.id != selected.id),
                  key=lambda task: -task.id)


def words(compared: Compared, label: str) -> str:
    """Return what is seen, and how far the two differ."""
    if compared.trouble:
        return compared.trouble
    sizes = compared.sizes
    apart = _("{name} has {width} × {height} pixels, the frame {own_width} × {own_height}: it is shown at the size of "
              "the frame.").format(name=compared.name, width=sizes[1][0], height=sizes[1][1], own_width=sizes[0][0],
                                   own_height=sizes[0][1]) if len(sizes) == 2 and sizes[0] != sizes[1] else ""
    lacks = _("{name} has no layer {layer}: its first one is shown.").format(
        name=compared.name, layer=compared.lacks_layer) if compared.lacks_layer else ""
    if compared.figures is not None:
        return format.sentences(figures(compared.figures, compared.name), lacks)
    return format.sentences(_("Left: {frame}. Right: {other}.").format(frame=label, other=compared.name), apart, lacks)


def figures(found: Difference, name: str) -> str:
    """Return the figures of a difference."""
    wrong = count("{n} value is no number (NaN or infinite) in one of them or in both.",
                  "{n} values are no numbers (NaN or infinite) in one of them or in both.",
                  found.wrong) if found.wrong else ""
    if not found.most:
        return wrong or _("Every pixel is as in {name}.").format(name=name)
    return format.sentences(_(
        "{part} of the pixels differ by more than {visible}: at most {most}, {mean} in the mean. {pixels} of {all} "
        "pixels, from {name}.").format(
            pixels=format.number(found.pixels), all=format.number(found.of), part=_part(found.share), name=name,
            visible=f"{VISIBLE:g}", most=f"{found.most:.4g}", mean=f"{found.mean:.3g}"), wrong)


def _part(share: float) -> str:
    return f"{share * 100:.2f} %" if 0 < share < 0.1 else format.percent(share)
