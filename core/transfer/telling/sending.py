"""How a message that was sent ended: it arrived, it did not for certain, or nobody knows."""

from __future__ import annotations

from collections.abc import Iterable

from ...common.errors import FoxError
from ...common.foreign import harmless

CONNECT = 10.0  # seconds
ANSWER = 30.0  # seconds
MOST = 200  # characters of an answer that are shown


class NotSent(FoxError):
    """It did not arrive for certain: it may be sent again."""


class Unsure(FoxError):
    """It left, and no answer came: it may have arrived, and is not sent again."""


def without(text: str, secrets: Iterable[str]) -> str:
    """Return a text of a server's that holds none of the secrets, nor much."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, "…")
    return harmless(text)[:MOST].strip()
