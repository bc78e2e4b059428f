"""Tokens in file names: UDIM tiles and numbered sequences."""

from __future__ import annotations

import os
import re

TOKENS = {
    "<UDIM>": r"(?P<number>1\d{3})",
    "<UVTILE>": r"u\d+_v\d+",
}
TOKEN = re.compile("|".join([*map(re.escape, TOKENS), "#+"]))


def expression(name: str) -> re.Pattern[str]:
    """A regular expression for the files that ``name`` stands for; the rest of it is literal.

    ``####`` is a frame number of at least as many digits: after 9999 comes 10000.
    """
    parts, end = [], 0
    for match in TOKEN.finditer(name):
        parts += [re.escape(name[end : match.start()]), _expression(match[0], numbered="#" in match[0])]
        end = match.end()
    parts.append(re.escape(name[end:]))
    return re.compile("".join(parts), re.IGNORECASE if os.name == "nt" else 0)


def number_of(match: re.Match[str]) -> int:
    """The frame or tile number in a file name; 0 where the pattern has none."""
    return int(match.groupdict().get("number") or 0)


def _expression(token: str, *, numbered: bool) -> str:
    if not numbered:
        return TOKENS[token]
    digits = len(token)
    return rf"(?P<number>-?(?:\d{{{digits}}}|[1-9]\d{{{digits},}}))"
