"""What JSON Schema's own schema of draft 7 says of a schema of ours, on every Python."""

from __future__ import annotations

import jsonschema

OWN = jsonschema.Draft7Validator.META_SCHEMA
AS_JOINED = {**OWN, "$id": OWN["$id"].rstrip("#")}
"""Its name without the empty fragment, which ``urljoin`` keeps from Python 3.14 on.

jsonschema 4.17 then does not find it by its name, and goes on to a property of that name: ``check_schema`` raises.
"""


def check_schema(schema):
    """Raise a ``ValidationError`` where it is none."""
    jsonschema.Draft7Validator(AS_JOINED).validate(schema)
