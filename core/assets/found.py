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
    """It is there, but it, or a part of it, cannot be read; ``reason`` says why."""


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
    """What of it is on disk and can be read, whether it is included or not."""
    missing: tuple[int, ...] = ()
    """Frames of a sequence that are not on disk."""
    required: bool = True
    missing_between: tuple[float, ...] = ()
    """Frames between whole ones that are not on disk, of a sequence with such (``$FF``)."""
    reason: str = ""
    """Why it is missing or unreadable, in the system's words; empty where there is nothing to say."""
    folder: bool = False
    """Whether it is a folder, with all below it."""
    duplicate_of: str = ""
    """The path of an earlier asset that stands for the very same files; the farm still needs both paths."""
    included: bool = True
    """False where the artist leaves it out."""
    looked_into: bool = True
    """False for a container of other paths that was not opened (containers.py)."""

    @property
    def size(self) -> int:
        """Bytes of all its files, included or not."""
        return sum(file.size for file in self.files)

    def newer_than(self, mtime_ns: int) -> bool:
        """Whether a file of it changed after that moment, for example after the scene was saved."""
        return any(file.mtime_ns > mtime_ns for file in self.files)
