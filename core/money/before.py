"""What a submission may cost, from what frames of the scene cost in earlier tasks. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple, Optional

from ..common.i18n import _, count
from .amounts import shown

ALONE = Decimal("0.3")
"""Half the width of the band, as a part of the cost, where one task tells nothing of the spread."""


class EarlierTask(NamedTuple):
    """An earlier task of the scene, as the farm has it."""

    task: int
    cost: Optional[Decimal]
    """None where the farm does not tell."""
    done: int
    """Frames that it has rendered."""


class Expected(NamedTuple):
    """A band, and what it was made from."""

    low: Decimal
    high: Decimal
    frames: int
    tasks: int
    """The number of earlier tasks whose costs are known."""


def expected(earlier: Iterable[EarlierTask], frames: int) -> Expected | None:
    """Return what so many frames may cost: from the cheapest to the dearest task, by their costs for a frame.

    None where no earlier task has rendered frames at a cost that is known.
    """
    each = [task.cost / task.done for task in earlier if task.cost is not None and task.cost > 0 and task.done > 0]
    if not each or frames <= 0:
        return None
    low, high = min(each) * frames, max(each) * frames
    if len(each) == 1:
        low, high = low * (1 - ALONE), high * (1 + ALONE)
    return Expected(low, high, frames, len(each))


def band_words(found: Expected, currency: str) -> str:
    """``20.00–45.00 USD``."""
    low, high = shown(found.low), shown(found.high, currency)
    return high if low == shown(found.high) else f"{low}–{high}"


def in_words(found: Expected, currency: str) -> str:
    """Return the band and where it comes from, as one sentence."""
    return _("{frames} may cost {amount}, by what a frame cost in {tasks}.").format(
        frames=count("{n} frame", "{n} frames", found.frames),
        amount=band_words(found, currency),
        tasks=count("{n} earlier task", "{n} earlier tasks", found.tasks))
