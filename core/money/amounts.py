"""Amounts of money as decimal numbers. What the farm does not tell is None, which never means nothing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, NamedTuple

from ..common.errors import BadInput
from ..common.i18n import _

CENT = Decimal("0.01")
NOTHING = Decimal(0)
MOST = Decimal(1_000_000_000)
"""The most that a budget may be."""


class Sum(NamedTuple):
    """The cost of several tasks together."""

    known: Decimal
    """The sum of those costs that are known."""
    tasks: int
    unknown: int
    """The number of tasks whose cost nobody knows: it is not in ``known``."""


def amount(value: object) -> Decimal | None:
    """Read a number of the farm's, also one in a text; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        return None
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def cost_of(task: Mapping[str, Any]) -> Decimal | None:
    """Return the cost of a task as the farm lists it, vouchers included; None where the farm does not tell.

    ``renderConsume`` has the vouchers in it on one platform and not on another, so the larger of both sums counts.
    No voucher says nothing where the other amounts are not told. A layered task may have no cost of its own: then its
    layers have.
    """
    rendered, account = amount(task.get("renderConsume")), amount(task.get("userAccountConsume"))
    vouchers = sum((amount(task.get(name)) or NOTHING for name in ("couponConsume", "qyCouponConsume")), NOTHING)
    paid = None if account is None and not vouchers else (account or NOTHING) + vouchers
    own = [value for value in (rendered, paid) if value is not None]
    layers = [cost_of(layer) for layer in task.get("respRenderingTaskList") or ()]
    known = [value for value in layers if value is not None]
    if layers and len(known) == len(layers):
        own.append(sum(known, NOTHING))
    return max(own) if own else None


def cost_of_frame(frame: Mapping[str, Any]) -> Decimal | None:
    """Return the cost of a frame as the farm lists it, vouchers included; None where the farm does not tell."""
    known = [value for name in ("feeAmount", "couponFee") if (value := amount(frame.get(name))) is not None]
    return sum(known, NOTHING) if known else None


def add_up(costs: Iterable[Decimal | None]) -> Sum:
    """Add costs up; those that are not known are counted."""
    values = list(costs)
    known = [value for value in values if value is not None]
    return Sum(sum(known, NOTHING), len(values), len(values) - len(known))


def cents(value: Decimal) -> Decimal:
    """Round to two decimals, as the farm's pages do."""
    return value.quantize(CENT, ROUND_HALF_UP)


def shown(value: Decimal | None, currency: str = "") -> str:
    """``1,284.60 USD``; a word where it is not known."""
    if value is None:
        return _("unknown")
    return f"{cents(value):,} {currency}".rstrip()


def sample() -> str:
    """Return an amount that is as wide as most are, for columns."""
    return shown(Decimal("1234.6"), "USD")


def typed(text: str) -> Decimal:
    """Read an amount that somebody typed: ``20``, ``20.50`` or ``1,200.50``.

    Raises:
        BadInput: it is none above 0.
    """
    found = amount(text.replace(",", "")) if text.count(",") == 0 or "." in text or len(
        text.rpartition(",")[2]) == 3 else amount(text.replace(",", "."))
    if found is None or not 0 < found <= MOST:
        raise BadInput(_("“{text}” is not an amount above 0: write it as in 20 or 20.50.").format(text=text))
    return found
