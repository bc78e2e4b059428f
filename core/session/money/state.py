"""Budgets and notices, as frozen data for the panel."""

from __future__ import annotations

import dataclasses

from ...offer.drafts import Notice


@dataclasses.dataclass(frozen=True)
class MoneyState:
    """The money of the account, as the journal has it."""

    notices: tuple[Notice, ...] = ()
    """The notices of the account that hold and are shown above the pages, the newest first."""
