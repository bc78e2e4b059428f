"""Submit again and again for half an hour to one farm with one agent: memory, descriptors and threads must stay flat.

    .venv/3.11/bin/python -m bench.faults.soak [--minutes 30] [--seed 1]

Some submissions are paused or cancelled; every half minute all of them come to an end, and a line says what agent and
farm hold then. Memory is looked at while they work, descriptors and threads while they rest: at work they are as many
as there are connections at that moment, among which a few that were leaked would not be seen. The last third is
compared with the second; the exit code is 1 where something grew, or where a frame is missing.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.states import TransferState

from .case import FRAMES
from .nursery import Nursery
from .world import World

GROWTH = {"memory": 1.15, "descriptors": 1.0, "threads": 1.0}
"""How many times as much the last third may hold as the second: what a heap does by itself is little."""

MOMENT = {"memory": 3, "descriptors": 1, "threads": 3}
"""What may be more of at one moment than at another: a MiB, a thread of a pool that was never full before.

SQLite keeps the descriptor of a connection that was closed until none of this process has a lock on the same file, and
gives it to the next: there are as many as there ever were connections at once.
"""

AT_ONCE = 3

LOOK = 10.0  # seconds between two looks while they work
WORK = 30.0  # seconds between two rests
REST = 11.0
"""Seconds without work: the farm closes connections after five, and threads of its pool end after ten."""


class Held(NamedTuple):
    """The samples of one process, at work and at rest."""

    busy: list[Sample]
    idle: list[Sample]


class Sample(NamedTuple):
    """The memory, descriptors and threads of a process at one time."""

    memory: float
    """MiB of its own, without what it shares with the process that it was forked from."""
    descriptors: int
    threads: int


def sample(pid: int) -> Sample:
    """Measure a process; Linux only."""
    process = Path(f"/proc/{pid}")
    own = sum(int(line.split()[1]) for line in (process / "smaps_rollup").read_text().splitlines()
              if line.startswith("Private_"))
    threads = next(int(line.split()[1]) for line in (process / "status").read_text().splitlines()
                   if line.startswith("Threads:"))
    return Sample(own / 1024, len(list((process / "fd").iterdir())), threads)


def soak(world: World, minutes: float, chance: random.Random) -> Iterator[tuple[bool, str, Sample]]:
    """Submit until the time is over; yield (whether at rest, who, what it holds)."""
    began = looked = rested = time.monotonic()
    world.idle = 60 + REST
    world.begin()
    while time.monotonic() < began + 60 * minutes:
        world.revive("agent", "farm")
        waiting = [each.id for each in world.journal(Journal.transfers_not_over) if not each.state.over]
        tired = time.monotonic() - rested > WORK
        if tired and not waiting:
            time.sleep(REST)
            for who, now in samples(world):
                yield True, who, now
            rested = looked = time.monotonic()
        elif not tired and len(waiting) < AT_ONCE:
            world.add()
        elif not tired and chance.random() < 0.05:
            world.wish(chance.choice(waiting), chance.choice(("pause", "cancel")))
        for each, wish in world.wished.items():
            if wish == "pause":
                world.wish(each, "go")
        if time.monotonic() - looked > LOOK:
            looked = time.monotonic()
            for who, now in samples(world):
                yield False, who, now
        time.sleep(0.2)


def samples(world: World) -> Iterator[tuple[str, Sample]]:
    """Yield what agent and farm hold now."""
    for who in ("agent", "farm"):
        with contextlib.suppress(OSError, StopIteration):  # it has just ended
            yield who, sample(world.running[who].pid)


def grown(held: Held) -> Iterator[str]:
    """Yield what the last third holds more of than the second."""
    for name, most in GROWTH.items():
        seen = [getattr(each, name) for each in (held.busy if name == "memory" else held.idle)]
        third = len(seen) // 3
        if third:
            middle, last = (statistics.median(some) for some in (seen[third : 2 * third], seen[2 * third :]))
            if last > most * middle + MOMENT[name]:
                yield f"{name} {middle:.0f} -> {last:.0f}"


def main(arguments: Sequence[str]) -> int:
    """Return 1 where something grew or is missing."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults.soak", description="Submit for half an hour.")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    held = {"agent": Held([], []), "farm": Held([], [])}
    with Nursery(None) as nursery, World(folder / "world", nursery) as world:
        for rests, who, now in soak(world, options.minutes, random.Random(options.seed)):  # noqa: S311 - repeatable
            (held[who].idle if rests else held[who].busy).append(now)
            if rests and who == "farm":
                print(f"{len(world.wished):5} submissions  " + "  ".join(
                    f"{name} {last.memory:5.1f} MiB, {last.descriptors} descriptors, {last.threads} threads"
                    for name, each in held.items() for last in each.idle[-1:]), flush=True)
        world.until(world.settled, 120)
        wrong = list(world.broken())
        done = [each for each in world.journal(Journal.transfers) if each.state is TransferState.FETCHED]
        wrong += [f"{each.id} has {each.fetched} frames" for each in done if each.fetched != FRAMES]
        wrong += [f"{each.id} failed: {each.message}" for each in world.all().values()
                  if each.state is TransferState.FAILED]
        states = sorted({each.state.value for each in world.all().values()})
        print(f"{len(world.wished)} submissions, {len(done)} with all frames, states {states}, "
              f"agent started {world.starts['agent']} times, farm {world.starts['farm']}")
    wrong += [f"{who}: {what}" for who, each in held.items() for what in grown(each)]
    shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(wrong) or "flat, and nothing is missing")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
