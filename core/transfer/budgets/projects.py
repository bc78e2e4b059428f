"""Which tasks belong to a project, whoever submitted them: the farm's list, whole now and then, else its beginning."""

from __future__ import annotations

import time

from ...api import FoxAPI
from ...money.pages import MOST_PAGES, page_of

WHOLE = 600.0  # seconds between two times that the whole list is read


class ProjectTasks:
    """The tasks of each project, by account."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], dict[int, str]] = {}
        self._read_at: dict[tuple[str, str], float] = {}

    def of(self, api: FoxAPI, account: str, farm: str, project: str) -> set[int]:
        """Return the numbers of a project's tasks."""
        key = account, farm
        known = self._known.setdefault(key, {})
        whole = time.monotonic() - self._read_at.get(key, -WHOLE) >= WHOLE
        for number in range(1, (MOST_PAGES if whole else 1) + 1):
            items, more = page_of(api, number)
            known.update((item["id"], item.get("projectName") or "") for item in items)
            if not more:
                break
        if whole:
            self._read_at[key] = time.monotonic()
        return {task for task, name in known.items() if name == project}
