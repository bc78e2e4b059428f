"""What became of an asset on disk, as plain data."""

from __future__ import annotations

import dataclasses
import enum


class AssetState(enum.Enum):
    """Whether the farm will find it."""

    FOUND = "found"
    PARTIAL = "partial"
    """Some frames of a sequence are not on disk."""
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclasses.dataclass(frozen=True)
class LocalFile:
    """A file that will be sent."""

    path: str
    size: int
    """Bytes."""
    mtime_ns: int
    inode: int


@dataclasses.dataclass(frozen=True)
class FoundAsset:
    """A path that the scene names, with the files that it stands for."""

    path: str
    used_by: tuple[str, ...]
    kind: str
    state: AssetState
    files: tuple[LocalFile, ...] = ()
    missing: tuple[int, ...] = ()
    """Frames of a sequence that are not on disk."""
    required: bool = True

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file.size for file in self.files)
