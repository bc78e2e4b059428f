"""The farm's request signature. No clock and no chance: both are arguments.

Source: the vendor's protocol document V4.1.2 and the recorded vectors that the tests replay.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

BODY_FIRST = {"platform"}
"""Where header and body have a value of this name, the vendor's client signs the body's, once (task_record). No other
may hide: a body with a UTCTimestamp would take the time out of the signature."""

SIGNED_HEADERS = ("accessId", "channel", "platform", "UTCTimestamp", "nonce", "version")


def flatten(value: Any) -> list[tuple[str, str]]:
    """Return ``("a0.b", "1")`` for ``{"a": [{"b": 1}]}``; empty lists and objects give nothing."""
    pairs: list[tuple[str, str]] = []
    _add(value, "", pairs)
    return pairs


def _add(value: Any, key: str, pairs: list[tuple[str, str]]) -> None:
    # A question about files has thousands of objects: texts come first, and nothing is yielded level by level.
    if isinstance(value, str):
        pairs.append((key, str(value)))
    elif isinstance(value, (dict, Mapping)):
        before = f"{key}." if key else ""
        for name, item in value.items():
            _add(item, f"{before}{name}", pairs)
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            _add(item, f"{key}{index}", pairs)
    else:
        pairs.append((key, str(value)))


def string_to_sign(
    domain: str, path: str, headers: Mapping[str, str], body: Mapping[str, Any], method: str = "POST"
) -> str:
    """The text that is signed. ``headers`` may hold more than the signed ones; ``domain`` is host[:port]."""
    signed = {name: headers[name] for name in SIGNED_HEADERS
              if name in headers and not (name in BODY_FIRST and name in body)}
    pairs = sorted([*signed.items(), *flatten(body)])
    return f"[{method}]{domain}:{path}&" + "&".join(f"{name}={value}" for name, value in pairs)


def sign(access_key: str, text: str) -> str:
    """HMAC-SHA256 of ``text`` with the access key, in Base64."""
    digest = hmac.new(access_key.encode(), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()
