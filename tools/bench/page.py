"""The scoreboard as a page."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
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
FIGURE, TARGET = COLUMNS.index("figure"), COLUMNS.index("target")
MET, MISSED, FAILED, NOT_RUN = ": met", ": **missed**. ", "**failed**", "not run"


def page(rows: Sequence[Row], measured: Mapping[str, Measured], date: str, commit: str, machine: str) -> str:
    """The whole page; ``measured``: what came of each row, by its name."""
    lines = [line(row, measured[row.name]) for row in rows]
    return HEAD.format(date=date, commit=commit, machine=machine) + table(lines) + "\n" + tally(lines)


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
    def reasoned(row: Row, cells: list[str]) -> Sequence[str]:
        target, missed_word, reason = cells[TARGET].partition(MISSED)
        return [*cells[:TARGET], target + missed_word + (missed_word and (row.why or reason)), *cells[TARGET + 1:]]

    return _changed(text, rows, reasoned)


def with_rows(text: str, rows: Sequence[Row], measured: Mapping[str, Measured], commit: str) -> str:
    """Return a page on which some rows are as they were measured of another commit, which they name.

    Raises:
        Problem: the page has other rows than these.
    """
    def renewed(row: Row, cells: list[str]) -> Sequence[str]:
        return (*line(row, measured[row.name])[:-1], f"{measured[row.name].machine}; of {commit}"
                ) if row.name in measured else cells

    return _changed(text, rows, renewed)


def _changed(text: str, rows: Sequence[Row], change: Callable[[Row, list[str]], Sequence[str]]) -> str:
    """The page with each row's cells changed, and how many there are of each kind counted anew."""
    lines = text.splitlines(keepends=True)
    places = [at for at, each in enumerate(lines) if each.startswith("| ")][2:]  # below the columns' names
    cells = [lines[at].strip("| \n").split(" | ") for at in places]
    if [each[0] for each in cells] != [_plain(row.work) for row in rows]:
        raise Problem("The page has other rows than tools/bench/rows.py: measure anew.")
    now = [change(row, own) for row, own in zip(rows, cells)]
    for at, own in zip(places, now):
        lines[at] = _joined(own)
    return "".join([*lines[:-1], tally(now)])


def line(row: Row, measured: Measured) -> tuple[str, ...]:
    """The cells of a row."""
    values = measured.figures.get(row.figure)
    if not values:
        word = FAILED if measured.ran else NOT_RUN
        return row.work, f"{word}: {measured.problem or 'it told no such figure'}", _against(row, measured), "–", \
            _target(row, measured), measured.machine
    ratio = ratio_of(row, measured)
    return (row.work, _spread(values, measured.units[row.figure]), _against(row, measured),
            "–" if ratio is None else f"{ratio:.3g}", _target(row, measured), measured.machine)


def ratio_of(row: Row, measured: Measured) -> float | None:
    """The figure by what it is compared with; None where one of them is not known."""
    values, other = measured.figures.get(row.figure), _other(row, measured)
    return statistics.median(values) / other if values and other else None


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
        return f"{wanted}{MET}"
    busy = "The machine was busy; on a quiet one it is not known." if BUSY in measured.machine else ""
    return f"{wanted}{MISSED}{row.why or busy or 'Why is not known yet.'}"


def _spread(values: Sequence[float], unit: str) -> str:
    middle = f"{_number(statistics.median(values))} {unit}"
    return middle if len(values) == 1 else f"{middle} ({_number(min(values))} to {_number(max(values))})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def tally(lines: Sequence[Sequence[str]]) -> str:
    """One sentence on how many rows there are of each kind."""
    failed = sum(cells[FIGURE].startswith(FAILED) for cells in lines)
    not_run = sum(cells[FIGURE].startswith(NOT_RUN) for cells in lines)
    met, over = (sum(word in cells[TARGET] for cells in lines) for word in (MET, MISSED))
    without = len(lines) - failed - not_run - met - over
    return (f"{len(lines)} rows: {met} met, {over} missed, {without} without a target, {not_run} not run, "
            f"{failed} failed.\n")


def write(text: str, path: Path = PAGE) -> None:
    """Write the page."""
    path.write_text(text, encoding="utf-8")
