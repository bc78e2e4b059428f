"""One signed POST."""

from __future__ import annotations

import io
import json
import logging
import sys
import time
from collections.abc import Mapping
from http.client import HTTPException
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import requests

from ...common.errors import BadAnswer, BadInput, FoxError, InDoubt, NotSignedIn, Refused
from ...common.foreign import harmless
from ...common.i18n import _
from .answers import no_farm, read
from .connection import Attempt
from .domain import as_signed, check_domain
from .large_text import encode_large, is_large, sign_large
from .network import HAS_TLS, NewSession, Sessions, cannot_connect
from .nonces import next_nonce
from .retry import Retry, was_not_made
from .shape import MISSING, Shape, misfit
from .signing import sign, string_to_sign
from .told import RequestHook, Response, ResponseHook, Told

log = logging.getLogger(__name__)

WAITS = Retry().waits
TIMEOUT = (5.0, 30.0)  # seconds to connect, seconds without a byte
DEADLINE = 120.0  # seconds for a whole request
LONGEST = 86_400  # seconds that anybody may want to wait
SLOWEST = 50_000  # bytes a second that a line must at least send, on top of the deadline
OK, NOT_FOUND, EXPIRED = 200, 404, 610
SIGNED_OUT = {513, 602, 611, 804}
CHINA = "renderbus"  # in the domain: the account's region (wire/vendor_sdk_requests.json)
LIKELY = (1e12, 1e13)  # ms since 1970: 2001 to 2286


class Client:
    """Signs and sends, from any number of threads and processes. Knows nothing about what an endpoint means.

    ``query`` only reads, so it is tried again when the connection fails. ``command`` changes something,
    so it is sent once unless it certainly did not arrive: a lost answer is not a lost request, and a
    second createTask is a second task.

    Raises:
        BadInput: a parameter cannot be used.
    """

    def __init__(
        self,
        access_id: str,
        access_key: str,
        domain: str,
        platform: str = "2",
        protocol: str = "https",
        timeout: float | tuple[float, float] = TIMEOUT,
        *,
        deadline: float = DEADLINE,
        language: str | None = None,
        proxies: Mapping[str, str] | None = None,
        verify: str | Path | None = None,
        retry: Retry | None = None,
        session: NewSession | None = None,
        on_request: RequestHook = None,
        on_response: ResponseHook = None,
    ) -> None:
        _check(access_id, access_key, domain, str(platform), protocol)
        _check_seconds(timeout, deadline)
        self.domain = as_signed(domain, protocol)
        self.platform = str(platform)
        self.protocol = protocol
        self.access_id = access_id
        self.china = CHINA in self.domain
        """Whether the account is of the Chinese region."""
        self._access_key = access_key
        self._chinese = language.lower().startswith("zh") if language else self.china
        self._timeout = timeout
        self._deadline = deadline
        self._skew = 0.0  # seconds that the farm's clock is ahead of ours
        self._served: dict[str, str] = {}  # first path of a call -> the one that this farm serves
        self._retry = retry
        self._told = Told(on_request, on_response)
        self._sessions = Sessions(proxies, verify, session)

    def __repr__(self) -> str:
        return f"Client({self.protocol}://{self.domain}, platform {self.platform})"

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections of every thread. The next call opens new ones."""
        self._sessions.close()

    def query(self, path: str, /, *others: str, answer: Shape = MISSING, **wire: Any) -> Any:
        """POST a read. ``others`` are older paths, ``answer`` its shape, keywords the wire names; None is left out.

        Raises:
            Refused: the farm said no.
            CannotConnect, BadAnswer: it did not answer, or not as a farm does.
        """
        return self._tried((path, *others), wire, answer, change=False)

    def command(self, path: str, /, *others: str, answer: Shape = MISSING, **wire: Any) -> Any:
        """POST a change: once, and again only if it certainly did not arrive. Otherwise as ``query``.

        An error says when the change may have been made all the same.
        """
        try:
            return self._tried((path, *others), wire, answer, change=True)
        except InDoubt as error:
            if not was_not_made(error):
                error.doubt()
            raise

    def headers(self, path: str, body: dict[str, Any], method: str = "POST") -> dict[str, str]:
        """The headers of one request, signature included."""
        headers = {
            "accessId": self.access_id,
            "channel": "4",
            "platform": self.platform,
            "UTCTimestamp": str(int(time.time() + self._skew)),
            "nonce": next_nonce(),
            "version": "2.0.0",
        }
        try:
            headers["signature"] = (
                sign_large(self._access_key, self.domain, path, headers, body, method) if is_large(body) else
                sign(self._access_key, string_to_sign(self.domain, path, headers, body, method)))
        except UnicodeEncodeError as error:  # a file name whose bytes are no text
            raise _not_sendable() from error
        headers["languageFlag"] = "0" if self._chinese else "1"
        return headers

    def get(self, url: str, timeout: float | tuple[float, float] = TIMEOUT) -> requests.Response:
        """Whatever lies at an address that the farm gave, unsigned; the body is left to be read."""
        return self._sessions.get(url, timeout)

    @property
    def http(self) -> requests.Session:
        """This thread's connection pool."""
        return self._sessions.mine

    @property
    def last_response(self) -> Response | None:
        """The last answer that this thread got, or failed to get; None before its first call."""
        return self._told.last

    def direct(self) -> requests.Session:
        """Return connections for several threads, to a farm on this machine; they are closed with the client's."""
        return self._sessions.direct()

    def _tried(self, paths: tuple[str, ...], wire: dict[str, Any], answer: Shape, *, change: bool) -> Any:
        policy, failures = self._retry or Retry(WAITS), 0
        self._told.begin()
        while True:
            try:
                return self._call(paths, wire, answer)
            except FoxError as error:
                pause = policy.pause(error, failures, change=change)
                if pause is None:
                    raise
                log.info("%s Trying again in %.1f s.", error, pause)
            failures += 1
            time.sleep(pause)

    def _call(self, paths: tuple[str, ...], wire: dict[str, Any], answer: Shape) -> Any:
        """Send to the path that this farm serves: the first, else the next."""
        body = {name: value for name, value in wire.items() if value is not None}
        served = self._served.get(paths[0])
        candidates = (served,) if served else paths
        for path in candidates:
            try:
                data = self._post(path, body, answer)
            except (Refused, BadAnswer) as error:
                if path == candidates[-1] or not _not_served(error):
                    raise
            else:
                self._served[paths[0]] = path
                return data
        raise AssertionError(paths)  # unreachable: the last candidate returns or raises

    def _post(self, path: str, body: dict[str, Any], answer: Shape) -> Any:
        reply = self._send(path, body)
        if reply["code"] == EXPIRED and self._set_clock(reply.get("serverTime")):
            reply = self._send(path, body)
        code = reply["code"]
        if code != OK:
            kind = NotSignedIn if code in SIGNED_OUT else Refused
            last = self._told.last
            raise kind(code, str(reply.get("message") or ""), path, str(reply.get("requestId") or ""),
                       chinese=self._chinese, retry_after=last.retry_after if last else None)
        wrong = "" if answer is MISSING else misfit(reply.get("data", MISSING), answer)
        if wrong:
            raise BadAnswer(_("{domain} did not answer {path} as a render farm does: {wrong}.").format(
                domain=self.domain, path=path, wrong=wrong), path=path, status=OK)
        return reply.get("data")

    def _set_clock(self, server_time: object) -> bool:
        """Take over the farm's clock; False where it does not tell the time."""
        if type(server_time) not in (int, float) or not LIKELY[0] < server_time < LIKELY[1]:  # type: ignore[operator]
            return False
        self._skew = server_time / 1000 - time.time()  # type: ignore[operator]
        log.info("The clock of %s is %.0f s ahead of this computer's.", self.domain, self._skew)
        return True

    def _send(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        if not is_large(body):
            data = _encoded(body)
            return self._send_encoded(path, body, data, len(data))
        with _encoded_large(body) as file:
            size = file.seek(0, io.SEEK_END)
            file.seek(0)
            return self._send_encoded(path, body, file, size)

    def _send_encoded(self, path: str, body: dict[str, Any], data: bytes | IO[bytes], size: int) -> dict[str, Any]:
        headers = {**self.headers(path, body), "Content-Type": "application/json"}
        url = f"{self.protocol}://{self.domain}{path}"
        sessions = self._sessions
        with self._told.exchange(path, body) as exchange, Attempt(self._deadline + size / SLOWEST) as attempt:
            try:
                with sessions.post(url, data, headers, self._timeout) as response:
                    exchange.head(response)
                    return exchange.envelope(read(response, self.domain, path))
            except OSError as error:  # those of requests are of this kind
                sent = attempt.sent or not sessions.tells(url)
                raise cannot_connect(self.domain, error, path=path, sent=sent, late=attempt.late) from error
            except (ValueError, HTTPException) as error:  # a chunk that is smaller than nothing
                raise no_farm(self.domain, path) from error


def _check(access_id: str, access_key: str, domain: str, platform: str, protocol: str) -> None:
    check_domain(domain)
    if protocol not in {"https", "http"}:
        raise BadInput(_("“{protocol}” is not a protocol of the farm: use https.").format(protocol=protocol))
    if protocol == "https" and not HAS_TLS:
        raise BadInput(_("The Python in {folder} has no working OpenSSL, so that only a farm on this machine can be "
                         "reached: repair it, or start the program without that folder in PATH.").format(
                             folder=sys.prefix))
    if not _fits_header(access_id):
        raise BadInput(_("The access id has characters that no access id has: copy it again."))
    if not _fits_header(access_key):
        raise BadInput(_("The access key has characters that no access key has: copy it again."))
    if not _fits_header(platform):
        raise BadInput(_("“{platform}” is not a platform of the farm: give its number, as in 2.").format(
            platform=harmless(platform)))


def _fits_header(value: str) -> bool:
    return value.isascii() and value.isprintable() and value == value.strip()


def _check_seconds(timeout: float | tuple[float, float], deadline: float) -> None:
    for value in (*(timeout if isinstance(timeout, tuple) else (timeout,)), deadline):
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= LONGEST:
            raise BadInput(_("{value} is not a time to wait for the farm: give seconds above 0, up to {most}.").format(
                value=harmless(repr(value)), most=f"{LONGEST:,}"))


def _encoded(body: dict[str, Any]) -> bytes:
    try:
        return json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise _not_sendable() from error


def _encoded_large(body: dict[str, Any]) -> IO[bytes]:
    try:
        return encode_large(body)
    except UnicodeEncodeError as error:
        raise _not_sendable() from error


def _not_sendable() -> BadInput:
    return BadInput(_("A text for the farm has characters that cannot be sent: rename the file."))


def _not_served(error: FoxError) -> bool:
    return (error.code if isinstance(error, Refused) else getattr(error, "status", 0)) == NOT_FOUND
