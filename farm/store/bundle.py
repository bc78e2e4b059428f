"""Bundles: many small files in one request (core/transfer/http/bundle.py), stored in groups."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...core.common.atomic import remove
from ...core.common.i18n import _
from ...core.transfer.http.bundle import LINE, SMALL, read_head
from ..base.refusal import BAD_REQUEST, Refusal
from .incoming import reply, storage_error
from .storage import ArrivedFile, Storage

SETTLE_FILES, SETTLE_BYTES = 256, 16 << 20
"""The most files and bytes of a group: a group takes two commits, and after a crash it has to be sent again."""


FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Bundle:
    """The body of one request, block by block. Its methods block; any thread may call them, one at a time."""

    def __init__(self, storage: Storage, bid: str) -> None:
        self._storage = storage
        self._bid = bid
        self._places = storage.places(bid)
        self._parts = str(storage.parts / f"bundle-{secrets.token_hex(8)}")
        """The places where its files wait begin with that."""
        self._left = b""  # behind the last whole file
        self._bytes = 0
        self._waiting: list[ArrivedFile] = []
        self._replies: list[int] = []
        """Positions in ``answers`` of the files that are waiting."""
        self.answers: list[dict[str, Any]] = []

    def add(self, block: bytes) -> None:
        """Store the files that end in this block.

        Raises:
            Refusal: the body is not a bundle; files before the fault are stored.
        """
        data, begun, wrong = b"".join((self._left, block)), 0, None
        came: list[tuple[str, memoryview]] = []
        try:
            while file := _file(data, begun):
                path, start, begun = file
                came.append((path, memoryview(data)[start:begun]))
        except Refusal as error:
            wrong = error
        self._left = data[begun:]
        self._store_all(came)
        if wrong:
            self.settle()
            raise wrong

    def finish(self) -> list[dict[str, Any]]:
        """Return the result of each file, in order. The last file of a bundle that was cut is left out."""
        self.settle()
        return self.answers

    def settle(self) -> None:
        """Move the complete files to their places."""
        if self._waiting:
            for place, each, refused in zip(
                    self._replies, self._waiting, self._storage.settle(self._bid, self._waiting)):
                if refused:
                    self.answers[place] = _no(refused)
                    remove(each.part)
        self._waiting, self._replies, self._bytes = [], [], 0

    def _store_all(self, files: Sequence[tuple[str, memoryview]]) -> None:
        # One thread hashes while the other writes: both let go of the interpreter.
        hashes = self._storage.in_background(_hashes, [content for _path, content in files])
        parts = [self._store(path, content, number) for number, (path, content) in enumerate(files)]
        for part, (_path, content), sha256 in zip(parts, files, hashes.result()):
            self._stored(part, len(content), sha256)

    def _store(self, path: str, content: memoryview, number: int) -> tuple[str, str, str] | Refusal:
        """Write a file and return its key, its place and its part; or return why it was not written."""
        part = f"{self._parts}-{len(self.answers) + number}"
        try:
            key, file, _status = self._places.place(path)
            try:
                self._storage.disk(path)
                self._places.make_folder(file)
                _write(part, content)
            except OSError as error:
                raise storage_error(error, Path(file)) from error
        except Refusal as error:
            return error
        return key, file, part

    def _stored(self, place: tuple[str, str, str] | Refusal, size: int, sha256: str) -> None:
        if isinstance(place, Refusal):
            self.answers.append(_no(place))
            return
        key, file, part = place
        self._waiting.append(ArrivedFile(key, file, part, size, sha256))
        self._replies.append(len(self.answers))
        self.answers.append(reply(size, sha256, True))
        self._bytes += size
        if len(self._waiting) >= SETTLE_FILES or self._bytes >= SETTLE_BYTES:
            self.settle()


def _file(data: bytes, begun: int) -> tuple[str, int, int] | None:
    """Return the path, start and end of the file whose line begins at ``begun``; None if it is incomplete."""
    newline = data.find(b"\n", begun, begun + LINE)
    if newline < 0:
        if len(data) - begun >= LINE:
            raise _no_bundle()
        return None
    try:
        path, size = read_head(data[begun:newline])
    except ValueError as error:
        raise _no_bundle() from error
    end = newline + 1 + size
    return (path, newline + 1, end) if len(data) >= end else None


def _hashes(contents: Sequence[memoryview]) -> list[str]:
    return [hashlib.sha256(content).hexdigest() for content in contents]


def _write(part: str, content: memoryview) -> None:
    try:
        handle = os.open(part, FLAGS, 0o666)
        try:
            while content:
                content = content[os.write(handle, content) :]
        finally:
            os.close(handle)
    except OSError:
        remove(part)
        raise


def _no(error: Refusal) -> dict[str, Any]:
    return {"code": error.code, "message": error.message}


def _no_bundle() -> Refusal:
    return Refusal(BAD_REQUEST, _(
        "The request is not a valid bundle: before each file there is a line with its path and its size, of at most "
        "{most} KiB.").format(most=SMALL >> 10))
