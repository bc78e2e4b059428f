"""Run the kinds of faults side by side, and print the table."""

from __future__ import annotations

import argparse
import collections
import concurrent.futures
import contextlib
import itertools
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Callable, NamedTuple

from . import shim
from .case import Verdict
from .kinds import KINDS
from .nursery import Nursery
from .trial import Kind, Trial

COLUMNS = ("runs", "lost", "doubled", "hung", "unexplained", "stopped")


class Done(NamedTuple):
    """One run."""

    kind: str
    number: int
    trial: Trial
    verdict: Verdict
    seconds: float


class Bench:
    """Share one nursery, a folder and the seed among all runs."""

    def __init__(self, folder: Path, seed: int, keep: bool = False, say: Callable[[str], None] = print) -> None:
        self.folder = folder
        self.seed = seed
        self.keep = keep
        self.say = say
        self.library = shim.build()
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Bench:
        cache = self.folder / "cache"
        self.nursery = self._stack.enter_context(Nursery(self.library, {"XDG_CACHE_HOME": str(cache)}))
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def trials(self, kind: Kind, first: int, runs: int) -> Iterator[tuple[int, Trial]]:
        """Yield (number, trial): the same for the same seed."""
        every = kind.trials(self.folder / f"{kind.name}-calm", self.nursery, random.Random(f"{self.seed} {kind.name}"))  # noqa: S311 - repeatable
        yield from itertools.islice(enumerate(every), first, first + runs)

    def run(self, kind: Kind, number: int, trial: Trial) -> Done:
        """Make one run in a folder of its own."""
        folder = self.folder / f"{kind.name}-{number:05}"
        began = time.monotonic()
        try:
            verdict = trial.run(folder, self.nursery)
        except Exception as error:  # a defect of the bench, or something that nobody thought of: it counts
            verdict = Verdict(unexplained=[f"{type(error).__name__}: {error}"])
        if not (self.keep and verdict.faults):
            shutil.rmtree(folder, ignore_errors=True)
        return Done(kind.name, number, trial, verdict, time.monotonic() - began)

    def run_all(self, wanted: Sequence[tuple[Kind, int, int]], jobs: int) -> list[Done]:
        """Make all runs, ``jobs`` at a time."""
        done: list[Done] = []
        lock = threading.Lock()

        def each(kind: Kind, number: int, trial: Trial) -> None:
            result = self.run(kind, number, trial)
            with lock:
                done.append(result)
                self._tell(result)
                if len(done) % 100 == 0:
                    self.say(f"{len(done)} runs")

        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            # All kinds side by side, so that a bench that is ended early has made some of each.
            due = sorted(((number - first + 1) / count, place, kind, number, trial)
                         for place, (kind, first, count) in enumerate(wanted)
                         for number, trial in self.trials(kind, first, count))
            runs = [pool.submit(each, kind, number, trial) for _when, _place, kind, number, trial in due]
            try:
                for future in runs:
                    future.result()
            except KeyboardInterrupt:  # what was done until then counts
                pool.shutdown(cancel_futures=True)
        return done

    def _tell(self, done: Done) -> None:
        for (name, what), times in collections.Counter(done.verdict.faults).items():
            often = f", {times} times" if times > 1 else ""
            self.say(f"{done.kind} {done.number}: {done.trial.label}: {name}: {what}{often}  ({done.seconds:.1f} s)")


def table(done: Sequence[Done]) -> Iterator[str]:
    """Yield the lines of the table: a run counts once in each column."""
    kinds = list(dict.fromkeys(each.kind for each in done))
    rows = {kind: collections.Counter(
        column for each in done if each.kind == kind for column in columns(each.verdict)) for kind in kinds}
    yield f"{'fault':<10}" + "".join(f"{column:>13}" for column in COLUMNS)
    for kind, counts in rows.items():
        yield f"{kind:<10}" + "".join(f"{counts[column]:>13}" for column in COLUMNS)
    total = sum(rows.values(), collections.Counter())
    yield f"{'all':<10}" + "".join(f"{total[column]:>13}" for column in COLUMNS)


def columns(verdict: Verdict) -> Iterator[str]:
    """Yield where a run counts; one whose fault never came about is no run."""
    if not verdict.hit and not verdict.faults:
        return
    yield "runs"
    yield from dict.fromkeys(kind for kind, _what in verdict.faults)
    if verdict.said:
        yield "stopped"


def shared(kinds: Sequence[Kind], runs: int) -> Iterator[tuple[Kind, int]]:
    """Yield how many of the runs each kind gets, by its share."""
    total = sum(kind.share for kind in kinds)
    for kind in kinds:
        yield kind, max(1, round(runs * kind.share / total))


def main(arguments: Sequence[str]) -> int:
    """Return 1 where anything was lost, doubled, hung or not explained."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description="Let things go wrong, and count.")
    parser.add_argument("--runs", type=int, default=200, help="shared among the kinds (default: %(default)s)")
    parser.add_argument("--only", default=",".join(KINDS), help="kinds of faults (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same runs (default: %(default)s)")
    parser.add_argument("--first", type=int, default=0, help="begin with this run of each kind")
    parser.add_argument("--jobs", type=int, default=2 * (os.cpu_count() or 1), help="runs side by side")
    parser.add_argument("--keep", action="store_true", help="keep the folders of runs that went wrong")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.only.split(",") if name not in KINDS]
    if unknown:
        parser.error(f"there is no fault {unknown[0]}; there are {', '.join(KINDS)}")
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    kinds = []
    for kind in (KINDS[name] for name in options.only.split(",")):
        if lacking := kind.lacking():
            print(f"{kind.name} is not tried: {lacking}")
        else:
            kinds.append(kind)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what is mounted is taken away then, too
    began = time.monotonic()
    with Bench(folder, options.seed, options.keep, lambda line: print(line, flush=True)) as bench:
        done = bench.run_all([(kind, options.first, count) for kind, count in shared(kinds, options.runs)],
                             options.jobs)
    print(f"\nseed {options.seed}, {time.monotonic() - began:.0f} s, {sys.version.split()[0]}")
    print("\n".join(table(done)))
    if options.keep:
        print(f"kept: {folder}")
    else:
        shutil.rmtree(folder, ignore_errors=True)
    return int(any(each.verdict.faults for each in done))
