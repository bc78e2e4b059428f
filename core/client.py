"""One signed POST."""

from __future__ import annotations

import json
import logging
import random
import secrets
import threading
import time
from typing import Any

import requests
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from .errors import BadAnswer, CannotConnect, NotSignedIn, Refused
from .i18n import _
from .signing import sign, string_to_sign

log = logging.getLogger(__name__)

WAITS = (0.5, 2.0)  # seconds before the second and the third try of a query
TIMEOUT = (5.0, 30.0)  # seconds to connect, seconds without a byte
OK, NOT_FOUND, EXPIRED = 200, 404, 610
SIGNED_OUT = {602, 611, 804}
CHINA = "renderbus"  # in the domain: the account's texts are Chinese (wire/vendor_sdk_requests.json)


class Client:
    """Signs and sends, from any number of threads. Knows nothing about what an endpoint means.

    ``query`` only reads, so it is tried again when the connection fails. ``command`` changes something,
    so it is sent once unless it certainly did not arrive: a lost answer is not a lost request, and a
    second createTask is a second task.
    """

    def __init__(
        self,
        access_id: str,
        access_key: str,
        domain: str,
        platform: str = "2",
        protocol: str = "https",
        timeout: tuple[float, float] = TIMEOUT,
    ) -> None:
        self.domain = domain
        self.platform = str(platform)
        self.protocol = protocol
        self.access_id = access_id
        self._access_key = access_key
        self._timeout = timeout
        self._skew = 0.0  # seconds that the farm's clock is ahead of ours
        self._preferred: dict[str, str] = {}  # documented path -> the one that this farm serves
        self._local = threading.local()  # a requests.Session must not be shared between threads

    def __repr__(self) -> str:
        return f"Client({self.protocol}://{self.domain}, platform {self.platform})"

    def query(self, path: str, *newer: str, **wire: Any) -> Any:
        """POST a read. Keywords are the wire names; None is left out."""
        for wait in WAITS:
            try:
                return self._call(path, newer, wire)
            except CannotConnect as error:
                log.info("%s Trying again in about %s s.", error, wait)
                time.sleep(wait * random.uniform(0.7, 1.3))  # noqa: S311 - spreads retries, guards nothing
        return self._call(path, newer, wire)

    def command(self, path: str, *newer: str, **wire: Any) -> Any:
        """POST a change: once, and again only if it certainly did not arrive."""
        for wait in WAITS:
            try:
                return self._call(path, newer, wire)
            except CannotConnect as error:
                if error.arrived:
                    raise
                time.sleep(wait)
        return self._call(path, newer, wire)

    def headers(self, path: str, body: dict[str, Any], method: str = "POST") -> dict[str, str]:
        """The headers of one request, signature included."""
        headers = {
            "accessId": self.access_id,
            "channel": "4",
            "platform": self.platform,
            "UTCTimestamp": str(int(time.time() + self._skew)),
            "nonce": str(100000 + secrets.randbelow(900000)),
            "version": "2.0.0",
        }
        headers["signature"] = sign(
            self._access_key, string_to_sign(self.domain, path, headers, body, method))
        headers["languageFlag"] = "0" if CHINA in self.domain else "1"
        return headers

    @property
    def http(self) -> requests.Session:
        """This thread's connection pool."""
        if not hasattr(self._local, "http"):
            self._local.http = requests.Session()
        return self._local.http  # type: ignore[no-any-return]

    def _call(self, path: str, newer: tuple[str, ...], wire: dict[str, Any]) -> Any:
        """Send to the path that this farm serves: the documented one, else a newer one."""
        body = {name: value for name, value in wire.items() if value is not None}
        paths = [self._preferred[path]] if path in self._preferred else [path, *newer]
        for candidate in paths:
            try:
                data = self._post(candidate, body)
            except Refused as error:
                if error.code != NOT_FOUND or candidate == paths[-1]:
                    raise
            else:
                self._preferred[path] = candidate
                return data
        raise AssertionError(path)  # unreachable: the last candidate returns or raises

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        answer = self._send(path, body)
        if answer["code"] == EXPIRED and "serverTime" in answer:
            self._skew = answer["serverTime"] / 1000 - time.time()
            answer = self._send(path, body)
        if answer["code"] == OK:
            return answer.get("data")
        kind = NotSignedIn if answer["code"] in SIGNED_OUT else Refused
        raise kind(answer["code"], str(answer.get("message") or ""), path, str(answer.get("requestId") or ""))

    def _send(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        data = json.dumps(body, ensure_ascii=False).encode()
        headers = {**self.headers(path, body), "Content-Type": "application/json"}
        started = time.monotonic()
        try:
            response = self.http.post(
                f"{self.protocol}://{self.domain}{path}", data=data, headers=headers, timeout=self._timeout)
        except requests.RequestException as error:
            raise cannot_connect(self.domain, error) from error
        log.debug("%s: HTTP %s in %.0f ms", path, response.status_code, 1000 * (time.monotonic() - started))
        return self._read(path, response)

    def _read(self, path: str, response: requests.Response) -> dict[str, Any]:
        try:
            answer = response.json()
        except ValueError:
            answer = None
        if isinstance(answer, dict) and isinstance(answer.get("code"), int):
            return answer
        if response.status_code == NOT_FOUND:
            return {"code": NOT_FOUND, "message": _("not found")}
        raise BadAnswer(_("{domain} did not answer as a render farm does (HTTP {status} to {path}): "
                          "check the domain in the settings.").format(
            domain=self.domain, status=response.status_code, path=path))


def cannot_connect(domain: str, error: requests.RequestException) -> CannotConnect:
    """The sentence for a request that got no answer, and whether it may have arrived."""
    cause = error.args[0] if error.args else None
    reason = getattr(cause, "reason", cause)
    # NewConnectionError covers refused connections and names that do not resolve.
    arrived = not isinstance(reason, (NewConnectionError, ConnectTimeoutError))
    if isinstance(error, requests.exceptions.SSLError):
        text = _("The certificate of {domain} cannot be verified: check the domain, the clock and the CA bundle.")
    elif isinstance(error, requests.exceptions.Timeout) and arrived:
        text = _("The farm at {domain} took too long to answer: try again in a moment.")
    else:
        text = _("No farm answers at {domain}: check the domain and the network, "
                 "or start a local one with “foxsubmit farm”.")
    return CannotConnect(text.format(domain=domain), arrived=arrived)
