"""The statuses of tasks as people ask for them: a word for each group."""

from __future__ import annotations

from ..api.codes import TaskStatus

GROUPS: dict[str, tuple[TaskStatus, ...]] = {
    "": (),
    "going": (TaskStatus.WAITING, TaskStatus.RENDERING, TaskStatus.PRE_RENDERING, TaskStatus.ANALYSING,
              TaskStatus.UPDATING),
    "test": (TaskStatus.TEST_DONE,),
    "stopped": (TaskStatus.STOPPED, TaskStatus.USER_STOPPED, TaskStatus.NO_BALANCE, TaskStatus.TIMED_OUT),
    "done": (TaskStatus.DONE,),
    "failed": (TaskStatus.DONE_WITH_FAILURES, TaskStatus.FAILED),
    "abandoned": (TaskStatus.ABANDONED,),
}
