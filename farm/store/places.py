"""Find the place of a server path on disk, and make sure that it never lies anywhere else."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ...core.common.foreign import harmless
from ...core.common.i18n import _
from ...core.transfer.fetch.places import DEVICES, FORBIDDEN
from ...core.transfer.fetch.places import LONGEST as LONGEST_NAME
from ..base.refusal import INVALID, Refusal, TooLong

NOWHERE = {"", ".", ".."}
LONGEST, DEEPEST = 4096, 200
"""Bytes and parts of a path; no file system of a render node takes a longer one."""

LONG, LONG_SHARE = "\\\\?\\", "\\\\?\\UNC\\"
"""What Windows begins a path with that is longer than 260 letters, and one on a share."""

SHOWN = 200
"""Characters of a wrong path that a sentence has."""


def parts_of(path: str) -> tuple[str, ...]:
    """Split ``/D/a.png`` or ``D/a.png`` into ``("D", "a.png")``; ``/`` is empty.

    Raises:
        Refusal: a part could lead out of storage, or no file system can hold it.
    """
    if len(path) > LONGEST or path.count("/") > DEEPEST or len(path.encode("utf-8", "surrogatepass")) > LONGEST:
        raise TooLong(INVALID, _("“{path}” is longer or deeper than the farm takes: shorten it.").format(
            path=f"{harmless(path[:SHOWN])}…"))
    inside = path[1:] if path.startswith("/") else path
    if not inside:
        return ()
    parts = tuple(inside.split("/"))
    if not NOWHERE.isdisjoint(parts) or "\\" in inside or "\0" in inside or (
            os.name == "nt" and any(map(_no_name_on_windows, parts))):
        raise _not_a_path(path)
    return parts


def place(root: Path, path: str) -> tuple[str, Path]:
    """Return the normal form of a file's server path, and the file below ``root``.

    Raises:
        Refusal: the file would lie outside, perhaps through a link.
    """
    parts = parts_of(path)
    if not parts:
        raise _not_a_path(path)
    return "/" + "/".join(parts), below(root, parts)


class Places:
    """Finds the places of one request's files; each folder is checked once per request.

    They are texts: objects of paths would take longer than what is done with them, and a request may have thousands.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders: dict[tuple[str, ...], str] = {}
        self._made: set[str] = set()

    def place(self, path: str) -> tuple[str, str, os.stat_result | None]:
        """Return the normal form of a file's server path, the file, and its status if it exists.

        Raises:
            Refusal: the file would lie outside, perhaps through a link.
        """
        parts = parts_of(path)
        if not parts:
            raise _not_a_path(path)
        folder = self._folders.get(parts[:-1])
        if folder is None:
            folder = self._folders[parts[:-1]] = str(below(self._root, parts[:-1]) if len(parts) > 1 else self._root)
        file = f"{folder}{os.sep}{parts[-1]}"
        try:
            status: os.stat_result | None = os.lstat(file)
        except OSError:
            status = None
        if status and stat.S_ISLNK(status.st_mode):
            raise _not_a_path(path)
        return "/" + "/".join(parts), file, status

    def make_folder(self, file: str) -> None:
        """Make the folder of a file, unless it is there."""
        folder = file.rpartition(os.sep)[0]
        if folder not in self._made:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)


def below(root: Path, parts: tuple[str, ...]) -> Path:
    """Return a file or folder below ``root``, or refuse."""
    target = root.joinpath(*parts)
    try:
        # Resolving follows links and drive letters; what is then still below root cannot escape.
        inside = _resolved(target).relative_to(_resolved(root)) == Path(*parts)
    except (ValueError, OSError, RuntimeError):
        inside = False
    if not inside:
        raise _not_a_path("/".join(parts))
    return target


def _resolved(path: Path) -> Path:
    """The path without links; Windows begins a long one with a mark of its own, and a short one without."""
    text = str(path.resolve())
    if text.startswith(LONG_SHARE):
        return Path("\\\\" + text[len(LONG_SHARE):])
    return Path(text[len(LONG):] if text.startswith(LONG) else text)


def _no_name_on_windows(part: str) -> bool:
    """Whether Windows has no such name, or takes it for another one."""
    return bool(part.endswith((".", " ")) or len(part) > LONGEST_NAME or FORBIDDEN.search(part)
                or DEVICES.fullmatch(part))


def _not_a_path(path: str) -> Refusal:
    return Refusal(INVALID, _("“{path}” is not a valid path of a file in storage.").format(path=harmless(path[:SHOWN])))
