"""What of a scene's files was never sent as it is now, asset by asset. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Tuple  # noqa: UP035 - evaluated at run time on 3.9

from .found import FoundAsset, LocalFile

Known = Mapping[str, bool]
"""Local path of what arrived at the account's farm -> whether it is as it was then."""
Stamp = Tuple[str, int, int, int]
"""(local path, size, mtime_ns, inode) of a file when it arrived (the journal's ``stamps``)."""


@dataclasses.dataclass(frozen=True)
class UploadDelta:
    """The part of one asset that must be sent."""

    __slots__ = ("bytes", "changed", "files")  # a scene may have 100,000 assets, of which all are new

    files: int
    bytes: int
    changed: bool
    """Some of it was sent before, as it was then."""


def known_of(files: Iterable[LocalFile], arrived: Iterable[Stamp]) -> dict[str, bool]:
    """Return which of these files arrived, and whether each is as it was then; all others are left out."""
    by_path = {file.path: file for file in files}
    known = {}
    for path, size, mtime_ns, inode in arrived:
        file = by_path.get(path)
        if file is not None:
            known[file.path] = (file.size, file.mtime_ns, file.inode) == (size, mtime_ns, inode)
    return known


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
        same = known.get(file.path)
        before = before or same is not None
        if not same:
            number += 1
            size += file.size
    return UploadDelta(number, size, before) if number else None
