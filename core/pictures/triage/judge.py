"""Says which frames look wrong, by the figures of all that are there.

A frame is judged beside the frames around it: what all of a shot have is its style, and what one has alone is a fault.
Hence fades, flashes that light the same picture, noise everywhere, stars and black bars are no faults, and of a frame
that is alone only what cannot be meant is said.
"""

from __future__ import annotations

import bisect
import functools
import math
import statistics
from collections.abc import Mapping, Sequence
from typing import List, NamedTuple, Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from .marks import Fault, Mark
from .measure import HEIGHT, WIDTH, Measure
from .thresholds import USUAL, Thresholds

FLAT = 0.02
"""The spread of the logarithms of light below which a picture has no shapes to be compared by."""

DARKEST = 1e-4
"""Light that is taken for black where brightness is compared by factors."""


class Usual(NamedTuple):
    """The figures that the frames of a sequence have in common, found once for all of them."""

    size: Tuple[int, int]
    light: Optional[float]
    """The mean light of a frame that is not black; None where all are."""
    fireflies: List[int]
    """The bright single pixels of each frame, sorted."""

    @classmethod
    def of(cls, frames: Sequence[Measure], by: Thresholds) -> Usual:
        """Return what these frames have in common."""
        lit = [frame.mean for frame in frames if frame.most >= by.black]
        return cls(statistics.mode([frame.size for frame in frames] or [(0, 0)]),
                   statistics.median(lit) if lit else None, sorted(frame.fireflies for frame in frames))

    def fireflies_beside(self, count: int) -> float:
        """Return the median of all frames but one that has so many."""
        others = len(self.fireflies) - 1
        if others < 1:
            return 0.0
        own = bisect.bisect_left(self.fireflies, count)
        low, high = (self.fireflies[at if at < own else at + 1] for at in ((others - 1) // 2, others // 2))
        return (low + high) / 2


def judge(frames: Mapping[int, Optional[Measure]], by: Thresholds = USUAL) -> dict[int, tuple[Mark, ...]]:
    """Return the faults of each frame that has some, by its number.

    ``frames`` are the figures by frame number; None stands for a frame whose file cannot be read.
    """
    order = sorted(number for number, measured in frames.items() if measured is not None)
    measured = [found for number in order if (found := frames[number]) is not None]
    marks: dict[int, list[Mark]] = {number: [Mark(Fault.UNREADABLE)] for number, found in frames.items()
                                    if found is None}
    usual = Usual.of(measured, by)
    for place, number in enumerate(order):
        faults = _of_one(measured, place, usual, by)
        if faults:
            marks.setdefault(number, []).extend(faults)
    return {number: tuple(faults) for number, faults in sorted(marks.items())}


def _of_one(frames: Sequence[Measure], place: int, usual: Usual, by: Thresholds) -> list[Mark]:
    frame, around = frames[place], _neighbours(frames, place)
    marks: list[Mark] = []
    if frame.wrong:
        marks.append(Mark(Fault.WRONG_VALUES, frame.wrong, 1))
    if frame.size != usual.size:
        marks.append(Mark(Fault.OTHER_SIZE))
    if _black(frames, place, usual, by):
        return [*marks, Mark(Fault.BLACK, frame.most, by.black)]
    fireflies = _fireflies(frames, place, usual, by)
    if fireflies is not None:
        marks.append(fireflies)
    if around:
        marks += filter(None, (_noisy(frame, around, by), _not_whole(frame, around, by)))
        if not any(mark.fault is Fault.NOT_WHOLE for mark in marks):
            marks += filter(None, [_other_shot(frames, place, by) or _jump(frames, place, by)
                                   or _light(frame, around, by)])
    return marks


def _neighbours(frames: Sequence[Measure], place: int) -> list[Measure]:
    return [frames[at] for at in (place - 1, place + 1) if 0 <= at < len(frames)]


def _black(frames: Sequence[Measure], place: int, usual: Usual, by: Thresholds) -> bool:
    """Return whether a frame is black and no part of a fade."""
    if frames[place].most >= by.black or frames[place].wrong:
        return False
    if usual.light is None:
        return True
    for step in (-1, 1):
        at = place
        while 0 <= at < len(frames) and frames[at].most < by.black:
            at += step
        if 0 <= at < len(frames) and frames[at].mean < by.fade * usual.light:
            return False
    return True


def _fireflies(frames: Sequence[Measure], place: int, usual: Usual, by: Thresholds) -> Optional[Mark]:
    count = frames[place].fireflies
    near = max((frame.fireflies for frame in _neighbours(frames, place)), default=0)
    limit = max(near + by.fireflies, by.fireflies_ratio * usual.fireflies_beside(count), by.fireflies)
    return Mark(Fault.FIREFLIES, count, limit) if count >= limit else None


def _noisy(frame: Measure, around: Sequence[Measure], by: Thresholds) -> Optional[Mark]:
    limit = max(by.least_noise, by.noise * max(other.noise for other in around))
    return Mark(Fault.NOISY, frame.noise, limit) if frame.noise > limit else None


def _not_whole(frame: Measure, around: Sequence[Measure], by: Thresholds) -> Optional[Mark]:
    """Rows or columns at an edge are black, and are not in any neighbour."""
    part = max(_empty(frame, around, rows=True), _empty(frame, around, rows=False))
    return Mark(Fault.NOT_WHOLE, part, by.empty_rows) if part >= by.empty_rows else None


def _empty(frame: Measure, around: Sequence[Measure], rows: bool) -> float:
    number = HEIGHT if rows else WIDTH
    mine = [_lit(frame, line, rows) for line in range(number)]
    if not any(mine):
        return 0.0
    others = [[_lit(other, line, rows) for line in range(number)] for other in around]
    runs = []
    for lines in (range(number), range(number - 1, -1, -1)):
        run = 0
        for line in lines:
            if mine[line] or not all(other[line] for other in others):
                break
            run += 1
        runs.append(run / number)
    return max(runs)


def _lit(frame: Measure, line: int, rows: bool) -> bool:
    values = frame.small[line * WIDTH:(line + 1) * WIDTH] if rows else frame.small[line::WIDTH]
    return max(values) > DARKEST


def _other_shot(frames: Sequence[Measure], place: int, by: Thresholds) -> Optional[Mark]:
    """Unlike both neighbours, while frames of this task are like each other."""
    frame, around = frames[place], _neighbours(frames, place)
    likes = [like for other in around if (like := likeness(frame, other)) is not None]
    if not likes or max(likes) >= by.like:
        return None
    if len(around) > 1:
        across = likeness(*around)
        if across is None or across < by.usual_like:
            return None
    else:  # the first or the last: those next to it have to be like each other
        inner = frames[1:4] if place == 0 else frames[-4:-1]
        pairs = [likeness(one, two) for one, two in zip(inner, inner[1:])]
        if not pairs or any(pair is None or pair < by.usual_like for pair in pairs):
            return None
    return Mark(Fault.OTHER_SHOT, max(likes), by.like)


def _jump(frames: Sequence[Measure], place: int, by: Thresholds) -> Optional[Mark]:
    """Unlike the frame before, where the two before are alike and so are this and the next."""
    if not 2 <= place < len(frames) - 1:
        return None
    like = likeness(frames[place - 1], frames[place])
    around = likeness(frames[place - 2], frames[place - 1]), likeness(frames[place], frames[place + 1])
    if like is None or like >= by.like or any(each is None or each < by.usual_like for each in around):
        return None
    return Mark(Fault.JUMP, like, by.like)


def _light(frame: Measure, around: Sequence[Measure], by: Thresholds) -> Optional[Mark]:
    if len(around) < 2:
        return None
    factors = [math.log(max(frame.mean, DARKEST) / max(other.mean, DARKEST)) for other in around]
    if factors[0] * factors[1] <= 0:
        return None
    least = math.exp(min(map(abs, factors)))
    return Mark(Fault.LIGHT, least, by.light) if least > by.light else None


def likeness(one: Measure, two: Measure) -> Optional[float]:
    """Return how alike the shapes of two pictures are, from -1 to 1 whatever their brightness; None for a flat one."""
    first, second = _shape(one), _shape(two)
    if first is None or second is None:
        return None
    return sum(a * b for a, b in zip(first, second))


@functools.lru_cache(maxsize=8)  # a frame is compared with some around it, one after the other
def _shape(frame: Measure) -> Optional[list[float]]:
    light = [math.log(max(value, 0.0) + 0.01 * frame.mean + 1e-9) for value in frame.small]
    mean = sum(light) / len(light)
    length = math.sqrt(sum((value - mean) ** 2 for value in light))
    if length < FLAT * math.sqrt(len(light)):
        return None
    return [(value - mean) / length for value in light]
