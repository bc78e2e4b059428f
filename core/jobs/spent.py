"""What tasks and frames have cost so far, as the farm tells it, added up and in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from ..api.codes import FrameStatus
from ..common.i18n import _
from ..model import format
from ..money.amounts import Sum, add_up, amount
from ..money.costs import cost_in_words
from .tasks import FrameRow, TaskRow


def of_tasks(tasks: Iterable[TaskRow]) -> Sum:
    """Add up what tasks have cost; those of which no frame has ended count only where the farm tells their cost."""
    return add_up(amount(task.cost) for task in tasks if task.cost is not None or task.done or task.failed)


def of_frames(frames: Iterable[FrameRow]) -> Sum:
    """Add up what frames have cost; those that are not done count only where the farm tells their cost."""
    return add_up(amount(frame.cost) for frame in frames
                  if frame.cost is not None or frame.status is FrameStatus.DONE)


def in_words(found: Sum, currency: str = "") -> str:
    """``12.30 USD``, with the number of costs that are not known; a dash where nothing has been rendered."""
    return cost_in_words(found, currency) if found.tasks else format.NOTHING


def so_far(found: Sum) -> str:
    """Say in a sentence what it has cost so far, and that it is not known where that is so."""
    if not found.tasks or found.unknown == found.tasks:
        return _("What it cost so far is not known.")
    return _("So far it cost {paid}.").format(paid=in_words(found))
