"""What a schema error means, in one sentence: where, what is wrong, what would be right."""

from __future__ import annotations

import dataclasses
import difflib
import json
from collections.abc import Callable, Iterable
from typing import Any

from ..common.i18n import _, labelled, listed
from .schema_rules import Failure


def sentence(name: str, error: Failure) -> str:
    """``task_info.tiles: "0" is too small; at least "1".`` Errors outside task.json name their file first."""
    file = "" if name == "task" else f"{name}.json"
    words = WORDS[error.word]
    return words(error, _placed(file, _dots(error.path)) or f"{name}.json")


def _least(error: Failure, place: str) -> str:
    return _("{place}: {value} is too small; at least {bound}.").format(
        place=place, value=_shown(error.value), bound=_like(error))


def _most(error: Failure, place: str) -> str:
    return _("{place}: {value} is too large; at most {bound}.").format(
        place=place, value=_shown(error.value), bound=_like(error))


def _like(error: Failure) -> str:
    """The bound in quotes where the number is."""
    bound = error.said
    return _shown(str(bound) if isinstance(error.value, str) else bound)


def _one_of(error: Failure, place: str) -> str:
    wanted: Any = error.said
    return _("{place}: {value} is not one of {wanted}.").format(
        place=place, value=_shown(error.value), wanted=listed(map(_shown, wanted)))


def _constant(error: Failure, place: str) -> str:
    why = _described(error)
    return _("{place}: {value} must be {wanted}.").format(
        place=place, value=_shown(error.value), wanted=_shown(error.said)) + (f" {why}" if why else "")


def _missing(error: Failure, place: str) -> str:
    instance: Any = error.value
    wanted: Any = error.said
    missing = next(key for key in wanted if key not in instance)
    return _("{place} is missing.").format(place=_below(error, place, missing))


def _unknown(error: Failure, place: str) -> str:
    instance: Any = error.value
    schema: Any = error.schema
    known = schema.get("properties", {})
    extra = next(key for key in instance if key not in known)
    close = difflib.get_close_matches(extra, [key for key in known if key not in instance], 1)
    place = _below(error, place, extra)
    if close:
        return _("{place} is not known; did you mean {name}?").format(place=place, name=close[0])
    return _("{place} is not known.").format(place=place)


def _type(error: Failure, place: str) -> str:
    wanted: Any = error.said
    names = [wanted] if isinstance(wanted, str) else wanted
    types = {
        "string": _("a text in quotes"), "object": _("an object"), "array": _("a list"),
        "integer": _("a whole number"), "boolean": _("true or false"), "null": _("null"),
    }
    return _("{place}: {value} must be {wanted}.").format(
        place=place, value=_shown(error.value), wanted=_(" or ").join(types[name] for name in names))


def _pattern(error: Failure, place: str) -> str:
    return _("{place}: {value} is not {wanted}.").format(
        place=place, value=_shown(error.value), wanted=_described(error))


def _placed(file: str, path: str) -> str:
    return labelled(file, path) if file and path else file or path


def _empty(_error: Failure, place: str) -> str:
    return _("{place} is empty; at least one is needed.").format(place=place)


def _twice(_error: Failure, place: str) -> str:
    return _("{place} names one thing twice.").format(place=place)


def _no_way(error: Failure, place: str) -> str:
    """No alternative is of its type."""
    types = [each.said for way in error.ways for each in way if each.word == "type" and not each.path]
    return _type(dataclasses.replace(error, said=types), place)


WORDS: dict[str, Callable[[Failure, str], str]] = {
    "least": _least, "minimum": _least, "most": _most, "enum": _one_of, "const": _constant, "required": _missing,
    "type": _type, "additionalProperties": _unknown, "pattern": _pattern, "minLength": _empty, "minItems": _empty,
    "minProperties": _empty, "uniqueItems": _twice, "anyOf": _no_way,
}
"""Keyword of the schemas -> the sentence for one that is broken; ``not`` stands in conditions alone."""


def _below(error: Failure, place: str, key: str) -> str:
    """The place of a key of what is wrong, which itself may be the whole file."""
    if error.path:
        return f"{place}.{_name(key)}"
    return _name(key) if place == "task.json" else labelled(place, _name(key))


def _described(error: Failure) -> str:
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
