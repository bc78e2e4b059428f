"""Check the parts of an answer that the code relies on; the rest may be as the farm likes."""

from __future__ import annotations

from typing import Any

Shape = Any
"""A type; None for null; a tuple of shapes, of which one must fit; ``[shape]`` for a list, ``[shape, ...]`` for one
that holds something; ``{"key": shape}`` for an object, where ``"key?"`` may be missing or null. More keys than
these are fine."""

MISSING = object()
"""Placeholder for an answer without any data."""

WORDS = {bool: "true or false", int: "a number", float: "a number", str: "a text", dict: "an object", list: "a list",
         type(None): "null"}


def misfit(data: object, shape: Shape) -> str:
    """Where the data is not of the shape, without showing any of it; empty where it fits."""
    try:
        wrong = _misfit(data, shape)
    except RecursionError:
        wrong = " is nested too deeply"
    return f"data{wrong}" if wrong else ""


def _misfit(data: object, shape: Shape) -> str:
    """The place below the data and what is wrong there: ``.items[3].id is missing``."""
    if data is MISSING:
        return " is missing"
    if isinstance(shape, tuple):
        wrongs = [_misfit(data, each) for each in shape]
        return "" if "" in wrongs else wrongs[0]
    if isinstance(shape, dict):
        return _object(data, shape)
    if isinstance(shape, list):
        return _list(data, shape)
    kind = type(None) if shape is None else shape
    # JSON's true is no number, although Python says so; a number without a fraction is one all the same.
    fits = type(data) is kind or (kind is float and type(data) is int)
    return "" if fits else _other(data, kind)


def _object(data: object, shape: dict[str, Shape]) -> str:
    if not isinstance(data, dict):
        return _other(data, dict)
    for name, part in shape.items():
        key = name
        value = data.get(key, MISSING)
        if value is MISSING and name[-1] == "?":
            key = name[:-1]
            value = data.get(key)
            if value is None:
                continue
        # By far most are of the very type, or of one of several, and pages hold hundreds of objects: bench/call.py.
        kind = type(value)
        if kind is part or (type(part) is tuple and kind in part):
            continue
        wrong = _misfit(value, part)
        if wrong:
            return f".{key}{wrong}"
    return ""


def _list(data: object, shape: list[Shape]) -> str:
    if not isinstance(data, list):
        return _other(data, list)
    if not data and shape[1:] == [...]:
        return " is empty"
    for place, entry in enumerate(data):
        wrong = _misfit(entry, shape[0])
        if wrong:
            return f"[{place}]{wrong}"
    return ""


def _other(data: object, wanted: type) -> str:
    return f" is {WORDS[type(data)]}, not {WORDS[wanted]}"
