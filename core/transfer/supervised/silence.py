"""Say of a transfer that it waits for somebody who does not answer."""

from __future__ import annotations

import dataclasses

from ...common.i18n import _
from ...model import format
from ..journal.beats import AGENT
from ..states import Transfer
from .pulse import FARM, LINE, PROGRAM

STEPS = (5, 10, 30, 60, 300, 900, 3600, 6 * 3600, 24 * 3600)
"""Seconds of silence that are worth a line of their own where each line stays."""


def silence(transfer: Transfer) -> str:
    """Return a sentence about who does not answer, and for how long; empty while all is well."""
    if not transfer.silent:
        return ""
    return _sentence(transfer.silent_of).format(
        path=transfer.silent_of, time=format.rough_duration(float(int(transfer.silent))))


def noted(transfer: Transfer) -> str:
    """Return ``silence``, else the sentence that the agent noted down; without an agent nobody follows that one."""
    return silence(transfer) if transfer.silent_of == AGENT or not transfer.message else transfer.message


def _sentence(silent_of: str) -> str:
    return {
        AGENT: _("The agent that sends and fetches has not answered for {time}."),
        LINE: _("No answer from the line for {time}."),
        FARM: _("No answer from the farm for {time}."),
        PROGRAM: _("The transfer program has moved nothing for {time}."),
    }.get(silent_of) or _("{path} has not answered for {time}.")


def in_steps(transfer: Transfer) -> Transfer:
    """Return the transfer with a silence that grows in few steps."""
    reached = [each for each in STEPS if each <= transfer.silent]
    return dataclasses.replace(transfer, silent=float(max(reached, default=0)))
