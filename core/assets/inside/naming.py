"""A name in a text as an asset."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from ...model.host import Asset
from ...model.need import Need
from ..addresses import is_address
from ..tokens import has_tokens

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


def first_there(name: str, folders: Sequence[str]) -> str:
    """Where a name leads: itself if it is absolute, else the first place at which it is, else the first folder."""
    places = [os.path.normpath(os.path.join(folder, name)) for folder in folders]  # noqa: PTH118 - text in, text out
    # A path of another system is left as it is: nothing of this one begins so.
    if re.match(r"[A-Za-z]:[\\/]|\\\\", name) and os.sep != "\\":
        return name
    return next((place for place in places if os.path.exists(place)), places[0])  # noqa: PTH110 - text in, text out


def named_asset(name: str, folders: Sequence[str], used_by: str) -> Asset:
    """The asset for a name in a text; a relative one that is not found may be by the application's settings."""
    if is_address(name):
        return Asset(name, used_by)
    path = first_there(name, folders)
    known = os.path.isabs(name) or path == name or os.path.exists(path)  # noqa: PTH110
    pattern = has_tokens(os.path.basename(path))  # noqa: PTH119 - text in, text out
    return Asset(path, used_by, "udim" if pattern and "<" in path else "file", pattern=pattern,
                 need=Need.NEEDED if known else Need.UNKNOWN)
