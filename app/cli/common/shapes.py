"""The shape of what a command writes with ``--json``: its version, and what each key means.

Each module of a command has its own as ``SHAPE``: docs/reference/command-line.md is made of them, and a test compares
what the commands write. A key that goes, or means something else, is another version; one that comes is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .output import write_json

Fields = Mapping[str, Any]
"""Key -> its meaning: a text, or a pair of a text and what is in it: fields, or a list of one element for rows. A key
that ends with a question mark is not in every document."""


class Shape(NamedTuple):
    """The documents that one command writes."""

    version: int
    documents: Mapping[str, Fields]
    """What was typed behind the command -> the keys of the document beside ``version``; empty for the usual one."""

    def write(self, **fields: Any) -> None:
        """Write a document."""
        write_json({"version": self.version, **fields})


def usual(fields: Fields, others: Mapping[str, Fields] | None = None) -> Shape:
    """Return the first version of a shape: what is usually written, and what is by other actions."""
    return Shape(1, {"": fields, **(others or {})})


def below(meaning: Any) -> tuple[str, Fields | None, bool]:
    """Return what a key means, what is in it, and whether that is a list."""
    if isinstance(meaning, str):
        return meaning, None, False
    text, inner = meaning
    return (text, inner[0], True) if isinstance(inner, list) else (text, inner, False)


def unlike(document: Mapping[str, Any], fields: Fields, where: str = "") -> Iterator[str]:
    """Yield the keys of a document that are not described, and those described that it lacks."""
    known = {key.rstrip("?"): meaning for key, meaning in fields.items()}
    yield from (f"{where}{key} is not described" for key in document if key not in known)
    yield from (f"{where}{key} is missing" for key in fields if not key.endswith("?") and key not in document)
    for key, value in document.items():
        _text, inner, several = below(known.get(key, ""))
        if inner is not None and value is not None:
            for each in value if several and isinstance(value, (list, tuple)) else (value,):
                if isinstance(each, Mapping):
                    yield from unlike(each, inner, f"{where}{key}.")
                else:
                    yield f"{where}{key} is {each!r}"
