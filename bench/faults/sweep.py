"""Let the n-th system call of a kind fail, in the agent or the farm, for every n and every error in turn."""

from __future__ import annotations

import errno
import functools
import itertools
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .case import Case, Verdict
from .chain import Chain, Make, pairs
from .course import course
from .nursery import Nursery
from .trial import Kind, Trial, needs_shim

DISK = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EMFILE)
NET = (errno.ECONNRESET, errno.EPIPE, errno.ETIMEDOUT, errno.ENETUNREACH)
ERRORS = {"open": DISK, "read": (errno.EIO, errno.EACCES), "write": DISK, "fsync": (errno.EIO, errno.ENOSPC),
          "rename": DISK, "unlink": DISK, "mkdir": DISK, "connect": (errno.ECONNREFUSED, *NET, errno.EMFILE),
          "send": NET, "recv": NET, "accept": (errno.EMFILE, errno.ECONNABORTED)}
"""Kind of call -> the errors that it may meet."""

TIMES = (1, 1, 1, 3, 20)
ROUND = 10


class Fault(NamedTuple):
    """One call that fails, and those after it."""

    who: str
    operation: str
    number: int
    error: int
    times: int

    def __str__(self) -> str:
        """Say it as the table of runs does."""
        more = f"-{self.number + self.times - 1}" if self.times > 1 else ""
        return f"{self.who} {self.operation} {self.number}{more} {errno.errorcode[self.error]}"


def undisturbed(folder: Path, nursery: Nursery, make: Make = Case) -> dict[tuple[str, str], int]:
    """Run once without a fault: how many calls of each kind agent and farm make once it is due, rounded up.

    It differs a little from run to run, and the same seed shall make the same runs.
    """
    before: dict[str, dict[str, int]] = {}
    with make(folder, nursery) as case:
        case.when_due(lambda: before.update({who: page.counts for who, page in case.pages.items()}))
        verdict = course(case)
        counts = {(who, operation): -(-left // ROUND) * ROUND for who, page in case.pages.items()
                  for operation, number in page.counts.items() if (left := number - before[who][operation])}
    case.remove()
    if verdict.faults:
        raise SystemExit(f"It does not even work without a fault: {verdict.faults}")
    return counts


def calls(counts: dict[tuple[str, str], int], chance: random.Random,
          kinds: Sequence[str] = tuple(ERRORS)) -> Iterator[tuple[str, str, int]]:
    """Yield (who, kind of call, number) without end: each call once before any comes again.

    Reads and sends are many and much alike, so all kinds of calls take turns.
    """
    while True:
        queues = {}
        for (who, operation), most in counts.items():
            if operation in kinds:
                queues[who, operation] = list(range(1, most + 1))
                chance.shuffle(queues[who, operation])
        while queues:
            for who, operation in list(queues):
                yield who, operation, queues[who, operation].pop()
                if not queues[who, operation]:
                    del queues[who, operation]


def calls_in_turn(folder: Path, nursery: Nursery, chance: random.Random, kinds: Sequence[str] = tuple(ERRORS),
                  ) -> Iterator[tuple[str, Make, tuple[str, str, int]]]:
    """Yield such calls of one submission and of pairs in turn: what they are in words, how they are made, the call."""
    alone = calls(undisturbed(folder, nursery), chance, kinds)
    paired = calls(undisturbed(folder.with_name(f"{folder.name}-pair"), nursery, Chain), chance, kinds)
    for number in itertools.count():
        said, make = pairs(number, chance)
        yield said, make, next(paired if said else alone)


def run(make: Make, fault: Fault, folder: Path, nursery: Nursery) -> Verdict:
    """Make one run."""
    with make(folder, nursery) as case:
        page = case.pages[fault.who]
        # A folder has to be opened to be removed.
        case.nothing_goes = fault.operation == "unlink" or (fault.operation == "open" and fault.times > 1)
        case.when_due(lambda: page.arm(
            fault.operation, page.counts[fault.operation] + fault.number, fault.times, fault.error))

        def calm() -> bool:
            page.calm()
            return page.hits > 0

        return course(case, calm=calm)


def trials(folder: Path, nursery: Nursery, chance: random.Random) -> Iterator[Trial]:
    """Yield runs without end."""
    for said, make, (who, operation, number) in calls_in_turn(folder, nursery, chance):
        fault = Fault(who, operation, number, chance.choice(ERRORS[operation]), chance.choice(TIMES))
        yield Trial(f"{fault}{said}", functools.partial(run, make, fault))


KIND = Kind("sweep", 40, trials, needs_shim)
