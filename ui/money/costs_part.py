"""What tasks cost, by project, artist or day: a plot of the days, a table, and CSV."""

from __future__ import annotations

from pathlib import Path

from qtpy.QtWidgets import QVBoxLayout, QWidget

from ...core.common.i18n import _, count
from ...core.money import costs
from ...core.money.costs import ARTIST, DAY, PROJECT, CostRow, Costs
from ...core.session.money.state import MoneyState
from ...core.session.session import Session
from ..kit import slices
from ..kit.cells import Cell
from ..kit.choosing import ask_save
from ..kit.combo import Combo, Entry
from ..kit.draw_guard import MANY, DrawGuard
from ..kit.result import Result
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Label, row
from ..table.model import Column, RowsModel
from ..table.views import RowsTable
from .plot import Plot

MARGIN = 12
LEAST_COMBO, WIDEST_COST = 90, 240
COST = 2
"""Index of the column of costs."""
MOST_DAYS = 60
"""Days that the plot shows at most."""
SPANS = (7, 30, 90, 365, 0)


class CostsPart(QWidget):
    """The farm is asked when the part is seen, and by “Read again”."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__()
        self._session = session
        self._by, self._sum = PROJECT, ""
        self._widest = style.wide(WIDEST_COST)
        self._guard = DrawGuard()
        self._drawn = slices.InParts(self, lambda state: self._added_up(*state))
        self._money = MoneyState()
        self.by, self.days = Combo(style, _("Added up by")), Combo(style, _("Submitted in"))
        self.by.fill([Entry(PROJECT, _("By project")), Entry(ARTIST, _("By artist")), Entry(DAY, _("By day"))])
        self.days.fill([Entry(days, count("The last {n} day", "The last {n} days", days) if days else _("Any day"))
                        for days in SPANS])
        self.again = Button(style, _("Read again"), "refresh")
        self.csv = Button(style, _("Save as CSV…"), "save-plan")
        self.plot = Plot(style)
        self.trouble = Result(style, kept=False)
        self.total = Label(style, font=style.strong)
        self.model = RowsModel((
            Column(_("Name"), self._name),
            Column(_("Tasks"), lambda each: Cell(f"{each.sum.tasks:,}", "text_2"), 70, gives_way=1, right=True,
                   sample=Cell("1,200")),
            Column(_("Cost"), self._cost, 110, right=True)),
            lambda each: each.value, self)
        self.view = RowsTable(style, self.model, self)
        self.view.setAccessibleName(_("Costs"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 4, MARGIN, MARGIN)
        layout.setSpacing(8)
        for combo in (self.by, self.days):
            combo.fix_width(LEAST_COMBO)
        layout.addLayout(row(self.by, self.days, STRETCH))
        layout.addWidget(self.trouble)
        layout.addWidget(self.plot)
        layout.addWidget(self.total)
        layout.addWidget(self.view, 1)
        layout.addLayout(row(self.again, self.csv, STRETCH))
        self.by.chosen.connect(self._choose)
        self.days.chosen.connect(lambda days: session.money.read_costs(int(str(days))))
        self.again.clicked.connect(lambda _on=False: session.money.read_costs(None))
        self.csv.clicked.connect(self._save)

    def seen(self) -> None:
        """Ask the farm, where it was not asked yet."""
        if self._session.state.money.costs is None:
            self._session.money.read_costs()

    def draw(self, money: MoneyState) -> None:
        """Show the costs that are known."""
        self._money = money
        self.by.pick(self._by)
        self.days.pick(money.days)
        found = money.costs
        if self._guard.changed(found, self._by):
            self._draw_costs(found, self._by)
        missing = found.without_deleted if found else ""
        self.trouble.say(money.trouble or missing, "error" if money.trouble else "warn")
        self.again.setEnabled(not money.reading)
        self.csv.setEnabled(bool(found and found.tasks))
        self._draw_total()

    def _draw_costs(self, found: Costs | None, by: str) -> None:
        self._sum = ""
        self._drawn.draw((found, by), in_turns=found is not None and len(found.tasks) > MANY)

    def _added_up(self, found: Costs | None, by: str) -> slices.Work:
        """Add them up, a part at a time: 10,000 tasks take longer than all else of the page."""
        self.plot.draw(costs.by_day(found, MOST_DAYS) if found else (), found.currency if found else "")
        yield
        rows = costs.rows(found, by) if found else ()
        yield
        self.model.show(rows)
        yield
        self.view.widen_for(COST, map(self._cost, rows), self._widest)
        yield
        if found:
            total = costs.total(found)
            self._sum = _("{tasks}: {cost}").format(
                tasks=count("{n} task", "{n} tasks", total.tasks),
                cost=costs.cost_in_words(total, found.currency)) if found.tasks else _(
                    "No task was submitted in these days.")
        self._draw_total()

    def _draw_total(self) -> None:
        money = self._money
        self.total.show_text(
            self._sum if money.costs else _("Reading what the tasks cost…") if money.reading else "")

    def _name(self, each: CostRow) -> Cell:
        return Cell(costs.named(each, self._by), "text" if each.value else "text_2", path=True)

    def _cost(self, each: CostRow) -> Cell:
        found = self._money.costs
        return Cell(costs.cost_in_words(each.sum, found.currency if found else ""))

    def _choose(self, by: object) -> None:
        self._by = str(by)
        self.draw(self._money)

    def _save(self) -> None:
        ask_save(self, _("Save the costs"), f"costs-{self._by}.csv", _("Tables (*.csv)"), "csv",
                 lambda path: self._session.money.save(Path(path), self._by))
