"""Progress, tables and sentences for whoever sits at the terminal; whole lines where a program reads them."""

from __future__ import annotations

from rich.console import Console, ConsoleDimensions

UNCUT = 100_000
"""Columns where no terminal has a width: nothing is cut or wrapped in a pipe or a file."""


class Terminal(Console):
    """Rich's console, but for what it does where nobody looks at a terminal."""

    @property  # type: ignore[misc]  # nobody sets it
    def size(self) -> ConsoleDimensions:
        """The size of the terminal; very wide where there is none."""
        return super().size if self.is_terminal else ConsoleDimensions(UNCUT, 25)

    def on_broken_pipe(self) -> None:
        """Pass the error that is being handled on to ``cli.main``: Rich would end the program with 1."""
        raise  # noqa: PLE0704 - Rich calls this while it handles the error


console = Terminal(stderr=True)
"""Progress and sentences go to stderr: stdout is for what a script reads."""


def say(sentence: str) -> None:
    """Print a sentence as it is: paths and brackets in it mean nothing to the console."""
    console.print(sentence, highlight=False, markup=False, soft_wrap=True)
