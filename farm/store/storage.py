"""The account's storage: three folders on disk, and the files that arrive in them."""

from __future__ import annotations

import functools
import hashlib
import os
import stat
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Callable, NamedTuple, TypeVar

from ...core.common.atomic import remove, replace, sync_file, sync_folders
from ...core.common.i18n import _
from ..base.constants import CONFIG, INPUT, OUTPUT
from ..base.database import Database
from ..base.refusal import CONFLICT, NOT_FOUND, Refusal
from .incoming import BLOCK, Incoming, reply, storage_error
from .places import Places, below, parts_of, place
from .syncing import sync_files

MARKS = 500  # paths in one question to the database
HASHING = 2
"""Threads that hash while others write."""

Given = TypeVar("Given")
Made = TypeVar("Made")


class ArrivedFile(NamedTuple):
    """A file that arrived whole and waits beside the storage."""

    key: str
    file: str
    """The place that it will take."""
    part: str
    """The place where it waits."""
    size: int
    sha256: str


class Storage:
    """Files by storage id (bid) and server path. Its methods block and may be called from any thread."""

    def __init__(self, folder: Path, database: Database, disk: Callable[[str], None]) -> None:
        self._roots = {bid: folder / bid for bid in (INPUT, OUTPUT, CONFIG)}
        # Beside the storage, by a hash of their name: a part can neither be taken for a file nor meet one.
        self.parts = folder / "parts"
        self._database = database
        self.disk = disk
        """Called with the path before a block is written; faults.py makes the disk slow or full with it."""
        self._lock = threading.Lock()
        self._settling = threading.Lock()
        self._incoming: dict[Path, Incoming] = {}
        self._hashing = ThreadPoolExecutor(HASHING, thread_name_prefix="foxsubmit-hash")
        for root in (*self._roots.values(), self.parts):
            root.mkdir(parents=True, exist_ok=True)
        for left in self.parts.glob("bundle-*"):
            remove(left)  # a farm was killed between two files

    def close(self) -> None:
        """End the threads."""
        self._hashing.shutdown()

    def in_background(self, do: Callable[[Given], Made], given: Given) -> Future[Made]:
        """Run ``do`` on another thread; use it for work that releases the interpreter lock."""
        return self._hashing.submit(do, given)

    def places(self, bid: str) -> Places:
        """Return a finder of places for the files of one request."""
        return Places(self._root(bid))

    def find(self, bid: str, path: str) -> Path | None:
        """Return the stored file, or None."""
        file = place(self._root(bid), path)[1]
        return file if file.is_file() else None

    def sha256(self, bid: str, path: str) -> str:
        """Return the hash of a stored file; empty if it is not known."""
        key = place(self._root(bid), path)[0]
        row = self._database.row("SELECT sha256 FROM files WHERE bid = ? AND path = ?", bid, key)
        return str(row["sha256"]) if row else ""

    def lacking(self, bid: str, paths: Sequence[str]) -> list[str]:
        """Return the paths of files that are not stored, or not as long as they were when they arrived."""
        places = self.places(bid)
        placed = [places.place(path) for path in paths]
        sizes = {key: size for key, (size, _sha256) in self._known(bid, [key for key, *_rest in placed]).items()}
        return [path for path, (key, _file, status) in zip(paths, placed)
                if not (status and stat.S_ISREG(status.st_mode) and status.st_size == sizes.get(key, status.st_size))]

    def have(self, bid: str, files: Sequence[tuple[str, int]]) -> list[dict[str, Any]]:
        """Return how much of each file, given as (path, size), is stored."""
        places = self.places(bid)
        placed = [places.place(path) for path, _size in files]
        known = self._known(bid, [key for key, *_rest in placed])
        return [self._has(bid, key, file, status, size, known.get(key, (0, ""))[1])
                for (key, file, status), (_path, size) in zip(placed, files)]

    def receive(self, bid: str, path: str, offset: int, size: int, before: str = "") -> Incoming:
        """Begin a file, or go on with it; an earlier request that still sends it is closed.

        ``before`` is the SHA-256 of the sender's bytes before ``offset``, or empty.
        """
        key, file = place(self._root(bid), path)
        part = self._part(bid, key)
        with self._lock:
            earlier = self._incoming.pop(part, None)
            if earlier:
                earlier.close()
            stored = _size(part)
            if offset and offset != stored:
                raise Refusal(CONFLICT, _("{stored} bytes are stored: go on from there.").format(stored=stored),
                              {"stored": stored})
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                incoming = Incoming(part, offset, size, functools.partial(self.disk, path), self.in_background)
            except OSError as error:
                raise storage_error(error, file) from error
            self._incoming[part] = incoming
        incoming.catch_up()
        if offset and before and incoming.sha256() != before:
            self.leave(incoming)
            remove(part)
            raise Refusal(CONFLICT, _("What is stored is the beginning of another file: send it from its first byte."),
                          {"stored": 0})
        return incoming

    def finish(self, bid: str, path: str, incoming: Incoming) -> dict[str, Any]:
        """Close a file; if it is complete it takes its place, in one step."""
        sha256 = incoming.complete()
        if sha256:
            key, file = place(self._root(bid), path)
            self._settle_or_refuse(bid, [ArrivedFile(key, str(file), str(incoming.part), incoming.size, sha256)])
        self.leave(incoming)
        return reply(incoming.stored, sha256, bool(sha256))

    def leave(self, incoming: Incoming) -> None:
        """Close a file that was cut and keep what arrived."""
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
        """Move finished local files into storage, to the given server paths; they outlive a power cut then."""
        known = []
        for path, source in files:
            try:
                self.disk(path)
                sha256 = _sha256(source)
                sync_file(source)
            except OSError as error:
                raise storage_error(error) from error
            key, file = place(self._root(bid), path)
            known.append(ArrivedFile(key, str(file), str(source), source.stat().st_size, sha256))
        self._settle_or_refuse(bid, known)
        sync_folders([Path(each.file) for each in known], self._root(bid))

    def sync(self, bid: str, paths: Iterable[str]) -> None:
        """Have stored files outlive a power cut.

        Raises:
            Refusal: the disk did not take one.
        """
        places = self.places(bid)
        files = [Path(file) for _key, file, status in map(places.place, paths) if status]
        try:
            sync_files(self._root(bid), files)
        except OSError as error:
            raise storage_error(error) from error

    def listing(self, bid: str, path: str) -> list[tuple[str, Path]]:
        """Return the entries of a folder by their server paths, sorted; none if there is no such folder."""
        parts = parts_of(path)
        root = self._root(bid)
        folder = below(root, parts) if parts else root
        if not folder.is_dir():
            return []
        entries = sorted(entry for entry in folder.iterdir() if not entry.is_symlink())
        return [("/" + entry.relative_to(root).as_posix(), entry) for entry in entries]

    def settle(self, bid: str, files: Sequence[ArrivedFile]) -> list[Refusal | None]:
        """Move files to their places; return for each why that failed, or None."""
        refused: list[Refusal | None] = []
        with self._settling:
            with self._database.change() as change:
                # Without a hash in between: a crash must not leave the old one beside the new bytes.
                change.executemany("DELETE FROM files WHERE bid = ? AND path = ?", [(bid, each.key) for each in files])
            places = Places(self._root(bid))
            for each in files:
                try:
                    places.make_folder(each.file)
                    replace(each.part, each.file)
                    refused.append(None)
                except OSError as error:
                    refused.append(storage_error(error, Path(each.file)))
            # Synced, and with it the size: a file that a power cut has shortened is not taken for the whole one.
            with self._database.change(synced=True) as change:
                change.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", [
                    (bid, each.key, each.size, each.sha256) for each, no in zip(files, refused) if not no])
        return refused

    def _settle_or_refuse(self, bid: str, files: Sequence[ArrivedFile]) -> None:
        for refused in self.settle(bid, files):
            if refused:
                raise refused

    def _known(self, bid: str, keys: Sequence[str]) -> dict[str, tuple[int, str]]:
        """Return sizes and hashes of files, as they arrived, by their normal server paths."""
        known: dict[str, tuple[int, str]] = {}
        for start in range(0, len(keys), MARKS):
            some = keys[start : start + MARKS]
            marks = ",".join("?" * len(some))
            known.update((row["path"], (row["size"], row["sha256"])) for row in self._database.rows(
                f"SELECT path, size, sha256 FROM files WHERE bid = ? AND path IN ({marks})", bid, *some))  # noqa: S608
        return known

    def _has(
        self, bid: str, key: str, file: str, status: os.stat_result | None, size: int, sha256: str
    ) -> dict[str, Any]:
        if status and stat.S_ISREG(status.st_mode) and status.st_size == size:
            return reply(size, sha256 or self._learn(bid, key, Path(file)), True)
        stored = _size(self._part(bid, key))
        return reply(stored if stored <= size else 0, "", False)

    def _learn(self, bid: str, key: str, file: Path) -> str:
        """Hash a file whose hash was not recorded, because the farm ended right after the file took its place."""
        try:
            before, sha256 = file.stat(), _sha256(file)
            with self._settling:
                if _same(before, file.stat()):
                    with self._database.change() as change:
                        change.execute("INSERT OR IGNORE INTO files VALUES (?, ?, ?, ?)",
                                       (bid, key, before.st_size, sha256))
        except OSError:
            return ""  # it has just been replaced
        return sha256

    def _root(self, bid: str) -> Path:
        if bid not in self._roots:
            raise Refusal(NOT_FOUND, _("There is no storage {bid}.").format(bid=bid))
        return self._roots[bid]

    def _part(self, bid: str, key: str) -> Path:
        return self.parts / hashlib.sha256(f"{bid}{key}".encode()).hexdigest()


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _same(one: os.stat_result, other: os.stat_result) -> bool:
    return (one.st_size, one.st_mtime_ns, one.st_ino) == (other.st_size, other.st_mtime_ns, other.st_ino)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
