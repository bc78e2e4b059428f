"""Access keys in the keyring of the system, where there is one. Blocks: a keyring may ask its user to unlock it."""

from __future__ import annotations

import logging
from typing import Any

log = logging.getLogger(__name__)

SERVICE = "foxsubmit"


def available() -> bool:
    """Whether keys can be kept there."""
    ring = _ring()
    try:
        return ring is not None and ring.get_keyring().priority > 0
    except Exception:  # see _ask
        return False


def keep(account: str, key: str) -> bool:
    """Keep a key; False where it did not get there."""
    if not available():
        return False
    _ask("set_password", account, key)
    return recall(account) == key


def recall(account: str) -> str:
    """The key; empty where there is none, or the keyring does not give it."""
    return str(_ask("get_password", account) or "")


def forget(account: str) -> None:
    """Take the key out."""
    _ask("delete_password", account)


def _ask(method: str, *arguments: str) -> Any:
    """None where it fails. A keyring is a program of its own, and raises whatever its way to it raises."""
    ring = _ring()
    if ring is None:
        return None
    try:
        return getattr(ring, method)(SERVICE, *arguments)
    except Exception as error:
        log.info("The keyring did not do %s (%s).", method, type(error).__name__)  # its text may hold what it was given
        return None


def _ring() -> Any:
    try:
        import keyring  # noqa: PLC0415 - optional, and takes its time
    except Exception:  # also what a broken backend raises while it is imported
        return None
    return keyring
