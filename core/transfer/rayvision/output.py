"""Parse the program's output line by line.

The forms are those that version 1.1.5 prints: each was seen as the program's own code prints it. Builds differ, so
what has another form is no error, only nothing known.
"""

from __future__ import annotations

import dataclasses
import enum
import math
import re


class Kind(enum.Enum):
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
class Said:
    """One line that says something."""

    kind: Kind
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


def read_line(line: str) -> Said | None:
    """Parse one line; None for a line that means nothing to us, as most do."""
    text = line.strip()
    for form, read in FORMS:
        match = form.fullmatch(text)
        if match:
            return read(match)
    return None


def _progress(match: re.Match[str]) -> Said | None:
    try:
        percent = float(match["percent"])
    except ValueError:
        return None
    return Said(Kind.PROGRESS, match["path"], min(100.0, max(0.0, percent))) if math.isfinite(percent) else None


def _broken(match: re.Match[str]) -> Said:
    kind = Kind(match["kind"]) if "kind" in match.re.groupindex else Kind.FAILED
    return Said(kind, match["path"], reason=match["reason"].strip(" :"))


FORMS = (
    (PROGRESS, _progress),
    (FILE, lambda match: Said(Kind(match["kind"]), match["path"])),
    (BROKEN, _broken),
    (FAILED, _broken),
    (MISSING, lambda match: Said(Kind.MISSING, match["path"])),
    (STARTED, lambda _match: Said(Kind.STARTED)),
    (SUCCESS, lambda _match: Said(Kind.SUCCESS)),
    (REASON, lambda match: Said(Kind.REASON, reason=match[0])),
)
