"""A relay between agent and farm: it cuts, keeps silent, is slow, loses or flips what passes, from the n-th byte on."""

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
from .relay import Relay
from .trial import Kind, Trial

MOODS = {"cut": (0.0, 0.1, 1.0), "silence": (0.3, 2.0), "latency": (1.0,), "loss": (0.0, 0.5), "flip": (0.0,)}
"""What may happen -> seconds that it lasts; what was under way in a silence never comes."""

BYTES = 1_500_000
"""About what passes in a run; half of the faults come among the calls before and after the large file."""

HELD_BYTES = 90_000
"""About what passes from the moment on at which a submission waits for another."""

PATIENCE = 90.0
"""Seconds: as long as the longest timeout, for nobody tells who waits that an answer was lost."""


def run(make: Make, mood: str, after: int, seconds: float, folder: Path, nursery: Nursery) -> Verdict:
    """Make one run."""
    with make(folder, nursery) as case, Relay(mood, None, seconds) as relay:
        case.relay, case.sent_again = relay, mood == "flip"
        case.when_due(lambda: relay.begin(after))

        def calm() -> bool:
            relay.calm()
            return relay.began > 0

        return course(case, calm=calm, patience=PATIENCE)


def trials(_folder: Path, _nursery: Nursery, chance: random.Random) -> Iterator[Trial]:
    """Yield runs without end."""
    for number, (mood, lengths) in enumerate(itertools.cycle(MOODS.items())):
        said, make = pairs(number, chance)
        early, any_time, late = chance.randrange(30_000), chance.randrange(BYTES), BYTES - chance.randrange(60_000)
        after = chance.randrange(HELD_BYTES) if said else chance.choice((early, any_time, late))
        seconds = chance.choice(lengths)
        yield Trial(f"{mood} of {seconds} s at byte {after}{said}",
                    functools.partial(run, make, mood, after, seconds))


KIND = Kind("network", 10, trials)
