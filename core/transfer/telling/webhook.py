"""Post a message to a chat. The address is a secret: no sentence and no log holds it.

``http.client`` and not ``requests``: connections of the latter log each path, and their errors hold it.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from requests.utils import DEFAULT_CA_BUNDLE_PATH

from ...common.i18n import _
from ...common.version import USER_AGENT
from ...settings.sinks import CHATS, LOOPBACK
from .formats import payload, refusal, signed
from .sending import ANSWER, CONNECT, MOST, NotSent, Unsure, without


def post(chat: str, address: str, key: str, text: str, proxy: str = "", ca_bundle: str = "") -> None:
    """Send a text to a chat; ``key`` signs it where the chat wants that.

    Raises:
        NotSent: it did not arrive for certain.
        Unsure: it left, and no answer came.
    """
    parts = urlsplit(signed(chat, address, key, int(time.time() * 1000)))
    body = json.dumps(payload(chat, text), ensure_ascii=False).encode()
    name = CHATS[chat]
    connection = _connection(parts.scheme, parts.hostname or "", parts.port, proxy, ca_bundle)
    try:
        try:
            connection.connect()
        except (OSError, http.client.HTTPException) as error:
            raise NotSent(_("{chat} cannot be reached: {reason}.").format(
                chat=name, reason=type(error).__name__)) from None
        try:
            connection.request("POST", f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", body, {
                "Content-Type": "application/json; charset=utf-8", "User-Agent": USER_AGENT})
            if connection.sock is not None:
                connection.sock.settimeout(ANSWER)
            answer = connection.getresponse()
            said = answer.read(64 << 10).decode(errors="replace")
        except (OSError, http.client.HTTPException):
            raise Unsure(_("{chat} gave no answer: whether the message arrived is not known, and it is not sent "
                           "again.").format(chat=name)) from None
    finally:
        connection.close()
    wrong = refusal(chat, answer.status, said[:MOST])
    if wrong:
        raise NotSent(_("{chat} refuses the message: {reason}.").format(
            chat=name, reason=without(wrong, (address, parts.path, parts.query, key))))


def _connection(scheme: str, host: str, port: int | None, proxy: str, ca_bundle: str) -> Any:
    """Return a connection by the way that the settings and the system name, not opened yet."""
    by = "" if host in LOOPBACK else proxy or _of_system(scheme, host)
    if scheme != "https":
        return http.client.HTTPConnection(host, port, timeout=CONNECT)
    authorities = trusted(ca_bundle)
    if not by:
        return http.client.HTTPSConnection(host, port, timeout=CONNECT, context=authorities)
    way = urlsplit(by if "//" in by else f"//{by}")
    connection = http.client.HTTPSConnection(way.hostname or "", way.port or 8080, timeout=CONNECT, context=authorities)
    headers = {}
    if way.username:
        given = f"{unquote(way.username)}:{unquote(way.password or '')}"
        headers["Proxy-Authorization"] = f"Basic {base64.b64encode(given.encode()).decode()}"
    connection.set_tunnel(host, port or 443, headers)
    return connection


def _of_system(scheme: str, host: str) -> str:
    try:
        return "" if urllib.request.proxy_bypass(host) else urllib.request.getproxies().get(scheme, "")
    except OSError:  # a system that cannot be asked has none
        return ""


def trusted(ca_bundle: str) -> Any:
    """Return whom to trust: the settings' authorities, else those that the farm's connections trust.

    Raises:
        NotSent: this Python cannot encrypt, or the authorities are not there.
    """
    try:
        import ssl  # noqa: PLC0415 - a Blender that takes its library from another Python has none

        bundle = ca_bundle or os.environ.get("REQUESTS_CA_BUNDLE") or DEFAULT_CA_BUNDLE_PATH
        folder = Path(bundle).is_dir()
        return ssl.create_default_context(cafile=None if folder else bundle, capath=bundle if folder else None)
    except (ImportError, OSError):
        raise NotSent(_("No encrypted connection can be made: check the certificates in the settings.")) from None
