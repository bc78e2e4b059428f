"""What scripts are told of requests and answers: the last answer, and hooks that are called for each."""

from __future__ import annotations

import contextlib
import email.utils
import logging
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Callable, Optional, TypeVar

import requests

from ...common.errors import FoxError

log = logging.getLogger(__name__)

Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Request:
    """A request that is about to leave; its headers, which hold the signature, are kept from hooks."""

    path: str
    body: Mapping[str, Any]
    attempt: int
    """1 for the first request of a call; its other tries and paths count on."""


@dataclass(frozen=True)
class Response:
    """The answer to one request, or that there is none."""

    path: str
    attempts: int
    """Requests that this call has sent so far."""
    seconds: float
    status: int = 0
    """The status of HTTP; 0 without an answer."""
    code: int | None = None
    """The farm's, 200 for success; None where the answer is not the farm's."""
    request_id: str = ""
    server_time: float | None = None
    """The farm's clock in seconds since 1970, where it told the time."""
    retry_after: float | None = None
    """Seconds that the farm asks to wait before the next call."""
    error: str = ""
    """The sentence of the error, where there is no answer of the farm's."""


RequestHook = Optional[Callable[[Request], object]]
ResponseHook = Optional[Callable[[Response], object]]


class Exchange:
    """One request and its answer, while they are under way."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._started = time.monotonic()
        self._status = 0
        self._retry_after: float | None = None
        self._reply: Mapping[str, Any] = {}

    def head(self, response: requests.Response) -> None:
        """Keep what the head of the answer says."""
        self._status = response.status_code
        self._retry_after = seconds_of(response.headers.get("Retry-After"))

    def envelope(self, reply: dict[str, Any]) -> dict[str, Any]:
        """Keep the farm's answer, and return it."""
        self._reply = reply
        return reply

    def response(self, attempts: int, error: str) -> Response:
        """Return what is known at the end."""
        said, clock = self._reply, self._reply.get("serverTime")
        return Response(
            self._path, attempts, time.monotonic() - self._started, self._status, said.get("code"),
            str(said.get("requestId") or ""), clock / 1000 if isinstance(clock, (int, float)) else None,
            self._retry_after, error)


class Told:
    """The hooks of a client, and for each thread the last answer."""

    def __init__(self, on_request: RequestHook = None, on_response: ResponseHook = None) -> None:
        self._on_request = on_request
        self._on_response = on_response
        self._here = threading.local()

    def __reduce__(self) -> tuple[type[Told], tuple[RequestHook, ResponseHook]]:
        """Travel to another process, where no answer has come yet."""
        return Told, (self._on_request, self._on_response)

    @property
    def last(self) -> Response | None:
        """The last answer that this thread got, or failed to get."""
        return getattr(self._here, "last", None)

    def begin(self) -> None:
        """Count the requests of another call of this thread."""
        self._here.sent = 0

    @contextlib.contextmanager
    def exchange(self, path: str, body: Mapping[str, Any]) -> Iterator[Exchange]:
        """Tell of one request, and of how it ended."""
        sent = self._here.sent = getattr(self._here, "sent", 0) + 1
        _call(self._on_request, Request(path, body, sent))
        exchange, error = Exchange(path), ""
        try:
            yield exchange
        except FoxError as failure:
            error = str(failure)
            raise
        finally:
            last = self._here.last = exchange.response(sent, error)
            # Nothing but this: bodies and answers are personal, headers are secret.
            log.debug("%s: %s in %.0f ms", path, _outcome(last), 1000 * last.seconds)
            _call(self._on_response, last)


def _outcome(response: Response) -> str:
    status = f"HTTP {response.status}" if response.status else "no answer"
    return status if response.code is None else f"{status}, code {response.code}"


def _call(hook: Callable[[Subject], object] | None, subject: Subject) -> None:
    """Tell a hook; one that fails is logged, and costs no call its answer."""
    if hook is not None:
        try:
            hook(subject)
        except Exception:
            log.exception("The hook %r failed.", hook)


def seconds_of(value: str | None) -> float | None:
    """Return the seconds that a Retry-After asks for, as a number or as a date; None where it is neither."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return None
