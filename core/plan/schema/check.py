"""Check the four files against their schemas; say what is wrong in one sentence."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

import jsonschema

from ...common.errors import BadInput
from ...common.i18n import _
from ..lazy_list import LazyList
from .quick import acceptor
from .words import sentence

FOLDER = Path(__file__).parents[1] / "schemas"
BASE = "https://schemas.invalid/"
"""What relative references between the schemas are relative to; no such place exists."""


def check(host: str, name: str, data: Any) -> None:
    """Raise BadInput when ``data`` does not fit the schema of the host's ``task``, ``upload`` …"""
    validator = _validator(host, name)
    if validator is None:
        raise BadInput(_("There is no plan for “{host}”: this version cannot submit its scenes.").format(host=host))
    error = jsonschema.exceptions.best_match(validator.iter_errors(data), key=_gravity)
    if error is not None:
        raise BadInput(sentence(name, _meant(error)))


def _meant(error: jsonschema.ValidationError) -> jsonschema.ValidationError:
    """Return what is wrong with the one of several alternatives that is of the value's type, where there is one."""
    of_other_types = {each.schema_path[0] for each in error.context if each.validator == "type" and not each.path}
    return max((each for each in error.context if each.schema_path[0] not in of_other_types), key=_gravity,
               default=error)


def _gravity(error: jsonschema.ValidationError) -> tuple[int, bool]:
    """The highest up in the file first; of two about one value, the one that says more than its type."""
    return -len(error.path), error.validator in ("least", "most")


@functools.cache
def _validator(host: str, name: str) -> jsonschema.Draft7Validator | None:
    for file in (f"{host}.{name}.json", f"{name}.json"):
        if (FOLDER / file).is_file():
            schema = _load(file)
            found: jsonschema.Draft7Validator = _with_bounds()(schema, resolver=_resolver(schema))
            return found
    return None


def _load(file: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((FOLDER / file).read_text(encoding="utf-8"))
    return schema


def _resolver(schema: dict[str, Any]) -> jsonschema.RefResolver:
    """Return a resolver for the files that several schemas share; it never fetches anything."""
    store = {BASE + file: _load(file) for file in ("common.json", "files.json")}
    return jsonschema.RefResolver(BASE, schema, store=store)


@functools.cache
def _with_bounds() -> Any:
    """Draft 7, and two keywords of ours: numbers are strings in these files, so minimum does not apply."""
    extend: Any = jsonschema.validators.extend
    return extend(jsonschema.Draft7Validator, {
        "least": _bound(lambda value, bound: value >= bound),
        "most": _bound(lambda value, bound: value <= bound),
        "items": _items,
    }, type_checker=jsonschema.Draft7Validator.TYPE_CHECKER.redefine(
        "array", lambda _checker, value: isinstance(value, (list, LazyList))))


def _items(validator: Any, items: Any, instance: Any, _schema: Any) -> Iterator[jsonschema.ValidationError]:
    """Check items like jsonschema, but only those that do not fit at a glance."""
    if not validator.is_type(instance, "array"):
        return
    fits = acceptor(items, lambda reference: validator.resolver.resolve(reference)[1])
    for place, each in enumerate(instance):
        if fits is None or not fits(each):
            yield from validator.descend(each, items, path=place)


def _bound(keeps: Callable[[int, int], bool]) -> Any:
    def keyword(_validator: Any, bound: int, value: Any, _schema: Any) -> Iterator[jsonschema.ValidationError]:
        try:
            number = int(value)
        except (TypeError, ValueError, OverflowError):
            return  # the pattern says so
        if not keeps(number, bound):
            yield jsonschema.ValidationError("out of bounds")

    return keyword
