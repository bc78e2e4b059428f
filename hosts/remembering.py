"""A text kept with a scene as one line of ASCII, for hosts that would escape, cut or recode anything else."""

from __future__ import annotations

from typing import Callable
from urllib.parse import quote, unquote

READABLE = " {}[]:,/"
"""What stays as it is besides letters and digits; quotation marks, backslashes and percent signs never do."""


class RememberedText:
    """The text of the open scene. Each host says how a line gets there and back."""

    def __init__(self, kept: Callable[[], str], keep: Callable[[str], None]) -> None:
        """``kept``: the line, empty where there is none; ``keep``: puts another one there, takes it away for none."""
        self._kept, self._keep = kept, keep

    def recall(self) -> str:
        """The text; empty where there is none.

        Raises:
            UnicodeDecodeError: somebody else put it there.
        """
        return unquote(self._kept(), errors="surrogatepass")

    def remember(self, text: str) -> None:
        """Put it there; the same once more is no change of the scene."""
        # Names of files may hold bytes that are no text: they are lone surrogates here.
        line = quote(text, safe=READABLE, errors="surrogatepass")
        if line != self._kept():
            self._keep(line)
