"""The account's own things at the farm in people's words, for the panel and the command line alike. Pure."""

from __future__ import annotations

from ..common.i18n import _
from ..model import format
from ..offer.account_details import AccountProject, FarmSettings, FrameTotals, Record
from .told import unknown

OPERATIONS = {
    "stop": lambda: _("Stopped"), "resume": lambda: _("Started"), "abandon": lambda: _("Abandoned"),
    "full_speed": lambda: _("Full speed"), "delete": lambda: _("Deleted"), "submit": lambda: _("Submitted to the farm"),
    "create": lambda: _("Created"), "restart": lambda: _("Restarted"), "user_level": lambda: _("Priority"),
    "node_limit": lambda: _("Nodes at once"), "task_seconds": lambda: _("Stop after, in seconds"),
    "hardware": lambda: _("Hardware"),
}
"""Words for operations by the names that a farm is known to use; another one's are shown as they are."""


def owner(project: AccountProject) -> str:
    """Return whose project it is, in people's words."""
    return _("This account") if project.own else _("The main account")


def delete_question(project: AccountProject) -> tuple[str, str]:
    """Return what is asked before a project is deleted, and what comes of it."""
    return (_("Delete the project “{name}” ({id})?").format(name=project.name, id=project.id),
            _("Tasks that are booked on it keep its name."))


def settings_told(settings: FarmSettings) -> tuple[tuple[str, str], ...]:
    """Return (title, value) of the account's defaults; only the first can be set by the API."""
    slow = settings.slow_after
    return (
        (_("A frame is slow after"), unknown() if slow is None else format.rough_duration(slow)),
        (_("Frames that a node renders together"), settings.frames_together or unknown()),
        (_("3ds Max scenes with missing maps"), _told(settings.ignores_missing_maps, _("Rendered"), _("Refused"))),
        (_("After the check of a scene"), _told(settings.starts_by_itself, _("It starts by itself"), _("It waits"))),
        (_("Downloads"), _told(settings.may_download, _("Allowed"), _("Not allowed"))),
        (_("Files go to"), _told(settings.shares_main_storage, _("The main account"), _("This account"))),
        (_("Rendering is paid by"), _told(settings.uses_main_balance, _("The main account"), _("This account"))),
    )


def totals_told(totals: FrameTotals) -> tuple[tuple[str, str], ...]:
    """Return (title, value) of the frames in each state."""
    titles = (_("Waiting"), _("Rendering"), _("Done"), _("Failed"), _("Stopped"), _("All"))
    values = (totals.waiting, totals.rendering, totals.done, totals.failed, totals.stopped, totals.all)
    return tuple((title, unknown() if value is None else format.number(value))
                 for title, value in zip(titles, values))


def _told(value: bool | None, yes: str, no: str) -> str:
    return unknown() if value is None else yes if value else no


def operation(record: Record) -> str:
    """Return what was done, in people's words where they are known."""
    word = OPERATIONS.get(record.what)
    return word() if word else record.what
