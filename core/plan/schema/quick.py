"""Whether a value fits a simple schema, quickly: upload.json of a large scene lists 100,000 files.

What is refused here is judged again by jsonschema, which says why; what is accepted here fits (a test compares them).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Callable, Optional

Accepts = Callable[[Any], bool]
TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,), "object": (dict,), "array": (list,), "boolean": (bool,), "integer": (int,)}
SILENT = {"title", "description", "$schema", "definitions"}
"""The keywords that say nothing about a value."""


def acceptor(schema: Mapping[str, Any], resolve: Callable[[str], Mapping[str, Any]]) -> Optional[Accepts]:
    """The function that accepts what fits; None for a schema with words that are not known here."""
    if "$ref" in schema:
        return acceptor(resolve(schema["$ref"]), resolve)
    tests: list[Accepts] = []
    for word, said in schema.items():
        if word in SILENT:
            continue
        test = WORDS[word](said, schema, resolve) if word in WORDS else None
        if test is None:
            return None
        tests.append(test)
    # A list, not a generator: it takes half as long.
    return lambda value: all([test(value) for test in tests])  # noqa: C419


def _type(said: Any, _schema: Any, _resolve: Any) -> Optional[Accepts]:
    types = TYPES.get(said) if isinstance(said, str) else None
    return None if types is None else lambda value: type(value) in types


def _required(said: Any, _schema: Any, _resolve: Any) -> Optional[Accepts]:
    names = frozenset(said)
    return lambda value: type(value) is dict and names <= value.keys()


def _properties(said: Any, _schema: Any, resolve: Any) -> Optional[Accepts]:
    inner = {name: acceptor(each, resolve) for name, each in said.items()}
    if None in inner.values():
        return None
    tests = [(name, test) for name, test in inner.items() if test is not None]
    return lambda value: type(value) is dict and all(
        [test(value[name]) for name, test in tests if name in value])  # noqa: C419


def _additional(said: Any, schema: Any, _resolve: Any) -> Optional[Accepts]:
    if said is True:
        return lambda _value: True
    names = frozenset(schema.get("properties", ()))
    return (lambda value: type(value) is dict and value.keys() <= names) if said is False else None


def _items(said: Any, _schema: Any, resolve: Any) -> Optional[Accepts]:
    test = acceptor(said, resolve) if isinstance(said, dict) else None
    return None if test is None else lambda value: type(value) is list and all(map(test, value))


def _pattern(said: Any, _schema: Any, _resolve: Any) -> Optional[Accepts]:
    search = re.compile(said).search
    return lambda value: type(value) is str and search(value) is not None


def _min_length(said: Any, _schema: Any, _resolve: Any) -> Optional[Accepts]:
    return lambda value: type(value) is str and len(value) >= said


def _minimum(said: Any, _schema: Any, _resolve: Any) -> Optional[Accepts]:
    return lambda value: type(value) is int and value >= said


WORDS: dict[str, Callable[[Any, Any, Any], Optional[Accepts]]] = {
    "type": _type, "required": _required, "properties": _properties, "additionalProperties": _additional,
    "items": _items, "pattern": _pattern, "minLength": _min_length, "minimum": _minimum,
}
"""Keyword -> what makes a test of it; each accepts less than jsonschema would, never more."""
