"""Fetch the missing pieces of one large result over several connections."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Callable

import requests

from ..engine import AT_ONCE, Progress
from ..fetch.side_by_side import SideBySide
from ..hashing_reader import BLOCK
from .connections import Connections
from .part_file import STRONG
from .pieces import Pieces, Span

CONTENT_RANGE = re.compile(r"bytes (\d{1,20})-(\d{1,20})/(\d{1,20})")

Ask = Callable[[dict], AbstractContextManager]  # type: ignore[type-arg]
"""Sends a request with further headers; what it returns gives the response, and closes it."""


class OtherContentError(Exception):
    """The farm has another content by now than the one that was begun."""


def span_headers(span: Span, tag: str = "") -> dict[str, str]:
    """Return the headers that ask for some bytes, of the content with this ETag only."""
    headers = {"Range": f"bytes={span[0]}-{span[1] - 1}", "Accept-Encoding": "identity"}
    return {**headers, "If-Range": tag} if tag else headers


def content_tag(response: requests.Response) -> str:
    """Return the ETag by which pieces of this content can be put together; empty where they cannot."""
    tag = response.headers.get("ETag", "")
    # Without a hash nobody could tell whether the pieces fit.
    return tag if STRONG.fullmatch(tag) and response.headers.get("X-Sha256") else ""


def check_span(response: requests.Response, span: Span, size: int, tag: str) -> None:
    """See that an answer has exactly these bytes of this content.

    Raises:
        OtherContentError: they are of another one, or of more than these bytes.
        ValueError: they are others than were asked for.
    """
    match = CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
    if response.status_code != requests.codes.partial_content or content_tag(response) != tag:
        raise OtherContentError
    if match is None:
        raise ValueError("the farm does not say which part it sends")
    begin, last, whole = (int(each) for each in match.groups())
    if whole != size:
        raise OtherContentError
    if (begin, last + 1) != span:
        raise ValueError("the farm sends another part than was asked for")


class SideBySidePieces:
    """One result on its way, over the connection of its own and others that are free."""

    def __init__(self, pieces: Pieces, size: int, ask: Ask, progress: Progress, connections: Connections) -> None:
        self._pieces = pieces
        self._size = size
        self._ask = ask
        self._progress = progress
        self._connections = connections
        self._left = iter(pieces.missing())
        self._waiting = next(self._left, None)
        self._done = pieces.done()
        self._running = 0
        self._lock, self._turn = threading.Lock(), threading.Lock()

    def fetch(self) -> None:
        """Fetch all that is missing. After a failure no other piece begins, and those under way are waited for.

        Raises:
            Exception: the first failure of a piece, or what ``progress`` raised.
        """
        together: SideBySide[Span] = SideBySide(AT_ONCE, lambda: None)  # whoever leaves this thread behind ends it
        for _span in together.run(self):
            pass

    def __iter__(self) -> Iterator[Callable[[], Span]]:
        return self

    def __next__(self) -> Callable[[], Span]:
        """Return the job for the next piece; none for now where there is no connection for it."""
        span = self._waiting
        if span is None:
            raise StopIteration
        with self._lock:
            if self._running and not self._connections.another():
                raise StopIteration
            self._running += 1
        self._waiting = next(self._left, None)
        return lambda: self._fetch(span)

    def _fetch(self, span: Span) -> Span:
        try:
            with self._ask(span_headers(span, self._pieces.tag)) as response:
                check_span(response, span, self._size, self._pieces.tag)
                self._pieces.put(span, response.iter_content(BLOCK), self._moved)
            return span
        finally:
            with self._lock:
                self._running -= 1
                if self._running:  # the last connection is the file's own
                    self._connections.give_back()

    def _moved(self, count: int) -> None:
        """Count further bytes, one thread after the other: that holds the speed limit for all of them."""
        with self._turn:
            self._done += count
            self._progress(self._done)
