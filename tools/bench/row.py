"""What a row of the scoreboard is made of: a bench that tells figures, and what one of them is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

LONG, PEERS = "--long", "--peers"
BUSY = "**busy**"
"""How a row is marked whose machine had other work."""


class Bench(NamedTuple):
    """A program below bench/ that tells its figures in lines of JSON (bench/figures.py)."""

    name: str
    words: tuple[str, ...] = ()
    python: str = "3.13"
    """The version of the Python that runs it."""
    runs: int = 1
    """How often, each time in a process of its own."""
    peer: str = ""
    """What it is measured beside (peers.py); ``{peer}`` in words and variables is the folder of its environment."""
    variables: tuple[tuple[str, str], ...] = ()
    only_with: str = ""
    """The option without which it is not run."""


class Row(NamedTuple):
    """One line of the table."""

    name: str
    """``--only`` calls it so."""
    work: str
    bench: Bench
    figure: str
    """The bench calls it so."""
    against: float | str = 0.0
    """A limit in the figure's unit, or another figure of the same bench; 0 where nobody has set one."""
    beside: str = ""
    """Words say what that other figure is of."""
    target: float = 1.0
    """The figure is at most so many times that."""
    why: str = ""
    """Why it is above, where it is known to be."""


class Measured(NamedTuple):
    """The outcome of a bench: its figures, or why there are none."""

    figures: Mapping[str, tuple[float, ...]]
    """Each figure's value in each run."""
    units: Mapping[str, str]
    machine: str
    """How busy the machine was with other work just before."""
    problem: str = ""
    """Why it failed, or was not run."""
    ran: bool = True
