"""Why frames of a task failed, asked once for whoever wants to say it."""

from __future__ import annotations

import functools
from typing import Callable, Dict, List, Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ...jobs.tasks import TaskRow
from ...model.ending import Failures
from ...transfer.fetch.failures import read_failures
from ..link import FarmLink

WhenExplained = Callable[[Optional[Failures]], None]
Which = Tuple[int, int]
"""A task, and how many of its frames have failed: when more fail, it is asked again, while it renders more seldom."""


class FailureReasons:
    """The failed frames of tasks and their reasons. Main thread."""

    def __init__(self, link: FarmLink) -> None:
        self._link = link
        self._reasons: Dict[Which, Failures] = {}
        self._asking: Dict[Which, List[WhenExplained]] = {}

    def forget(self) -> None:
        """Another account is used: its tasks are others."""
        self._reasons, self._asking = {}, {}

    def explain(self, task: TaskRow, then: WhenExplained) -> None:
        """Call ``then`` with why frames of ``task`` failed: at once where it is known, with None where it cannot be."""
        which, api = (task.id, _step(task)), self._link.api
        if which in self._reasons or api is None:
            then(self._reasons.get(which))
            return
        waiting = self._asking.setdefault(which, [])
        waiting.append(then)
        if len(waiting) == 1:
            read = functools.partial(read_failures, api, task.id, task.failed)
            self._link.run(read, functools.partial(self._explained, which),
                           functools.partial(self._not_explained, which))

    def _explained(self, which: Which, failures: Failures) -> None:
        self._reasons[which] = failures
        for then in self._asking.pop(which, ()):
            then(failures)

    def _not_explained(self, which: Which, _error: Exception) -> None:
        """The farm does not answer, which the next look says; whoever asks again then is told."""
        for then in self._asking.pop(which, ()):
            then(None)


def _step(task: TaskRow) -> int:
    """The number of failed frames; while the task goes on a power of two, since each look costs requests."""
    return 1 << task.failed.bit_length() - 1 if task.moving and task.failed else task.failed
