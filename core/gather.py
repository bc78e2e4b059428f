"""Walk a scene in slices on the main thread; count what is new of its files on the worker."""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from .assets.choosing import extra, sent_files, with_choices
from .assets.find import find_all
from .assets.found import FoundAsset
from .host import Asset, Host
from .transfer.journal import Journal

SLICE = 0.02  # seconds of main-thread work in one go


class Walk:
    """One walk through a scene. Main thread."""

    def __init__(self, host: Host) -> None:
        self._assets: Iterator[Asset | None] = host.assets()
        self.found: list[Asset] = []

    def step(self) -> bool:
        """Take what fits in a slice; True when the scene is walked through."""
        until = time.monotonic() + SLICE
        for asset in self._assets:
            if asset is not None:
                self.found.append(asset)
            if time.monotonic() > until:
                return False
        return True


@dataclasses.dataclass(frozen=True)
class OnDisk:
    """What was found of a scene's files."""

    assets: tuple[FoundAsset, ...]
    saved_ns: int = 0
    """When the scene's file was written; 0 where there is none."""


def look(assets: Iterable[Asset], extra_files: Iterable[str], scene: Path | None) -> OnDisk:
    """Look for the scene's files and those added by hand. Worker thread."""
    found = with_choices(find_all(assets), extras=look_for_extras(extra_files))
    saved_ns = 0
    if scene is not None:
        with contextlib.suppress(OSError):
            saved_ns = scene.stat().st_mtime_ns
    return OnDisk(found, saved_ns)


def look_for_extras(paths: Iterable[str]) -> tuple[FoundAsset, ...]:
    """Look for files and folders added by hand. Worker thread."""
    return find_all(map(extra, paths))


def new_bytes(assets: Iterable[FoundAsset], scene: Path | None, journal: Path, access_id: str) -> int:
    """Of the assets and the scene: what never arrived at this account's farm as it is now. Worker thread."""
    with contextlib.closing(Journal(journal)) as opened:
        known = opened.known(access_id)
    files = {file.path: (file.size, file.mtime_ns, file.inode) for file in sent_files(assets)}
    if scene is not None and scene.exists():
        status = scene.stat()
        files[str(scene)] = (status.st_size, status.st_mtime_ns, status.st_ino)
    return sum(stamp[0] for path, stamp in files.items() if path not in known or known[path][:3] != stamp)
