"""What one submission has otherwise than its scene, what becomes tasks of its own, and the movie of the frames."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtWidgets import QWidget

from ...core.common.i18n import _, count
from ...core.model.apart import CAMERAS, LAYERS
from ...core.model.choices import CPU, GPU, Choices
from ...core.plan.hosts import traits_of
from ...core.session.session import Session
from ..kit.combo import Combo, Entry
from ..kit.form import Field
from ..kit.style import Style
from .filling import fill

SAMPLES = (16, 32, 64, 128, 256, 512, 1024)
PERCENTAGES = (25, 50, 75, 100, 150, 200)
SUBDIVISIONS = (0, 1, 2, 3, 4)


def own_summary(host: str, choices: Choices) -> list[str]:
    """What differs from the scene, for the folded line; empty parts are left out by whoever joins them."""
    return [
        count("{n} sample", "{n} samples", choices.samples) if choices.samples is not None else "",
        f"{choices.percentage} %" if choices.percentage is not None else "",
        {CPU: _("Processor"), GPU: _("Graphics card")}.get(choices.device, ""),
        _("at most {n} subdivisions").format(n=choices.simplify) if choices.simplify is not None else "",
        _("one task per view layer") if LAYERS in choices.apart else "",
        traits_of(host).say(_("one task per camera")) if CAMERAS in choices.apart else "",
        _("a movie") if choices.movie else "",
    ]


class OwnSettings:
    """Fields for the form of advanced options."""

    def __init__(self, style: Style, session: Session) -> None:
        self._combos = {name: Combo(style, title) for name, title in (
            ("movie", _("Movie")), ("apart", _("Separate tasks")), ("samples", _("Samples")),
            ("percentage", _("Resolution")), ("device", _("Device")), ("simplify", _("Simplify")))}
        self.fields = [Field(style, combo.accessibleName(), combo) for combo in self._combos.values()]
        for name, combo in self._combos.items():
            combo.chosen.connect(lambda key, name=name: session.submit.choose(**{name: key}))
        self._combos["simplify"].setToolTip(_("The most subdivisions of a surface."))
        self._combos["apart"].setToolTip(_("What is rendered as separate tasks."))

    def editors(self) -> dict[str, list[QWidget]]:
        """Return the editors by the names of their choices."""
        return {name: [combo] for name, combo in self._combos.items()}

    def draw(self, host: str, choices: Choices) -> None:
        """Show what is chosen; fields that the host has no use for are hidden."""
        traits = traits_of(host)
        for name, field in zip(self._combos, self.fields):
            field.setVisible(traits.overridable or name == "movie")
        own = _("As in the scene")
        lists: dict[str, Sequence[Entry]] = {
            "samples": [Entry(None, own), *(Entry(number, str(number)) for number in SAMPLES)],
            "percentage": [Entry(None, own), *(Entry(number, f"{number} %") for number in PERCENTAGES)],
            "device": [Entry("", own), Entry(CPU, _("Processor")), Entry(GPU, _("Graphics card"))],
            "simplify": [Entry(None, own), *(Entry(number, str(number)) for number in SUBDIVISIONS)],
            "apart": [Entry((), _("One task")), Entry((LAYERS,), _("View layers")),
                      Entry((CAMERAS,), traits.say(_("Cameras"))),
                      Entry((LAYERS, CAMERAS), traits.say(_("View layers and cameras")))],
            "movie": [Entry(None, own), Entry(True, _("Make a movie")), Entry(False, _("None"))]}
        for name, entries in lists.items():
            fill(self._combos[name], getattr(choices, name), list(entries))
        self._combos["movie"].setEnabled(choices.download)
