"""Say what is installed or removed: lines for people, one document for scripts."""

from __future__ import annotations

import argparse
import contextlib
import io
from typing import Callable

from .shapes import usual

INSTALLED = usual({"host": "the application", "messages": "what was or would be written or removed, a sentence each"})


def told(options: argparse.Namespace, do: Callable[[argparse.Namespace], int]) -> int:
    """Have it done, and written as JSON where that is wanted; the exit code."""
    if not options.json:
        return do(options)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = do(options)
    INSTALLED.write(host=options.host, messages=said.getvalue().splitlines())
    return code
