"""Let the wall clock of the agent, the farm or both jump, and jump back."""

from __future__ import annotations

import functools
import itertools
import random
from collections.abc import Iterator
from pathlib import Path

from .case import Verdict
from .chain import Make, pairs
from .course import course
from .nursery import Nursery
from .trial import Kind, Trial, needs_shim

HOUR, DAY = 3600.0, 86400.0
JUMPS = (60.0, -60.0, HOUR, -HOUR, DAY, -DAY, 3650 * DAY, -3650 * DAY)
WHO = (("agent",), ("farm",), ("agent", "farm"))
STAYS = 12
"""Looks at the submission for which the clock is wrong."""


def run(make: Make, who: tuple[str, ...], jump: float, at: float, folder: Path, nursery: Nursery) -> Verdict:
    """Make one run."""
    with make(folder, nursery, seconds=0.02) as case:
        looks = 0

        def during() -> None:
            nonlocal looks
            if not looks and case.progress() < at:
                return
            looks += 1
            for name in who:
                case.pages[name].jump(jump if looks <= STAYS else 0.0)

        def calm() -> bool:
            for page in case.pages.values():
                page.jump(0.0)
            return looks > 0

        return course(case, during, calm)


def trials(_folder: Path, _nursery: Nursery, chance: random.Random) -> Iterator[Trial]:
    """Yield runs without end."""
    for number in itertools.count():
        said, make = pairs(number, chance)
        who, jump, at = chance.choice(WHO), chance.choice(JUMPS), round(chance.random(), 2)
        yield Trial(f"clock of {' and '.join(who)} {jump:+.0f} s at {at:.0%}{said}",
                    functools.partial(run, make, who, jump, at))


KIND = Kind("clock", 5, trials, needs_shim)
