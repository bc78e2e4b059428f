"""Progress, tables and sentences for whoever sits at the terminal; whole lines where a program reads them."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleDimensions, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from ...core.common.foreign import harmless

UNCUT = 100_000
"""Columns where no terminal has a width: nothing is cut or wrapped in a pipe or a file."""


class Terminal(Console):
    """Rich's console, but for what it does where nobody looks at a terminal, and for what it reads in texts.

    No text is taken for markup, emoji or numbers to colour, and none reaches the terminal with commands for it: they
    are escaped in every segment, whoever printed it.
    """

    def __init__(self, *, stderr: bool = False, width: int | None = None) -> None:
        super().__init__(stderr=stderr, width=width, markup=False, emoji=False, highlight=False)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Return the segments of what is printed; Rich calls it for each part of it, too."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(harmless(segment.text, lines=True), segment.style)

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
    console.print(harmless(sentence, lines=True), soft_wrap=True)


def cell(text: str) -> Text:
    """Return a text for a table, in which no name takes more than its own line."""
    return Text(harmless(text))
