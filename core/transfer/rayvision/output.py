"""Parse the program's output line by line.

The forms are those that version 1.1.5 prints: each was seen as the program's own code prints it. Builds differ, so
what has another form is no error, only nothing known.
"""

from __future__ import annotations

import dataclasses
import enum
import math
import re


class LineKind(enum.Enum):
    """The kinds of lines that the program prints."""

    BEGIN = "begin"
    PROGRESS = "progress"
    DONE = "done"
    FAILED = "fail"
    INTERRUPTED = "interrupt"
    MISSING = "missing"
    """A local file that is not there, or cannot be read."""
    STARTED = "started"
    """The arguments and the list are good: from here on it is between the program and the server."""
    SUCCESS = "success"
    """Everything arrived, or lies there already."""
    REASON = "reason"
    """Why it goes wrong, in the program's words."""


@dataclasses.dataclass(frozen=True)
class OutputLine:
    """One line that says something."""

    kind: LineKind
    path: str = ""
    """The path as the program prints it: local or on the server."""
    percent: float = 0.0
    """The percentage of the file that was sent."""
    reason: str = ""


FILE = re.compile(r"(?:upload|download) file (?P<kind>begin|done) \((?P<path>.*)\)")
PROGRESS = re.compile(r"(?:upload|download) speed: .*?progress: (?P<percent>\S+?)% file progress \((?P<path>.*)\)")
BROKEN = re.compile(r"(?:upload|download) file (?P<kind>interrupt|fail) \((?P<path>.*)\), error-(?P<reason>.*)")
FAILED = re.compile(r"(?:upload|download) (?P<reason>-?\d+: .*?) ?file fail \((?P<path>.*)\), error-.*")
"""The program's words are in this order: the reason comes before the file."""

MISSING = re.compile(r"(?:get|open) path \((?P<path>.*)\) info failed")
STARTED = re.compile(r"(?:upload|download) is begin")
SUCCESS = re.compile(r"(?:upload|download) task success: all files are success")
REASON = re.compile(
    r"ascp: .*|remote mount is offline|transmit server connection exception|init engine failed"
    r"|arg \[.*|invalid remote path.*|(?:load|parse|read|open) (?:local|remote)-path-.*|unrecognised option .*"
    r"|the (?:option|argument) .*|option '.*")


def read_line(line: str) -> OutputLine | None:
    """Parse one line; None for a line that means nothing to us, as most do."""
    text = line.strip()
    for form, read in FORMS:
        match = form.fullmatch(text)
        if match:
            return read(match)
    return None


def _progress(match: re.Match[str]) -> OutputLine | None:
    try:
        percent = float(match["percent"])
    except ValueError:
        return None
    if not math.isfinite(percent):
        return None
    return OutputLine(LineKind.PROGRESS, match["path"], min(100.0, max(0.0, percent)))


def _broken(match: re.Match[str]) -> OutputLine:
    kind = LineKind(match["kind"]) if "kind" in match.re.groupindex else LineKind.FAILED
    return OutputLine(kind, match["path"], reason=match["reason"].strip(" :"))


FORMS = (
    (PROGRESS, _progress),
    (FILE, lambda match: OutputLine(LineKind(match["kind"]), match["path"])),
    (BROKEN, _broken),
    (FAILED, _broken),
    (MISSING, lambda match: OutputLine(LineKind.MISSING, match["path"])),
    (STARTED, lambda _match: OutputLine(LineKind.STARTED)),
    (SUCCESS, lambda _match: OutputLine(LineKind.SUCCESS)),
    (REASON, lambda match: OutputLine(LineKind.REASON, reason=match[0])),
)
