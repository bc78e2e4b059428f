"""Plain data about the files that were found on disk for an asset."""

from __future__ import annotations

import dataclasses
import enum
import functools
import itertools
from typing import Callable, Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ..model.host import Frames, Numbering
from ..model.need import Need
from .ranges import Highest, Span, runs_of

Mention = Tuple[Optional[Numbering], Optional[Frames]]
"""What one node says of a sequence: how its numbers follow from the frames, and which numbers it has."""

Place = Tuple[int, int]
"""The place of the first file, and the place after the last."""

FEW_FILES = 4
"""Files of an asset up to which a sum over them is made anew each time."""

FEW_RUNS = 16
"""Ranges up to which what is missing is told by them, and above which by each number."""


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

    __slots__ = ("inode", "mtime_ns", "path", "size")  # less than half the room: a scene may have 100,000 files

    path: str
    size: int
    """Bytes."""
    mtime_ns: int
    inode: int

    def __init__(self, path: str, size: int, mtime_ns: int, inode: int) -> None:
        # What a frozen class does by itself takes twice as long.
        _set_path(self, path)
        _set_size(self, size)
        _set_mtime_ns(self, mtime_ns)
        _set_inode(self, inode)


_set_path, _set_size, _set_mtime_ns, _set_inode = (
    vars(LocalFile)[name].__set__ for name in ("path", "size", "mtime_ns", "inode"))


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
    def totals(self) -> tuple[int, ...]:
        """Bytes of all files before each one, and at the end of all of them."""
        return tuple(itertools.accumulate([file.size for file in self.files], initial=0))

    @functools.cached_property
    def largest(self) -> Highest:
        """Bytes of the largest file of any part."""
        return Highest([file.size for file in self.files])

    @functools.cached_property
    def newest(self) -> Highest:
        """When the last file of any part changed, in ns since 1970."""
        return Highest([file.mtime_ns for file in self.files])

    @functools.cached_property
    def runs(self) -> tuple[Span, ...] | None:
        """The ranges of ``whole`` without a hole; None where they are many, or some numbers lie between whole ones."""
        found = runs_of(self.whole) if all(map(_is_whole, self.whole)) else ()
        return found if found and len(found) <= FEW_RUNS else None


class KeptOfMany:
    """A property of an asset that is kept where the asset has many files: panel and checks ask again and again.

    One more value that each of 100,000 textures keeps would let the dictionary of every one of them grow by 768 bytes.
    """

    def __init__(self, answer: Callable[[FoundAsset], int]) -> None:
        self._answer = answer
        self._name = answer.__name__
        self.__doc__ = answer.__doc__

    def __get__(self, asset: FoundAsset, _owner: object = None) -> int:
        """Return the answer, as cheaply as it is had."""
        answer = self._answer(asset)
        if asset.numbered is not None or len(asset.files) > FEW_FILES:
            vars(asset)[self._name] = answer
        return answer


@dataclasses.dataclass(frozen=True)
class FoundAsset:
    """A path that the scene names, with the files that it stands for."""

    path: str
    used_by: tuple[str, ...]
    kind: str
    state: AssetState
    files: tuple[LocalFile, ...] = dataclasses.field(default_factory=tuple)  # no default: see __getattr__
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
    places: tuple[Place, ...] | None = dataclasses.field(default=None, compare=False, repr=False)
    """The places of ``files`` in those of ``numbered``; None where they were not picked."""

    @property
    def on_disk(self) -> tuple[LocalFile, ...]:
        """Its files that are on disk, whatever frames are rendered."""
        return self.numbered.files if self.numbered else self.files

    @KeptOfMany
    def size(self) -> int:
        """Bytes of all its files, included or not."""
        return sum([file.size for file in self.files])

    @KeptOfMany
    def largest(self) -> int:
        """Bytes of its largest file."""
        return self._highest(self.numbered.largest) if self.numbered else max(
            [file.size for file in self.files], default=0)

    @KeptOfMany
    def newest(self) -> int:
        """When the last of its files changed, in ns since 1970; 0 where it has none."""
        return self._highest(self.numbered.newest) if self.numbered else max(
            [file.mtime_ns for file in self.files], default=0)

    def newer_than(self, mtime_ns: int) -> bool:
        """Whether a file of it changed after that moment, for example after the scene was saved."""
        return self.newest > mtime_ns

    def _highest(self, among: Highest) -> int:
        whole = ((0, len(self.on_disk)),)
        return max([among.between(*place) for place in (whole if self.places is None else self.places)], default=0)

    @property
    def most(self) -> tuple[int, int]:
        """Return the most that ``newest`` and ``largest`` can be, whichever frames are rendered."""
        if self.numbered is None:
            return self.newest, self.largest
        return self.numbered.newest.highest, self.numbered.largest.highest

    @KeptOfMany
    def count(self) -> int:
        """Number of its files, included or not."""
        return len(self.files)

    def __getattr__(self, name: str) -> tuple[LocalFile, ...]:
        """Make ``files`` when they are asked for first: while frames are typed nobody asks for those of a sequence."""
        if name != "files" or self.places is None or self.numbered is None:
            raise AttributeError(name)
        files = itertools.chain.from_iterable(self.numbered.files[first:last] for first, last in self.places)
        vars(self)["files"] = found = tuple(files)
        return found

    def picked_again(self, places: tuple[Place, ...], size: int, count: int, **picked: object) -> FoundAsset:
        """Return a copy with the files at other places, and with other values of the fields that follow from them.

        What ``dataclasses.replace`` does takes several times as long, and each sequence of a scene is picked again
        while the artist types frames.
        """
        other = object.__new__(FoundAsset)
        fields = vars(other)  # once: from Python 3.13 on, the dictionary is made when it is asked for
        fields.update(vars(self), places=places, size=size, count=count, **picked)
        for kept in ("files", "largest", "newest"):
            fields.pop(kept, None)
        return other

    def changed(self, **values: object) -> FoundAsset:
        """Return a copy with other values, of which no kept answer depends."""
        other = object.__new__(FoundAsset)
        vars(other).update(vars(self), **values)
        return other


def _is_whole(number: float) -> bool:
    return isinstance(number, int)
