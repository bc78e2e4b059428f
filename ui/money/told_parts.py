"""Budgets, and the history of notices: tables with one button for the selected row."""

from __future__ import annotations

from typing import Callable

from qtpy.QtWidgets import QVBoxLayout, QWidget

from ...core.common.i18n import _
from ...core.jobs.told import when
from ...core.money.amounts import sample, shown
from ...core.session.money.state import MoneyState
from ...core.session.session import Session
from ...core.transfer.budgets.budget import Budget, BudgetState, in_words
from ...core.transfer.telling.table import KeptNotice
from ..door.notice_actions import act, action_words
from ..kit.cells import Cell
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Explained, Label, row
from ..table.model import Column, RowsModel
from ..table.views import RowsTable
from .project_budget import ProjectBudget

MARGIN = 12
TONES = {BudgetState.PAUSED: "error", BudgetState.PAUSING: "warn", BudgetState.GOING_ON: "run"}


class Part(QWidget):
    """A table, a sentence where it is empty, and buttons below."""

    def __init__(self, style: Style, name: str, empty: str, columns: tuple[Column, ...],
                 *buttons: QWidget, above: QWidget | None = None) -> None:
        super().__init__()
        self._empty = empty
        self.said = Label(style, tone="text_2")
        self.model = RowsModel(columns, lambda each: each.id, self)
        self.view = RowsTable(style, self.model, self)
        self.view.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 4, MARGIN, MARGIN)
        layout.setSpacing(8)
        if above is not None:
            layout.addWidget(above)
        layout.addWidget(self.said)
        layout.addWidget(self.view, 1)
        layout.addLayout(row(*buttons, STRETCH))

    def show_rows(self, rows: tuple[object, ...]) -> None:
        """Show the rows, or the sentence that there are none."""
        self.model.show(rows)
        self.said.show_text("" if rows else self._empty)
        self.said.setVisible(not rows)

    def seen(self) -> None:
        """Nothing: the session reads the journal every second."""


class BudgetsPart(Part):
    """The budgets of the account; the selected one goes on by a click."""

    def __init__(self, style: Style, session: Session) -> None:
        self._shown: Budget | None = None
        self._session = session
        self.go_on = Explained(Button(style, _("Go on"), "play"))
        self.no_limit = Explained(Button(style, _("Go on without a limit")))
        self.project = ProjectBudget(style, session)
        super().__init__(style, _("Budgets"), _(
            "No budget is set: type one above for a project, or under “More” on Submit for a submission."), (
            Column(_("Budget for"), lambda each: Cell(each.subject, path=True, tip=in_words(each))),
            Column(_("Spent"), lambda each: Cell(shown(each.spent, each.currency)), 100, gives_way=1, right=True,
                   sample=Cell(sample())),
            Column(_("Amount"), lambda each: Cell(_("no limit") if each.amount is None else shown(
                each.amount, each.currency)), 100, gives_way=2, right=True, sample=Cell(sample())),
            Column(_("State"), lambda each: Cell(_state(each), TONES.get(each.state, "text_2"), tip=in_words(each)),
                   120, sample=Cell(_("Nearly used up")))), self.go_on, self.no_limit, above=self.project)
        self.view.chosen.connect(self._chosen)
        for button, unlimited in ((self.go_on, False), (self.no_limit, True)):
            button.button.clicked.connect(lambda _on=False, unlimited=unlimited: self._go(session, unlimited))
        self._chosen(None)

    def draw(self, money: MoneyState) -> None:
        """Show the budgets as the journal has them, and the projects that may have one."""
        state = self._session.state
        self.project.draw(state.environments.projects, money.budgets,
                          state.account.profile.currency if state.account.profile else "")
        self.show_rows(money.budgets)
        self._chosen(self.view.current())

    def _chosen(self, budget: Budget | None) -> None:
        if budget != self._shown:
            self._shown = budget
            self.project.show_budget(budget)
        reasons = ([_("Select a budget first.")] if budget is None else
                   [] if budget.state in (BudgetState.PAUSED, BudgetState.PAUSING) else
                   [_("Only what is paused by its budget can go on.")])
        self.go_on.allow(reasons)
        self.no_limit.allow(reasons)
        self.go_on.button.setText(_("Go on") if budget is None or reasons else _("Go on, up to {amount}").format(
            amount=shown(budget.raised, budget.currency)))

    def _go(self, session: Session, unlimited: bool) -> None:
        budget: Budget | None = self.view.current()
        if budget is not None:
            session.money.go_on(budget.id, no_limit=unlimited)


def _state(budget: Budget) -> str:
    if budget.message:
        return _("Cannot be kept now")
    return {BudgetState.OPEN: _("Nearly used up") if budget.near else _("Kept"), BudgetState.PAUSING: _("Being paused"),
            BudgetState.PAUSED: _("Paused"), BudgetState.GOING_ON: _("Being started")}[budget.state]


class HistoryPart(Part):
    """The notices, the newest first; the selected one leads to what can be done while it holds, else to its task."""

    def __init__(self, style: Style, session: Session, show_task: Callable[[int], None]) -> None:
        self._session = session
        self.show_task = Explained(Button(style, _("Show task")))
        self.close_all = Button(style, _("All read"))
        super().__init__(style, _("Notices"), _("No notices yet."), (
            Column(_("When"), lambda each: Cell(when(each.created), "text_2"), 118, gives_way=2,
                   sample=Cell("2026-03-01 14:05")),
            Column(_("Notice"), lambda each: Cell(each.text, "text_2" if each.gone else each.tone, tip=each.text)),
            Column(_("Still true"), lambda each: Cell(_("no") if each.gone else _("yes"), "text_2"), 60, gives_way=1)),
            self.show_task, self.close_all)
        self.view.chosen.connect(self._chosen)
        self.show_task.button.clicked.connect(lambda: self._show(show_task))
        self.close_all.clicked.connect(session.money.close_all)
        self._chosen(None)

    def draw(self, money: MoneyState) -> None:
        """Show the history as the journal has it."""
        self.show_rows(money.history)
        self.close_all.setEnabled(any(not each.gone for each in money.history))
        self._chosen(self.view.current())

    def _chosen(self, notice: KeptNotice | None) -> None:
        leads_to = self._leads_to(notice)
        self.show_task.button.setText(action_words(leads_to))
        self.show_task.allow([_("Select a notice first.")] if notice is None else
                             [] if notice.task_id or leads_to else [_("It is not about one task.")])

    def _leads_to(self, notice: KeptNotice | None) -> str:
        """Return what can be done; of one that is gone, or of another account, there is only its task to look at."""
        holds = notice is not None and not notice.gone and notice.account == self._session.state.account.id
        return notice.leads_to if notice is not None and holds else ""

    def _show(self, show_task: Callable[[int], None]) -> None:
        notice: KeptNotice | None = self.view.current()
        if notice is None:
            return
        leads_to = self._leads_to(notice)
        act(self._session, show_task, leads_to, notice.task_id or 0, notice.budget)
        if leads_to:
            self._session.money.close(notice.id)
