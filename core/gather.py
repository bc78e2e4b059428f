"""Walk a scene in slices on the main thread; count what is new of its files on the worker."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

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


def new_bytes(assets: Iterable[FoundAsset], scene: Path | None, journal: Path, access_id: str) -> int:
    """Of the assets and the scene: what never arrived at this account's farm as it is now. Worker thread."""
    with contextlib.closing(Journal(journal)) as opened:
        known = opened.known(access_id)
    files = {file.path: (file.size, file.mtime_ns, file.inode) for asset in assets for file in asset.files}
    if scene is not None and scene.exists():
        status = scene.stat()
        files[str(scene)] = (status.st_size, status.st_mtime_ns, status.st_ino)
    return sum(stamp[0] for path, stamp in files.items() if path not in known or known[path][:3] != stamp)
