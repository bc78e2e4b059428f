"""Make the calls that are noted; one thread of the agent does, so that a hook holds up neither sending nor fetching."""

from __future__ import annotations

import logging
import threading
from typing import Any

from ...common.errors import FoxError
from ...common.i18n import labelled
from ...hooks import describe
from ...hooks.runner import Asked, run
from ...hooks.shapes import FRAME_FETCHED, VERSION, File, Plan, Task
from ...settings.settings import Settings
from ..fetch.frame_files import number
from ..journal.journal import Journal
from ..journal.records import Row
from .house import house_in, studio_of
from .table import Call

log = logging.getLogger(__name__)


class HookCaller:
    """The hooks of one agent, which says when it ends: a call that is being made then is made again by the next one."""

    def __init__(self, settings: Settings, ended: threading.Event) -> None:
        self._settings = settings
        self._ended = ended

    def look(self, journal: Journal) -> bool:
        """Make what is due next; whether there was anything."""
        calls = journal.hook_calls()
        due = calls.due()
        if not due:
            return False
        studio = studio_of(calls, due[0].submission, self._settings)
        if not studio.hooks:
            calls.forget(due[0].submission)
            return False
        row = journal.get(due[0].submission)
        ran = run(house_in(studio), _asked(journal, row, due), halted=self._ended.is_set)
        if self._ended.is_set():
            return False
        for sentence in ran.troubles:
            _tell(journal, row, sentence)
        calls.made(due)
        return True


def _asked(journal: Journal, row: Row, due: list[Call]) -> Asked:
    function, given = due[0].function, due[-1].given
    shared: dict[str, Any] = {"plan": _plan(journal, row), "task": _task(row, given if "end" in given else {})}
    if function == FRAME_FETCHED:
        return Asked([function], shared, [{"file": _file(each.given)} for each in due])
    return Asked([function], shared)


def _plan(journal: Journal, row: Row) -> Plan | None:
    """Return the plan; None where another machine submitted, or it is not kept any more."""
    if not journal.has_plan(row.id):
        return None
    try:
        return describe.plan(row.plan_head())
    except FoxError:
        log.warning("the plan of %s cannot be read", row.name, exc_info=True)
        return None


def _task(row: Row, ended: dict[str, Any]) -> Task:
    return {"version": VERSION, "id": row.task_id, "submission": row.id, "name": row.name, "account": row.account,
            "folder": row.folder, "end": ended.get("end", ""), "message": ended.get("message", "")}


def _file(given: dict[str, Any]) -> File:
    return {"version": VERSION, "path": given["path"], "server": given["server"], "frame": number(given["server"]),
            "size": given["size"], "sha256": given["sha256"]}


def _tell(journal: Journal, row: Row, sentence: str) -> None:
    """Tell of a hook that failed, once for each submission; of no task, so that no other notice goes for it."""
    journal.telling().tell(f"hook {row.id} {sentence}", labelled(f"“{row.name}”", sentence), account=row.account,
                           farm=row.farm, kind="hook", tone="warn")
