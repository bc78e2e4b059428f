"""Files that lie elsewhere than the scene says: where to look, and what the scene calls what is found there. Pure.

The scene is not changed: its files go to the farm under the paths that it names (plan/documents.py).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from .found import FoundAsset

Move = tuple[str, str]
"""A file, a pattern or a folder: as the scene names it, and where it is."""

WINDOWS_PATH = re.compile(r"[A-Za-z]:|\\\\")
"""How a path of Windows begins; scenes travel, and on another system it is never found."""


class MovedFiles:
    """Where the artist says that files are. The longest path that fits decides."""

    def __init__(self, moves: Iterable[Move] = ()) -> None:
        self._moves: dict[tuple[str, ...], str] = {}
        for scene, place in moves:
            self.add(scene, place)

    def add(self, scene: str, place: str) -> None:
        """One more, unless it is known where that is."""
        self._moves.setdefault(_keys(scene), place)

    def exactly(self, path: str) -> str:
        """Where the artist says that this very path is; empty where nothing was said of it."""
        return self._moves.get(_keys(path), "") if self._moves else ""

    def place(self, path: str) -> str:
        """Where it would be if it moved with a folder above it; empty where none moved."""
        if not self._moves:
            return ""
        keys, names = _keys(path), parts(path)
        for length in range(len(keys) - 1, -1, -1):
            place = self._moves.get(keys[:length])
            if place is not None:
                return native(os.path.join(place, *names[length:]))  # noqa: PTH118 - text in, text out
        return ""


def parts(path: str) -> list[str]:
    r"""The names in a path: of ``D:\a\b.png`` ``D:``, ``a``, ``b.png``."""
    slashed = path.replace("\\", "/") if os.sep == "\\" or WINDOWS_PATH.match(path) else path
    return [part for part in slashed.split("/") if part not in ("", ".")]


def folder_of(path: str) -> str:
    r"""The folder of a path, whichever system it is of: of ``D:\a\b.png`` ``D:/a``."""
    return begin(path) + "/".join(parts(path)[:-1])


def prefixes(scene: str, place: str) -> tuple[list[str], list[str]]:
    """What is different: of ``/old/tex/a.png`` and ``/new/x/tex/a.png`` ``/old`` and ``/new/x``, as names."""
    one, other = parts(scene), parts(place)
    while one and other and _key(one[-1]) == _key(other[-1]):
        del one[-1], other[-1]
    return one, other


def scene_path(asset: FoundAsset, path: str) -> str:
    """Return the scene's name of a path that belongs to a moved asset or lies beside it."""
    if not asset.found_at:
        return path
    before, now = prefixes(asset.path, asset.found_at)
    names = parts(path)
    if before == parts(asset.path) and names != now:
        before, now = before[:-1], now[:-1]  # the file has another name; what lies beside it has not
    if list(map(_key, names[: len(now)])) != list(map(_key, now)):
        return path
    found = begin(asset.path) + "/".join((*before, *names[len(now):]))
    return found.replace("/", "\\") if _backslashed(asset.path) else found


def native(path: str) -> str:
    """The path with the one kind of slash that this system itself writes: Windows reads both."""
    return path.replace("/", os.sep) if os.altsep else path


def begin(path: str) -> str:
    r"""The slashes before the first name of a path: two of a share, none of ``D:\a``."""
    return path[: len(path) - len(path.lstrip("/\\"))].replace("\\", "/")


def _backslashed(path: str) -> bool:
    return "\\" in path and "/" not in path and bool(os.sep == "\\" or WINDOWS_PATH.match(path))


def _keys(path: str) -> tuple[str, ...]:
    return tuple(map(_key, parts(path)))


def _key(name: str) -> str:
    return os.path.normcase(name)
