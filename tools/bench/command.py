"""``python3 dev.py bench``: run the benches, and write the scoreboard."""

from __future__ import annotations

import argparse
import datetime
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ..environments import ROOT, Problem
from . import page, peers
from .row import LONG, PEERS, Bench, Measured, Row
from .rows import ROWS
from .running import machine, measured

Environments = Mapping[str, Path]
"""Version of Python -> its interpreter, in the environment with everything."""


def bench(arguments: Sequence[str], found: Mapping[str, str], prepared: Callable[[set[str]], Environments]) -> int:
    """Run and write; the exit code is 1 where a row failed.

    ``found`` are the Pythons of this machine; ``prepared`` makes the environments of some versions.
    """
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measure, and write docs/benchmarks.md.")
    parser.add_argument("--only", action="append", metavar="ROW", choices=[row.name for row in ROWS],
                        help="only this row, which is printed and not written; may be said several times")
    parser.add_argument(PEERS, action="store_true", help="also beside deadline, blender-asset-tracer, rayvision-api")
    parser.add_argument(LONG, action="store_true", help="also what takes minutes")
    parser.add_argument("--renew", action="store_true", help="put the rows of --only into the page after all")
    parser.add_argument("--reasons", action="store_true",
                        help="measure nothing: have the page say why rows missed, as far as that is known now")
    parser.add_argument("--out", type=Path, default=page.PAGE, help="the page (default: docs/benchmarks.md)")
    options = parser.parse_args(list(arguments))
    if options.reasons:
        page.write(page.with_reasons(options.out.read_text(encoding="utf-8"), ROWS), options.out)
        return 0
    rows = [row for row in ROWS if not options.only or row.name in options.only]
    asked = {*([PEERS] if options.peers else []), *([LONG] if options.long else [])}
    wanted = [row.bench for row in rows if options.only or not row.bench.only_with or row.bench.only_with in asked]
    environments = prepared({each.python for each in wanted})
    began = time.monotonic()
    results = {row.name: Measured({}, {}, "–", "the run was ended before", ran=False) for row in rows}
    try:
        measure(rows, set(wanted), environments, found, results)
    except KeyboardInterrupt:
        print("Ended: the rows below have no figures.")
    print(f"It took {(time.monotonic() - began) / 60:.1f} minutes.")
    lines = [page.line(row, results[row.name]) for row in rows]
    if options.only and options.renew:
        page.write(page.with_rows(options.out.read_text(encoding="utf-8"), ROWS, results, commit()), options.out)
    elif options.only:
        print(page.table(lines), end="")
    else:
        page.write(page.page(rows, results, datetime.date.today().isoformat(), commit(), machine(environments)),
                   options.out)
        print(f"Written: {options.out}")
    print(page.tally(lines), end="")
    return int(any(each.ran and not each.figures.get(row.figure) for row in rows for each in [results[row.name]]))


def measure(rows: Sequence[Row], wanted: set[Bench], environments: Environments, found: Mapping[str, str],
            results: dict[str, Measured]) -> None:
    """Fill in what came of each row, by its name; a bench that several rows are of runs once."""
    done: dict[Bench, Measured] = {}
    for row in rows:
        if row.bench not in done:
            done[row.bench] = _one(row.bench, wanted, environments, found)
        results[row.name] = done[row.bench]
        print(" · ".join(page.line(row, results[row.name])), flush=True)


def _one(bench: Bench, wanted: set[Bench], environments: Environments, found: Mapping[str, str]) -> Measured:
    if bench not in wanted:
        return Measured({}, {}, "–", f"with `{bench.only_with}`", ran=False)
    if bench.python not in environments:
        return Measured({}, {}, "–", f"there is no Python {bench.python} here", ran=False)
    try:
        folder = peers.environment(bench.peer, found) if bench.peer else None
    except Problem as problem:
        return Measured({}, {}, "–", str(problem), ran=False)
    return measured(bench, environments[bench.python], folder)


def commit() -> str:
    """The commit that is measured, and whether there is more than it."""
    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()

    short = git("rev-parse", "--short", "HEAD") or "unknown"
    return f"{short} with changes" if git("status", "--porcelain", "--untracked-files=no") else short
