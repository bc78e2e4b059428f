"""Whether what an account can spend is enough for what is to be rendered. Pure."""

from __future__ import annotations

from typing import NamedTuple

from ..common.i18n import _
from ..model import format
from ..money.before import Expected, band_words
from ..offer.values import Account


class Lack(NamedTuple):
    """Two sentences: the amount that is missing, and the consequence."""

    text: str
    more: str


def there(account: Account | None) -> float | None:
    """Return the amount that can be spent; None where the farm does not say it to this user."""
    return None if account is None or account.hidden else account.funds + account.credit


def lack(account: Account | None, may_cost: Expected | None) -> Lack | None:
    """Return what an account lacks for frames that may cost so much; None where nothing is known to be missing."""
    amount = there(account)
    if account is None or amount is None:
        return None
    if amount < 0:
        return Lack(_("{missing} are missing before the farm renders anything.").format(
            missing=format.money(-amount, account.currency)), _("Add balance to the account, then check again."))
    kept = _("The farm stops tasks at zero, and keeps them until balance is added.")
    high = float(may_cost.high) if may_cost is not None else 0.0
    if amount == 0:
        text = _("There is nothing to pay with yet.")
        if may_cost is not None:
            text = _("There is nothing to pay with yet: up to {missing} are missing.").format(
                missing=format.money(high, account.currency))
        return Lack(text, kept)
    if may_cost is None or high <= amount:
        return None
    return Lack(_("The balance may not be enough: {cost} expected, {amount} there, up to {missing} missing.").format(
        cost=band_words(may_cost, account.currency), amount=format.money(amount, account.currency),
        missing=format.money(high - amount, account.currency)), kept)
