"""Kill the agent, the farm or both at the n-th system call of a kind: in the middle of a step, for every step."""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .case import Verdict
from .chain import Make
from .course import course
from .nursery import Nursery
from .shim import KILL
from .sweep import calls_in_turn
from .trial import Kind, Trial, needs_shim


class Killing(NamedTuple):
    """Who dies at which of whose calls; ``again`` kills the next one at the same number, too."""

    who: str
    operation: str
    number: int
    both: bool
    again: bool


def run(make: Make, killing: Killing, folder: Path, nursery: Nursery) -> Verdict:
    """Make one run."""
    with make(folder, nursery) as case:
        page = case.pages[killing.who]
        # The page counts on in the process that follows, so the second kill is as many calls later.
        def arm() -> None:
            page.arm(killing.operation, page.counts[killing.operation] + killing.number, 1, action=KILL)

        case.when_due(arm)
        left = int(killing.again)
        other = "farm" if killing.who == "agent" else "agent"

        def during() -> None:
            nonlocal left
            process = case.running.get(killing.who)
            if process is None or process.poll() != -9:
                return
            if killing.both:
                case.kill(other)
                case.start(other)
            if left:
                left -= 1
                arm()

        def calm() -> bool:
            page.calm()
            return page.hits > 0

        return course(case, during, calm)


def trials(folder: Path, nursery: Nursery, chance: random.Random) -> Iterator[Trial]:
    """Yield runs without end."""
    for said, make, (who, operation, number) in calls_in_turn(folder, nursery, chance):
        killing = Killing(who, operation, number, chance.random() < 0.3, chance.random() < 0.3)
        label = f"kill {who}{' and the other' if killing.both else ''} at {operation} {number}"
        yield Trial(f"{label}{' twice' if killing.again else ''}{said}", functools.partial(run, make, killing))


KIND = Kind("kill", 25, trials, needs_shim)
