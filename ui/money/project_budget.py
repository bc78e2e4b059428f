"""A line that sets what may be spent for a project, whoever submits its tasks."""

from __future__ import annotations

from decimal import Decimal

from qtpy.QtCore import QSize
from qtpy.QtWidgets import QVBoxLayout, QWidget

from ...core.common.i18n import _
from ...core.money.amounts import typed
from ...core.session.session import Session
from ...core.transfer.budgets.budget import Budget
from ..kit.combo import Combo, Entry
from ..kit.draw_guard import DrawGuard
from ..kit.fitting import Flow
from ..kit.numbers import Hours
from ..kit.style import Style
from ..kit.widgets import CONTROL, Button, Explained, Label

MOST = 1e9
WIDTH = 96
LEAST_COMBO, WIDEST_COMBO = 120, 240


class ProjectBudget(QWidget):
    """Project, amount, and the button that sets it; without an amount the project has no limit."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__()
        self._session = session
        self._guard = DrawGuard()
        self._budgets: tuple[Budget, ...] = ()
        self.project = Combo(style, _("Project"), "folder")
        self._widest = style.wide(WIDEST_COMBO)
        self.amount = Hours(style, _("Budget"), least=0.0, none=_("No limit"))
        self.amount.setMaximum(MOST)
        self.amount.setFixedSize(QSize(style.wide(WIDTH), CONTROL))
        self.amount.setToolTip(_(
            "What all tasks of the project may cost together, whoever submits them. At 80 % there is a notice; when it "
            "is used up they are paused, also while this window is closed."))
        self._currency = Label(style, tone="text_2")
        self.set = Explained(Button(style, _("Set the budget")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(Flow(self.project, self.amount, self._currency, self.set))
        self.project.chosen.connect(self._chosen)
        self.set.button.clicked.connect(self._set)

    def draw(self, projects: tuple[str, ...], budgets: tuple[Budget, ...], currency: str) -> None:
        """Show the projects that the farm has, and those that have a budget."""
        if not self._guard.changed(projects, budgets, currency):
            return
        self._budgets = budgets
        picked = self.project.picked()
        names = tuple(dict.fromkeys((*projects, *(each.project for each in budgets if each.project))))
        self.project.fill([Entry(name, name) for name in names])
        self.project.fix_width(LEAST_COMBO, self._widest)
        self.project.pick(picked.key if picked is not None and picked.key in names else names[0] if names else None)
        self._currency.show_text(currency)
        self.set.allow([] if names else [_("The account has no project.")])
        if picked is None:
            self._chosen(names[0] if names else "")

    def show_budget(self, budget: Budget | None) -> None:
        """Show the budget that is selected, to be changed."""
        if budget is not None and budget.project:
            self.project.pick(budget.project)
            self._chosen(budget.project)

    def _chosen(self, name: object) -> None:
        known = next((each for each in self._budgets if each.project and each.project == name), None)
        self.amount.setValue(float(known.amount) if known is not None and known.amount is not None else 0.0)

    def _set(self) -> None:
        picked, amount = self.project.picked(), self.amount.value()
        if picked is not None:
            set_to: Decimal | None = typed(f"{amount:.2f}") if amount else None
            self._session.money.set_project(str(picked.key), set_to)
