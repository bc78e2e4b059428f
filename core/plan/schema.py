"""Check the four files against their schemas; say what is wrong in one sentence."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import jsonschema

from ..errors import BadInput
from ..i18n import _

FOLDER = Path(__file__).with_name("schemas")


@functools.cache
def _validator(name: str) -> jsonschema.Draft7Validator:
    schema = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def check(name: str, data: Any) -> None:
    """Raise BadInput when ``data`` does not fit the schema ``blender.task``, ``upload`` …"""
    error = jsonschema.exceptions.best_match(_validator(name).iter_errors(data))
    if error is None:
        return
    place = " → ".join(str(part) for part in error.absolute_path) or _("the top")
    raise BadInput(_("The plan cannot be used: in {file}, at {place}: {problem}.").format(
        file=f"{name.rsplit('.', maxsplit=1)[-1]}.json", place=place, problem=_problem(error)))


def _problem(error: jsonschema.ValidationError) -> str:
    wanted: Any = error.validator_value
    schema: Any = error.schema
    if error.validator == "required":
        instance: Any = error.instance
        missing = [key for key in wanted if key not in instance]
        return _("{names} is missing").format(names=", ".join(missing))
    if error.validator == "enum":
        return _("{value!r} is not one of {choices}").format(
            value=error.instance, choices=", ".join(map(repr, wanted)))
    if error.validator == "pattern":
        hint = schema.get("description", "")
        return _("{value!r} is not {what}").format(value=error.instance, what=hint or wanted)
    if error.validator == "type":
        return _("{value!r} must be a {type}").format(value=error.instance, type=wanted)
    return str(error.message)
