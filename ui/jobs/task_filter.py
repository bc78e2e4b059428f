"""The filter of the task list: a text, a status, a time."""

from __future__ import annotations

from qtpy.QtCore import QObject

from ...core.common.i18n import _
from ...core.jobs.status_groups import GROUPS
from ...core.jobs.tasks import TaskFilter
from ..kit.combo import Combo, Entry
from ..kit.fitting import Saving
from ..kit.signals import Signal
from ..kit.style import Style
from ..kit.widgets import LineEdit

DAYS = (0, 1, 7, 30, 90)
STATUS_WIDTH, DATE_WIDTH = 118, 112
SEARCH_WIDTH = 200
NARROWEST = 104


class Filter(QObject):
    """Three controls; the tab lays them out."""

    changed = Signal(object)
    """The user wants other tasks: a TaskFilter."""

    def __init__(self, style: Style, parent: QObject) -> None:
        super().__init__(parent)
        self.search = LineEdit(style, _("Name or ID"), _("Name or ID"), "search", SEARCH_WIDTH)
        self.status = Combo(style, _("Status"))
        self.status.fill([Entry(key, text) for key, text in status_names().items()])
        self.date = Combo(style, _("Submitted"))
        self.date.fill([Entry(days, text) for days, text in date_names().items()])
        self.status.fix_width(STATUS_WIDTH)
        self.date.fix_width(DATE_WIDTH)
        self.search.textChanged.connect(lambda _text: self._say())
        for combo in (self.status, self.date):
            combo.chosen.connect(lambda _key: self._say())
        self.show(TaskFilter())

    def wanted(self) -> TaskFilter:
        """Return the filter that the controls are set to."""
        status, date = self.status.picked(), self.date.picked()
        return TaskFilter(self.search.text().strip(), GROUPS[str(status.key)] if status else (),
                          int(str(date.key)) if date else 0)

    def show(self, wanted: TaskFilter) -> None:
        """Have the controls say it, without ``changed``."""
        if wanted.text != self.search.text().strip():
            self.search.blockSignals(True)
            self.search.setText(wanted.text)
            self.search.blockSignals(False)
        self.status.pick(next((key for key, group in GROUPS.items() if group == wanted.statuses), None))
        self.date.pick(wanted.days if wanted.days in DAYS else None)

    def savings(self) -> tuple[Saving, Saving, Saving]:
        """How the controls give way in a narrow panel: a little, without dates, and as much as they can."""
        return (lambda out: self.search.fix_width(130 if out else SEARCH_WIDTH),
                lambda out: self.date.setVisible(not out), self._least)

    def _least(self, out: bool) -> None:
        self.search.setFixedWidth(NARROWEST if out else self.search.width())
        self.status.fix_width(0 if out else STATUS_WIDTH)

    def _say(self) -> None:
        self.changed.emit(self.wanted())


def status_names() -> dict[str, str]:
    """Return the names of the status filters, by the keys of GROUPS."""
    return {"": _("All statuses"), "going": _("Rendering"), "test": _("Test done"), "stopped": _("Stopped"),
            "done": _("Done"), "failed": _("Failed"), "abandoned": _("Abandoned")}


def date_names() -> dict[int, str]:
    """Return the names of the date filters, by their number of days."""
    return {0: _("Any date"), 1: _("Today"), 7: _("Last 7 days"), 30: _("Last 30 days"), 90: _("Last 90 days")}


def in_words(wanted: TaskFilter) -> str:
    """``Status is Failed and the date is Last 7 days.``; empty where only a text is looked for."""
    status = next((status_names()[key] for key, group in GROUPS.items() if group and group == wanted.statuses), "")
    date = date_names().get(wanted.days, "") if wanted.days else ""
    if status and date:
        return _("Status is {status} and the date is {date}.").format(status=status, date=date)
    if status:
        return _("Status is {status}.").format(status=status)
    return _("The date is {date}.").format(date=date) if date else ""
