"""Run a bench, and read what it tells."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..environments import ROOT, child_environment
from .row import BUSY, Bench, Measured

PATIENCE = 600.0  # seconds for one run of a bench
CANNOT = 75
"""Exit code of a bench that lacks something of the machine, and has said what."""

LOOK = 1.0  # seconds for which the machine is watched before a bench
MOST = 0.25
"""Others who take more of a processor than this disturb what is measured."""


def measured(bench: Bench, inside: Path, folder: Path | None = None) -> Measured:
    """Run a bench by this Python; ``folder``: the environment of what it is measured beside."""
    machine = others()
    found: defaultdict[str, list[float]] = defaultdict(list)
    units: dict[str, str] = {}
    problem = ""
    for _run in range(bench.runs):
        told, problem, ran = _once(bench, inside, folder)
        for each in told:
            found[each["figure"]].append(float(each["value"]))
            units[each["figure"]] = each["unit"]
        if not ran:
            return Measured({}, {}, machine, problem, ran=False)
        if problem:
            break
    return Measured({name: tuple(values) for name, values in found.items()}, units, machine, problem)


def _once(bench: Bench, inside: Path, folder: Path | None) -> tuple[list[dict[str, Any]], str, bool]:
    """One run: the figures that were told, why there may be some missing, and whether it could run at all."""
    def filled(text: str) -> str:
        return text.replace("{peer}", str(folder))

    command = [str(inside), f"bench/{bench.name}.py", "--json", *map(filled, bench.words)]
    variables = {**child_environment(bench.python, None, None),
                 **{name: filled(value) for name, value in bench.variables}}
    try:
        done = subprocess.run(command, cwd=ROOT, env=variables, stdin=subprocess.DEVNULL, capture_output=True,
                              encoding="utf-8", errors="replace", timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return [], f"it took longer than {PATIENCE:.0f} s", True
    except OSError as error:
        return [], error.strerror or type(error).__name__, True
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"figure"')]
    last = (done.stderr.strip().splitlines() or done.stdout.strip().splitlines() or ["it said nothing"])[-1]
    if done.returncode == CANNOT:
        return [], last, False
    return told, f"exit code {done.returncode}: {last}" if done.returncode else "", True


def others() -> str:
    """How busy the machine is with other work: watched for a moment, since the load is of the last minute."""
    before = _taken()
    time.sleep(LOOK)
    after = _taken()
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"
    if before is None or after is None:
        return f"{load}; whether it was busy is unknown"
    share = (after - before) / LOOK
    return f"{load}, {BUSY if share > MOST else 'quiet'}: {share:.1f} processors taken"


def _taken() -> float | None:
    """Seconds of all processors that were taken since the start, also by whoever shares them; None where unknown."""
    try:
        words = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()[1:]
    except OSError:
        return None
    # user nice system idle iowait irq softirq steal …
    idle = {3, 4, 8, 9}
    ticks = sum(int(word) for place, word in enumerate(words) if place not in idle)
    return ticks / float(os.sysconf("SC_CLK_TCK"))


def machine(pythons: Iterable[str]) -> str:
    """One sentence on what it was measured on."""
    model = _after("/proc/cpuinfo", "model name") or "unknown processor"
    memory = _after("/proc/meminfo", "MemTotal").split()[:1]
    size = f"{int(memory[0]) / 1e6:.0f} GB" if memory else "unknown memory"
    return (f"{os.cpu_count()} processors ({model}), {size}, {sys.platform}; Python "
            f"{', '.join(pythons)}.")


def _after(file: str, name: str) -> str:
    """The value of a line ``name: value`` of a file of the kernel; empty where there is none."""
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
