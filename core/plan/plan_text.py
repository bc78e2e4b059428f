"""The text of a plan in pieces: it may name 500,000 files, and no program holds all of that at once.

A line begins each part with one space and its name; what belongs to a part and stands on lines of its own begins with
two spaces or with `` ]``. JSON texts have no line breaks, so that nothing else looks like a part.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from .lazy_list import LazyList

LISTS = {"upload", "asset", "tips", "files", "findings"}
"""Parts that may be long: they stand on many lines, and ``head`` leaves them out."""


LISTED = (list, LazyList)
"""The types of lists of which each entry stands on a line of its own."""


def text_of(value: object) -> str:
    """Return the value as JSON; a name that is not valid Unicode is kept as an escape."""
    return json.dumps(value, ensure_ascii=False, default=_plain).encode("utf-8", "backslashreplace").decode("utf-8")


def _plain(value: object) -> object:
    """What JSON writes in place of an object: of a list the entries, else the fields by name."""
    if isinstance(value, LazyList):
        return list(value)
    names = getattr(value, "__dataclass_fields__", None)
    return vars(value) if names is None else {name: getattr(value, name) for name in names}


def pieces(parts: dict[str, Any]) -> Iterator[str]:
    """Yield the text of the parts, a line for each and for each entry of a list in it."""
    before = "{\n"
    for name, part in parts.items():
        yield f"{before} {text_of(name)}: "
        yield from _value_pieces(part) if name in LISTS else (text_of(part),)
        before = ",\n"
    yield "\n}\n"


def _value_pieces(value: Any) -> Iterator[str]:
    """Yield the JSON of one part: that of a long list, or of an object with such lists, entry by entry."""
    if isinstance(value, dict) and any(isinstance(each, LISTED) for each in value.values()):
        before = "{"
        for name, each in value.items():
            yield f"{before}{text_of(name)}: "
            yield from _entries(each) if isinstance(each, LISTED) else (text_of(each),)
            before = ", "
        yield "}"
    elif isinstance(value, tuple) and value and not isinstance(value[0], str):
        yield from _entries(value)
    else:
        yield text_of(value)


def _entries(entries: Iterable[object]) -> Iterator[str]:
    before = "[\n  "
    for each in entries:
        yield before + text_of(each)
        before = ",\n  "
    yield "[]" if before[0] == "[" else "\n ]"


def part_pieces(lines: Iterable[str], name: str) -> Iterator[str]:
    """Yield the JSON of one part of a plan's lines, line by line; nothing where the plan has no such part."""
    inside, held, begins = False, "", f" {text_of(name)}: "
    for line in lines:
        if line.startswith(' "') or line.startswith("}"):
            if inside:
                break
            inside = line.startswith(begins)
            held = line[len(begins):] if inside else ""
        elif inside:
            yield held
            held = line
    yield held.rstrip().rstrip(",")


def entries(part: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the entries of a part that is a list, given by its pieces, one at a time.

    Raises:
        ValueError: the pieces are not those of such a list.
    """
    for piece in part:
        if piece.startswith("  "):
            yield json.loads(piece.rstrip().rstrip(","))


def without_entries(part: Iterable[str]) -> Iterator[str]:
    """Yield the pieces of a part that is an object, the first list in it empty."""
    inside = True
    for piece in part:
        inside = inside and not piece.startswith(" ]")
        if not (inside and piece.startswith("  ")):
            yield piece


def head(lines: Iterable[str]) -> dict[str, Any]:
    """Return the parts of a plan that are never long.

    Raises:
        ValueError: the lines are not those of a plan that was written by ``pieces``.
    """
    found: dict[str, Any] = {}
    for line in lines:
        if line.startswith(' "'):
            name, _colon, value = line.partition(": ")
            key = json.loads(name)
            if key not in LISTS:
                found[key] = json.loads(value.rstrip().rstrip(","))
    if "foxsubmit_plan" not in found:
        raise ValueError("no version")
    return found
