"""The scoreboard as a page."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..environments import ROOT, Problem
from .row import BUSY, Measured, Row

PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = """# What was measured

Written by `python3 dev.py bench` and by nobody else, on {date}, of commit {commit}, on a machine with {machine}

The ratio is what says something: machines differ. Each row is one run, or the middle of several with the least and the
most of them in brackets. *Machine* is how busy it was with other work just before: a row that says **busy** was
disturbed, and its time is longer than on a quiet machine. A row that could not be measured says so. How the panel is
measured, and what was done for it: [speed](speed.md).

"""
COLUMNS = ("work", "figure", "limit or peer", "ratio", "target", "machine")
TARGET = COLUMNS.index("target")
MISSED = ": **missed**. "


def page(rows: Sequence[Row], measured: Mapping[str, Measured], date: str, commit: str, machine: str) -> str:
    """The whole page; ``measured``: what came of each row, by its name."""
    lines = [line(row, measured[row.name]) for row in rows]
    return HEAD.format(date=date, commit=commit, machine=machine) + table(lines) + "\n" + tally(rows, measured)


def table(lines: Sequence[Sequence[str]]) -> str:
    """Rows of cells below the columns' names."""
    return "".join(map(_joined, (COLUMNS, ["---"] * len(COLUMNS), *lines)))


def _joined(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_plain, cells))} |\n"


def _plain(cell: str) -> str:
    return cell.replace("|", "/")


def with_reasons(text: str, rows: Sequence[Row]) -> str:
    """Return a page on which the rows that missed say why, as far as that is known now; all figures stay.

    Raises:
        Problem: the page has other rows than these.
    """
    lines = text.splitlines(keepends=True)
    places = [at for at, each in enumerate(lines) if each.startswith("| ")][2:]  # below the columns' names
    cells = [lines[at].strip("| \n").split(" | ") for at in places]
    if [each[0] for each in cells] != [_plain(row.work) for row in rows]:
        raise Problem("The page has other rows than tools/bench/rows.py: measure anew.")
    for at, row, own in zip(places, rows, cells):
        target, missed_word, _reason = own[TARGET].partition(MISSED)
        if missed_word and row.why:
            lines[at] = _joined([*own[:TARGET], target + missed_word + row.why, *own[TARGET + 1:]])
    return "".join(lines)


def line(row: Row, measured: Measured) -> tuple[str, ...]:
    """The cells of a row."""
    values = measured.figures.get(row.figure)
    if not values:
        word = "**failed**" if measured.ran else "not run"
        return row.work, f"{word}: {measured.problem or 'it told no such figure'}", _against(row, measured), "–", \
            _target(row, measured), measured.machine
    ratio = ratio_of(row, measured)
    return (row.work, _spread(values, measured.units[row.figure]), _against(row, measured),
            "–" if ratio is None else f"{ratio:.3g}", _target(row, measured), measured.machine)


def ratio_of(row: Row, measured: Measured) -> float | None:
    """The figure by what it is compared with; None where one of them is not known."""
    values, other = measured.figures.get(row.figure), _other(row, measured)
    return statistics.median(values) / other if values and other else None


def missed(row: Row, measured: Measured) -> bool:
    """Whether a row is above its target; one without a figure is not."""
    ratio = ratio_of(row, measured)
    return ratio is not None and ratio > row.target


def _other(row: Row, measured: Measured) -> float:
    if isinstance(row.against, str):
        return statistics.median(measured.figures.get(row.against) or (0.0,))
    return row.against


def _against(row: Row, measured: Measured) -> str:
    other = _other(row, measured)
    if isinstance(row.against, str):
        unit = measured.units.get(row.against, "")
        return f"{row.beside}: {_number(other)} {unit}" if other else f"{row.beside}: unknown"
    return f"{_number(other)} {measured.units.get(row.figure, '')}".strip() if other else "–"


def _target(row: Row, measured: Measured) -> str:
    if not row.against:
        return "none"
    wanted, ratio = f"≤ {row.target:.3g}", ratio_of(row, measured)
    if ratio is None:
        return wanted
    if ratio <= row.target:
        return f"{wanted}: met"
    busy = "The machine was busy; on a quiet one it is not known." if BUSY in measured.machine else ""
    return f"{wanted}{MISSED}{row.why or busy or 'Why is not known yet.'}"


def _spread(values: Sequence[float], unit: str) -> str:
    middle = f"{_number(statistics.median(values))} {unit}"
    return middle if len(values) == 1 else f"{middle} ({_number(min(values))} to {_number(max(values))})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def tally(rows: Sequence[Row], measured: Mapping[str, Measured]) -> str:
    """One sentence on how many rows there are of each kind."""
    there = [row for row in rows if measured[row.name].figures.get(row.figure)]
    over = [row for row in there if missed(row, measured[row.name])]
    without = [row for row in there if not row.against]
    not_run = [row for row in rows if row not in there and not measured[row.name].ran]
    failed = len(rows) - len(there) - len(not_run)
    met = len(there) - len(over) - len(without)
    return (f"{len(rows)} rows: {met} met, {len(over)} missed, {len(without)} without a target, "
            f"{len(not_run)} not run, {failed} failed.\n")


def write(text: str, path: Path = PAGE) -> None:
    """Write the page."""
    path.write_text(text, encoding="utf-8")
