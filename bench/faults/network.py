"""A relay between agent and farm: it cuts, keeps silent, is slow, loses or flips what passes, from the n-th byte on."""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator
from pathlib import Path

from .case import Case, Verdict
from .course import course
from .nursery import Nursery
from .relay import Relay
from .trial import Kind, Trial

MOODS = {"cut": (0.0, 0.1, 1.0), "silence": (0.3, 2.0), "latency": (1.0,), "loss": (0.0, 0.5), "flip": (0.0,)}
"""What may happen -> seconds that it lasts; what was under way in a silence never comes."""

BYTES = 1_500_000
"""About what passes in a run; half of the faults come among the calls before and after the large file."""

PATIENCE = 90.0
"""Seconds: as long as the longest timeout, for nobody tells who waits that an answer was lost."""


def run(mood: str, after: int, seconds: float, folder: Path, nursery: Nursery) -> Verdict:
    """Make one run."""
    with Case(folder, nursery) as case, Relay(mood, after, seconds) as relay:
        case.relay, case.sent_again = relay, mood == "flip"

        def calm() -> bool:
            relay.calm()
            return relay.began > 0

        return course(case, calm=calm, patience=PATIENCE)


def trials(_folder: Path, _nursery: Nursery, chance: random.Random) -> Iterator[Trial]:
    """Yield runs without end."""
    while True:
        for mood, lengths in MOODS.items():
            after = chance.choice((chance.randrange(30_000), chance.randrange(BYTES), BYTES - chance.randrange(60_000)))
            seconds = chance.choice(lengths)
            yield Trial(f"{mood} of {seconds} s at byte {after}", functools.partial(run, mood, after, seconds))


KIND = Kind("network", 10, trials)
