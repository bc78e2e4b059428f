"""What the main thread has to wait: the ticks of an event loop, and figures beside them, of one run or of several.

A tick is one turn of the event loop under a timer of 1 ms; its gap is what the host would have to wait.

A gap is time on the wall, as an artist feels it: painting without a screen, collections of garbage and waiting for the
interpreter's lock or the disk are in it, and so is what other programs took of the machine. Two figures tell the last
one apart. ``busy`` is the processor time of the main thread, which nobody else can lengthen much; ``process`` that of
all our threads in the same gap. A gap far longer than its ``process`` was spent on other programs or on the disk: let
the machine rest and measure again.
"""

from __future__ import annotations

import gc
import json
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Callable, NamedTuple

from bench.figures import JSON, tell, wanted
from qtpy.QtCore import QEventLoop, Qt, QTimer

PATIENCE = 90.0
SHORT, LONGEST = 0.016, 0.030
"""Seconds of the main thread: 99 % of ticks are below the first, all below the second."""

RUNS = "--runs="


class Gap(NamedTuple):
    """Between two turns of the event loop, in seconds."""

    wall: float
    busy: float
    """The seconds for which the main thread was on a processor."""
    process: float
    """The seconds of the processors that all threads of this process took meanwhile."""


class Watch:
    """Measures gaps between turns of the event loop."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last = Gap(0.0, 0.0, 0.0)
        self.gaps: list[Gap] = []
        self.collecting = self._collected = 0.0
        """The longest pause of Python's garbage collector, on whatever thread."""

    def __enter__(self) -> Watch:
        gc.callbacks.append(self._collecting)
        self._last = clocks()
        self._timer.start(1)
        return self

    def __exit__(self, *_error: object) -> None:
        self._tick()
        self._timer.stop()
        gc.callbacks.remove(self._collecting)

    def _collecting(self, phase: str, _info: dict[str, int]) -> None:
        now = time.perf_counter()
        if phase == "stop":
            self.collecting = max(self.collecting, now - self._collected)
        self._collected = now

    def _tick(self) -> None:
        now = clocks()
        self.gaps.append(Gap(*(after - before for after, before in zip(now, self._last))))
        self._last = now

    def report(self, name: str) -> None:
        """One line."""
        worst = max(self.gaps)
        wall, busy, process = ([gap[field] for gap in self.gaps] for field in (0, 1, 2))
        over, far = (sum(gap > limit for gap in wall) for limit in (SHORT, LONGEST))
        under = 100 * sum(gap <= SHORT for gap in busy) / len(busy)
        if wanted():
            tell(name, 1000 * max(busy), "ms", late=1000 * late(busy), under=under, wall=1000 * worst.wall)
            return
        print(f"{name:<41} longest {1000 * worst.wall:5.1f} ms (busy {1000 * worst.busy:4.1f}, "
              f"process {1000 * worst.process:4.1f})  most busy {1000 * max(busy):4.1f}, "
              f"process {1000 * max(process):4.1f}  "
              f"99 % {1000 * late(wall):4.1f} (busy {1000 * late(busy):4.1f})  busy under 16 ms {under:5.1f} %  "
              f"over 16 ms: {over}, 30 ms: {far} of {len(wall):,}  collector {1000 * self.collecting:4.1f}", flush=True)


def figure(name: str, value: float, unit: str) -> None:
    """Print a figure that is none of ticks."""
    if wanted():
        tell(name, value, unit)
    else:
        print(f"{name:<60} {value:,.1f} {unit}", flush=True)


def clocks() -> Gap:
    """Return the clocks as they stand now, in seconds."""
    return Gap(time.perf_counter(), time.thread_time(), time.process_time())


def late(values: list[float]) -> float:
    """99 in 100 are not above it."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.99))]


def turn(seconds: float) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec_() if hasattr(loop, "exec_") else loop.exec()


def until(condition: Callable[[], bool], step: float = 0.02) -> None:
    """Let the event loop run until it is so."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise SystemExit("it did not happen in time")
        turn(step)


def scrolled(view: Any) -> None:
    """Scroll a view from its beginning to its end."""
    bar = view.verticalScrollBar()
    for step in range(60):
        bar.setValue(bar.maximum() * step // 59)
        turn(0.02)


def several(program: str, words: Sequence[str], runs: int) -> None:
    """Run a program so often, each time in a process of its own, and print the medians as a table."""
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for _run in range(runs):
        said = subprocess.run([sys.executable, program, JSON, *words], stdout=subprocess.PIPE, text=True, check=True)
        for line in said.stdout.splitlines():
            each = json.loads(line)
            found[each["figure"]].append(each)
    print(f"| {runs} runs, ms | longest of the main thread | 99 % | under 16 ms | longest on the wall |\n{5 * '|---'}|")
    others = []
    for name, each in found.items():
        if "wall" not in each[0]:
            others.append(f"| {name} | {middle(each, 'value'):,.1f} {each[0]['unit']} "
                          f"({least_and_most(each, 'value')}) |")
        else:
            print(f"| {name} | {middle(each, 'value'):.1f} ({least_and_most(each, 'value')}) "
                  f"| {middle(each, 'late'):.1f} | {middle(each, 'under'):.1f} % | {middle(each, 'wall'):.1f} |")
    if others:
        print("\n| | |\n|---|---|\n" + "\n".join(others))


def middle(found: Sequence[dict[str, Any]], field: str) -> float:
    """The median."""
    return statistics.median(each[field] for each in found)


def least_and_most(found: Sequence[dict[str, Any]], field: str) -> str:
    """The least and the most of all runs."""
    values = sorted(each[field] for each in found)
    return f"{values[0]:,.1f} to {values[-1]:,.1f}"
