"""What a schema error means, in one sentence: where, what is wrong, what would be right."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable
from typing import Any

import jsonschema

from ...common.i18n import _, full_stop, labelled, listed


def sentence(name: str, error: jsonschema.ValidationError) -> str:
    """``task_info.tiles: "0" is too small; at least "1".`` Errors outside task.json name their file first."""
    file = "" if name == "task" else f"{name}.json"
    words = WORDS.get(str(error.validator), _other)
    return words(error, _placed(file, _dots(error.absolute_path)) or f"{name}.json")


def _least(error: jsonschema.ValidationError, place: str) -> str:
    return _("{place}: {value} is too small; at least {bound}.").format(
        place=place, value=_shown(error.instance), bound=_like(error))


def _most(error: jsonschema.ValidationError, place: str) -> str:
    return _("{place}: {value} is too large; at most {bound}.").format(
        place=place, value=_shown(error.instance), bound=_like(error))


def _like(error: jsonschema.ValidationError) -> str:
    """The bound in quotes where the number is."""
    bound = error.validator_value
    return _shown(str(bound) if isinstance(error.instance, str) else bound)


def _one_of(error: jsonschema.ValidationError, place: str) -> str:
    wanted: Any = error.validator_value
    return _("{place}: {value} is not one of {wanted}.").format(
        place=place, value=_shown(error.instance), wanted=listed(map(_shown, wanted)))


def _constant(error: jsonschema.ValidationError, place: str) -> str:
    why = _described(error)
    return _("{place}: {value} must be {wanted}.").format(
        place=place, value=_shown(error.instance), wanted=_shown(error.validator_value)) + (f" {why}" if why else "")


def _missing(error: jsonschema.ValidationError, place: str) -> str:
    instance: Any = error.instance
    wanted: Any = error.validator_value
    missing = next(key for key in wanted if key not in instance)
    return _("{place} is missing.").format(place=_below(error, place, missing))


def _unknown(error: jsonschema.ValidationError, place: str) -> str:
    instance: Any = error.instance
    schema: Any = error.schema
    known = schema.get("properties", {})
    extra = next(key for key in instance if key not in known)
    close = difflib.get_close_matches(extra, [key for key in known if key not in instance], 1)
    place = _below(error, place, extra)
    if close:
        return _("{place} is not known; did you mean {name}?").format(place=place, name=close[0])
    return _("{place} is not known.").format(place=place)


def _type(error: jsonschema.ValidationError, place: str) -> str:
    wanted: Any = error.validator_value
    return _not_of(error, place, [wanted] if isinstance(wanted, str) else wanted)


def _no_way(error: jsonschema.ValidationError, place: str) -> str:
    """Say which types there are, as no alternative is of the value's."""
    return _not_of(error, place, [str(each.validator_value) for each in error.context if each.validator == "type"])


def _not_of(error: jsonschema.ValidationError, place: str, names: Iterable[str]) -> str:
    types = {
        "string": _("a text in quotes"), "object": _("an object"), "array": _("a list"),
        "integer": _("a whole number"), "boolean": _("true or false"), "null": _("null"),
    }
    return _("{place}: {value} must be {wanted}.").format(
        place=place, value=_shown(error.instance), wanted=_(" or ").join(types[name] for name in names))


def _pattern(error: jsonschema.ValidationError, place: str) -> str:
    return _("{place}: {value} is not {wanted}.").format(
        place=place, value=_shown(error.instance), wanted=_described(error))


def _placed(file: str, path: str) -> str:
    return labelled(file, path) if file and path else file or path


def _empty(_error: jsonschema.ValidationError, place: str) -> str:
    return _("{place} is empty; at least one is needed.").format(place=place)


def _twice(_error: jsonschema.ValidationError, place: str) -> str:
    return _("{place} names one thing twice.").format(place=place)


def _other(error: jsonschema.ValidationError, place: str) -> str:
    return full_stop(labelled(place, error.message))


WORDS: dict[str, Callable[[jsonschema.ValidationError, str], str]] = {
    "least": _least, "minimum": _least, "most": _most, "enum": _one_of, "const": _constant, "required": _missing,
    "type": _type, "additionalProperties": _unknown, "pattern": _pattern, "minLength": _empty, "minItems": _empty,
    "minProperties": _empty, "uniqueItems": _twice, "anyOf": _no_way,
}
"""Keyword of the schemas -> the sentence for one that is broken."""


def _below(error: jsonschema.ValidationError, place: str, key: str) -> str:
    """The place of a key of what is wrong, which itself may be the whole file."""
    if error.absolute_path:
        return f"{place}.{_name(key)}"
    return _name(key) if place == "task.json" else labelled(place, _name(key))


def _described(error: jsonschema.ValidationError) -> str:
    schema: Any = error.schema
    return str(schema.get("description", ""))


def _dots(path: Iterable[Any]) -> str:
    """``scene_info_render.rop_node[0].frames``"""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{_name(part)}" if text else _name(part)
    return text


def _name(key: Any) -> str:
    """A key as it stands, unless that would break the sentence into lines."""
    return str(key) if str(key).isprintable() else _shown(key)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}…"
