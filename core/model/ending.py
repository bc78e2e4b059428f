"""How a task ended, or why it rests: one table and one sentence for every view.

``ended`` reads it from the farm's status and counts; the panel, the command line and the agent's journal all ask it.
"""

from __future__ import annotations

import dataclasses
import enum
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from ..api.codes import TaskStatus
from ..common.i18n import _, count, listed
from .logs.reasons import Reason
from .logs.rules import Cause

MOST_NAMES = 8
"""Failed frames that a sentence names."""


class End(enum.Enum):
    """How a task ended. The value is what the journal stores and JSON says."""

    DONE = "done"
    SOME_FAILED = "some failed"
    ALL_FAILED = "all failed"
    ABANDONED = "abandoned"
    STOPPED = "stopped"
    """It rests, as do those below: somebody can start it again."""
    NO_BALANCE = "no balance"
    TIMED_OUT = "timed out"
    TEST_DONE = "test done"

    @property
    def over(self) -> bool:
        """No frame will be rendered any more; else the task rests until somebody starts it."""
        return self in (End.DONE, End.SOME_FAILED, End.ALL_FAILED, End.ABANDONED)

    @property
    def failed(self) -> bool:
        """Frames failed."""
        return self in (End.SOME_FAILED, End.ALL_FAILED)

    @property
    def tone(self) -> str:
        """The colour of its word: ``ok``, ``warn``, ``error`` or ``wait``."""
        return TONES[self]


TONES = {End.DONE: "ok", End.SOME_FAILED: "error", End.ALL_FAILED: "error", End.ABANDONED: "wait", End.STOPPED: "wait",
         End.NO_BALANCE: "error", End.TIMED_OUT: "error", End.TEST_DONE: "warn"}

FINISHED = (TaskStatus.DONE, TaskStatus.DONE_WITH_FAILURES, TaskStatus.FAILED)
OTHERS = {TaskStatus.ABANDONED: End.ABANDONED, TaskStatus.STOPPED: End.STOPPED, TaskStatus.USER_STOPPED: End.STOPPED,
          TaskStatus.NO_BALANCE: End.NO_BALANCE, TaskStatus.TIMED_OUT: End.TIMED_OUT,
          TaskStatus.TEST_DONE: End.TEST_DONE}


class Counted(Protocol):
    """A task as the farm counts its frames."""

    @property
    def status(self) -> TaskStatus:
        """The farm's own word for it."""

    @property
    def frames(self) -> int:
        """All of them."""

    @property
    def done(self) -> int:
        """The number of frames that are rendered."""

    @property
    def failed(self) -> int:
        """The number of frames that failed or took longer than they may."""


class FrameCounts(NamedTuple):
    """A task as the farm counts its frames."""

    status: TaskStatus
    frames: int
    done: int
    failed: int


def counted(item: Mapping[str, Any]) -> FrameCounts:
    """Return what an entry of the farm's says of the frames of its task."""
    return FrameCounts(TaskStatus(item["taskStatus"]).plain(), item.get("totalFrames") or 0,
                       item.get("doneFrames") or 0, item.get("failedFrames") or 0)


@dataclasses.dataclass(frozen=True)
class Failures:
    """Why frames of a task failed, as far as the farm tells."""

    names: tuple[str, ...] = ()
    """The failed frames, in the farm's order."""
    reason: str = ""
    """A phrase with the frame it was read from; empty where nothing is known."""
    reasons: tuple[tuple[int, Reason], ...] = ()
    """The reasons of frames whose logs were read, by the farm's numbers of the frames."""

    @property
    def cause(self) -> Cause | None:
        """The cause that most of the frames have whose logs were read; None where none was."""
        kinds = Counter(reason.cause for _frame, reason in self.reasons)
        return kinds.most_common(1)[0][0] if kinds else None


def ended(task: Counted) -> End | None:
    """How a task ended, or in which way it rests; None while it goes on or its status is unknown.

    The farm may call a task done whose frames failed: the counts decide.
    """
    if task.status not in FINISHED:
        return OTHERS.get(task.status)
    if task.status is TaskStatus.DONE and not task.failed:
        return End.DONE
    return End.SOME_FAILED if task.done else End.ALL_FAILED


def word(end: End, failed: int | None = None) -> str:
    """Return one or two words for a chip or a row; ``failed`` is the number of failed frames, if it is known."""
    return {
        End.DONE: _("Done"),
        End.SOME_FAILED: count("{n} failed", "{n} failed", failed) if failed else _("Some failed"),
        End.ALL_FAILED: _("Failed") if failed == 0 else _("All failed"),
        End.ABANDONED: _("Abandoned"),
        End.STOPPED: _("Stopped"),
        End.NO_BALANCE: _("No balance"),
        End.TIMED_OUT: _("Timed out"),
        End.TEST_DONE: _("Test done"),
    }[end]


def sentence(end: End, task: Counted, failures: Failures | None = None) -> str:
    """What became of the task: one sentence, with the failed frames and the reason where they are known."""
    if end.failed:
        return _failed(end, task, failures or Failures())
    texts = {
        End.DONE: _("All frames are done ({done} of {all})."),
        End.ABANDONED: _("The task was abandoned with {done} of {all} frames done."),
        End.STOPPED: _("The task is stopped with {done} of {all} frames done: start it again in the panel."),
        End.NO_BALANCE: _("The task has stopped with {done} of {all} frames done: the balance is used up."),
        End.TIMED_OUT: _("The task was stopped with {done} of {all} frames done: it took longer than it may."),
        End.TEST_DONE: _("The test frames are done ({done} of {all}): look at them, then start the task in the panel."),
    }
    return texts[end].format(done=f"{task.done:,}", all=f"{task.frames:,}")


def _failed(end: End, task: Counted, failures: Failures) -> str:
    values = {"failed": f"{task.failed or max(0, task.frames - task.done):,}", "all": f"{task.frames:,}",
              "frames": names(failures.names), "reason": failures.reason}
    if end is End.ALL_FAILED and not task.failed:
        text = (_("The task failed before any frame was rendered: {reason}.") if failures.reason else
                _("The task failed before any frame was rendered."))
    elif end is End.SOME_FAILED and failures.names:
        text = (_("{failed} of {all} frames failed ({frames}): {reason}.") if failures.reason else
                _("{failed} of {all} frames failed ({frames})."))
    else:
        text = (_("{failed} of {all} frames failed: {reason}.") if failures.reason else
                _("{failed} of {all} frames failed."))
    return text.format(**values)


def names(frames: tuple[str, ...]) -> str:
    """``3, 7, 9``; of very many the first ones and an ellipsis."""
    return listed(frames[:MOST_NAMES]) + ("…" if len(frames) > MOST_NAMES else "")
