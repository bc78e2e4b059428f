"""Names in braces, as the patterns of job names and of results have them."""

from __future__ import annotations

import string

from ..common.errors import BadInput


def names_in(pattern: str, unmatched: str, more: str) -> list[str]:
    """Return the names that stand in braces. The sentences say why not, where ``{pattern}`` is the pattern.

    Raises:
        BadInput: braces that do not match, with ``unmatched``; more than a name in them, with ``more``.
    """
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError as error:
        raise BadInput(unmatched.format(pattern=pattern)) from error
    if any(spec or conversion for _text, _name, spec, conversion in parts):
        raise BadInput(more.format(pattern=pattern))
    return [name for _text, name, _spec, _conversion in parts if name is not None]
