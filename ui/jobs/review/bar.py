"""Layer, exposure, gamma and view of the frame in the viewer, and the values of a pixel."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qtpy.QtCore import Qt
from qtpy.QtGui import QWheelEvent
from qtpy.QtWidgets import QDoubleSpinBox, QVBoxLayout, QWidget

from ....core.common.foreign import tip
from ....core.common.i18n import _, aside, dotted, labelled, listed
from ....core.pictures.channels import Layer
from ....core.pictures.looks import EXPOSURES, GAMMAS, PLAIN_SRGB, Transform
from ....core.pictures.values import PixelValue
from ....core.session.review.state import ReviewState
from ...kit.combo import Combo, Entry
from ...kit.fitting import Flow
from ...kit.signals import Signal
from ...kit.style import Style
from ...kit.widgets import CONTROL, Button, Paragraph

PLACE = "{}, {}"
"""A pixel by its column and row."""

WIDTH = 84  # pixels of a field with a figure and what it means
WIDEST = 160
"""The design's pixels of a box in which every choice is seen whole, unless it is longer."""

DIGITS = 4


class Figure(QDoubleSpinBox):
    """Field for a figure of the look, which says before it what it means. The wheel changes it."""

    def __init__(self, style: Style, name: str, sign: str, limits: tuple[float, float], step: float) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(tip(name))
        self.setPrefix(f"{sign} ")
        self.setRange(*limits)
        self.setSingleStep(step)
        self.setDecimals(2)
        self.setFont(style.body)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedSize(style.wide(WIDTH), CONTROL)
        self.setKeyboardTracking(False)

    def textFromValue(self, val: float) -> str:
        return f"{val:g}"

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn it also without the focus: nothing scrolls here."""
        super().wheelEvent(event)
        event.accept()


class ReviewBar(QWidget):
    """The choices of the look; not seen while the frame's own file is not on this machine."""

    look_wanted = Signal(object)
    """The artist changes the look: the changed fields and their values."""

    usual_wanted = Signal()
    """The artist wants the frame as usual again."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._widest = style.wide(WIDEST)
        self.layers = Combo(style, _("Layer"))
        self.layers.chosen.connect(lambda layer: self.look_wanted.emit({"layer": layer}))
        self.exposure = Figure(style, _("Exposure in stops: +1 is twice the light"), _("EV"), EXPOSURES, 0.5)
        self.exposure.valueChanged.connect(lambda value: self.look_wanted.emit({"exposure": value}))
        self.gamma = Figure(style, _("Gamma of the screen"), _("γ"), GAMMAS, 0.1)
        self.gamma.valueChanged.connect(lambda value: self.look_wanted.emit({"gamma": value}))
        self.views = Combo(style, _("View transform"))
        self.views.chosen.connect(lambda view: self.look_wanted.emit({"transform": view}))
        self.usual = Button(style, "", "refresh", "square")
        self.usual.setAccessibleName(_("Look at it as usual"))
        self.usual.setToolTip(_("Show the picture as usual: its first layer, without exposure and gamma"))
        self.usual.clicked.connect(self.usual_wanted)
        self.said = Paragraph(style, font=style.small, tone="text_2")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(Flow(self.layers, self.exposure, self.gamma, self.views, self.usual))
        layout.addWidget(self.said)
        self.hide()

    def draw(self, review: ReviewState, frame_id: int | None) -> None:
        """Show the look of the frame with this id."""
        mine = review.frame_id == frame_id and review.file is not None
        self.setVisible(mine and (bool(review.layers) or bool(review.trouble)))
        if not mine:
            return
        look = review.look
        common = common_part([layer.name for layer in review.layers])
        self.layers.fill([Entry(layer, layer_name(layer, common)) for layer in review.layers])
        self.views.fill([Entry(PLAIN_SRGB, _("sRGB")), *(Entry(view, view_name(view)) for view in review.transforms)])
        self.views.setVisible(bool(review.transforms))
        for combo in (self.layers, self.views):
            combo.setMinimumWidth(min(combo.narrowest(), self._widest))
        if look is not None:
            self.layers.pick(look.layer)
            self.views.pick(look.transform)
            self._show_figure(self.exposure, look.exposure)
            self._show_figure(self.gamma, look.gamma)
            for field in (self.exposure, self.gamma):
                field.setEnabled(look.layer.is_colour)
        self.usual.setEnabled(not review.usual)
        if review.trouble:
            self.said.show_text(review.trouble, "error")
        else:
            self.said.show_text(values(review.pixel), "text_2")
        self.said.setVisible(bool(review.trouble or review.pixel))

    @staticmethod
    def _show_figure(field: Figure, value: float) -> None:
        if field.value() != value:
            blocked = field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(blocked)


def common_part(names: Sequence[str]) -> str:
    """Return what all names of layers begin with, up to a dot: ``ViewLayer.``; empty where nothing is common."""
    if len(names) < 2:
        return ""
    first, last = min(names), max(names)
    alike = next((at for at, (one, other) in enumerate(zip(first, last)) if one != other), len(first))
    return first[:first.rfind(".", 0, alike) + 1]


def layer_name(layer: Layer, common: str = "") -> str:
    """Return a layer's name as people read it, without the part that is common to all layers of the file."""
    return layer.name[len(common):] or (_("Picture") if layer.is_colour else listed(layer.shown))


def view_name(view: Transform) -> str:
    """Return a view of a configuration with its display."""
    return aside(view.view, view.display)


def values(pixel: PixelValue | None) -> str:
    """Return ``120, 45: R 0.25 · G 1.5 · B nan``; empty without a pixel."""
    if pixel is None:
        return ""
    several = dotted(*(f"{name.rpartition('.')[2]} {figure(value)}" for name, value in pixel.values))
    return labelled(PLACE.format(pixel.x, pixel.y), several)


def figure(value: float) -> str:
    """Return a value with as many digits as say something."""
    return f"{value:.{DIGITS}g}" if math.isfinite(value) else str(value)
