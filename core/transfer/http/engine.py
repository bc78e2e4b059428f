"""The engine for the embedded farm: plain HTTP on loopback, resumable inside a file."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

import requests

from ...api.wire.client import OK, Client
from ...api.wire.network import cannot_connect
from ...common.errors import TransferFailed
from ...common.i18n import _
from ..engine import AT_ONCE, FileToSend, Progress, Report, StoredPart, unfinished
from ..hashing_reader import BLOCK
from ..supervised.pulse import touching
from .connections import Connections
from .part_file import PartFile
from .pieces import LARGE, NotWholeError, Pieces
from .sending import STORED, TRIES, Sender
from .side_by_side_pieces import OtherContentError, SideBySidePieces, check_span, content_tag, span_headers

PARTIAL, NOT_THERE = 206, 416
FIRST = (0, 1)
"""The byte that is asked for to learn what content a large result is, and whether it comes in pieces."""


class HttpEngine:
    """Files in and out of the embedded farm's storage."""

    asks = True

    def __init__(self, client: Client, input_bid: str, output_bid: str) -> None:
        self._client = client
        self._input = f"/storage/{input_bid}"
        self._output = f"/storage/{output_bid}"
        self._base = f"{client.protocol}://{client.domain}"
        self._connections = Connections(AT_ONCE)
        self._http = client.direct()  # no proxy leads to a farm on this machine

    def have(self, files: Sequence[tuple[str, int]]) -> list[StoredPart]:
        """Return what the farm has of each file, given as (server path, size)."""
        return self._have(self._input, files)

    def hashes(self, files: Sequence[tuple[str, int]]) -> list[str]:
        """The SHA-256 of results given as (server path, size), empty where it is not known."""
        return [each.sha256 for each in self._have(self._output, files)]

    def _have(self, storage: str, files: Sequence[tuple[str, int]]) -> list[StoredPart]:
        if not files:
            return []
        answer = self._client.query(
            f"{storage}/have", answer=[STORED], files=[{"path": path, "size": size} for path, size in files])
        return [StoredPart(each["stored"], each["complete"], each["sha256"]) for each in answer]

    def send(self, items: Sequence[FileToSend], report: Report) -> None:
        """Send files; the hashes of both sides are compared."""
        with Sender(self._client, self._input, report) as sender:
            sender.send(items)

    def kept(self, local: Path, size: int) -> int:
        """The bytes of a result that an earlier try has left, and that ``fetch`` goes on with."""
        part = unfinished(local)
        if size > LARGE:
            return Pieces(part, size).done()
        with touching(part):
            return part.stat().st_size if part.exists() else 0

    def fetch(self, server: str, local: Path, size: int, progress: Progress) -> str:
        """Fetch one result to ``local``, whole or not at all; it goes on after what an earlier try has left.

        Returns the SHA-256 that the farm says it has, where it came in pieces: they are not compared with it yet.
        """
        kept = self.kept(local, size)
        try:
            with self._connections.one(lambda: progress(kept)):
                if size > LARGE:
                    return self._fetch_large(server, local, size, progress)
                part = PartFile(unfinished(local), size)
                with self._answer(server, local, part.wanted()) as response:
                    _take(part, response, local, progress)
                return ""
        except requests.RequestException as error:
            raise self._no_answer(server, error) from error
        except ValueError as error:  # a size of a chunk that is below nothing
            raise self._no_answer(server, requests.ConnectionError()) from error
        except (NotWholeError, OtherContentError) as error:
            raise TransferFailed(_("{path} did not arrive whole.").format(path=server), path=server,
                                 retry=True) from error

    def _fetch_large(self, server: str, local: Path, size: int, progress: Progress) -> str:
        """Fetch a result in pieces, or in one where the farm gives out no pieces that are known to fit."""
        ask = functools.partial(self._answer, server, local)
        for _try in range(TRIES):
            with ask(span_headers(FIRST)) as response:
                tag, said = content_tag(response), response.headers.get("X-Sha256", "")
                if response.status_code == OK:
                    _take(PartFile(unfinished(local), size), response, local, progress)
                    return ""
                if tag:
                    check_span(response, FIRST, size, tag)
                    next(response.iter_content(BLOCK), b"")  # so that the connection is used again
            if not tag:
                with ask({}) as response:
                    _take(PartFile(unfinished(local), size), response, local, progress)
                return ""
            pieces = Pieces(unfinished(local), size)
            pieces.begin(tag)
            try:
                SideBySidePieces(pieces, size, ask, progress, self._connections).fetch()
            except OtherContentError:
                pieces.remove()
                continue
            pieces.finish(local)
            return said
        raise NotWholeError

    @contextlib.contextmanager
    def _answer(self, server: str, local: Path, more: dict[str, str]) -> Iterator[requests.Response]:
        """Ask for a result, or for the part of it that the headers say.

        Raises:
            TransferFailed: the farm does not give it out.
        """
        params = {"path": server}
        headers = {**self._client.headers(self._output, params, "GET"), **more}
        with self._http.get(self._url(self._output, params), headers=headers, stream=True,
                            allow_redirects=False,  # the headers are for this farm alone
                            timeout=(5, 60)) as response:
            if response.status_code == NOT_THERE:
                PartFile(unfinished(local), 0).remove()
            if response.status_code not in (OK, PARTIAL):
                raise TransferFailed(_("The farm does not give out {path} (HTTP {status}).").format(
                    path=server, status=response.status_code), path=server, retry=True)
            yield response

    def _no_answer(self, server: str, error: requests.RequestException) -> TransferFailed:
        return TransferFailed(str(cannot_connect(self._client.domain, error)), path=server, retry=True)

    def _url(self, path: str, params: dict[str, str]) -> str:
        return f"{self._base}{path}?{urlencode(params)}"


def _take(part: PartFile, response: requests.Response, local: Path, progress: Progress) -> None:
    """Take a result as one stream.

    Raises:
        NotWholeError: it is short, or another content than its hash says.
    """
    digest = part.take(response, progress)
    if not part.whole(digest, response.headers.get("X-Sha256", digest)):
        raise NotWholeError
    part.finish(local)
