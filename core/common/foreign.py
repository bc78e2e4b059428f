r"""Make foreign text harmless: names of files and tasks, answers of servers, lines of logs and of programs.

Whoever names a file or a task decides what stands in it: commands for a terminal (ESC), marks that turn the order of
letters around, so that ``fdp.exe`` is read as ``exe.pdf``, line breaks that forge a line of a log. Such characters are
shown as escapes, ``\x1b``, the way Python writes them. Every view calls this: ``app/cli/common/terminal.py`` for the
terminal, ``ui/kit/widgets.py`` and ``paint.py`` for Qt, ``logs.py`` for logs; tests/test_foreign_text.py names a place
that does not.
"""

from __future__ import annotations

import html
import json
import math
import re
from typing import Any

INVISIBLE = ("\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
             "\U000e0000-\U000e007f")
"""Controls of ISO 6429, marks for the direction of text, separators of lines, tags, and what has neither width nor use.

The joiners of scripts and emoji (U+200C, U+200D) are left alone: they only change the shape of their neighbours.
"""

HALVES = "\ud800-\udfff"
"""Halves of characters, which stand for bytes of a file name that are no UTF-8; no stream takes them."""

UNSAFE = re.compile(f"[\x00-\x1f{INVISIBLE}{HALVES}]")
UNSAFE_IN_LINES = re.compile(f"[\x00-\x08\x0b-\x1f{INVISIBLE}{HALVES}]")
"""The unsafe characters of a text that may have several lines: tabs and line breaks are not among them."""

LOOKALIKES = str.maketrans({"<": "‹", ">": "›", "&": "＆"})
"""For notices: some desktops read markup in them, others show what would keep it from being read."""


def harmless(text: str, *, lines: bool = False) -> str:
    """Return a text that can be shown as it is; ``lines`` keeps its tabs and line breaks."""
    if text.isprintable():  # by far most are, and lists have thousands
        return text
    return (UNSAFE_IN_LINES if lines else UNSAFE).sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return repr(found[0])[1:-1]


def tip(text: str) -> str:
    """Return a tooltip for Qt that shows the text as it is, on its own lines.

    Qt takes whatever looks like HTML for HTML: a task named ``<img src=//server/x>`` would open that file.
    """
    shown = harmless(text, lines=True)
    if "<" in shown or "&lt;" in shown:  # Qt looks for one of these before it takes a text for HTML
        return f'<p style="white-space: pre-wrap">{html.escape(shown, quote=False)}</p>'
    return shown


def notice(text: str) -> str:
    """Return a text for the system's tray."""
    return harmless(text, lines=True).translate(LOOKALIKES)


ALIKE = bytes.maketrans(b"123456789E", b"000000000e")
"""Makes all digits alike, so that numbers are found as plain bytes: expressions for them take longer than reading."""

LONG_NUMBER = b"0" * 19
EXPONENTS = (b"0e000", b"0e+000")
HALF = re.compile(rb"\\u[dD][89a-fA-F]")
MOST_DIGITS = 100
LARGEST = 1 << 63
"""Integers are smaller: what SQLite keeps, and what Python reads without squaring the number of digits."""


def read_foreign_json(raw: bytes, *, refuses: bool = False) -> Any:
    """Return the document. A number that is none or infinite is null there, half of a character a question mark.

    ``refuses`` is for a reader who refuses such texts and numbers beyond 64 bits itself: they are as they were sent.

    Raises:
        ValueError: it is not JSON, is nested too deeply, or holds an integer beyond 64 bits, which no database takes.
    """
    hooks: dict[str, Any] = {"parse_constant": _no_number}
    # The hooks cost time for every number, so they are used only where the bytes may hold such a one.
    alike = raw.translate(ALIKE)
    if LONG_NUMBER in alike:
        hooks["parse_int"] = _short if refuses else _integer
    if "parse_int" in hooks or any(each in alike for each in EXPONENTS):
        hooks["parse_float"] = _finite
    try:
        found = json.loads(raw, **hooks)
        if not refuses and b"\\u" in raw and HALF.search(raw):
            found = json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return found


def _no_number(_name: str) -> None:
    return None


def _integer(digits: str) -> int:
    number = _short(digits)
    if not -LARGEST <= number < LARGEST:
        raise ValueError("beyond 64 bits")
    return number


def _short(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError("too many digits")
    return int(digits)


def _finite(digits: str) -> float | None:
    number = float(digits) if len(digits) < 400 else math.inf
    return None if math.isinf(number) else number
