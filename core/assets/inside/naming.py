"""A name in a text as an asset."""

from __future__ import annotations

import bisect
import functools
import itertools
import os
import re
from collections.abc import Sequence

from ...model.host import Asset
from ...model.need import Need
from ...model.path_rules import WINDOWS, is_absolute
from ..addresses import is_address
from ..tokens import expression, has_tokens

STRING = r'"(?:[^"\\\n]|\\.)*"'
"""A quoted string of one line."""
ONE = re.compile(STRING)
ESCAPED = re.compile(r'\\(["\\])')


def strings(text: str) -> list[str]:
    r"""The quoted strings of a text, without quotes. A backslash before a letter is one of a Windows path."""
    return [ESCAPED.sub(r"\1", each[1:-1]) for each in ONE.findall(text)]


def split_folders(text: str) -> list[str]:
    """The folders of a search path, between colons or semicolons; the colon behind a drive's letter is part of one."""
    folders: list[str] = []
    for part in re.split(r"[;:]", text):
        if folders and re.fullmatch(r"[A-Za-z]", folders[-1]) and part[:1] in ("/", "\\"):
            folders[-1] += f":{part}"
        else:
            folders.append(part)
    return [folder for each in folders if (folder := each.strip())]


def place_of(folder: str, home: str) -> str:
    """A folder of a search path, which begins at the file's own if it is relative."""
    return folder if is_absolute(folder) else os.path.join(home, slashed(folder))  # noqa: PTH118 - text in, text out


def first_there(name: str, folders: Sequence[str]) -> str:
    """Where a name leads: itself if it is absolute, else the first place at which it is, else the first folder.

    A name with tokens is where any file is that it stands for.
    """
    # A path of another system is left as it is: nothing of this one begins so.
    if WINDOWS.match(name) and os.sep != "\\":
        return name
    spellings = dict.fromkeys((slashed(name), name))
    places = [os.path.normpath(os.path.join(folder, each)) for folder in folders for each in spellings]  # noqa: PTH118 - text in, text out
    return next((place for place in places if _is_there(place)), places[0])


def slashed(name: str) -> str:
    """A name with slashes: one that was written on Windows may have backslashes, which are letters elsewhere."""
    return name.replace("\\", "/")


def _is_there(place: str) -> bool:
    folder, name = os.path.split(place)
    if not has_tokens(name):
        return os.path.exists(place)  # noqa: PTH110 - text in, text out
    try:
        names = _names(folder, os.stat(folder).st_mtime_ns)
    except OSError:
        return False
    pattern = expression(name)
    for each in itertools.islice(names, bisect.bisect_left(names, pattern.start), None):
        if not each.startswith(pattern.start):
            return False
        if pattern.numbers(each) is not None:
            return True
    return False


@functools.lru_cache(maxsize=64)
def _names(folder: str, _changed: int) -> list[str]:
    """The names in a folder, sorted; asked for anew where it has changed."""
    return sorted(os.listdir(folder))  # noqa: PTH208 - names alone


def named_asset(name: str, folders: Sequence[str], used_by: str) -> Asset:
    """The asset for a name in a text; a relative one that is not found may be by the application's settings."""
    if is_address(name):
        return Asset(name, used_by)
    path = first_there(name, folders)
    known = os.path.isabs(name) or path == name or _is_there(path)
    pattern = has_tokens(os.path.basename(path))  # noqa: PTH119 - text in, text out
    return Asset(path, used_by, "udim" if pattern and "<" in path else "file", pattern=pattern,
                 need=Need.NEEDED if known else Need.UNKNOWN)
