"""Tasks of the account that render and that this machine did not submit: of other artists, machines and pages."""

from __future__ import annotations

import contextlib

from ...api import FoxAPI
from ...jobs.listing import Page, read_tasks
from ...jobs.tasks import MOVING, TaskFilter
from ...settings.settings import Settings
from ...transfer.journal.journal import Journal

RUNNING = TaskFilter(statuses=MOVING)


def read_elsewhere(settings: Settings, account: str, api: FoxAPI, page: int = 1, _days: int = 0) -> Page:
    """Return a page of the farm's list without what this machine has submitted. Worker thread.

    Raises:
        FoxError: the farm does not answer, or the journal cannot be read.
    """
    found = read_tasks(api, RUNNING, page)
    with contextlib.closing(Journal(settings.journal)) as journal:
        own = journal.submitted_tasks(account)
    return found._replace(rows=tuple(task for task in found.rows if task.id not in own))
