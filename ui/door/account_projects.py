"""The projects that tasks can be booked on: the account's own, and those of its main account."""

from __future__ import annotations

from qtpy.QtWidgets import QVBoxLayout, QWidget

from ...core.common.i18n import _
from ...core.jobs.account_told import delete_question, owner
from ...core.offer.account_details import AccountProject
from ...core.session.details.state import DetailsState
from ...core.session.session import Session
from ..kit.cells import Cell
from ..kit.inline_question import InlineQuestion
from ..kit.result import Result
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Explained, Label, LineEdit, row
from ..table.model import Column, RowsModel
from ..table.views import RowsTable

MARGIN = 12


class ProjectsPage(QWidget):
    """A line for a new one, the table, and a button that deletes the selected one after it has asked."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__()
        self._session = session
        self.name = LineEdit(style, _("Name of a new project"), _("New project"))
        self.name.returnPressed.connect(self._add)
        self.add = Button(style, _("Add"), "add")
        self.add.clicked.connect(self._add)
        self.trouble = Result(style, kept=False)
        self.said = Label(style, tone="text_2")
        self.model = RowsModel((
            Column(_("Project"), lambda each: Cell(each.name)),
            Column(_("Owner"), lambda each: Cell(owner(each), "text_2"), 128, gives_way=2,
                   sample=Cell(_("The main account"))),
            Column(_("ID"), lambda each: Cell(str(each.id), "text_2"), 70, gives_way=1, right=True,
                   sample=Cell("10036741"))), lambda each: each.id, self)
        self.view = RowsTable(style, self.model, self)
        self.view.setAccessibleName(_("Projects"))
        self.view.chosen.connect(self._chosen)
        self.delete = Explained(Button(style, _("Delete…"), "delete"))
        self.delete.button.clicked.connect(self._ask)
        self.asked = InlineQuestion(style)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 4, MARGIN, MARGIN)
        layout.setSpacing(6)
        line = row(self.name, self.add)
        line.setStretch(0, 1)
        layout.addLayout(line)
        layout.addWidget(self.trouble)
        layout.addWidget(self.said)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.asked)
        layout.addLayout(row(self.delete, STRETCH))
        self._chosen(None)

    def draw(self, details: DetailsState) -> None:
        """Show the projects that are known."""
        projects, trouble = details.account_projects, details.troubles.get("account_projects", "")
        self.trouble.say(trouble, "error")
        self.said.show_text("" if projects or trouble else _("Loading from the farm…") if projects is None else
                            _("There are no projects."))
        self.said.setVisible(bool(self.said.whole()))
        if projects is not None and self.name.text().strip() in [each.name for each in projects]:
            self.name.clear()
        self.model.show(projects or ())
        self._chosen(self.view.current())

    def _chosen(self, project: AccountProject | None) -> None:
        self.delete.allow([_("Select a project first.")] if project is None else [] if project.own else
                          [_("It belongs to the main account, which alone can delete it.")])

    def _add(self) -> None:
        self._session.details.add_project(self.name.text())

    def _ask(self) -> None:
        project: AccountProject | None = self.view.current()
        if project is not None and project.own:
            title, text = delete_question(project)
            self.asked.ask(title, text, _("Keep"), _("Delete project"),
                           lambda: self._session.details.delete_project(project.name))
