"""Lists of the account: records, sign-ins and the recycle bin, a page of the farm's at a time."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtWidgets import QVBoxLayout, QWidget

from ...core.common.i18n import _
from ...core.jobs.account_told import operation
from ...core.jobs.tasks import TaskRow
from ...core.jobs.told import shown, when
from ...core.model import format
from ...core.offer.account_details import Record
from ...core.session.details.state import DetailsState, Listed
from ...core.session.session import Session
from ..kit import words
from ..kit.cells import Cell
from ..kit.result import Result
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Label, row
from ..table.model import Column, RowsModel
from ..table.views import RowsTable

MARGIN = 12
MOMENT = Cell("2026-03-01 14:05")


def record_columns() -> tuple[Column, ...]:
    """Return what a record of a task says."""
    return (
        Column(_("When"), lambda each: Cell(when(each.moment), "text_2"), 118, sample=MOMENT),
        Column(_("Task"), lambda each: Cell(str(each.task or format.NOTHING)), 84, gives_way=1,
               sample=Cell("35736251")),
        Column(_("What"), lambda each: Cell(operation(each), second=each.more)),
        Column(_("Who"), lambda each: Cell(shown(each.who or None), "text_2"), 110, gives_way=2, grows=1))


def sign_in_columns() -> tuple[Column, ...]:
    """Return what a sign-in says."""
    return (
        Column(_("When"), lambda each: Cell(when(each.moment), "text_2"), 118, sample=MOMENT),
        Column(_("From"), lambda each: Cell(shown(each.address or None), second=each.more)),
        Column(_("Who"), lambda each: Cell(shown(each.who or None), "text_2"), 110, gives_way=1, grows=1))


def recycled_columns() -> tuple[Column, ...]:
    """Return what a deleted task says."""
    return (
        Column(_("ID"), lambda each: Cell(str(each.id)), 84, sample=Cell("35736251")),
        Column(_("Task"), lambda each: Cell(each.title or each.name, path=True)),
        Column(_("Frames"), lambda each: Cell(f"{each.done} / {each.frames}"), 84, gives_way=1, right=True,
               sample=Cell("1,200 / 1,200")),
        Column(_("Submitted"), lambda each: Cell(when(each.submitted), "text_2"), 118, gives_way=2, sample=MOMENT))


def elsewhere_columns() -> tuple[Column, ...]:
    """Return what a task that somebody else has submitted says."""
    return (
        Column(_("ID"), lambda each: Cell(str(each.id)), 84, sample=Cell("35736251")),
        Column(_("Task"), lambda each: Cell(each.title or each.name, path=True)),
        Column(_("Who"), lambda each: Cell(shown(each.artist or each.user or None), "text_2"), 110, gives_way=3),
        Column(_("Status"), lambda each: Cell(words.task_status(each).text, "text_2"), 84, gives_way=2),
        Column(_("Frames"), lambda each: Cell(f"{each.done} / {each.frames}"), 84, gives_way=1, right=True,
               sample=Cell("1,200 / 1,200")))


class ListPage(QWidget):
    """A table, what went wrong with it, and a button for more."""

    def __init__(self, style: Style, session: Session, name: str, columns: Sequence[Column], note: str,
                 empty: str) -> None:
        super().__init__()
        self._name = name
        self._empty = empty
        self.trouble = Result(style, kept=False)
        self.said = Label(style, tone="text_2")
        self.model = RowsModel(columns, _key, self)
        self.view = RowsTable(style, self.model, self)
        self.view.setAccessibleName(note)
        self.more = Button(style, _("Show more"), "chevron-down")
        self.more.clicked.connect(lambda: session.details.more(name))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 4, MARGIN, MARGIN)
        layout.setSpacing(6)
        layout.addWidget(self.trouble)
        layout.addWidget(self.said)
        layout.addWidget(self.view, 1)
        layout.addLayout(row(self.more, STRETCH))

    def draw(self, details: DetailsState) -> None:
        """Show the rows that are here."""
        listed: Listed = getattr(details, self._name)
        trouble = details.troubles.get(self._name, "")
        self.trouble.say(trouble, "error")
        none = self._empty if listed.pages else _("Loading from the farm…")
        self.said.show_text("" if listed.rows or trouble else none)
        self.said.setVisible(bool(self.said.whole()))
        self.model.show(listed.rows)
        self.more.setVisible(listed.more)


def _key(each: Record | TaskRow) -> object:
    return each.key if isinstance(each, Record) else each.id
