"""Replay protection: a persisted store of used signatures until they expire."""

from __future__ import annotations

import hashlib
import struct
import threading
import time
from pathlib import Path

ENTRY = struct.Struct("<d16s")  # until when, and what
SWEEP = 60.0  # seconds


class UsedSignatures:
    """A set on disk that forgets its entries when they expire. Its writes are unbuffered: a killed farm loses none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._until: dict[bytes, float] = dict(_read(path))
        self._swept = 0.0
        self._sweep(time.time())

    def add(self, signature: str, until: float) -> bool:
        """Remember a signature; False if it was used before."""
        digest = hashlib.sha256(signature.encode()).digest()[:16]
        now = time.time()
        with self._lock:
            if now - self._swept > SWEEP:
                self._file.close()
                self._sweep(now)
            if digest in self._until:
                return False
            self._until[digest] = until
            self._file.write(ENTRY.pack(until, digest))
            return True

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _sweep(self, now: float) -> None:
        """Remove expired signatures, on disk too where it lets us; a crash in the middle leaves the old file."""
        self._until = {digest: until for digest, until in self._until.items() if until >= now}
        part = self._path.with_suffix(".part")
        part.write_bytes(b"".join(ENTRY.pack(until, digest) for digest, until in self._until.items()))
        try:
            part.replace(self._path)
        except PermissionError:  # Windows does not replace what others have open: a scanner, a farm that just ends
            part.unlink()
        self._file = self._path.open("ab", buffering=0)
        self._swept = now


def _read(path: Path) -> list[tuple[bytes, float]]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    whole = len(data) - len(data) % ENTRY.size  # the last entry may have been cut
    return [(digest, until) for until, digest in ENTRY.iter_unpack(data[:whole])]
