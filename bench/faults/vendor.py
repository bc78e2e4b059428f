"""The same with the vendor's engine: its scripted double fails, hangs and dies; so does the agent that drives it.

The vendor's real program has no server here. Where it is installed (FOXSUBMIT_VENDOR_PYTHON names a Python with
rayvision-sync) some runs begin with it and a closed port, and must say so; they end with the double.
"""

from __future__ import annotations

import errno
import functools
import itertools
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

from tests.core.transfer.rayvision.transmitters import Double, lives

from foxsubmit.core.common.errors import TransferFailed
from foxsubmit.core.transfer.rayvision.program import find_program

from .case import Case, Verdict
from .course import course
from .nursery import Nursery
from .shim import KILL
from .sweep import DISK
from .trial import Kind, Trial, needs_shim

SENT = ("fail again", "fail", "die", "interrupt", "hang")
FETCHED = (*SENT, "short", "link")
STAYS = 15
"""Looks for which the program does not do what it should."""

CALLS = {"open": 60, "read": 90, "write": 120, "rename": 10, "mkdir": 30, "fsync": 20, "unlink": 10}
"""Kinds of calls of the agent -> about how many there are."""


def run(arm: Callable[[Case, Double], None], begin: dict[str, Any], real: Path | None, folder: Path,
        nursery: Nursery) -> Verdict:
    """Make one run; the program does what ``begin`` says until it is told better."""
    with Case(folder, nursery, offers="Aspera") as case:
        double = Double(folder / "program", storage=case.farm_folder / "storage", names="full")
        double.behave(names="full", **begin)
        case.home.mkdir(parents=True)
        case.settings.prefer(transmitter=str(real or double.path))
        arm(case, double)
        looks = 0

        def during() -> None:
            nonlocal looks
            if real and case.transfer().message:
                case.settings.prefer(transmitter=str(double.path))
            looks += bool(double.calls)
            if looks == STAYS:
                double.behave(names="full")
                for call in double.calls if "hang" in str(begin) else ():
                    if lives(call["pid"]):
                        os.kill(call["pid"], 9)

        def calm() -> bool:
            case.pages["agent"].calm()
            double.behave(names="full")
            case.settings.prefer(transmitter=str(double.path))
            return True

        verdict = course(case, during, calm)
        case.kill("agent", "farm")
        verdict.hung += [f"program {call['pid']} runs on" for call in double.calls if lives(call["pid"])]
        return verdict


def nothing(_case: Case, _double: Double) -> None:
    """Leave the agent in peace."""


def trials(_folder: Path, _nursery: Nursery, chance: random.Random) -> Iterator[Trial]:
    """Yield runs without end: the program, the agent's calls and kills of the agent in turn."""
    for turn in itertools.count():
        if turn % 20 == 0 and (real := real_program()):
            yield Trial("the vendor's own program at a closed port", functools.partial(run, nothing, {}, real))
        up = chance.random() < 0.5
        name, what = ("1.bin", chance.choice(SENT)) if up else ("shot_0002.png", chance.choice(FETCHED))
        yield Trial(f"program: {name}: {what}", functools.partial(run, nothing, {"files": {name: what}}, None))
        operation = chance.choice(list(CALLS))
        number, error = chance.randint(1, CALLS[operation]), chance.choice(DISK)
        yield Trial(f"program, agent {operation} {number} {errno.errorcode[error]}",
                    functools.partial(run, functools.partial(fail, operation, number, error), {}, None))
        number = chance.randint(1, CALLS[operation])
        yield Trial(f"program, kill agent at {operation} {number}",
                    functools.partial(run, functools.partial(kill, operation, number), {}, None))


def fail(operation: str, number: int, error: int, case: Case, _double: Double) -> None:
    """Let a call of the agent fail."""
    case.pages["agent"].arm(operation, number, 1, error)


def kill(operation: str, number: int, case: Case, _double: Double) -> None:
    """Kill the agent at a call."""
    case.pages["agent"].arm(operation, number, 1, action=KILL)


def real_program() -> Path | None:
    """Return the vendor's program, where it is installed."""
    try:
        return find_program(os.environ["FOXSUBMIT_VENDOR_PYTHON"])
    except (KeyError, TransferFailed):
        return None


KIND = Kind("vendor", 5, trials, needs_shim)
