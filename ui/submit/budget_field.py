"""The budget of a submission: a field of the advanced options."""

from __future__ import annotations

from qtpy.QtCore import QSize
from qtpy.QtWidgets import QWidget

from ...core.common.i18n import _
from ...core.session.session import Session
from ..kit.form import Field
from ..kit.numbers import Hours
from ..kit.style import Style
from ..kit.widgets import CONTROL, STRETCH, Label, row

MOST = 1e9
WIDTH = 96


class BudgetField:
    """A field for the form; the agent stops the tasks when the amount is used up."""

    def __init__(self, style: Style, session: Session) -> None:
        self._session = session
        self.amount = Hours(style, _("Budget"), least=0.0, none=_("None"))
        self.amount.setMaximum(MOST)
        self.amount.setFixedSize(QSize(style.wide(WIDTH), CONTROL))
        self.amount.setToolTip(_(
            "What the tasks of this submission may cost together. At 80 % there is a notice; when it is used up they "
            "are paused, also while this window is closed, until you let them go on."))
        self._currency = Label(style, tone="text_2")
        self.fields = [Field(style, _("Budget"), row(self.amount, self._currency, STRETCH))]
        self.amount.valueChanged.connect(self._changed)

    def editors(self) -> dict[str, list[QWidget]]:
        """Return the editors by the names of their choices."""
        return {"budget": [self.amount]}

    def draw(self, budget: float, currency: str) -> None:
        """Show what is chosen."""
        if abs(self.amount.value() - budget) > 0.005:
            self.amount.setValue(budget)
        self._currency.show_text(currency)

    def _changed(self, value: float) -> None:
        """Choose it, where it differs: showing a state must not come back as a choice."""
        if abs(self._session.state.submit.choices.budget - value) > 0.005:
            self._session.submit.choose(budget=value)
