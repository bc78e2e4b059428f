"""Tell how tasks of the account end that this machine did not submit, where somebody wishes that here.

The same notice has the same id whoever writes it into this journal, so it is told once here. Nothing that the farm
keeps tells one machine what another has told: who wishes it on two machines is told twice.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Mapping
from typing import Any, Callable, ContextManager  # noqa: UP035 - evaluated at run time on 3.9

from ...api import FoxAPI
from ...api.codes import TaskStatus
from ...common.disk import error_sentence
from ...common.errors import FoxError
from ...common.i18n import _
from ...model.ending import End, counted, ended, sentence
from ...settings.local_farms import LocalFarms, is_local
from ...settings.sinks import SinkSettings
from ..journal.journal import Journal
from ..rendered_again import is_deleted, seen
from .news import TOLD, notice_id

log = logging.getLogger(__name__)

EVERY = 60.0  # seconds between two looks at the farm
PAGE = 50
MOST_PAGES = 4
"""Pages of ended tasks that one look reads, those that were submitted last."""
SINCE = "everybody since"
"""Name of the journal's option: the account, and since when it is wished, in seconds since 1970."""
MOST_ASKED = 50

Api = Callable[[str, str], ContextManager[FoxAPI]]


class Everybody:
    """The looks of one agent; one thread uses it. ``stays`` is for others."""

    def __init__(self, kept: SinkSettings, farms: LocalFarms, api: Api) -> None:
        self._kept = kept
        self._farms = farms
        self._api = api
        self._looked = -EVERY
        self._account = ""
        self._silent = False

    def stays(self) -> bool:
        """Whether an agent has to stay for it: not for a farm on this machine that does not answer."""
        return bool(self._account) and not self._silent

    def look(self, journal: Journal) -> None:
        """Tell what has ended since the last look, where it is time for one."""
        self._account = account = self._kept.read().everybody
        if not account or time.monotonic() - self._looked < EVERY:
            return
        self._looked = time.monotonic()
        since = _since(journal, account)
        farm = self._farms.id_of(account)
        try:
            with self._api(account, farm) as api:
                self._tell(journal, api, account, farm, since)
            self._silent = False
        except sqlite3.Error:
            raise
        except (FoxError, OSError) as error:
            self._silent = is_local(account)
            log.info("the tasks of others could not be looked at: %s", error_sentence(error))

    def _tell(self, journal: Journal, api: FoxAPI, account: str, farm: str, since: float) -> None:
        own, telling = journal.submitted_tasks(account), journal.telling()
        for number in range(1, MOST_PAGES + 1):
            items = api.query.get_task_list(page_num=number, page_size=PAGE, status_list=STATUSES)["items"]
            for item in items:
                end = _end(item)
                if end in TOLD and item["id"] not in own and item.get("sceneName") and _moment(item) / 1000 >= since:
                    telling.tell(notice_id(account, item["id"], end, seen(item)), _text(item, end), account=account,
                                 farm=farm, task_id=item["id"], tone=end.tone,
                                 leads_to="rest" if end is End.TEST_DONE else "why" if end.failed else "")
            if len(items) < PAGE:
                break
        self._settle(journal, api, account, farm)

    @staticmethod
    def _settle(journal: Journal, api: FoxAPI, account: str, farm: str) -> None:
        """Take away what was said of tasks that go on again, or are no more."""
        own, telling = journal.submitted_tasks(account), journal.telling()
        held = [each.task_id for each in telling.history() if not each.gone and each.account == account
                and each.kind == "ended" and each.task_id and each.task_id not in own][:MOST_ASKED]
        found = {item["id"]: item for item in api.query.task_info(held)["items"]} if held else {}
        for number in held:
            item = found.get(number)
            if item is None or is_deleted(item) or _end(item) not in TOLD:
                telling.settle(account=account, farm=farm, task_id=number)


STATUSES = (TaskStatus.DONE, TaskStatus.DONE_WITH_FAILURES, TaskStatus.FAILED, TaskStatus.NO_BALANCE,
            TaskStatus.TIMED_OUT, TaskStatus.TEST_DONE)


def _since(journal: Journal, account: str) -> float:
    """Since when the tasks of this account are told: from the first look, so that nothing old is."""
    known, _space, moment = (journal.option(SINCE) or "").rpartition(" ")
    if known != account:
        moment = str(time.time())
        journal.set_option(SINCE, f"{account} {moment}")
    return float(moment)


def _moment(item: Mapping[str, Any]) -> float:
    """When it ended, in ms; of one that rests, which has no end, when it was submitted."""
    return float(item.get("completedDate") or item.get("submitDate") or 0)


def _end(item: Mapping[str, Any]) -> End | None:
    return ended(counted(item))


def _text(item: Mapping[str, Any], end: End) -> str:
    who = item.get("producer") or item.get("userName") or _("unknown")
    return _("“{name}” (task {id}, {who}): {what}").format(name=item["sceneName"], id=item["id"], who=who,
                                                       what=sentence(end, counted(item)))
