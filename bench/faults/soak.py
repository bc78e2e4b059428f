"""Submit again and again for half an hour to one farm with one agent: memory, descriptors and threads must stay flat.

    .venv/3.11/bin/python -m bench.faults.soak [--minutes 30] [--seed 1]

Some submissions are paused, cancelled or lose the network; every minute a line says what agent and farm hold. The last
third is compared with the second; the exit code is 1 where something grew, or where a frame is missing.
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

MOMENT = 3
"""What may be more of at one moment than at another: a connection, a thread of a pool that was never full before."""

AT_ONCE = 3


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


def soak(world: World, minutes: float, chance: random.Random) -> Iterator[tuple[str, Sample]]:
    """Submit until the time is over; yield (who, what it holds) every ten seconds."""
    began = looked = time.monotonic()
    world.idle = 60
    world.begin()
    while time.monotonic() < began + 60 * minutes:
        world.revive("agent", "farm")
        now = world.all()
        waiting = [each.id for each in now.values() if not each.state.over]
        if len(waiting) < AT_ONCE:
            world.add()
        elif chance.random() < 0.05:
            world.wish(chance.choice(waiting), chance.choice(("pause", "cancel")))
        for each, wish in world.wished.items():
            if wish == "pause":
                world.wish(each, "go")
        if time.monotonic() - looked > 10:
            looked = time.monotonic()
            for who in ("agent", "farm"):
                with contextlib.suppress(OSError, StopIteration):  # it has just ended
                    yield who, sample(world.running[who].pid)
        time.sleep(0.2)


def grown(samples: Sequence[Sample]) -> Iterator[str]:
    """Yield what the last third holds more of than the second."""
    third = len(samples) // 3
    if not third:
        return
    for name, most in GROWTH.items():
        middle, last = (statistics.median(getattr(each, name) for each in some)
                        for some in (samples[third : 2 * third], samples[2 * third :]))
        if last > most * middle + MOMENT:
            yield f"{name} {middle:.0f} -> {last:.0f}"


def main(arguments: Sequence[str]) -> int:
    """Return 1 where something grew or is missing."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults.soak", description="Submit for half an hour.")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    held: dict[str, list[Sample]] = {"agent": [], "farm": []}
    with Nursery(None) as nursery, World(folder / "world", nursery) as world:
        for who, now in soak(world, options.minutes, random.Random(options.seed)):  # noqa: S311 - repeatable
            held[who].append(now)
            if who == "farm" and len(held[who]) % 6 == 0:
                print(f"{len(world.wished):5} submissions  " + "  ".join(
                    f"{name} {each[-1].memory:5.1f} MiB, {each[-1].descriptors} descriptors, {each[-1].threads} threads"
                    for name, each in held.items() if each), flush=True)
        world.until(world.settled, 120)
        wrong = list(world.broken())
        done = [each for each in world.journal(Journal.transfers) if each.state is TransferState.FETCHED]
        wrong += [f"{each.id} has {each.fetched} frames" for each in done if each.fetched != FRAMES]
        wrong += [f"{each.id} failed: {each.message}" for each in world.all().values()
                  if each.state is TransferState.FAILED]
        states = sorted({each.state.value for each in world.all().values()})
        print(f"{len(world.wished)} submissions, {len(done)} with all frames, states {states}, "
              f"agent started {world.starts['agent']} times, farm {world.starts['farm']}")
    for who, samples in held.items():
        wrong += [f"{who}: {what}" for what in grown(samples)]
    shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(wrong) or "flat, and nothing is missing")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
