"""What a schema asks of a value, as functions that name what does not fit: the words of JSON Schema that ours use.

A schema is made into functions once, since upload.json of a large scene lists 100,000 files. A word that is not known
here is an error of the schema, not one to pass over. What draft 7 says of each word holds: a test compares with
jsonschema, which costs a host too much (docs/decisions/0023). Two are ours, as numbers are texts in these files:
``least`` and ``most``.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Callable

from .lazy_list import LazyList

Schema = Mapping[str, Any]
SILENT = {"title", "description", "$schema", "definitions", "then"}
"""The keywords that ask nothing of a value by themselves."""


@dataclasses.dataclass(frozen=True)
class Failure:
    """One thing that does not fit: which keyword of which schema, and where in the value."""

    word: str
    said: Any
    """The keyword is followed by this in the schema."""

    value: Any
    schema: Schema
    path: tuple[Any, ...] = ()
    ways: tuple[tuple[Failure, ...], ...] = ()
    """Each alternative of ``anyOf`` has failures of its own."""

    def below(self, *path: Any) -> Failure:
        """Return it as seen from further up."""
        return dataclasses.replace(self, path=(*path, *self.path))


Judge = Callable[[Any], Sequence[Failure]]
"""Returns what does not fit; nothing where all does."""
Resolve = Callable[[str], "tuple[Schema, Resolve]"]
"""The schema that a reference names, and what resolves those in it."""
FITS: Sequence[Failure] = ()


def judge(schema: Schema, resolve: Resolve) -> Judge:
    """Make a schema into a function."""
    if "$ref" in schema:
        return judge(*resolve(schema["$ref"]))
    tests = [_test(word, said, schema, resolve) for word, said in schema.items() if word not in SILENT]

    def judged(value: Any) -> Sequence[Failure]:
        found: Sequence[Failure] = FITS
        for test in tests:
            failed = test(value)
            if failed:
                found = [*found, *failed]
        return found

    return judged


def _test(word: str, said: Any, schema: Schema, resolve: Resolve) -> Judge:
    if word in INSIDE:
        return INSIDE[word](said, schema, resolve)
    if word not in PLAIN:
        raise ValueError(f"schemas have no word {word!r}")
    fits = PLAIN[word](said, schema)

    def test(value: Any) -> Sequence[Failure]:
        return FITS if fits(value) else (Failure(word, said, value, schema),)

    return test


def _integer(value: Any) -> bool:
    return (isinstance(value, int) and value is not True and value is not False) or (
        isinstance(value, float) and value.is_integer())


TYPES: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str), "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, (list, LazyList)), "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None, "integer": _integer}


def _type(said: Any, _schema: Schema) -> Callable[[Any], bool]:
    if isinstance(said, str):
        return TYPES[said]
    tests = [TYPES[each] for each in said]
    return lambda value: any(test(value) for test in tests)


def _required(said: Any, _schema: Schema) -> Callable[[Any], bool]:
    names = frozenset(said)
    return lambda value: not isinstance(value, dict) or names <= value.keys()


def _pattern(said: Any, _schema: Schema) -> Callable[[Any], bool]:
    search = re.compile(said).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _long(kind: str) -> Callable[[Any, Schema], Callable[[Any], bool]]:
    of_kind = TYPES[kind]
    return lambda said, _schema: lambda value: not of_kind(value) or len(value) >= said


def _minimum(said: Any, _schema: Schema) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, bool) or not isinstance(value, (int, float)) or value >= said


def _bound(keeps: Callable[[int, int], bool]) -> Callable[[Any, Schema], Callable[[Any], bool]]:
    def bound(said: Any, _schema: Schema) -> Callable[[Any], bool]:
        def fits(value: Any) -> bool:
            try:
                return keeps(int(value), said)
            except (TypeError, ValueError, OverflowError):
                return True  # the pattern says so

        return fits

    return bound


def _same(one: Any, other: Any) -> bool:
    """Whether both are equal in JSON, where true is not 1."""
    return bool(isinstance(one, bool) == isinstance(other, bool) and one == other)


def _unique(said: Any, _schema: Schema) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        if not said or not TYPES["array"](value):
            return True
        spelled = [json.dumps(each, sort_keys=True, default=repr) for each in value]
        return len(set(spelled)) == len(spelled)

    return fits


PLAIN: dict[str, Callable[[Any, Schema], Callable[[Any], bool]]] = {
    "type": _type, "required": _required, "pattern": _pattern, "minimum": _minimum, "uniqueItems": _unique,
    "const": lambda said, _schema: lambda value: _same(value, said),
    "enum": lambda said, _schema: lambda value: any(_same(value, each) for each in said),
    "minLength": _long("string"), "minItems": _long("array"), "minProperties": _long("object"),
    "least": _bound(lambda value, bound: value >= bound), "most": _bound(lambda value, bound: value <= bound),
}
"""Keyword -> what makes the function that says whether a value keeps it."""


def _properties(said: Any, _schema: Schema, resolve: Resolve) -> Judge:
    judges = [(name, judge(each, resolve)) for name, each in said.items()]

    def test(value: Any) -> Sequence[Failure]:
        found: Sequence[Failure] = FITS
        if isinstance(value, dict):
            for name, judged in judges:
                if name in value:
                    failed = judged(value[name])
                    if failed:
                        found = [*found, *(each.below(name) for each in failed)]
        return found

    return test


def _additional(said: Any, schema: Schema, resolve: Resolve) -> Judge:
    known = frozenset(schema.get("properties", ()))
    if said is True:
        return lambda _value: FITS
    judged = judge(said, resolve) if isinstance(said, Mapping) else None

    def test(value: Any) -> Sequence[Failure]:
        if not isinstance(value, dict) or value.keys() <= known:
            return FITS
        if judged is None:
            return (Failure("additionalProperties", said, value, schema),)
        return [each.below(name) for name, inner in value.items() if name not in known for each in judged(inner)]

    return test


def _names(said: Any, _schema: Schema, resolve: Resolve) -> Judge:
    judged = judge(said, resolve)
    return lambda value: [each for name in value for each in judged(name)] if isinstance(value, dict) else FITS


def _items(said: Any, _schema: Schema, resolve: Resolve) -> Judge:
    judged, is_list = judge(said, resolve), TYPES["array"]

    def test(value: Any) -> Sequence[Failure]:
        if not is_list(value):
            return FITS
        return [each.below(place) for place, inner in enumerate(value) for each in judged(inner)]

    return test


def _all_of(said: Any, _schema: Schema, resolve: Resolve) -> Judge:
    judges = [judge(each, resolve) for each in said]
    return lambda value: [each for judged in judges for each in judged(value)]


def _any_of(said: Any, schema: Schema, resolve: Resolve) -> Judge:
    judges = [judge(each, resolve) for each in said]

    def test(value: Any) -> Sequence[Failure]:
        ways = tuple(tuple(judged(value)) for judged in judges)
        return (Failure("anyOf", said, value, schema, ways=ways),) if all(ways) else FITS

    return test


def _not(said: Any, schema: Schema, resolve: Resolve) -> Judge:
    judged = judge(said, resolve)
    return lambda value: FITS if judged(value) else (Failure("not", said, value, schema),)


def _if(said: Any, schema: Schema, resolve: Resolve) -> Judge:
    asked, then = judge(said, resolve), judge(schema["then"], resolve)
    return lambda value: FITS if asked(value) else then(value)


INSIDE: dict[str, Callable[[Any, Schema, Resolve], Judge]] = {
    "properties": _properties, "additionalProperties": _additional, "propertyNames": _names, "items": _items,
    "allOf": _all_of, "anyOf": _any_of, "not": _not, "if": _if,
}
"""Keyword with schemas in it -> what makes the function that judges by them."""


def worst(failures: Sequence[Failure]) -> Failure:
    """The one to tell: the highest up in the file; of two about one value, the one that says more than its type."""
    first = max(failures, key=_gravity)
    if first.word != "anyOf":
        return first
    # An alternative of another type was hardly meant.
    meant = [way for way in first.ways if not any(each.word == "type" and not each.path for each in way)]
    return worst(meant[0]).below(*first.path) if meant else first


def _gravity(failure: Failure) -> tuple[int, bool]:
    return -len(failure.path), failure.word in ("least", "most")
