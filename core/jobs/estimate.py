"""What the rest of a task will cost and take, from the frames that are done, in numbers and in words. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from ..api.codes import FrameStatus
from ..common.i18n import _
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


def rest(frames: Sequence[FrameRow], total: int, nodes: int | None = None) -> tuple[Band, Band] | None:
    """What the frames that are left will cost, and the seconds they take on so many nodes, else on one.

    None where no frame is done to go by, or none is left.
    """
    expected = estimate(frames, total, 0.0, min(nodes or 1, max(1, total)))
    return (expected.cost, expected.seconds or Band(0, 0)) if expected is not None else None


def money_range(band: Band, currency: str = "") -> str:
    """``28–34 USD``; below ten with decimals, since ``0–1 USD`` says nothing."""
    low, high = (f"{value:,.0f}" if band.high >= 10 else f"{value:,.2f}" for value in band)
    return f"{low if low == high else f'{low}–{high}'} {currency}".rstrip()


def time_range(band: Band) -> str:
    """``50–70 min``, ``2–3 h``, ``20–40 s``."""
    unit, size = (_("h"), 3600) if band.high >= 2 * 3600 else (_("min"), 60) if band.high >= 120 else (_("s"), 1)
    low, high = (f"{max(1, round(value / size)):,}" for value in band)
    return f"{low if low == high else f'{low}–{high}'} {unit}"


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
