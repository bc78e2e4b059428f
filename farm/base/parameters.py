"""Read one parameter from the body of a request, or refuse with the parameter's name."""

from __future__ import annotations

from typing import Any

from ...core.common.i18n import _
from .refusal import EMPTY, INVALID, Refusal

LARGEST = 1 << 53
"""The largest number that JSON carries exactly and the database can hold."""


def need(body: dict[str, Any], name: str) -> Any:
    """Return a parameter that must be present."""
    value = body.get(name)
    if value is None or value in ("", []):
        raise Refusal(EMPTY, _("The parameter {name} is missing.").format(name=name))
    return value


def either(body: dict[str, Any], *names: str) -> str:
    """Return the first name that was given; the document and recorded calls spell some parameters differently."""
    return next((name for name in names if body.get(name) is not None), names[0])


def integer(body: dict[str, Any], name: str, default: int | None = None, least: int | None = None) -> int:
    """Return an integer; a string of digits is accepted, because scripts send them."""
    value = need(body, name) if default is None else body.get(name)
    number = _integer(default if value is None else value, name)
    if least is not None and number < least:
        raise Refusal(INVALID, _("The parameter {name} must be at least {least}.").format(name=name, least=least))
    return number


def integers(body: dict[str, Any], name: str) -> list[int]:
    """Return a list of integers, empty if the parameter was not given."""
    value = body.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Refusal(INVALID, _("The parameter {name} must be a list of numbers.").format(name=name))
    return [_integer(each, name) for each in value]


def text(body: dict[str, Any], name: str, default: str | None = None) -> str:
    """Return a string; a number becomes its digits."""
    value = need(body, name) if default is None else body.get(name)
    if value is None:
        value = default
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise Refusal(INVALID, _("The parameter {name} must be a text.").format(name=name))
    return str(value)


def texts(body: dict[str, Any], name: str) -> list[str]:
    """Return a list of strings, empty if the parameter was not given."""
    value = body.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Refusal(INVALID, _("The parameter {name} must be a list of texts.").format(name=name))
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


def _no_number(name: str) -> Refusal:
    return Refusal(INVALID, _("The parameter {name} must be a whole number.").format(name=name))
