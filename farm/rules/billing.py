"""The price of rendering, and what happens once the balance is exhausted."""

from __future__ import annotations

import sqlite3

from ...core.common.i18n import _
from ..base.constants import CPU_PRICE, LEAST_FEE
from ..base.database import Database
from ..base.refusal import FAILED, Refusal
from ..base.states import OPEN
from .rules import Event, happen

HOUR = 3600.0
SPENT = "SELECT COALESCE(SUM(fee), 0) AS fee FROM counts WHERE task = 0"


def fee(seconds: float) -> float:
    """Return the price in US dollars of a frame that took ``seconds``."""
    return round(max(LEAST_FEE, seconds / HOUR * CPU_PRICE), 6)


def balance_left(database: Database, balance: float) -> float:
    """Return the balance that is left; a negative one is owed."""
    return round(balance - float(database.rows(SPENT)[0]["fee"]), 6)


def need_balance(database: Database, balance: float) -> None:
    """Reject the call if the balance is exhausted."""
    if balance_left(database, balance) <= 0:
        raise Refusal(FAILED, _("The balance is used up: start the farm again with a higher --balance."))


def check(change: sqlite3.Connection, balance: float) -> None:
    """Stop every task once the balance is exhausted. Call it in the transaction that charged."""
    if balance - float(change.execute(SPENT).fetchone()["fee"]) > 0:
        return
    tasks = change.execute("SELECT id FROM tasks WHERE status IN (?, ?) ORDER BY id", OPEN).fetchall()
    for row in tasks:
        happen(change, Event.BALANCE_GONE, row["id"])
