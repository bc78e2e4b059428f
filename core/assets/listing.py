"""Folders as they are on disk, each listed once. Reads the disk, and never raises for what it meets there."""

from __future__ import annotations

import errno
import os
import stat
from bisect import bisect_left
from collections import Counter
from typing import Union

from ..common.i18n import _, labelled
from ..common.system_errors import system_reason
from .found import LocalFile
from .moved import native
from .tokens import NamePattern, Numbers, expression

NOT_THERE = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL}
"""No such file, or no such file can be: a name that is too long, or one that Windows does not allow."""
AFTER_ALL = "\U0010ffff"
MOST_ALIASES = 8
"""How often one folder is taken under several names, where links lead to it: links among links have no end."""
PLAIN = stat.S_IFREG | stat.S_IROTH
"""A file that everybody may read: most are, and a call to the system for each of 100,000 frames is felt."""

KNOWN = 0o170000 | stat.S_IROTH  # the kind of file, and whether everybody may read it
Trouble = Union[OSError, ValueError]


def is_absence(error: Trouble) -> bool:
    """Whether it means that there is no such file; a ValueError is a path that no system could have."""
    return not isinstance(error, OSError) or error.errno in NOT_THERE


def reason_of(error: Trouble, path: str) -> str:
    """Return the system's reason and the path, as text for the artist."""
    said = system_reason(error) if isinstance(error, OSError) else str(error)
    return labelled(said, path)


def dangling(path: str) -> str:
    """Return a sentence for the artist about a broken link and its target; empty for anything else."""
    try:
        return _("It is a link to {target}, which is not there").format(target=os.readlink(path))  # noqa: PTH115
    except (OSError, ValueError, AttributeError):
        return ""


def is_root(folder: str) -> bool:
    """Whether it is a whole disk: what an empty folder name in a scene may become."""
    return os.path.dirname(os.path.realpath(folder)) == os.path.realpath(folder)  # noqa: PTH120


def regular_file(path: str, status: os.stat_result) -> LocalFile:
    """The file with what tells whether it changed; spelled alike whatever slashes an application writes.

    Raises:
        OSError: it cannot be opened, or it is a pipe or a device, which would be waited for without end.
    """
    if status.st_mode & KNOWN != PLAIN:
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.ENOTSUP, _("Neither a file nor a folder"))
        if not os.access(path, os.R_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return LocalFile(native(path) if os.altsep else path, status.st_size, status.st_mtime_ns, status.st_ino)


class Listing:
    """The contents of one folder, read once."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.error: Trouble | None = None
        self.entries: dict[str, os.DirEntry[str]] = {}
        try:
            with os.scandir(folder) as entries:
                self.entries = {entry.name: entry for entry in entries}
        except (OSError, ValueError) as error:
            self.error = error
        self._orders: dict[bool, tuple[list[str], list[str]]] = {}
        self._folds: bool | None = None

    @property
    def folds(self) -> bool:
        """Whether the disk does not tell ``A`` from ``a``: asked once, by the other spelling of a name."""
        if self._folds is None:
            other = next((name.swapcase() for name in self.entries
                          if name.swapcase().swapcase() == name != name.swapcase() not in self.entries), None)
            self._folds = os.path.normcase("A") == "a" or (
                other is not None and os.path.lexists(os.path.join(self.folder, other)))  # noqa: PTH118
        return self._folds

    def like(self, part: str) -> list[tuple[os.DirEntry[str], Numbers]]:
        """The entries that a part of a path with tokens stands for, and what the tokens stand for in each."""
        if not self.entries:
            return []
        wanted = expression(part, self.folds)
        entries = self.entries
        return [(entries[name], numbers) for name, numbers in wanted.matching(self._candidates(wanted))]

    def _candidates(self, wanted: NamePattern) -> list[str]:
        """The names that begin, or else end, alike: 200 sequences in one folder do not each look at all."""
        backwards = not wanted.start and bool(wanted.end)
        start = _key(wanted.end if backwards else wanted.start, self.folds, backwards)
        if not start:
            return list(self.entries)
        keys, names = self._order(backwards)
        return names[bisect_left(keys, start) : bisect_left(keys, start + AFTER_ALL)]

    def _order(self, backwards: bool) -> tuple[list[str], list[str]]:
        """The names as they are compared, sorted, and as they are."""
        if backwards not in self._orders:
            pairs = sorted([(_key(name, self.folds, backwards), name) for name in self.entries]) if (
                backwards or self.folds) else None
            names = sorted(self.entries) if pairs is None else [name for _key, name in pairs]
            self._orders[backwards] = (names if pairs is None else [key for key, _name in pairs], names)
        return self._orders[backwards]


def _key(name: str, folds: bool, backwards: bool) -> str:
    name = name.lower() if folds else name
    return name[::-1] if backwards else name


class Disk:
    """Remembers the listings that were made."""

    def __init__(self) -> None:
        self._listings: dict[str, Listing] = {}
        self.linked: set[str] = set()
        """Paths of the files met so far that are symbolic links."""

    def status(self, path: str) -> os.stat_result:
        """The status of what lies there; that it is a link is noted.

        Raises:
            OSError: nothing is there, or the system does not say what.
            ValueError: no system could have such a path.
        """
        status = os.lstat(path)  # all there is to ask of what is no link
        if not stat.S_ISLNK(status.st_mode):
            return status
        self.linked.add(path)
        return os.stat(path)

    def listing(self, folder: str) -> Listing:
        """The folder's listing, made at the first call."""
        if folder not in self._listings:
            self._listings[folder] = Listing(folder)
        return self._listings[folder]

    def below(self, folder: str) -> tuple[list[os.DirEntry[str]], list[str]]:
        """All files below a folder, links followed but never round and round, and the reasons why some are not."""
        files: list[os.DirEntry[str]] = []
        troubles: list[str] = []
        aliases: Counter[tuple[int, int]] = Counter()
        waiting: list[tuple[str, tuple[tuple[int, int], ...]]] = [(folder, ())]
        while waiting:
            place, above = waiting.pop()
            identity = _identity(place)
            if identity in above or aliases[identity] >= MOST_ALIASES:
                continue
            aliases[identity] += 1
            listing = self.listing(place)
            if listing.error is not None:
                troubles.append(reason_of(listing.error, place))
            entries = sorted(listing.entries.values(), key=lambda entry: entry.name)
            files += (entry for entry in entries if is_file(entry))
            waiting += [(entry.path, (*above, identity)) for entry in reversed(entries) if is_folder(entry)]
        return files, troubles


def is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file, or a link to one; a link to nothing is nothing."""
    try:
        return entry.is_file()
    except OSError:
        return False


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder, or a link to one."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def status_of(entry: os.DirEntry[str]) -> os.stat_result:
    """Its status, asked by its path: an entry would keep half a kilobyte of it, and on Windows knows no inode."""
    return os.stat(entry.path)


def _identity(folder: str) -> tuple[int, int]:
    try:
        status = os.stat(folder)
    except (OSError, ValueError):
        return (0, hash(folder))
    return (status.st_dev, status.st_ino)
