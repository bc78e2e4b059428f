"""Look at finished tasks, ever less often: frames that are rendered again come home as long as the farm keeps the task.

Whoever has them rendered again, a panel, another machine or the farm's own pages, tells nobody here.
"""

from __future__ import annotations

import itertools
import json
import logging
import sqlite3
import threading
import time
from collections.abc import Iterable
from typing import Callable

from ..api import FoxAPI
from ..api.codes import TaskStatus
from ..api.types import TaskInfo
from ..common.errors import FoxError, TransferFailed
from ..common.system_errors import reason
from ..settings.local_farms import is_local
from .journal.journal import Journal
from .journal.looks import DueLook, Looks

log = logging.getLogger(__name__)

FIRST = 15.0  # seconds from the end of a task to the next look at it
LONGEST = 6 * 3600.0  # seconds between two looks at most
GROWS = 0.1
"""The next look comes after this part of the time since the end: six minutes after an hour."""
MOST = 50  # tasks that one call asks about
OFTEN = 1.0  # seconds between two questions to the journal
HANGS = 300.0  # seconds after which a question to the farm keeps no agent any more


def next_look(now: float, since: float) -> float:
    """When a task that was finished at ``since`` is looked at after ``now``."""
    return now + min(LONGEST, max(FIRST, (now - since) * GROWS))


def seen(task: TaskInfo) -> str:
    """What tells whether frames of a task were rendered again: first what makes it this task, then how it stands."""
    return json.dumps([task.get("submitDate"), task.get("taskStatus"), task.get("doneFrames"), task.get("failedFrames"),
                       task.get("completedDate")])


def is_deleted(task: TaskInfo) -> bool:
    """Whether the task is in the farm's recycle bin."""
    return task.get("isDelete") == 0


class RenderedAgain:
    """The looks of one agent; its threads share it."""

    def __init__(self, api: Callable[[str], FoxAPI], linger: float) -> None:
        self._api = api
        """The farm for an account, by its name."""
        self._linger = linger
        """Seconds after the end of a task for which the agent stays only to look at it."""
        self._lock = threading.Lock()
        self._asked = 0.0
        self._asking = False
        self._silent: set[str] = set()
        """Accounts without a farm: nobody stays for those."""

    def look(self, journal: Journal) -> None:
        """Look at the tasks that are due, unless another thread does."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            if time.monotonic() - self._asked < OFTEN:
                return
            self._asked = time.monotonic()
            due = sorted(journal.looks().due(time.time(), MOST), key=lambda each: each.account)
            self._asking = bool(due)
            for account, some in itertools.groupby(due, key=lambda each: each.account):
                self._look(journal, account, list(some))
        finally:
            self._asking = False
            self._lock.release()

    @property
    def asking(self) -> bool:
        """Whether a farm is being asked, for which the agent stays; what it answers is in the journal after that."""
        return self._asking and time.monotonic() - self._asked < HANGS

    def expected(self, journal: Journal) -> bool:
        """Whether the agent stays for a task that was finished not long ago."""
        return self._linger > 0 and journal.looks().expected(time.time() - self._linger, self._silent)

    def _look(self, journal: Journal, account: str, due: list[DueLook]) -> None:
        looks, now = journal.looks(), time.time()
        try:
            with self._api(account) as api:
                found = {task["id"]: task for task in api.query.task_info([each.task_id for each in due])["items"]}
        except sqlite3.Error:
            raise
        except (FoxError, OSError) as error:
            log.info("finished tasks of %s could not be looked at: %s", account, reason(error))
            if is_local(account) or isinstance(error, TransferFailed):
                self._silent.add(account)
            found = None
        else:
            self._silent.discard(account)
        for each in due:
            if found is None:
                looks.later(each.id, next_look(now, each.since))
            else:
                _compare(journal, looks, each, found.get(each.task_id), now)


def _compare(journal: Journal, looks: Looks, each: DueLook, task: TaskInfo | None, now: float) -> None:
    """Have the results fetched once more where the task is another than it was; forget what the farm has not."""
    if task is None or is_deleted(task):
        looks.later(each.id, 0.0)
        return
    new = seen(task)
    if not each.looked:
        same, changed = True, not TaskStatus(task["taskStatus"]).over
    else:
        same, changed = json.loads(each.looked)[0] == json.loads(new)[0], each.looked != new
    if not same:
        looks.later(each.id, 0.0)  # another farm's, which gives out the same numbers
    elif changed:
        log.info("frames of task %s are rendered again", each.task_id)
        journal.watch_again(each.account, [each.task_id])
    else:
        looks.later(each.id, next_look(now, each.since), new)


def look_is_due(looks_at: Iterable[float], now: float) -> bool:
    """Whether one of these times has come, 0 being none."""
    return any(0 < at <= now for at in looks_at)
