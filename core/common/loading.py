"""Why a program or a package does not load, and what to do, in words for people; `load_check` finds it out."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from . import child, load_check, system_libraries
from .i18n import _, listed
from .load_check import Ended, run
from .system_errors import system_reason

NO_DISPLAY = "could not connect to display"
"""How Qt says on X11 that nothing answers where DISPLAY points to."""

NO_PLATFORM = re.compile(r'[Cc]ould not find the Qt platform plugin "([^"]*)"')


class LoadResult(NamedTuple):
    """The result of trying to load something."""

    good: bool
    words: str
    """Its version and the like, or why it does not load."""

    advice: str = ""
    """The next step; empty where none is known."""


def load(modules: Sequence[str], python: str = "", users: Iterable[str] = (), seconds: float = load_check.TIMEOUT,
         screen: bool = False) -> LoadResult:
    """Load packages in a child of ``python``, this one where none is named.

    ``users``: who of `system_libraries.TABLE` is behind them; ``screen``: Qt uses the display that there is.
    """
    options = [load_check.SCREEN] if screen else []
    command = child.command(python or sys.executable, "core.common.load_check", *modules, *options)
    return judged(run(command, seconds, child.environment()), users, seconds)


def judged(ended: Ended, users: Iterable[str] = (), seconds: float = load_check.TIMEOUT) -> LoadResult:
    """Return the result of a child that was to load something, judged by the way it ended."""
    if ended.code == 0:
        return LoadResult(True, ended.said)
    if ended.late:
        return LoadResult(False, _("it does not answer within {seconds:.0f} seconds").format(seconds=seconds))
    if ended.refused:
        return LoadResult(False, system_reason(ended.refused))
    why, advice = explained(ended.text, users)
    if why:
        return LoadResult(False, why, advice)
    if ended.signal:
        return LoadResult(False, _("it ends with {signal}, and says last: {line}").format(
            signal=ended.signal, line=ended.last_line))
    return LoadResult(False, ended.last_line)


def explained(text: str, users: Iterable[str] = ()) -> tuple[str, str]:
    """Why, and what to do, where what a program printed names something that the system lacks; else nothing."""
    if NO_DISPLAY in text:
        return (_("nothing answers at the display {name}").format(name=os.environ.get("DISPLAY", "")),
                _("Set DISPLAY to one that runs, or remove the variable."))
    unknown = NO_PLATFORM.search(text)
    if unknown:
        return (_("there is no Qt platform plug-in “{name}”").format(name=unknown[1]),
                _("Correct QT_QPA_PLATFORM, or remove it."))
    files = system_libraries.behind(text, users)
    if files:
        return _("these libraries of the system are missing: {files}").format(files=listed(files)), advice(files)
    return "", ""


def lacks(text: str, users: Iterable[str] = ()) -> str:
    """The sentence where a program ended as the system lacks a library, by what it printed; empty for any other end."""
    if not system_libraries.not_found(text):
        return ""
    why, what_to_do = explained(text, users)
    return f"{why}. {what_to_do}"


def advice(files: Iterable[str]) -> str:
    """How to install these libraries."""
    files = list(files)
    packages = system_libraries.packages(files)
    command = system_libraries.install_command(packages) if packages else None
    if command:
        return _("Run: {command}").format(command=command)
    if packages:
        return _("Install what has them, in Debian: {packages}").format(packages=" ".join(packages))
    return _("Install what has them.")
