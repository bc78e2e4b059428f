"""What the rest of a task will cost and take, from the frames that are done, in numbers and in words. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..api.codes import FrameStatus
from ..common.i18n import _, count
from ..model import format
from .spent import in_words, of_tasks
from .tasks import FrameRow, TaskRow

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


class Spread(NamedTuple):
    """Values taken together."""

    number: int = 0
    total: float = 0.0
    squares: float = 0.0
    """The sum of the squares of what they are off their mean."""
    least: float = math.inf


class Mean(NamedTuple):
    """Frames with what they have cost and taken in all."""

    number: int = 0
    cost: float = 0.0
    seconds: float = 0.0


class Measured(NamedTuple):
    """The frames of a task that are done, taken together: all that is added up of them."""

    costs: Spread = Spread()
    """The costs of those whose cost the farm tells."""
    seconds: Spread = Spread()
    tests_only: bool = True
    """Whether all of them are test frames."""
    paid: Mean = Mean()
    """The frames that took time and cost something, whether they are done or not."""


def measured(frames: Sequence[FrameRow]) -> Measured:
    """Take the frames that are done together."""
    done = [frame for frame in frames if frame.status is FrameStatus.DONE]
    paid = [frame for frame in frames if frame.seconds and frame.cost]
    costs = [frame.cost for frame in done if frame.cost is not None]
    return Measured(_spread(costs), _spread([frame.seconds for frame in done]), all(each.test for each in done),
                    Mean(len(paid), sum([frame.cost or 0.0 for frame in paid]), sum([frame.seconds for frame in paid])))


def together(parts: Sequence[Measured]) -> Measured:
    """Take together what was measured of several parts of the frames."""
    return Measured(_joined(each.costs for each in parts), _joined(each.seconds for each in parts),
                    all(each.tests_only for each in parts),
                    Mean(sum([each.paid.number for each in parts]), sum([each.paid.cost for each in parts]),
                         sum([each.paid.seconds for each in parts])))


def estimate(frames: Sequence[FrameRow], total: int, spent: float | None, nodes: int) -> Estimate | None:
    """None where there is nothing to go by, or nothing left.

    ``total`` is the number of frames of the task, ``spent`` what it has cost so far, else what its frames have,
    where the farm does not tell; ``nodes`` is how many render now.
    """
    return estimate_by(measured(frames), total, spent, nodes)


def estimate_by(found: Measured, total: int, spent: float | None, nodes: int) -> Estimate | None:
    """``estimate`` from what was measured of the frames."""
    number = found.costs.number
    left = total - found.seconds.number
    if not number or left <= 0:
        return None
    costs, times = _rest(found.costs, left), _rest(found.seconds, left)
    seconds = Band(times.low / nodes, times.high / nodes) if nodes > 0 and times.high > 0 else None
    paid = found.costs.total if spent is None else spent
    return Estimate(Band(paid + costs.low, paid + costs.high), seconds, number, found.tests_only)


def rest(found: Measured, total: int, nodes: int | None = None) -> tuple[Band, Band] | None:
    """What the frames that are left will cost, and the seconds they take on so many nodes, else on one.

    None where no frame is done to go by, or none is left.
    """
    expected = estimate_by(found, total, 0.0, min(nodes or 1, max(1, total)))
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


class Figure(NamedTuple):
    """A figure as it is shown."""

    name: str
    value: str
    short: str = ""
    """A name for where that one has no room; empty for the same."""


def figures(task: TaskRow, found: Measured, currency: str) -> tuple[Figure, Figure, Figure]:
    """Return the cost so far, the estimate and the time left; with nothing left to estimate the mean of a frame."""
    cost = Figure(_("Cost so far") if task.moving else _("Cost"), in_words(of_tasks([task]), currency))
    expected = estimate_by(found, task.frames, task.cost, task.rendering)
    if expected is None:
        number, paid, seconds = found.paid
        mean = (format.together(format.money(paid / number, currency), format.duration(seconds / number))
                if number else format.NOTHING)
        return (cost, Figure(_("A frame, on average"), mean),
                Figure(_("Render time"), format.rough_duration(task.seconds)))
    title = count("Estimate for {n} frame", "Estimate for {n} frames", task.frames)
    from_tests = count("{n} test frame", "{n} test frames", expected.measured)
    source = from_tests if expected.tests_only else format.number(expected.measured)
    return (cost, Figure(_("{frames}, from {source}").format(frames=title, source=source),
                         money_range(expected.cost, currency), title),
            Figure(_("Time left"), time_range(expected.seconds) if expected.seconds else format.NOTHING))


def _spread(values: Sequence[float]) -> Spread:
    if not values:
        return Spread()
    number, total = len(values), math.fsum(values)
    return Spread(number, total, math.dist(values, [total / number] * number) ** 2, min(values))


def _joined(parts: Iterable[Spread]) -> Spread:
    some = [each for each in parts if each.number]
    if not some:
        return Spread()
    number, total = sum([each.number for each in some]), math.fsum([each.total for each in some])
    squares = [each.squares + each.number * (each.total / each.number - total / number) ** 2 for each in some]
    return Spread(number, total, math.fsum(squares), min(each.least for each in some))


def _rest(values: Spread, left: int) -> Band:
    """The sum of ``left`` further values like these."""
    number, mean = values.number, values.total / values.number
    if number == 1:
        return Band(left * mean * (1 - ALONE), left * mean * (1 + ALONE))
    spread = math.sqrt(values.squares / (number - 1))
    # The mean is not known exactly, which counts for every frame left, and each of them is off by itself.
    wide = _student(number - 1) * spread * math.sqrt(left * left / number + left)
    return Band(max(left * values.least, left * mean - wide), left * mean + wide)


def _student(freedom: int) -> float:
    return next((value for most, value in CONFIDENCE.items() if freedom <= most), 1.28)
