"""The account's storage: three folders on disk, and what arrives in them."""

from __future__ import annotations

import functools
import hashlib
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Callable

from ..core.i18n import _
from .account import CONFIG, INPUT, OUTPUT
from .answers import NOT_FOUND
from .database import Database
from .incoming import BLOCK, CONFLICT, Incoming, reply, storage_error
from .places import below, parts_of, place
from .routes import Refuse


class Storage:
    """Files by storage id (bid) and server path. Its methods block and may be called from any thread."""

    def __init__(self, folder: Path, database: Database, disk: Callable[[str], None]) -> None:
        self._roots = {bid: folder / bid for bid in (INPUT, OUTPUT, CONFIG)}
        # Beside the storage, by a hash of their name: a part can neither be taken for a file nor meet one.
        self._parts = folder / "parts"
        self._database = database
        self._disk = disk  # faults.py
        self._lock = threading.Lock()
        self._incoming: dict[Path, Incoming] = {}
        for root in (*self._roots.values(), self._parts):
            root.mkdir(parents=True, exist_ok=True)

    def find(self, bid: str, path: str) -> Path | None:
        """The stored file; None where there is none."""
        file = place(self._root(bid), path)[1]
        return file if file.is_file() else None

    def sha256(self, bid: str, path: str) -> str:
        """Of a stored file; empty where it is not known."""
        key = place(self._root(bid), path)[0]
        row = self._database.row("SELECT sha256 FROM files WHERE bid = ? AND path = ?", bid, key)
        return str(row["sha256"]) if row else ""

    def have(self, bid: str, path: str, size: int) -> dict[str, Any]:
        """How much of a file of this size is here."""
        root = self._root(bid)
        key, file = place(root, path)
        if file.is_file() and file.stat().st_size == size:
            return reply(size, self.sha256(bid, path), True)
        stored = _size(self._part(bid, key))
        return reply(stored if stored <= size else 0, "", False)

    def receive(self, bid: str, path: str, offset: int, size: int) -> Incoming:
        """Begin, or go on with, a file; an earlier request for it that still lingers is closed."""
        key, file = place(self._root(bid), path)
        part = self._part(bid, key)
        with self._lock:
            earlier = self._incoming.pop(part, None)
            if earlier:
                earlier.close()
            stored = _size(part)
            if offset and offset != stored:
                raise Refuse(CONFLICT, _("{stored} bytes are stored: go on from there.").format(stored=stored),
                             {"stored": stored})
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                incoming = Incoming(part, offset, size, functools.partial(self._disk, path))
            except OSError as error:
                raise storage_error(error) from error
            self._incoming[part] = incoming
        incoming.catch_up()
        return incoming

    def finish(self, bid: str, path: str, incoming: Incoming) -> dict[str, Any]:
        """Close a file; with all its bytes it takes its place, at once and whole."""
        sha256 = incoming.complete()
        if sha256:
            self._settle(bid, [(path, incoming.part, incoming.size, sha256)])
        self.leave(incoming)
        return reply(incoming.stored, sha256, bool(sha256))

    def leave(self, incoming: Incoming) -> None:
        """Close a file that was cut; what arrived is kept."""
        incoming.close()
        with self._lock:
            if self._incoming.get(incoming.part) is incoming:
                del self._incoming[incoming.part]

    def write(self, bid: str, path: str, data: bytes) -> None:
        """Store a small file."""
        incoming = self.receive(bid, path, 0, len(data))
        incoming.add(data)
        self.finish(bid, path, incoming)

    def adopt(self, bid: str, files: Iterable[tuple[str, Path]]) -> None:
        """Move finished local files into storage, to the server paths given."""
        known = []
        for path, source in files:
            digest = hashlib.sha256()
            try:
                self._disk(path)
                with source.open("rb") as file:
                    while block := file.read(BLOCK):
                        digest.update(block)
            except OSError as error:
                raise storage_error(error) from error
            known.append((path, source, source.stat().st_size, digest.hexdigest()))
        self._settle(bid, known)

    def listing(self, bid: str, path: str) -> list[tuple[str, Path]]:
        """The entries of a folder by their server paths, in order; none where there is no such folder."""
        parts = parts_of(path)
        root = self._root(bid)
        folder = below(root, parts) if parts else root
        if not folder.is_dir():
            return []
        entries = sorted(entry for entry in folder.iterdir() if not entry.is_symlink())
        return [("/" + entry.relative_to(root).as_posix(), entry) for entry in entries]

    def _settle(self, bid: str, files: Sequence[tuple[str, Path, int, str]]) -> None:
        """Put files, each with size and hash, in their places."""
        places = [place(self._root(bid), path) for path, *_rest in files]
        with self._database.change() as change:
            # Without a hash in between: a crash must not leave the old one beside the new bytes.
            change.executemany("DELETE FROM files WHERE bid = ? AND path = ?", [(bid, key) for key, _file in places])
        try:
            for (_key, file), (_path, source, *_rest) in zip(places, files):
                file.parent.mkdir(parents=True, exist_ok=True)
                source.replace(file)
        except OSError as error:
            raise storage_error(error) from error
        with self._database.change() as change:
            change.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", [
                (bid, key, size, sha256) for (key, _file), (_path, _source, size, sha256) in zip(places, files)])

    def _root(self, bid: str) -> Path:
        if bid not in self._roots:
            raise Refuse(NOT_FOUND, _("There is no storage {bid}.").format(bid=bid))
        return self._roots[bid]

    def _part(self, bid: str, key: str) -> Path:
        return self._parts / hashlib.sha256(f"{bid}{key}".encode()).hexdigest()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
