"""Look for a scene's assets on disk: one listing a folder, however many patterns lie in it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator

from ..host import Asset
from .found import AssetState, FoundAsset, LocalFile
from .tokens import expression, number_of


def find_all(assets: Iterable[Asset]) -> tuple[FoundAsset, ...]:
    """Every path once, with all that use it, in the order of first mention. Reads the disk."""
    finder = Finder()
    merged: dict[str, FoundAsset] = {}
    for asset in assets:
        key = os.path.normcase(asset.path)
        known = merged.get(key)
        merged[key] = finder.find(asset) if known is None else _also(known, asset)
    return tuple(merged.values())


def _also(known: FoundAsset, asset: Asset) -> FoundAsset:
    users = dict.fromkeys((*known.used_by, asset.used_by))
    return FoundAsset(known.path, tuple(users), known.kind, known.state, known.files, known.missing,
                      known.required or asset.required)


class Finder:
    """Remembers the listings that it has made."""

    def __init__(self) -> None:
        self._listings: dict[str, dict[str, LocalFile]] = {}

    def find(self, asset: Asset) -> FoundAsset:
        """The asset with its files; a path that is not absolute is never looked up."""
        if not os.path.isabs(asset.path):
            # A relative or empty path would mean this process's own folder.
            return _found(asset, AssetState.MISSING)
        if asset.pattern:
            return self._pattern(asset)
        try:
            status = os.stat(asset.path)
        except FileNotFoundError:
            return _found(asset, AssetState.MISSING)
        except OSError:
            return _found(asset, AssetState.UNREADABLE)
        if stat.S_ISDIR(status.st_mode):
            return _found(asset, AssetState.FOUND, tuple(_below(asset.path)))
        state = AssetState.FOUND if os.access(asset.path, os.R_OK) else AssetState.UNREADABLE
        return _found(asset, state, (_file(asset.path, status),) if state is AssetState.FOUND else ())

    def _pattern(self, asset: Asset) -> FoundAsset:
        folder, name = os.path.split(asset.path)
        listing = self._listing(folder)
        wanted = expression(name)
        matches = {text: match for text in listing if (match := wanted.fullmatch(text))}
        if asset.frames is None:
            files = tuple(listing[text] for text in sorted(matches))
            return _found(asset, AssetState.FOUND if files else AssetState.MISSING, files)
        numbered = {number_of(match): listing[text] for text, match in sorted(matches.items())}
        needed = list(asset.frames.numbers())
        missing = tuple(number for number in needed if number not in numbered)
        files = tuple(numbered[number] for number in needed if number in numbered)
        if not files:
            return _found(asset, AssetState.MISSING, missing=missing)
        return _found(asset, AssetState.PARTIAL if missing else AssetState.FOUND, files, missing)

    def _listing(self, folder: str) -> dict[str, LocalFile]:
        if folder not in self._listings:
            try:
                with os.scandir(folder) as entries:
                    self._listings[folder] = {
                        entry.name: _file(entry.path, entry.stat()) for entry in entries if entry.is_file()}
            except OSError:
                self._listings[folder] = {}
        return self._listings[folder]


def _found(
    asset: Asset, state: AssetState, files: tuple[LocalFile, ...] = (), missing: tuple[int, ...] = ()
) -> FoundAsset:
    return FoundAsset(asset.path, (asset.used_by,), asset.kind, state, files, missing, asset.required)


def _below(folder: str) -> Iterator[LocalFile]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(place, name)  # noqa: PTH118 - 5,000 Path objects cost more than the walk
            if os.path.isfile(path):  # noqa: PTH113 - a dangling link is no file
                yield _file(path, os.stat(path))


def _file(path: str, status: os.stat_result) -> LocalFile:
    return LocalFile(path, status.st_size, status.st_mtime_ns, status.st_ino)
