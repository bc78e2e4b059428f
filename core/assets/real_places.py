"""Where files really lie, beyond symbolic links and the junctions of Windows: each folder is asked once."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence, Set

from .found import LocalFile
from .roots import may_be_private

JUNCTION = 0x400
"""Windows' FILE_ATTRIBUTE_REPARSE_POINT: a folder that leads elsewhere without being a symbolic link."""


class RealPlaces:
    """Remembers where each folder leads. Reads the disk."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}
        self._home = os.path.expanduser("~")  # noqa: PTH111 - text in, text out
        self._real_home = os.path.realpath(self._home)

    def of(self, files: Sequence[LocalFile], linked: Set[str]) -> tuple[str, ...]:
        """The real paths that say where files lie which links lead to; empty where no link does.

        That of each file in ``linked``, which are links themselves; of a folder behind a link that of its first file,
        and of the others with names that may be private.
        """
        # Each file is one of very many, and nearly never is there a link.
        if len(files) == 1 and not linked:
            (folder,) = _folders_of(files[:1])
            if self._folders.get(folder) == folder:
                return ()
        folders = {folder for folder in _folders_of(files) if self.folder(folder) != folder}
        if not folders and not linked:
            return ()
        paths = [file.path for file in files]
        found, told = dict.fromkeys(map(os.path.realpath, linked & set(paths))), set()
        for path in paths:
            folder, name = os.path.split(path)
            if folder in folders and path not in linked and (folder not in told or may_be_private(f"/{name}")):
                told.add(folder)
                found[os.path.join(self.folder(folder), name)] = None  # noqa: PTH118 - text in, text out
        return tuple(map(self._at_home, found))

    def folder(self, folder: str) -> str:
        """The folder itself where no link is on the way to it, else where it is."""
        unknown: list[str] = []
        while folder not in self._folders:
            above = os.path.dirname(folder)  # noqa: PTH120 - text in, text out
            if above == folder:
                self._folders[folder] = folder
                break
            unknown.append(folder)
            folder = above
        for place in reversed(unknown):
            above, name = os.path.split(place)
            real = self._folders[above]
            real = place if real == above else os.path.join(real, name)  # noqa: PTH118 - text in, text out
            self._folders[place] = os.path.realpath(real) if _leads_elsewhere(real) else real
        return self._folders[unknown[0] if unknown else folder]

    def _at_home(self, real: str) -> str:
        """The path below the home folder as this is called: what is private in it is known by that name."""
        below = real[len(self._real_home):]
        return self._home + below if real.startswith(self._real_home) and below[:1] in ("/", os.sep) else real


def _folders_of(files: Sequence[LocalFile]) -> set[str]:
    if os.altsep:
        return {os.path.dirname(file.path) for file in files}  # noqa: PTH120 - text in, text out
    return {file.path.rpartition("/")[0] or "/" for file in files}  # a third of the time that dirname takes


def _leads_elsewhere(folder: str) -> bool:
    try:
        status = os.lstat(folder)
    except (OSError, ValueError):
        return False
    return stat.S_ISLNK(status.st_mode) or bool(getattr(status, "st_file_attributes", 0) & JUNCTION)
