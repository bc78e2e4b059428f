"""docs/reference/settings.md: every setting, every choice, and the keys of a studio's file."""

from __future__ import annotations

import dataclasses

import studio_schema
from told import fields_of, markdown, table

from foxsubmit.core.model.choices import Choices
from foxsubmit.core.settings.preferences import BEGINNINGS, NUMBERS, Preferences
from foxsubmit.core.settings.presets import in_json

HEAD = """\
# Settings, choices and the studio's file

`python tests/app/reference/written.py` generates this page from the code; a test notices when it is stale.
[A studio's own rules](../studio.md) explains what a studio's file is for and who may write it.

"""
KEYS = """
## The studio's file

[`studio.schema.json`](studio.schema.json) is its JSON schema: an editor that uses it completes the names, explains
them and
marks values that cannot be used. The file may name it as `$schema`. `foxsubmit studio check FILE` checks a finished
file in the same way, and also whether folders and programs exist.

"""
SETTINGS = """
## Settings

These are set by the user on the panel's settings page. `settings.json` in the home folder contains only those that
differ from the studio's;
their defaults are `settings` of the studio's file.

"""
CHOICES = """
## Choices

These are the decisions for one submission. Their defaults are `choices` of the studio's file; hooks read and change
them by these names;
presets and scenes remember them. “None” is `null` in JSON.

"""


def shown(value):
    """A value as it is written in JSON, or what it is where it is nothing."""
    plain = in_json(value)
    if plain is None:
        return "null"
    return "–" if plain in ("", []) else f"`{str(plain).lower() if isinstance(plain, bool) else plain}`"


def kind_of(made):
    """The type of a schema, in words."""
    types = made.get("type", "")
    first = types[0] if isinstance(types, list) else types
    words = {"string": "text", "boolean": "true, false", "integer": "whole number", "array": "list"}.get(first, first)
    return words + (", null" if isinstance(types, list) and "null" in types else "")


def _rows(kind):
    made, said = studio_schema.of_fields(kind), fields_of(kind)
    for field in dataclasses.fields(kind):
        meaning = markdown(said.get(field.name, ""))
        if kind is Preferences and field.name in BEGINNINGS:
            meaning += f" Submissions begin with it, as `{BEGINNINGS[field.name][0]}`."
        if kind is Preferences and field.name in NUMBERS:
            meaning += f" At most {NUMBERS[field.name]:,.0f}."
        yield [f"`{field.name}`", kind_of(made[field.name]), shown(field.default), meaning]


def document():
    """The whole page."""
    top = studio_schema.schema()["properties"]
    said = {"choices": "What a submission begins with: [choices](#choices).", "$schema": "The place of the schema.",
            "settings": "What the user's settings begin with: [settings](#settings).",
            "path_mapping": "Rules with `from` and `to`: "
                            "[where files are](../environment.md#files-on-other-machines)."}
    keys = [[f"`{name}`", kind_of(made) or "list", said.get(name) or markdown(made["description"])]
            for name, made in top.items()]
    head = ["Name", "Type", "Built in", "Meaning"]
    return "".join([HEAD.rstrip("\n") + "\n", KEYS, table(*keys, head=["Key", "Type", "Meaning"]), "\n", SETTINGS,
                    table(*_rows(Preferences), head=head), "\n", CHOICES, table(*_rows(Choices), head=head), "\n"])
