"""Ask the farm what the scene's earlier tasks cost, where this machine submitted any."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from ...api import FoxAPI
from ...jobs.history import earlier
from ...model.frames import named
from ...money.amounts import amount, cost_of
from ...money.before import EarlierTask
from ..link import FarmLink
from ..state import submissions
from ..store import Part, Store
from .state import MoneyState

MOST = 10
"""Earlier tasks that are asked for, the newest."""


class Earlier:
    """Asks once for each set of tasks, and again where the list of tasks has other amounts of them; ``look`` is called
    where either may have changed.
    """

    def __init__(self, store: Store, link: FarmLink) -> None:
        self._store = store
        self._part: Part[MoneyState] = Part(store, "money")
        self._link = link
        self._asked: tuple[object, ...] = ()
        """The tasks that were asked for, and the amounts that the list had of them."""

    def look(self, _event: object = None) -> None:
        """Ask for the tasks of the open scene, if they are others than those that were asked for."""
        state, api = self._store.state, self._link.api
        path = state.scene.scene.path if state.scene.scene is not None else None
        found = earlier(path, state.scene.host, submissions(state.transfers).values()) if path is not None else []
        numbers = tuple(each.task_id for each in found if each.task_id is not None)[:MOST]
        if not numbers:
            self._asked = ()
            if self._part.now.earlier:
                self._part.change(earlier=())
            return
        listed = {task.id: (task.cost, task.done) for task in state.jobs.tasks}
        wanted = tuple((number, listed.get(number)) for number in numbers)
        sent = {each.task_id: len(named(each.about.frames)) for each in found if each.task_id and each.about}
        if api is not None and wanted != self._asked:
            self._asked = wanted
            self._link.run(functools.partial(read, api, numbers, sent), functools.partial(self._read, wanted),
                           self._failed)

    def _read(self, wanted: tuple[object, ...], found: tuple[EarlierTask, ...]) -> None:
        if wanted == self._asked:
            self._part.change(earlier=found)

    def _failed(self, _error: Exception) -> None:
        self._asked = ()  # asked again with the next look; that the farm is away is said elsewhere


def read(api: FoxAPI, numbers: tuple[int, ...], sent: Mapping[int, int]) -> tuple[EarlierTask, ...]:
    """Return what the farm says of tasks; those that it no longer has are left out. Worker thread.

    ``sent`` has the numbers of frames that were submitted: where a node renders several, the farm counts them as one.
    """
    return tuple(EarlierTask(item["id"], cost_of(item), _frames(item, sent.get(item["id"], 0)))
                 for item in api.query.task_info(list(numbers))["items"])


def _frames(item: Mapping[str, Any], sent: int) -> int:
    """Return how many frames are done, as they were submitted."""
    done, every = (int(amount(item.get(name)) or 0) for name in ("doneFrames", "totalFrames"))
    return round(done * sent / every) if sent > every > 0 else done
