"""Why a frame failed, read from its log: rules for the wording of the renderers and of the systems below them. Pure.

Each rule is tried on every line, the most telling kind first. What no rule knows is said to be unknown, with the first
error that the log itself names.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence

from ...common.i18n import _
from ..log_lines import shortened, tone, verdict
from .rules import COMPILED, HARMLESS, MOST_TRIED, TELLING, Cause

NUMBER = re.compile(r"\d+")

NAMED = (Cause.FILE, Cause.PLUGIN, Cause.LICENCE)
"""Causes with something to put right for each file, plug-in or licence that the log names."""


@dataclasses.dataclass(frozen=True)
class Reason:
    """Why one frame failed."""

    cause: Cause
    line: str = ""
    """The line of the log that says so, shortened."""
    what: str = ""
    """The figure, the path or the name in that line; empty where it has none."""

    @property
    def kind(self) -> tuple[Cause, str]:
        """Equal for reasons that are one: whatever their figures, but of one file or plug-in or one unknown error."""
        name = self.line if self.cause is Cause.UNKNOWN else self.what if self.cause in NAMED else ""
        return self.cause, NUMBER.sub("#", name)


def explain(lines: Sequence[str]) -> Reason:
    """Why a frame failed, by the lines of its log."""
    said = [line for line in lines if line.strip()]
    grave = [line for line in said if not HARMLESS.search(line)]
    found = _first(grave)
    if found is None:
        # A warning is a reason only where the log names no error at all.
        errors = [line for line in (verdict(said), *grave) if line and tone(line) == "error"]
        found = Reason(Cause.UNKNOWN, shortened(errors[0])) if errors else _first(said)
    if found is not None:
        return found
    return Reason(Cause.UNKNOWN, shortened(said[-1])) if said else Reason(Cause.SILENT)


def _first(lines: Iterable[str]) -> Reason | None:
    """The reason of the gravest kind, with a line that has the figure or the name if one has it."""
    kept = [line for line in lines if TELLING.search(line)][-MOST_TRIED:]
    for cause, rules in COMPILED:
        for rule in rules:
            for line in kept:
                match = rule.search(line)
                if match:
                    what = match.groupdict().get("what") or ""
                    return Reason(cause, shortened(line), what.strip().rstrip("."))
    return None


def word(reason: Reason) -> str:
    """Return one or two words for a cell of a table or a sheet."""
    return {
        Cause.MEMORY: _("Out of memory"), Cause.CARD_MEMORY: _("Card memory full"), Cause.LICENCE: _("No licence"),
        Cause.PLUGIN: _("Plug-in missing"), Cause.CARD: _("Graphics card"), Cause.TIME: _("Timed out"),
        Cause.FILE: _("File missing"), Cause.CRASH: _("Crashed"), Cause.UNKNOWN: _("Failed"), Cause.SILENT: _("Failed"),
    }[reason.cause]


def phrase(reason: Reason) -> str:
    """Return the reason as a phrase that ends a sentence, without the full stop."""
    named = {
        Cause.MEMORY: _("out of memory ({what})"), Cause.LICENCE: _("no licence: {what}"),
        Cause.PLUGIN: _("a plug-in is missing: {what}"), Cause.TIME: _("it took longer than {what}"),
        Cause.FILE: _("a file is missing: {what}"),
    }
    if reason.what and reason.cause in named:
        return named[reason.cause].format(what=reason.what)
    return {
        Cause.MEMORY: _("out of memory"), Cause.CARD_MEMORY: _("the memory of the graphics card is full"),
        Cause.LICENCE: _("the renderer got no licence"), Cause.PLUGIN: _("a plug-in is missing"),
        Cause.CARD: _("the graphics card or its driver failed"), Cause.TIME: _("it took longer than it may"),
        Cause.FILE: _("a file is missing"), Cause.CRASH: _("the renderer crashed"),
        Cause.UNKNOWN: _("the reason is not known"), Cause.SILENT: _("the log is empty"),
    }[reason.cause]


def advice(cause: Cause) -> str:
    """Return a sentence: what can be done about it."""
    return {
        Cause.MEMORY: _("Render it on nodes with more memory, or make the scene lighter."),
        Cause.CARD_MEMORY: _("Choose hardware with more memory on its cards, or smaller textures."),
        Cause.LICENCE: _("Check the renderer's version in the environment, then restart the frames; ask the farm if it "
                         "happens again."),
        Cause.PLUGIN: _("Add the plug-in to the environment, and submit again."),
        Cause.CARD: _("Restart the frames; if they fail again, choose other hardware."),
        Cause.TIME: _("Allow more time, then restart the frames."),
        Cause.FILE: _("Locate the file on the Assets tab, and submit again: only what is new is sent."),
        Cause.CRASH: _("Restart the frames; if they fail again, look at the end of the log."),
        Cause.UNKNOWN: _("Look at the log: it opens at its first error."),
        Cause.SILENT: _("Restart the frames, and ask the farm if it happens again."),
    }[cause]
