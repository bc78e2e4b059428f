"""Text on stdout and stderr in any locale: a character that its encoding lacks is written as an escape."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from typing import TextIO


def streams() -> Iterator[TextIO]:
    """Both streams; a program without a console has none."""
    return (stream for stream in (sys.stdout, sys.stderr) if stream is not None)


def escape_what_is_lacking() -> None:
    """Have both streams escape what they cannot write; once, at the start of a process of ours."""
    for stream in streams():
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
