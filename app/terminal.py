"""Progress and sentences for whoever sits at the terminal: on stderr, since stdout is for what a script reads."""

from __future__ import annotations

from rich.console import Console

console = Console(stderr=True)


def say(sentence: str) -> None:
    """Print a sentence as it is: paths and brackets in it mean nothing to the console."""
    console.print(sentence, highlight=False, markup=False, soft_wrap=True)
