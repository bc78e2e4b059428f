"""Files of a scene that name further files, and whether they are as they were when those were looked for.

A library, a reference or a layer that somebody saves meanwhile may need files that nobody has looked for.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from .found import FoundAsset
from .inside.readers import SUFFIXES
from .usd import is_layer

LINKED = ("library", "xref", "object xref")
"""Kinds that the application itself reads with the scene."""

MOST = 100
"""Files that are looked at; of a sequence one after the other as a rule names the same."""

Stamp = Tuple[str, Optional[Tuple[int, int]]]
"""The path of a file, when it was written (ns) and its size; None where it is not there."""


def stamps(assets: Iterable[FoundAsset]) -> tuple[Stamp, ...]:
    """Return how the files are now that name others. Reads the disk."""
    naming = (asset for asset in assets if asset.kind in LINKED or is_layer(asset.path)
              or asset.path.lower().endswith(SUFFIXES))
    paths = (file.path for asset in naming for file in (asset.files or ()))
    return tuple(map(_stamp, itertools.islice(paths, MOST)))


def changed(known: Iterable[Stamp]) -> bool:
    """Whether one of the files is another one now. Reads the disk."""
    return any(_stamp(each[0]) != each for each in known)


def _stamp(path: str) -> Stamp:
    try:
        status = Path(path).stat()
    except OSError:
        return path, None
    return path, (status.st_mtime_ns, status.st_size)
