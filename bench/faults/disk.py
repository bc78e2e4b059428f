"""Fill the disk of the journal, of the results or of the farm while it works, and make room again."""

from __future__ import annotations

import functools
import itertools
import random
from collections.abc import Iterator
from pathlib import Path

from .case import Verdict
from .chain import Make, pairs
from .course import course
from .mounts import SmallDisk
from .nursery import Nursery
from .trial import Kind, Trial, needs_root

PLACES = ("home", "farm", "frames")
LEFT = (0, 4096, 20_000, 200_000)
STAYS = 25
"""Looks at the submission for which the disk is full."""


def run(make: Make, place: str, left: int, at: float, folder: Path, nursery: Nursery) -> Verdict:
    """Make one run."""
    apart = {"home", "farm", "frames", "project"} - {place}
    with make(folder, nursery, apart=apart, seconds=0.02) as case:
        disk = SmallDisk(case.disk, 16 << 20)
        looks = 0

        def during() -> None:
            nonlocal looks
            if not looks and case.progress() < at:
                return
            looks += 1
            if looks == 1:
                disk.fill(left)
            elif looks == STAYS:
                disk.empty()

        def calm() -> bool:
            disk.empty()
            return looks > 0

        try:
            return course(case, during, calm)
        finally:
            case.kill("agent", "farm")
            disk.remove()


def trials(_folder: Path, _nursery: Nursery, chance: random.Random) -> Iterator[Trial]:
    """Yield runs without end."""
    for number in itertools.count():
        said, make = pairs(number, chance)
        place, left, at = chance.choice(PLACES), chance.choice(LEFT), round(chance.random(), 2)
        yield Trial(f"disk of {place} has {left} bytes at {at:.0%}{said}",
                    functools.partial(run, make, place, left, at))


KIND = Kind("disk", 5, trials, needs_root)
