"""The engine for the embedded farm: plain HTTP on loopback, resumable inside a file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlencode

import requests
from requests.adapters import HTTPAdapter

from ..client import OK, Client
from ..errors import BadAnswer, TransferFailed
from ..i18n import _
from ..network import cannot_connect
from ..shape import misfit
from .engine import Progress, Sent, Stored

BLOCK = 1 << 20
"""Bytes at a time; bench/upload.py compares it with urllib3's own 16 KiB."""
CONFLICT = 409
STORED = {"stored": int, "complete": bool, "sha256": str}


class BigBlocks(HTTPAdapter):
    """Connections that send large blocks."""

    def init_poolmanager(self, *args: Any, **keywords: Any) -> None:
        """As the base class, with our block size."""
        super().init_poolmanager(*args, blocksize=BLOCK, **keywords)


class HttpEngine:
    """Files in and out of the embedded farm's storage."""

    def __init__(self, client: Client, input_bid: str, output_bid: str) -> None:
        self._client = client
        self._input = f"/storage/{input_bid}"
        self._output = f"/storage/{output_bid}"
        self._base = f"{client.protocol}://{client.domain}"
        self._http = requests.Session()
        self._http.mount(self._base, BigBlocks())

    def have(self, files: Sequence[tuple[str, int]]) -> list[Stored]:
        """What the farm has of files given as (server path, size)."""
        if not files:
            return []
        answer = self._client.query(
            f"{self._input}/have", answer=[STORED], files=[{"path": path, "size": size} for path, size in files])
        return [Stored(each["stored"], each["complete"], each["sha256"]) for each in answer]

    def send(self, local: Path, server: str, stored: Stored, progress: Progress) -> Sent:
        """Send one file, going on after ``stored.bytes``; the hashes of both sides are compared."""
        try:
            with local.open("rb") as file:
                status = os.fstat(file.fileno())
                body = _Body(file, status.st_size, progress)
                body.skip(stored.bytes)
                answer = self._put(server, body)
        except OSError as error:
            if isinstance(error, requests.RequestException):
                raise
            raise TransferFailed(_("{path} cannot be read: {reason}.").format(
                path=local, reason=error.strerror), path=str(local)) from error
        if answer["sha256"] != body.hash.hexdigest() or not answer["complete"]:
            raise TransferFailed(_("{path} did not arrive as it was sent: it is sent again.").format(
                path=local), path=str(local), retry=True)
        return Sent(status.st_size, status.st_mtime_ns, status.st_ino, answer["sha256"])

    def fetch(self, server: str, local: Path, size: int, progress: Progress) -> None:
        """Fetch one result to ``local``, whole or not at all."""
        part = local.with_name(f".{local.name}.part")
        params = {"path": server}
        headers = self._client.headers(self._output, params, "GET")
        try:
            with self._http.get(self._url(self._output, params), headers=headers, stream=True,
                                timeout=(5, 60)) as response:
                if response.status_code != OK:
                    raise TransferFailed(_("The farm does not give out {path} (HTTP {status}).").format(
                        path=server, status=response.status_code), path=server, retry=True)
                digest = _save(response, part, progress)
        except requests.RequestException as error:
            raise self._no_answer(server, error) from error
        wanted = response.headers.get("X-Sha256", digest)
        if part.stat().st_size != size or digest != wanted:
            part.unlink()
            raise TransferFailed(_("{path} did not arrive whole.").format(path=server), path=server, retry=True)
        part.replace(local)

    def _put(self, server: str, body: _Body) -> dict[str, Any]:
        params = {"path": server, "offset": str(body.start), "size": str(body.size)}
        headers = {**self._client.headers(self._input, params, "PUT"), "Content-Type": "application/octet-stream"}
        try:
            response = self._http.put(self._url(self._input, params), data=body, headers=headers, timeout=(5, 120))
            answer = response.json()
        except requests.RequestException as error:
            raise self._no_answer(server, error) from error
        if not isinstance(answer, dict):
            raise self._no_farm()
        if answer.get("code") != OK:
            raise TransferFailed(
                _("The farm did not take {path}: {reason} (code {code}).").format(
                    path=server, reason=answer.get("message"), code=answer.get("code")),
                path=server, retry=answer.get("code") == CONFLICT)
        if misfit(answer.get("data"), STORED):
            raise self._no_farm()
        data: dict[str, Any] = answer["data"]
        return data

    def _no_farm(self) -> BadAnswer:
        return BadAnswer(_("{domain} did not answer as a farm's storage does.").format(domain=self._client.domain))

    def _no_answer(self, server: str, error: requests.RequestException) -> TransferFailed:
        return TransferFailed(str(cannot_connect(self._client.domain, error)), path=server, retry=True)

    def _url(self, path: str, params: dict[str, str]) -> str:
        return f"{self._base}{path}?{urlencode(params)}"


class _Body:
    """A file as a request's body: hashed as it is read, the part that is there already included."""

    def __init__(self, file: IO[bytes], size: int, progress: Progress) -> None:
        self._file = file
        self._progress = progress
        self.size = size
        self.start = 0
        self.hash = hashlib.sha256()

    def skip(self, stored: int) -> None:
        """Hash what the farm has already; nothing of it is sent."""
        self.start = min(stored, self.size)
        left = self.start
        while left and (block := self._file.read(min(BLOCK, left))):
            self.hash.update(block)
            left -= len(block)

    def __len__(self) -> int:
        return self.size - self.start

    def __iter__(self) -> Iterator[bytes]:
        while block := self.read(BLOCK):
            yield block

    def read(self, size: int = BLOCK) -> bytes:
        """The next block."""
        # Never more than was announced: a file that grows is noticed afterwards, by its status.
        block = self._file.read(min(size if size > 0 else BLOCK, max(0, self.size - self._file.tell())))
        self.hash.update(block)
        self._progress(self._file.tell())
        return block


def _save(response: requests.Response, part: Path, progress: Progress) -> str:
    digest = hashlib.sha256()
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("wb") as file:
        for block in response.iter_content(BLOCK):
            file.write(block)
            digest.update(block)
            progress(file.tell())
    return digest.hexdigest()
