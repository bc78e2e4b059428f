"""Read JSON that a server wrote: nothing in it may cost more than its bytes, or be what no program of ours can keep."""

from __future__ import annotations

import json
import math
import re
from typing import Any

LONG_NUMBER = re.compile(rb"\d{19}")
EXPONENT = re.compile(rb"\d[eE]\+?\d\d\d")
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
    if LONG_NUMBER.search(raw):
        hooks["parse_int"] = _short if refuses else _integer
    if EXPONENT.search(raw) or "parse_int" in hooks:
        hooks["parse_float"] = _finite
    try:
        found = json.loads(raw, **hooks)
        if not refuses and HALF.search(raw):
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
