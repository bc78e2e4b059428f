"""What of a scene's files was never sent as it is now, asset by asset. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Tuple  # noqa: UP035 - evaluated at run time on 3.9

from .found import FoundAsset, LocalFile

Known = Mapping[str, Tuple[int, int, int, str]]
"""Local path -> (size, mtime_ns, inode, hash) of what arrived at the account's farm (the journal's ``known``)."""


@dataclasses.dataclass(frozen=True)
class UploadDelta:
    """The part of one asset that must be sent."""

    files: int
    bytes: int
    changed: bool
    """Some of it was sent before, as it was then."""


def asset_deltas(assets: Iterable[FoundAsset], known: Known) -> dict[str, UploadDelta]:
    """Asset path -> what is new of it; nothing for assets of which all is known."""
    found: dict[str, UploadDelta] = {}
    for asset in assets:
        delta = file_delta(asset.files, known)
        if delta is not None:
            found[asset.path] = delta
    return found


def file_delta(files: Iterable[LocalFile], known: Known) -> UploadDelta | None:
    """Return what must be sent of some files; None where all were sent as they are."""
    number = size = 0
    before = False
    for file in files:
        stamp = known.get(file.path)
        before = before or stamp is not None
        if stamp is None or stamp[:3] != (file.size, file.mtime_ns, file.inode):
            number += 1
            size += file.size
    return UploadDelta(number, size, before) if number else None
