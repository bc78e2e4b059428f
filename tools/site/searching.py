"""How words are found in the site, in English and in Chinese, by a page that no server answers.

Chinese has no spaces. What a reader types and what a page says are cut at the same places only if nobody has to know
words: into pairs of neighbouring characters, and single ones for whoever types one.
"""

from __future__ import annotations

import re

RUN = re.compile(r"[\u3400-\u9fff]+|(?:(?![\u3400-\u9fff])\w)+")
SPLITTER = r"""
var splitQuery = (query) =>
  (query.match(/[\u3400-\u9fff]+|(?:(?![\u3400-\u9fff])[\p{Letter}\p{Number}_])+/gu) || []).flatMap((run) =>
    /^[\u3400-\u9fff]/.test(run) && run.length > 1
      ? Array.from({ length: run.length - 1 }, (_, place) => run.slice(place, place + 2))
      : [run],
  );
"""
"""`asked` for the browser."""


def asked(query: str) -> list[str]:
    """Return what is looked for where somebody typed this."""
    return [each for run in RUN.findall(query) for each in (_pairs(run) if _chinese(run) and len(run) > 1 else [run])]


def indexed(text: str) -> list[str]:
    """Return by what a text is found: all that may be asked for of it."""
    return [each for run in RUN.findall(text) for each in ([*run, *_pairs(run)] if _chinese(run) else [run])]


def _chinese(run: str) -> bool:
    return "\u3400" <= run[0] <= "\u9fff"


def _pairs(run: str) -> list[str]:
    return [run[place:place + 2] for place in range(len(run) - 1)]
