"""Walk a scene in slices on the main thread, then look for its files on the worker."""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Iterator
from pathlib import Path

from .assets.find import find_all
from .assets.found import FoundAsset
from .host import Asset, Host
from .transfer.journal import Journal

SLICE = 0.02  # seconds of main-thread work in one go


@dataclasses.dataclass(frozen=True)
class Gathered:
    """What a scene needs, as it lies on disk."""

    assets: tuple[FoundAsset, ...]
    new_bytes: int
    """Of the assets and the scene: what never arrived at the farm as it is now."""


class Walk:
    """One walk through a scene. Main thread."""

    def __init__(self, host: Host) -> None:
        self._assets: Iterator[Asset] = host.assets()
        self.found: list[Asset] = []

    def step(self) -> bool:
        """Take what fits in a slice; True when the scene is walked through."""
        until = time.monotonic() + SLICE
        for asset in self._assets:
            self.found.append(asset)
            if time.monotonic() > until:
                return False
        return True


def look(assets: list[Asset], scene: Path | None, journal: Path, account: str) -> Gathered:
    """Find the files and what is new of them. Worker thread."""
    found = find_all(assets)
    with contextlib.closing(Journal(journal)) as opened:
        known = {path: (row["size"], row["mtime_ns"], row["inode"]) for path, row in opened.known(account).items()}
    files = {file.path: file for asset in found for file in asset.files}
    new = sum(file.size for path, file in files.items()
              if known.get(path) != (file.size, file.mtime_ns, file.inode))
    if scene is not None and scene.exists():
        status = scene.stat()
        if known.get(str(scene)) != (status.st_size, status.st_mtime_ns, status.st_ino):
            new += status.st_size
    return Gathered(found, new)
