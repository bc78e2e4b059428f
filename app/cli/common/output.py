"""What a command writes: one JSON document a run for scripts, sentences for people, whatever the locale.

JSON is ASCII: the same bytes on every machine. Text in a locale that lacks a character has an escape in its place.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from pathlib import Path
from typing import Any

from ...core.common.errors import Blocked, FoxError, NoAnswer, NotPlanned, Refused
from ...core.common.foreign import harmless
from ...core.common.streams import streams


def write_json(document: Any) -> None:
    """Write one JSON document; every ``--json`` of the command line ends here, by the ``Shape`` of its command."""
    print(json.dumps(document, indent=1))  # noqa: T201 - also without a console


def write_error(error: FoxError) -> None:
    """Write the document of a command that failed: its sentence, and the farm's code where the farm refused.

    Where findings block a submission it has them all, notes and warnings too; where the farm is not there to plan for,
    also the files that would be sent.
    """
    code = error.code if isinstance(error, (Refused, NoAnswer)) else 0
    document: dict[str, Any] = {"version": 1, "error": {"message": str(error), "code": code or None}}
    if isinstance(error, (Blocked, NotPlanned)):
        document["findings"] = error.found
    if isinstance(error, NotPlanned):
        document["files"] = error.files
    write_json(document)


def write_line(text: str) -> None:
    """Write a sentence for a person on stderr, where progress goes too."""
    print(harmless(text, lines=True), file=sys.stderr)  # noqa: T201


def write_answer(text: str) -> None:
    """Write a line on stdout for a person, or for a script that reads lines; it comes at once."""
    print(harmless(text), flush=True)  # noqa: T201


def write_text(text: str) -> None:
    """Write a text of many lines on stdout, such as a log."""
    sys.stdout.write(harmless(text, lines=True))


def flush() -> None:
    """Write what waits, so that an error comes here and not when the interpreter ends.

    Raises:
        OSError: a stream does not take it.
    """
    for stream in streams():
        stream.flush()


def reader_gone(error: OSError) -> bool:
    """Whether who read the output has closed it; Windows has a number of its own for that."""
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)


def write_no_more() -> None:
    """Give up streams that take nothing any more: the interpreter would try again at its end, and complain."""
    for stream in streams():
        try:
            stream.flush()
        except OSError:
            with contextlib.suppress(OSError, ValueError), Path(os.devnull).open("wb") as nothing:
                os.dup2(nothing.fileno(), stream.fileno())
