"""The whole job from Python: submit a scene, wait, fetch, render failed frames again (docs/pipeline.md)."""

# ruff: noqa: E402 - in a host's Python our libraries can be imported only from use_vendor on
from __future__ import annotations

from ..hosts.vendor import use_vendor

use_vendor()

from ..core.common.errors import BadInput, Blocked, FoxError, NoAnswer
from ..core.jobs.tasks import FrameRow, TaskRow
from ..core.model.ending import End
from ..core.plan.plan import Plan
from .known_task import NotDone, Task, client, task, tasks
from .outcome import Ended, Progress
from .submitting import plan, submit

__all__ = ["BadInput", "Blocked", "End", "Ended", "FoxError", "FrameRow", "NoAnswer", "NotDone", "Plan", "Progress",
           "Task", "TaskRow", "client", "plan", "submit", "task", "tasks"]
