"""Look for a scene's assets on disk: one listing a folder, however many patterns lie in it."""

from __future__ import annotations

import dataclasses
import os
import stat
from collections.abc import Iterable, Mapping

from ..host import Asset, Frames
from .choosing import with_duplicates
from .containers import is_closed
from .found import AssetState, FoundAsset, LocalFile
from .layers import Layers
from .listing import Disk, is_absence, reason_of, regular_file, status_of
from .sequence import Numbered, needed_frames


@dataclasses.dataclass
class Wanted:
    """A path, and all that the scene says about it."""

    path: str
    kind: str
    used_by: dict[str, None] = dataclasses.field(default_factory=dict)
    frames: list[Frames | None] = dataclasses.field(default_factory=list)
    pattern: bool = False
    required: bool = False

    def add(self, asset: Asset) -> None:
        """Another mention."""
        self.used_by[asset.used_by] = None
        self.frames.append(asset.frames)
        self.pattern |= asset.pattern
        self.required |= asset.required


def find_all(assets: Iterable[Asset], look_inside: bool = True) -> tuple[FoundAsset, ...]:
    """Every path once, with all that use it, in the order of first mention. Reads the disk.

    What USD layers name is looked for as well, if ``look_inside`` and if Pixar's USD is there.
    """
    finder = Finder()
    wanted: dict[str, Wanted] = {}
    found: dict[str, FoundAsset] = {}
    waiting = list(assets)
    with Layers(look_inside) as layers:
        while waiting:
            changed: dict[str, Wanted] = {}
            for asset in waiting:
                key = os.path.normcase(asset.path)
                each = changed[key] = wanted.setdefault(key, Wanted(asset.path, asset.kind))
                each.add(asset)
            found.update((key, finder.find(each)) for key, each in changed.items())
            waiting = [asset for key in changed for asset in layers.named_by(found[key])]
    return with_duplicates(_closed(asset, layers.closed) for asset in found.values())


def _closed(asset: FoundAsset, layers: Mapping[str, str]) -> FoundAsset:
    if not is_closed(asset, layers):
        return asset
    reasons = (layers[file.path] for file in asset.files if layers.get(file.path))
    return dataclasses.replace(asset, looked_into=False, reason=asset.reason or next(reasons, ""))


class Finder:
    """Looks for paths; remembers the listings that it has made."""

    def __init__(self) -> None:
        self._disk = Disk()

    def find(self, wanted: Wanted) -> FoundAsset:
        """The path with its files; one that is not absolute is never looked up."""
        if not os.path.isabs(wanted.path):
            # A relative or empty path would mean this process's own folder.
            return _found(wanted, AssetState.MISSING)
        if wanted.pattern:
            return self._pattern(wanted)
        try:
            status = os.stat(wanted.path)
            if stat.S_ISDIR(status.st_mode):
                return self._folder(wanted)
            return _found(wanted, AssetState.FOUND, (regular_file(wanted.path, status),))
        except (OSError, ValueError) as error:
            if is_absence(error):
                return _found(wanted, AssetState.MISSING)
            return _found(wanted, AssetState.UNREADABLE, reason=reason_of(error, wanted.path))

    def _folder(self, wanted: Wanted) -> FoundAsset:
        entries, troubles = self._disk.below(wanted.path)
        files: list[LocalFile] = []
        for entry in entries:
            try:
                files.append(regular_file(entry.path, status_of(entry)))
            except OSError as error:
                troubles.append(reason_of(error, entry.path))
        state = AssetState.UNREADABLE if troubles else AssetState.FOUND
        return _found(wanted, state, tuple(files), reason=next(iter(troubles), ""), folder=True)

    def _pattern(self, wanted: Wanted) -> FoundAsset:
        needed = needed_frames(wanted.path, [frames for frames in wanted.frames if frames is not None])
        bound = None if None in wanted.frames else needed  # one that needs all that is there gets it
        sequence = Numbered(wanted.path, self._disk, bound)
        missing = sequence.missing(needed or ())
        if sequence.troubles:
            state = AssetState.UNREADABLE
        elif not sequence.files:
            state = AssetState.MISSING
        else:
            state = AssetState.PARTIAL if missing else AssetState.FOUND
        return _found(wanted, state, sequence.files, reason=next(iter(sequence.troubles), ""),
                      missing=tuple(int(number) for number in missing if number == int(number)),
                      missing_between=tuple(number for number in missing if number != int(number)))


def _found(
    wanted: Wanted,
    state: AssetState,
    files: tuple[LocalFile, ...] = (),
    missing: tuple[int, ...] = (),
    missing_between: tuple[float, ...] = (),
    reason: str = "",
    folder: bool = False,
) -> FoundAsset:
    return FoundAsset(wanted.path, tuple(wanted.used_by), wanted.kind, state, files, missing, wanted.required,
                      missing_between, reason, folder)
