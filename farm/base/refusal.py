"""Refusals: the farm answers no, with a documented code and a sentence."""

from __future__ import annotations

FAILED, BAD_REQUEST, NOT_FOUND, CONFLICT, INTERNAL, EXISTS, FULL = 100, 400, 404, 409, 500, 503, 507
INVALID, EMPTY = 600, 601
EXPIRED, WRONG_SIGNATURE = 610, 611
"""Codes of the vendor's list, except CONFLICT and FULL: they are the storage's own and come from HTTP."""


class Refusal(Exception):
    """The farm refuses a call; ``data`` is what the caller needs to go on."""

    def __init__(self, code: int, message: str, data: object = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.data = data


class TooLong(Refusal):
    """The request has more bytes than the farm accepts."""
