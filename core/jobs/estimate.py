"""What the rest of a task will cost and take, from the frames that are done. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from ..api.codes import FrameStatus
from .tasks import FrameRow

CONFIDENCE = {1: 3.08, 2: 1.89, 3: 1.64, 4: 1.53, 5: 1.48, 6: 1.44, 8: 1.40, 10: 1.37, 15: 1.34, 20: 1.33, 30: 1.31}
"""Student's t for a band that holds 8 times in 10, by degrees of freedom; 1.28 for many."""

ALONE = 0.3
"""Half the width of the band, as a part of the mean, where one frame tells nothing of the spread."""


class Band(NamedTuple):
    """A range: its lower and its upper end."""

    low: float
    high: float


class Estimate(NamedTuple):
    """An estimate of the whole task, including what is spent already."""

    cost: Band
    seconds: Band | None
    """Seconds until the task is done with as many nodes as render now; None while none renders."""
    measured: int
    """Frames that it was made from."""
    tests_only: bool
    """Whether those were the test frames."""


def estimate(frames: Sequence[FrameRow], total: int, spent: float, nodes: int) -> Estimate | None:
    """None where there is nothing to go by, or nothing left.

    ``total`` is the number of frames of the task, ``spent`` what it has cost so far, ``nodes`` how many render now.
    """
    done = [frame for frame in frames if frame.status is FrameStatus.DONE]
    left = total - len(done)
    if not done or left <= 0:
        return None
    costs = _rest([frame.cost for frame in done], left)
    times = _rest([frame.seconds for frame in done], left)
    seconds = Band(times.low / nodes, times.high / nodes) if nodes > 0 and times.high > 0 else None
    return Estimate(Band(spent + costs.low, spent + costs.high), seconds, len(done), all(each.test for each in done))


def _rest(values: Sequence[float], left: int) -> Band:
    """The sum of ``left`` further values like these."""
    number = len(values)
    mean = math.fsum(values) / number
    if number == 1:
        return Band(left * mean * (1 - ALONE), left * mean * (1 + ALONE))
    spread = math.dist(values, [mean] * number) / math.sqrt(number - 1)
    # The mean is not known exactly, which counts for every frame left, and each of them is off by itself.
    wide = _student(number - 1) * spread * math.sqrt(left * left / number + left)
    return Band(max(left * min(values), left * mean - wide), left * mean + wide)


def _student(freedom: int) -> float:
    return next((value for most, value in CONFIDENCE.items() if freedom <= most), 1.28)
