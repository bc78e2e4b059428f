"""Files that stand for more than themselves: one of a numbered sequence, a cache in several parts.

Sources: tyFlow's "tyCache Object" (any single file names its sequence) and "tyCache Modifier" (a code in brackets for
each object), Autodesk's "Point Cache Modifier" (an .xml beside the .mc files it lists), Thinkbox's XMesh (.xmdat too).
"""

from __future__ import annotations

import ntpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from ...core.assets.tokens import has_tokens
from ...core.model.need import Need
from .paths import suffix

SEQUENCES = frozenset({".prt", ".tyc", ".aur", ".vdb", ".xmesh", ".fxd", ".f3d", ".bin", ".pdc", ".ass", ".rs"})
"""Endings of caches and proxies that are written a file a frame."""

LAST_NUMBER = re.compile(r"(?:(?<=[._])-)?(?:(?<![vV0-9])(?P<padded>[0-9]{2,})|(?<=[._-])(?P<plain>[0-9]))$")
"""Last number in a name without its ending; v012 is a version, not a frame. One digit counts behind a sign that parts
it from the name: a sphere1 is no sequence."""
COMPRESSED = ".gz"


class Part(NamedTuple):
    """A path, or a pattern, that belongs to a named file."""

    path: str
    pattern: bool = False
    timed: bool = False
    """Whether the scene's frames say which of its numbers are needed."""
    need: Need = Need.NEEDED


def parts(path: str, single: bool = False) -> Iterator[Part]:
    """Yield the files that must travel with ``path``, an absolute path that a scene names.

    ``single``: the node says that it plays no sequence, whatever numbers there are in the name.
    """
    name = ntpath.basename(path)
    if has_tokens(name):
        yield Part(path, pattern=True, timed=True)
        return
    ending = suffix(path)
    inner = suffix(path[: -len(COMPRESSED)]) if ending == COMPRESSED else ""
    ending = inner or ending
    stem = path[: -len(f"{inner}{COMPRESSED}" if inner else ending)] if ending else path
    # What loads a sequence may shift, hold or repeat it: all that is there is taken.
    number = LAST_NUMBER.search(ntpath.basename(stem)) if ending in SEQUENCES and not single else None
    start = stem[: -len(number[0])] if number else stem
    if number:
        yield Part(f"{start}{'#' * len(number['padded'] or number['plain'])}{path[len(stem):]}", pattern=True)
    elif ending == ".tycm":
        yield Part(f"{stem}*{path[len(stem):]}", pattern=True)
    else:
        yield Part(path)
    if ending == ".xml":
        yield Part(f"{stem}*.mc*", pattern=True)
    elif ending == ".mcx":
        yield Part(f"{stem}*.mcx", pattern=True, need=Need.UNKNOWN)
    elif ending == ".xmesh":
        yield Part(f"{start}*.xmdat", pattern=True, need=Need.UNKNOWN)
