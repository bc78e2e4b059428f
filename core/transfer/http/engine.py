"""The engine for the embedded farm: plain HTTP on loopback, resumable inside a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

import requests

from ...api.wire.client import OK, Client
from ...api.wire.connection import TimedAdapter
from ...api.wire.network import OwnSession, cannot_connect
from ...common.errors import TransferFailed
from ...common.i18n import _
from ..engine import FileToSend, Progress, Report, StoredPart, unfinished
from .part_file import PartFile
from .sending import STORED, Sender

PARTIAL, NOT_THERE = 206, 416


class HttpEngine:
    """Files in and out of the embedded farm's storage."""

    asks = True

    def __init__(self, client: Client, input_bid: str, output_bid: str) -> None:
        self._client = client
        self._input = f"/storage/{input_bid}"
        self._output = f"/storage/{output_bid}"
        self._base = f"{client.protocol}://{client.domain}"
        self._http = OwnSession()
        for scheme in ("http://", "https://"):
            self._http.mount(scheme, TimedAdapter())
        self._http.trust_env = False  # no proxy leads to a farm on this machine

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

    def fetch(self, server: str, local: Path, size: int, progress: Progress) -> None:
        """Fetch one result to ``local``, whole or not at all; it goes on after what an earlier try has left."""
        part = PartFile(unfinished(local), size)
        params = {"path": server}
        headers = {**self._client.headers(self._output, params, "GET"), **part.wanted()}
        try:
            with self._http.get(self._url(self._output, params), headers=headers, stream=True,
                                allow_redirects=False,  # the headers are for this farm alone
                                timeout=(5, 60)) as response:
                if response.status_code == NOT_THERE:
                    part.remove()
                if response.status_code not in (OK, PARTIAL):
                    raise TransferFailed(_("The farm does not give out {path} (HTTP {status}).").format(
                        path=server, status=response.status_code), path=server, retry=True)
                digest = part.take(response, progress)
        except requests.RequestException as error:
            raise self._no_answer(server, error) from error
        except ValueError as error:  # a size of a chunk that is below nothing
            raise self._no_answer(server, requests.ConnectionError()) from error
        if not part.whole(digest, response.headers.get("X-Sha256", digest)):
            raise TransferFailed(_("{path} did not arrive whole.").format(path=server), path=server, retry=True)
        part.finish(local)

    def _no_answer(self, server: str, error: requests.RequestException) -> TransferFailed:
        return TransferFailed(str(cannot_connect(self._client.domain, error)), path=server, retry=True)

    def _url(self, path: str, params: dict[str, str]) -> str:
        return f"{self._base}{path}?{urlencode(params)}"
