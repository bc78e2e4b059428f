"""Which errors can pass: those are tried again without end, at growing intervals. Any other needs somebody."""

from __future__ import annotations

from ..common.errors import BadAnswer, CannotConnect, Refused, TransferFailed

FINAL = {301, 400, 404, 503, 600, 601, 603, 700}
"""Codes of refusals that stay what they are: the request itself is wrong, or names what is not there.

Any other passes: a fault of the farm's own, too many requests, a key or a clock that is set right, a balance, a right.
"""


def code_may_pass(code: object) -> bool:
    """Whether a refusal with this code may be another answer later."""
    return code not in FINAL


def may_pass(error: Exception) -> bool:
    """Whether it is worth trying again."""
    if isinstance(error, Refused):
        return code_may_pass(error.code)
    if isinstance(error, TransferFailed):
        return error.retry
    return isinstance(error, (CannotConnect, BadAnswer, OSError))
