"""When a call that failed is sent again."""

from __future__ import annotations

import random
from dataclasses import dataclass

from ...common.errors import BadAnswer, BadInput, CannotConnect, FoxError, Refused
from ...common.foreign import harmless
from ...common.i18n import _

BUSY, BROKEN = 429, 500
OUT_OF_ORDER = {BROKEN, 503}
"""The farm's codes for a fault of its own; 503 has another meaning only where a label is added, which is a change."""


@dataclass(frozen=True)
class Retry:
    """Whether and when a failed call is sent again: ``FoxAPI(..., retry=Retry(waits=(1, 5, 20)))``.

    ``waits`` are the seconds before the second try, the third and so on, give or take a third; none sends each call
    once. A farm that names a time to wait (Retry-After) is obeyed up to ``longest`` seconds; a longer one is an error
    at once, whose ``retry_after`` says how long. Override ``again`` to judge errors otherwise.

    Raises:
        BadInput: a wait is no time.
    """

    waits: tuple[float, ...] = (0.5, 2.0)
    longest: float = 20.0

    def __post_init__(self) -> None:
        for value in (*self.waits, self.longest):
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < float("inf"):
                raise BadInput(_("{value} is not a time to wait before another try: give seconds from 0.").format(
                    value=harmless(repr(value))))

    def pause(self, error: FoxError, failures: int, *, change: bool) -> float | None:
        """Return the seconds to wait before the next try, after so many failures before; None for no other try."""
        if failures >= len(self.waits) or not self.again(error, change=change):
            return None
        wait = self.waits[failures] * random.uniform(0.7, 1.3)  # noqa: S311 - spreads retries, guards nothing
        if error.retry_after is None:
            return wait
        return None if error.retry_after > self.longest else max(wait, error.retry_after)

    def again(self, error: FoxError, *, change: bool) -> bool:
        """Whether another try is safe and may help.

        A query may be sent again whenever the failure may pass. A change is so only where the farm certainly did not
        make it: it never arrived, or it was turned away because there were too many calls.
        """
        if isinstance(error, CannotConnect):
            return not error.untrusted and not (change and error.arrived)
        if isinstance(error, BadAnswer):
            return error.status == BUSY or (not change and error.status >= BROKEN)
        if isinstance(error, Refused):
            return error.code == BUSY or (not change and error.code in OUT_OF_ORDER)
        return False


def was_not_made(error: FoxError) -> bool:
    """Return whether a change was certainly not made: nothing processed the request that ended in this error."""
    if isinstance(error, CannotConnect):
        return not error.arrived
    # A redirection or an error of the client's in HTTP: something before the farm turned the request away.
    return isinstance(error, BadAnswer) and 300 <= error.status < BROKEN
