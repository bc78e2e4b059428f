"""Take one parameter out of a request's body, or refuse with its name."""

from __future__ import annotations

from typing import Any

from ...core.common.i18n import _
from .refusal import EMPTY, INVALID, Refuse

LARGEST = 1 << 53
"""Of a number: what JSON carries exactly, and the database holds."""


def need(body: dict[str, Any], name: str) -> Any:
    """A parameter that must be there."""
    value = body.get(name)
    if value is None or value in ("", []):
        raise Refuse(EMPTY, _("The parameter {name} is missing.").format(name=name))
    return value


def either(body: dict[str, Any], *names: str) -> str:
    """The first name that was given: the document and the recorded calls spell some parameters differently."""
    return next((name for name in names if body.get(name) is not None), names[0])


def integer(body: dict[str, Any], name: str, default: int | None = None, least: int | None = None) -> int:
    """A whole number; digits in a string will do, as scripts send them."""
    value = need(body, name) if default is None else body.get(name)
    number = _integer(default if value is None else value, name)
    if least is not None and number < least:
        raise Refuse(INVALID, _("The parameter {name} must be at least {least}.").format(name=name, least=least))
    return number


def integers(body: dict[str, Any], name: str) -> list[int]:
    """A list of whole numbers; none where it is not given."""
    value = body.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Refuse(INVALID, _("The parameter {name} must be a list of numbers.").format(name=name))
    return [_integer(each, name) for each in value]


def text(body: dict[str, Any], name: str, default: str | None = None) -> str:
    """A string; a number is taken as its digits."""
    value = need(body, name) if default is None else body.get(name)
    if value is None:
        value = default
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise Refuse(INVALID, _("The parameter {name} must be a text.").format(name=name))
    return str(value)


def texts(body: dict[str, Any], name: str) -> list[str]:
    """A list of strings; none where it is not given."""
    value = body.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Refuse(INVALID, _("The parameter {name} must be a list of texts.").format(name=name))
    return [text({name: each}, name) for each in value]


def _integer(value: object, name: str) -> int:
    if isinstance(value, (int, str)) and not isinstance(value, bool):
        try:
            number = int(value)
        except ValueError as error:
            raise _no_number(name) from error
        if abs(number) <= LARGEST:
            return number
    raise _no_number(name)


def _no_number(name: str) -> Refuse:
    return Refuse(INVALID, _("The parameter {name} must be a whole number.").format(name=name))
