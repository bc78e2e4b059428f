"""Check the four files against their schemas; say what is wrong in one sentence."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from ..common.errors import BadInput
from ..common.i18n import _
from .schema_rules import Judge, Resolve, Schema, judge, worst
from .schema_words import sentence

FOLDER = Path(__file__).with_name("schemas")


def check(host: str, name: str, data: Any) -> None:
    """Raise BadInput when ``data`` does not fit the schema of the host's ``task``, ``upload`` …"""
    judged = _judge(host, name)
    if judged is None:
        raise BadInput(_("There is no plan for “{host}”: this version cannot submit its scenes.").format(host=host))
    failures = judged(data)
    if failures:
        raise BadInput(sentence(name, worst(failures)))


@functools.cache
def _judge(host: str, name: str) -> Judge | None:
    for file in (f"{host}.{name}.json", f"{name}.json"):
        if (FOLDER / file).is_file():
            return judge(_load(file), functools.partial(_referred, file))
    return None


@functools.cache
def _load(file: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((FOLDER / file).read_text(encoding="utf-8"))
    return schema


def _referred(file: str, reference: str) -> tuple[Schema, Resolve]:
    """What ``common.json#/definitions/frames`` names, seen from a file; it never fetches anything."""
    other, _mark, place = reference.partition("#/")
    found = _load(other or file)
    for key in place.split("/"):
        found = found[key]
    return found, functools.partial(_referred, other or file)
