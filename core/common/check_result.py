"""One thing that was checked of this installation: how it is, in words, and what to do."""

from __future__ import annotations

import dataclasses

from .i18n import full_stop, labelled, sentences

GOOD, BAD, NOTE = "ok", "failed", "note"
"""How a check ends. A note is no fault: something optional is not there."""


@dataclasses.dataclass(frozen=True)
class CheckResult:
    """A line of ``foxsubmit doctor``."""

    mark: str
    """GOOD, BAD or NOTE."""

    what: str
    words: str

    advice: str = ""
    """The next step, as a sentence; empty where all is well."""

    def line(self) -> str:
        """Return the line that people read."""
        words = sentences(full_stop(self.words), self.advice) if self.advice else self.words
        return f"{self.mark:<7} {labelled(self.what, words)}"
