"""Plain data about the files that were found on disk for an asset."""

from __future__ import annotations

import dataclasses
import enum
import functools
from typing import Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ..model.host import Frames, Numbering
from ..model.need import Need

Mention = Tuple[Optional[Numbering], Optional[Frames]]
"""What one node says of a sequence: how its numbers follow from the frames, and which numbers it has."""


class AssetState(enum.Enum):
    """Whether the farm will find it."""

    FOUND = "found"
    PARTIAL = "partial"
    """Some frames of a sequence are not on disk."""
    MISSING = "missing"
    ADDRESS = "address"
    """No path, but what an asset resolver makes one of (addresses.py): nobody here knows of which file."""
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

    def __init__(self, path: str, size: int, mtime_ns: int, inode: int) -> None:
        # What a frozen class does by itself takes three times as long, and a scene may have 100,000 files.
        own = self.__dict__
        own["path"], own["size"], own["mtime_ns"], own["inode"] = path, size, mtime_ns, inode


@dataclasses.dataclass(frozen=True)
class NumberedFiles:
    """All files on disk of one path with a frame number, whichever are needed."""

    files: tuple[LocalFile, ...]
    frames: tuple[float, ...]
    """The frame of each file, in ascending order."""
    whole: frozenset[float]
    """The frames that are there; of a sequence of tiles, those that no tile lacks."""
    mentions: tuple[Mention, ...]
    fractional: bool = False
    """Whether its numbers also count between whole frames."""
    unreadable: bool = False
    lacks_tiles: bool = False
    reason: str = ""
    """Why it is unreadable or lacks tiles, whichever frames are rendered."""

    # Kept, since each change of the frames asks for a part of them.
    @functools.cached_property
    def sizes(self) -> tuple[int, ...]:
        """Bytes of each file."""
        return tuple([file.size for file in self.files])

    @functools.cached_property
    def times(self) -> tuple[int, ...]:
        """When each file changed, in ns since 1970."""
        return tuple([file.mtime_ns for file in self.files])


@dataclasses.dataclass(frozen=True)
class FoundAsset:
    """A path that the scene names, with the files that it stands for."""

    path: str
    used_by: tuple[str, ...]
    kind: str
    state: AssetState
    files: tuple[LocalFile, ...] = ()
    """Its files that are on disk, can be read and are needed, whether the asset is included or not."""
    missing: tuple[int, ...] = ()
    """Frames of a sequence that are needed and are not on disk."""
    need: Need = Need.NEEDED
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
    needed: int = 0
    """Number of frames that the scene needs of a sequence, missing ones included; 0 where it does not say."""
    found_at: str = ""
    """Where it was found instead of ``path``, by the artist's word (moved.py) or since the host looks there, too; the
    scene keeps its own path."""
    real: tuple[str, ...] = ()
    """Real paths where links lead: files that say where the others really lie, too (real_places.py)."""
    variables: tuple[str, ...] = ()
    """Names of the variables of this machine by which the scene writes the path (variables.py)."""
    numbered: NumberedFiles | None = dataclasses.field(default=None, compare=False, repr=False)
    """All files on disk of a sequence, from which ``files`` are picked; None for what is no sequence."""

    @property
    def on_disk(self) -> tuple[LocalFile, ...]:
        """Its files that are on disk, whatever frames are rendered."""
        return self.numbered.files if self.numbered else self.files

    # Kept, since panel and checks ask again and again, and a sequence may have thousands of files.
    @functools.cached_property
    def size(self) -> int:
        """Bytes of all its files, included or not."""
        return sum([file.size for file in self.files])

    @functools.cached_property
    def largest(self) -> int:
        """Bytes of its largest file."""
        return max([file.size for file in self.files], default=0)

    @functools.cached_property
    def newest(self) -> int:
        """When the last of its files changed, in ns since 1970; 0 where it has none."""
        return max([file.mtime_ns for file in self.files], default=0)

    def newer_than(self, mtime_ns: int) -> bool:
        """Whether a file of it changed after that moment, for example after the scene was saved."""
        return self.newest > mtime_ns
