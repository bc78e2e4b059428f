"""The schema of a studio's file, made of the types and limits that its reader goes by."""

from __future__ import annotations

import dataclasses

from told import fields_of

from foxsubmit.core.common.i18n import LANGUAGES
from foxsubmit.core.model.choices import CPU, FETCH, GPU, IF_FAILED, Choices
from foxsubmit.core.settings.preferences import APPEARANCES, NUMBERS, Preferences
from foxsubmit.core.settings.studio import HOOK_SECONDS, MOST_HOOK_SECONDS

TYPES = {"str": "string", "bool": "boolean", "int": "integer", "float": "number"}
KNOWN = {"language": ["", *LANGUAGES], "appearance": ["", *APPEARANCES], "fetch": [*FETCH], "if_failed": [*IF_FAILED],
         "device": ["", CPU, GPU]}
"""Text -> all that it may be."""
PATTERNS = {"proxy": "^((https?|socks5h?)://[^\\s/@]+/?)?$", "thumbnails_url": "^(https?://[^\\s/]+(/\\S*)?)?$"}


def of_type(kind):
    """Return the schema of an annotation of ours."""
    first, _bar, none = kind.partition(" | ")
    if first == "tuple[tuple[str, str], ...]":
        pair = {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}
        made = {"type": "array", "items": pair}
    elif first.startswith(("tuple[", "frozenset[")):
        made = {"type": "array", "items": {"type": "string"}}
    else:
        made = {"type": TYPES[first]}
    return {**made, "type": [made["type"], "null"]} if none else made


def of_fields(kind):
    """Return the schema of each field of a class, with what it means and what is built in."""
    said, made = fields_of(kind), {}
    for field in dataclasses.fields(kind):
        limits = {"minimum": 0, "maximum": NUMBERS[field.name]} if kind is Preferences and field.name in NUMBERS else {}
        built_in = field.default if isinstance(field.default, (str, bool, int, float)) else None
        made[field.name] = {
            "description": said.get(field.name, "").replace("``", "`"), **of_type(str(field.type)), **limits,
            **({"enum": KNOWN[field.name]} if field.name in KNOWN and kind is Preferences else {}),
            **({"pattern": PATTERNS[field.name]} if field.name in PATTERNS else {}),
            **({} if built_in is None else {"default": built_in})}
    return made


def schema():
    """Return the schema of the whole file."""
    choices, settings = of_fields(Choices), of_fields(Preferences)
    texts = {"type": "array", "items": {"type": "string"}}
    rule = {"type": "object", "required": ["from", "to"], "properties": {
        "from": {"type": "string", "description": "A folder of any system, or a path that begins with a variable."},
        "to": {"type": "string", "description": "An absolute folder."}}}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A studio's file for foxsubmit (docs/studio.md)",
        "type": "object", "additionalProperties": False,
        "properties": {
            "$schema": {"type": "string"},
            "domain": {"type": "string", "description": "The domain to sign in with."},
            "platform": {"type": ["string", "integer"], "description": "The number of the platform to sign in with."},
            "account": {**settings["account"]},
            "project": {**choices["project"]}, "hardware": {**choices["hardware"]},
            "choices": {"type": "object", "additionalProperties": False, "properties": choices},
            "settings": {"type": "object", "additionalProperties": False, "properties": settings},
            "locked": {"type": "array", "items": {"enum": sorted({*choices, *settings})},
                       "description": "Names of choices and settings that nobody else can set."},
            "known_variables": {**texts, "description": "Variables in paths that the farm has set for the studio."},
            "roots": {**texts, "description": "Folders from which files are sent without a question."},
            "path_mapping": {"type": "array", "items": rule},
            "hooks": {"type": "string", "description": "The folder of the studio's code, as seen from this file."},
            "hook_seconds": {"type": "number", "exclusiveMinimum": 0, "maximum": MOST_HOOK_SECONDS,
                             "default": HOOK_SECONDS, "description": "The time that each call of a hook may take."},
            "inventory": {"type": "string", "description": "The folder in which each start is noted."},
        },
    }
