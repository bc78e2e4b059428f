"""Scan a scene in slices on the main thread; find out on a worker which files must be sent, and read its own anew."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Callable, Generic, TypeVar

from ..assets.choosing import extra, sent_files, with_choices
from ..assets.find import find_all
from ..assets.found import FoundAsset, LocalFile
from ..assets.gathered import Gathered
from ..assets.real_places import RealPlaces
from ..assets.stamps import Stamp, changed, stamps
from ..assets.upload_delta import UploadDelta, asset_deltas, file_delta, known_of
from ..common.gc_pause import freeze_gc, pause_gc
from ..model.choices import Choices
from ..model.host import Asset, Host, ReadsFile, Scene
from ..model.path_rules import Rule
from ..plan.build import chosen_assets
from ..transfer.journal.journal import Journal
from .link import Workers

SLICE = 0.01  # seconds of main-thread work in one go: with what is drawn for it, a tick stays below 16 ms

LONG = 0.004
"""Seconds of a step after which a slice is over: the next one may be as long."""

LARGE = 4000
"""Assets of a scene above which the collector leaves out what was found."""

EVERY = 2.0
"""Seconds between two looks at the time of the scene's file."""

MANY, DRAWN = 2000, 0.05
"""Above ``MANY`` assets, a worker waits ``DRAWN`` seconds so that the panel can draw them first."""


Found = TypeVar("Found")


class Slices(Generic[Found]):
    """What a host yields in steps, taken in slices. Runs on the main thread."""

    def __init__(self, steps: Iterator[Found | None]) -> None:
        self._steps = steps
        self.found: list[Found] = []
        self.seconds = 0.0
        """The time that the slices took together."""

    def step(self) -> bool:
        """Take what fits in a slice; True when there is no more."""
        began = time.monotonic()
        try:
            with pause_gc():  # given back between the slices: they may be left alone at any of them
                return self._take(began)
        finally:
            self.seconds += time.monotonic() - began

    def _take(self, before: float) -> bool:
        until = before + SLICE
        for each in self._steps:
            if each is not None:
                self.found.append(each)
            now = time.monotonic()
            before, long = now, now - before > LONG
            if now > until or long:
                self._spare_collector()
                return False
        self._spare_collector()
        return True

    def _spare_collector(self) -> None:
        """Keep collections between two slices from looking at a large scene: that took longer than a slice."""
        if len(self.found) > LARGE:
            freeze_gc()


class AssetScan(Slices[Asset]):
    """One scan of a scene for its assets."""

    def __init__(self, host: Host) -> None:
        super().__init__(host.assets())


class SceneFile:
    """The file of a scene that another process read: it can be read again and watched. An open scene has none.

    What the scene links or layers is looked at with it, of an open scene too.
    """

    def __init__(self, host: Host, workers: Workers) -> None:
        self._host = host if isinstance(host, ReadsFile) else None
        self._worker = workers.scene_file
        self._looking = False
        self._next = 0.0
        self._first = True
        self.linked: tuple[Stamp, ...] = ()
        """The files that name others, as they were when those were looked for."""

    @property
    def there(self) -> bool:
        """Whether the scene was read from a file."""
        return self._host is not None

    @property
    def written_ns(self) -> int | None:
        """When the file that was read was written; None of an open scene."""
        return self._host.written_ns if self._host is not None else None

    def is_old(self) -> bool:
        """Whether what was read may be old: not at first, for the host was made by reading the file."""
        first, self._first = self._first, False
        return self._host is not None and not first

    def read(self, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Have the application read the file again on a worker."""
        if self._host is None:
            return

        def taken(take: Callable[[], None]) -> None:
            take()
            done()

        self._worker.run(self._host.read_file, taken, failed)

    def look(self, done: Callable[[bool], None], failed: Callable[[Exception], None]) -> None:
        """Find out on a worker whether the file, or one that names others, was written since it was read."""
        linked = self.linked
        self._worker.run(lambda: self.changed() or changed(linked), done, failed)

    def watch(self, written: Callable[[], None]) -> None:
        """Look every ``EVERY`` seconds; a disk that hangs is asked once."""
        now = time.monotonic()
        if self._host is None or self._looking or now < self._next:
            return
        self._looking, self._next = True, now + EVERY

        def looked(is_changed: bool) -> None:
            self._looking = False
            if is_changed:
                written()

        self.look(looked, lambda _error: looked(False))

    def changed(self) -> bool:
        """Whether the file was written since it was read. Worker thread."""
        return self._host is not None and self._host.file_changed()


@dataclasses.dataclass(frozen=True)
class OnDisk:
    """The files of a scene that were found on disk."""

    assets: Gathered
    saved_ns: int = 0
    """When the scene's file was written; 0 where there is none."""
    own_bytes: int | None = None
    """The size of the scene's file; None where there is none."""
    real_roots: tuple[str, ...] = ()
    """The real places of the known folders that are reached by a link."""
    linked: tuple[Stamp, ...] = ()
    """The files that name others, as they are now."""


def look(assets: Iterable[Asset], scene: Scene, choices: Choices, roots: Iterable[str] = (),
         rules: Iterable[Rule] = ()) -> OnDisk:
    """Look for the scene's files and those added by hand. Worker thread.

    ``roots`` are the known folders, ``rules`` the studio's path mapping.
    """
    with pause_gc():
        return _look(assets, scene, choices, roots, rules)


def _look(assets: Iterable[Asset], scene: Scene, choices: Choices, roots: Iterable[str],
          rules: Iterable[Rule]) -> OnDisk:
    named = with_choices(find_all(assets, relocated=choices.relocated, rules=rules),
                         extras=look_for_extras(choices.extra_files))
    found = chosen_assets(scene, named, choices)
    found.overview, found.bytes, found.file_count, found.lost  # noqa: B018 - made here, where nobody waits for it
    real = RealPlaces()
    own = _scene_file(scene.path)
    return OnDisk(found, own[0].mtime_ns if own else 0, own[0].size if own else None, tuple(
        place for root in (*scene.folders, *roots) if (place := real.folder(root)) != root), stamps(found))


def written(scene: Path | None) -> int:
    """When the scene's file was written, in ns; 0 where there is none."""
    with contextlib.suppress(OSError):
        return scene.stat().st_mtime_ns if scene is not None else 0
    return 0


def look_for_extras(paths: Iterable[str]) -> tuple[FoundAsset, ...]:
    """Look for files and folders added by hand. Worker thread."""
    return find_all(map(extra, paths))


@dataclasses.dataclass(frozen=True)
class PendingUpload:
    """The part of a scene's files that the account's farm does not have yet."""

    bytes: int
    files: int
    unsent: dict[str, UploadDelta]
    """The part of each file that must be sent, by the path of the asset or the scene."""


def what_is_new(assets: Sequence[FoundAsset], scene: Path | None, journal: Path, access_id: str) -> PendingUpload:
    """Return what never reached this account's farm in its present form. Runs on a worker thread."""
    if len(assets) > MANY:
        time.sleep(DRAWN)
    with pause_gc():
        return _what_is_new(assets, scene, journal, access_id)


def _what_is_new(assets: Sequence[FoundAsset], scene: Path | None, journal: Path, access_id: str) -> PendingUpload:
    own = _scene_file(scene)
    with contextlib.closing(Journal(journal)) as opened:
        every_file = itertools.chain((file for asset in assets for file in asset.files), own)
        known = known_of(every_file, opened.stamps(access_id))
    unsent = asset_deltas(assets, known)
    found = file_delta(own, known)
    if found is not None:
        unsent[own[0].path] = found
    total = file_delta((*sent_files(assets), *own), known)
    return PendingUpload(total.bytes if total else 0, total.files if total else 0, unsent)


def _scene_file(scene: Path | None) -> tuple[LocalFile, ...]:
    """The scene's own file; none where there is none."""
    with contextlib.suppress(OSError):
        if scene is not None:
            status = scene.stat()
            return (LocalFile(str(scene), status.st_size, status.st_mtime_ns, status.st_ino),)
    return ()
