"""Let in requests that have the documented signature, are fresh and were not sent before."""

from __future__ import annotations

import hmac
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..core.api.wire.signing import SIGNED_HEADERS, sign, string_to_sign
from ..core.common.i18n import _
from .base.constants import Account
from .base.refusal import EMPTY, EXPIRED, INVALID, WRONG_SIGNATURE, Refusal
from .replay import UsedSignatures

WINDOW = 300  # seconds that a client's clock may differ


class Gate:
    """Checks every signed request; any number of threads may use it."""

    def __init__(self, account: Account, used: Path) -> None:
        self._account = account
        self._used = UsedSignatures(used)

    def close(self) -> None:
        """Close the file of used signatures."""
        self._used.close()

    def check(self, method: str, path: str, headers: Mapping[str, str], body: Mapping[str, Any]) -> None:
        """Let a request in.

        Raises:
            Refusal: a header is missing, the clock differs, the signature is wrong or was used before.
        """
        for name in ("host", *SIGNED_HEADERS, "signature"):
            if not headers.get(name):
                raise Refusal(EMPTY, _("The header {name} is missing.").format(name=name))
        seconds = _fresh(headers["UTCTimestamp"])
        try:
            expected = [sign(self._account.access_key, string_to_sign(host, path, headers, body, method))
                        for host in _spellings(headers["host"])]
        except UnicodeEncodeError as error:  # half a character, spelled as \\ud800 in JSON
            raise Refusal(INVALID, _("The request holds text that is not Unicode.")) from error
        known = hmac.compare_digest(headers["accessId"].encode(), self._account.access_id.encode())
        matches = [each for each in expected if hmac.compare_digest(headers["signature"].encode(), each.encode())]
        if not (known and matches):
            raise Refusal(WRONG_SIGNATURE, _("The signature is not valid."))
        self._check_replay(matches[0], seconds)

    def _check_replay(self, signature: str, seconds: int) -> None:
        """Refuse a signature that was used before; it covers id, time and nonce.

        The nonce alone would not do: clients send six digits, so among a thousand small files a second an innocent
        repetition would happen every second.
        """
        if not self._used.add(signature, seconds + WINDOW):
            raise Refusal(WRONG_SIGNATURE, _("The request was sent before: its nonce has been used."))


def _spellings(host: str) -> tuple[str, ...]:
    """Return the domains that a client may have signed: an HTTP client leaves port 80 out of the header."""
    has_port = ":" in host.rpartition("]")[2]
    return (host,) if has_port else (host, f"{host}:80")


def _fresh(timestamp: str) -> int:
    """Return when a request was signed, or refuse it if that was not just now."""
    try:
        seconds = int(timestamp)
    except ValueError as error:
        raise Refusal(INVALID, _("The header UTCTimestamp must be seconds since 1970.")) from error
    if abs(time.time() - seconds) > WINDOW:
        raise Refusal(EXPIRED, _("The signature has expired."))
    return seconds
