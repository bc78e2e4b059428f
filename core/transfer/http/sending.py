"""Files on their way to the embedded farm's storage: small ones in bundles, large ones from where they stopped."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

from ...api.wire.client import OK, Client
from ...api.wire.retry import BROKEN
from ...api.wire.shape import misfit
from ...common.errors import BadAnswer, CannotConnect, TransferFailed
from ...common.foreign import read_foreign_json
from ...common.i18n import _
from ..engine import FileToSend, Report, SentContent, StoredPart
from ..hashing_reader import HashingReader
from .bundle import SMALL
from .bundling import BundleBody, paced_block
from .connection import StorageConnection

CONFLICT, EXPIRED, FULL = 409, 610, 507
PASSING = {CONFLICT, EXPIRED, FULL, 429, 500, 503, 602, 611}
"""Refusals that pass: somebody else sent this file, the clock was wrong, the disk was full; too many requests, a fault
of the farm's own, a key that is put right."""

TRIES = 3  # for a file that the farm wants from another byte on
STORED = {"stored": int, "complete": bool, "sha256": str}


class Sender:
    """Sends files over one connection; use it as a context manager.

    Raises:
        TransferFailed: a file cannot be read or was refused, or the farm is not there (``retry``).
        BadAnswer: what answered is no farm.
    """

    def __init__(self, client: Client, path: str, report: Report) -> None:
        self._client = client
        self._path = path
        self._report = report
        self._connection = StorageConnection(client.protocol, client.domain, report.check)

    def __enter__(self) -> Sender:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def send(self, items: Sequence[FileToSend]) -> None:
        """All of them, small ones first."""
        small = deque(item for item in items if _small(item))
        large = deque(item for item in items if not _small(item))
        try:
            while small:
                self._bundle(small, large)
            while large:
                self._large(large.popleft())
        except CannotConnect as error:
            raise TransferFailed(str(error), retry=True) from error

    def _bundle(self, items: deque[FileToSend], large: deque[FileToSend]) -> None:
        """Send some of the files in one request; one that has grown goes to the large ones."""
        bundle = BundleBody(self._connection, self._report)
        self._begin(f"{self._path}/bundle", {}, {"Transfer-Encoding": "chunked"})
        failed = None
        while items and bundle.wants_more():
            item = items.popleft()
            try:
                if not bundle.add(item):
                    large.append(item)
            except TransferFailed as error:
                failed = error  # what was sent before it is not for nothing
                break
        bundle.end()
        self._arrived(bundle.sent, self._answer([dict]))
        if failed:
            raise failed

    def _arrived(self, sent: list[tuple[FileToSend, SentContent]], answers: list[dict[str, Any]]) -> None:
        if len(answers) < len(sent):
            raise self._no_farm()
        refused = None
        for (item, as_sent), answer in zip(sent, answers):
            if "code" in answer:
                refused = refused or self._refused(item, answer)
            else:
                self._whole(item, as_sent, answer)
        if refused:
            raise refused

    def _large(self, item: FileToSend) -> None:
        """Send one file, from the byte on that the farm wants."""
        for _try in range(TRIES):
            try:
                with HashingReader(item.local) as file:
                    sent, answer = self._send_from(item, file)
            except _ElsewhereError as error:
                item = _from(item, error.stored)
                continue
            self._whole(item, sent, answer)
            return
        raise TransferFailed(_("{path} is sent by another program, too: it is tried again.").format(
            path=item.local), path=str(item.local), retry=True)

    def _send_from(self, item: FileToSend, file: HashingReader) -> tuple[SentContent, dict[str, Any]]:
        size = file.status.st_size
        # What is complete there, or longer than what is here, is another one: it is replaced from its first byte.
        start = 0 if item.stored.complete or item.stored.bytes > size else item.stored.bytes
        for _block in file.blocks(start):
            self._report.check()
        offset = file.done
        # What lies there may be the beginning of an older file: the farm compares.
        parameters = {"path": item.server, "offset": str(offset), "size": str(size), "before": file.sha256()}
        self._begin(self._path, parameters, {"Content-Length": str(size - offset)})
        for block in file.blocks(size, self._block):
            wanted = self._connection.send(block)
            self._report.moved(item.server, file.done)
            if not wanted:
                break
        else:
            if file.done < size:
                raise TransferFailed(_("{path} became shorter while it was sent: it is sent again.").format(
                    path=item.local), path=str(item.local), retry=True)
        return file.as_read(), self._stored(item)

    def _stored(self, item: FileToSend) -> dict[str, Any]:
        """The answer for a large file."""
        answer = self._read()
        if answer["code"] == CONFLICT and isinstance(answer.get("data"), dict):
            raise _ElsewhereError(answer["data"].get("stored"))
        if answer["code"] != OK:
            raise self._refused(item, answer)
        data: dict[str, Any] = answer.get("data") or {}
        return data

    def _whole(self, item: FileToSend, sent: SentContent, stored: dict[str, Any]) -> None:
        if misfit(stored, STORED):
            raise self._no_farm()
        if stored["sha256"] != sent.sha256 or not stored["complete"]:
            raise TransferFailed(_("{path} did not arrive as it was sent: it is sent again.").format(
                path=item.local), path=str(item.local), retry=True)
        self._report.arrived(item, sent)

    def _begin(self, path: str, parameters: dict[str, str], extra: dict[str, str]) -> None:
        headers = {**self._client.headers(path, parameters, "PUT"), "Content-Type": "application/octet-stream", **extra}
        self._connection.begin("PUT", f"{path}?{urlencode(parameters)}", headers)

    def _answer(self, shape: list[type]) -> list[dict[str, Any]]:
        """The data of an answer to a bundle."""
        answer = self._read()
        if answer["code"] != OK:
            raise TransferFailed(_("The farm did not take the files: {reason} (code {code}).").format(
                reason=answer.get("message"), code=answer["code"]), retry=answer["code"] in PASSING)
        if misfit(answer.get("data"), shape):
            raise self._no_farm()
        data: list[dict[str, Any]] = answer["data"]
        return data

    def _read(self) -> dict[str, Any]:
        """The envelope of an answer."""
        status, content = self._connection.answer()
        try:
            answer = read_foreign_json(content)
        except ValueError:
            answer = None
        if isinstance(answer, dict) and type(answer.get("code")) is int and status < BROKEN:
            return answer
        if status >= BROKEN:
            raise TransferFailed(_("The farm at {domain} is out of order for the moment (HTTP {status}).").format(
                domain=self._client.domain, status=status), retry=True)
        raise self._no_farm()

    def _refused(self, item: FileToSend, answer: dict[str, Any]) -> TransferFailed:
        code = answer.get("code")
        return TransferFailed(_("The farm did not take {path}: {reason} (code {code}).").format(
            path=item.local, reason=answer.get("message"), code=code), path=str(item.local), retry=code in PASSING)

    def _no_farm(self) -> BadAnswer:
        return BadAnswer(_("{domain} did not answer as a farm's storage does.").format(domain=self._client.domain))

    def _block(self) -> int:
        return paced_block(self._report)


class _ElsewhereError(Exception):
    """The farm wants a file from another byte on."""

    def __init__(self, stored: object) -> None:
        super().__init__(stored)
        self.stored = stored if isinstance(stored, int) else 0


def _small(item: FileToSend) -> bool:
    return item.size <= SMALL and (item.stored.complete or not item.stored.bytes)


def _from(item: FileToSend, stored: int) -> FileToSend:
    return FileToSend(item.local, item.server, item.size, item.mtime_ns, item.inode, StoredPart(stored))
