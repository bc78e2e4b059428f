"""All assets of a scene, and what is asked of all of them: answered once, so that a choice changes nothing of it."""

from __future__ import annotations

import copy
import functools
import os
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Tuple  # noqa: UP035 - a base class, evaluated at run time

from ..common.errors import BadInput
from ..model.host import Frames
from ..model.need import Need
from ..model.server_paths import server_path
from .found import AssetState, FoundAsset
from .naming import places_named
from .picking import Picker, picked
from .roots import PrivatePlace, may_be_private, outside, plain, private_file, private_folder

Ranking = list[tuple[int, int]]
"""(value, place), the lowest value first."""


class Overview:
    """Places in the tuple of assets, by what the checks ask for, whether they are left out or not.

    One pass over all files; made on the worker that found them.
    """

    def __init__(self, assets: Sequence[FoundAsset]) -> None:
        self._assets = assets
        self.places: dict[str, int] = {}
        """Index of the asset of each path, keyed as the system compares paths."""
        self.by_state: defaultdict[AssetState, list[int]] = defaultdict(list)
        self.by_kind: defaultdict[str, list[int]] = defaultdict(list)
        self.closed: list[int] = []
        """Containers that are there and were not looked into."""
        self.moved: list[int] = []
        """Indexes of assets that the artist found in another place than the scene names."""
        self.folders: list[int] = []
        self.shares: list[int] = []
        """Indexes of assets on a network path."""
        self.by_variable: defaultdict[str, list[int]] = defaultdict(list)
        """Indexes of the assets whose path the scene writes with a variable of this machine."""
        self.by_folder: defaultdict[str, list[int]] = defaultdict(list)
        """Indexes of the assets that have files in each folder of this machine (``roots.plain``)."""
        self.private: defaultdict[PrivatePlace, list[int]] = defaultdict(list)
        """Indexes of the assets that have files where one keeps secrets."""
        self.not_ascii: list[int] = []
        self.nowhere: list[tuple[int, str]] = []
        """Indexes of assets whose path cannot be mapped to the farm, each with the reason."""
        self._folders: dict[str, tuple[str, PrivatePlace | None]] = {}
        """Folder -> its plain text and its private place: very many assets may share one."""
        self._outside: dict[tuple[str, ...], dict[str, list[int]]] = {}
        """Answers that were given: the checks run on the main thread, whenever a choice changes."""
        # Of the files of a sequence on disk, so that other frames change nothing of these two.
        self._newest: Ranking = []
        self._largest: Ranking = []
        self._longest: Ranking = []
        for place, asset in enumerate(assets):
            self._add(place, asset)
        for ranking in (self._newest, self._largest, self._longest):
            ranking.sort()

    def _add(self, place: int, asset: FoundAsset) -> None:
        path = asset.path
        self.places.setdefault(os.path.normcase(path), place)
        self.by_state[asset.state].append(place)
        self.by_kind[asset.kind].append(place)
        newest, largest = asset.most
        self._newest.append((newest, place))
        self._largest.append((largest, place))
        # Where files lie is told of all of a sequence, so that other frames change nothing of it.
        self._longest.append((max([len(path), *[len(file.path) for file in asset.on_disk]]), place))
        if not asset.looked_into and asset.on_disk:
            self.closed.append(place)
        if asset.found_at:
            self.moved.append(place)
        if asset.folder:
            self.folders.append(place)
        if is_share(path):
            self.shares.append(place)
        for name in asset.variables:
            self.by_variable[name].append(place)
        if not path.isascii():
            self.not_ascii.append(place)
        if asset.on_disk:
            self._look_for_place(place, asset)
            self._note_folders(place, asset)

    def after(self, assets: Sequence[FoundAsset], changed: frozenset[int]) -> Overview:
        """The overview of ``assets``, which differ from these at some places, and there only in what is picked."""
        other = copy.copy(self)
        other._assets = assets
        moved = {place for place in changed if assets[place].state is not self._assets[place].state}
        if moved:
            other.by_state = defaultdict(list)
            for state, places in self.by_state.items():
                other.by_state[state] = [place for place in places if place not in moved]
            for place in moved:
                other.by_state[assets[place].state].append(place)
            for places in other.by_state.values():
                places.sort()
        return other

    def _look_for_place(self, place: int, asset: FoundAsset) -> None:
        # A path says where it is or does not; of the files below it only the names can be impossible.
        strange = (file.path for file in asset.on_disk if not file.path.isascii())
        try:
            for path in (asset.path, *strange):
                server_path(path)
        except BadInput as error:
            self.nowhere.append((place, str(error)))

    def _note_folders(self, place: int, asset: FoundAsset) -> None:
        files = [*[file.path for file in asset.on_disk], *asset.real]
        noted: dict[str, PrivatePlace | None] = {}
        for folder in dict.fromkeys(map(_folder_of, files)):
            if folder not in self._folders:
                self._folders[folder] = plain(folder), private_folder(folder)
            noted.update((self._folders[folder],))
        for name in noted:
            self.by_folder[name].append(place)
        of_files = map(private_file, filter(may_be_private, files))
        for each in dict.fromkeys((*noted.values(), *of_files)):
            if each is not None:
                self.private[each].append(place)

    def outside(self, roots: tuple[str, ...]) -> dict[str, list[int]]:
        """Places in none of these folders, each with the indexes of the assets that have files there."""
        if roots not in self._outside:
            self._outside[roots] = {
                named: sorted({place for folder in folders for place in self.by_folder[folder]})
                for named, folders in outside(self.by_folder, roots).items()}
        return self._outside[roots]

    @functools.cached_property
    def namesakes(self) -> list[list[int]]:
        """Images of one name in several folders, each group by itself."""
        by_name: defaultdict[str, list[int]] = defaultdict(list)
        for place in self.by_kind["image"]:
            by_name[self._assets[place].path.replace("\\", "/").rpartition("/")[2].lower()].append(place)
        return [places for places in by_name.values() if len(places) > 1]

    def holding(self, path: str) -> list[int]:
        """Return indexes of the assets that a file belongs to, alone or in a folder; either slash matches."""
        spellings = {path, path.replace("\\", "/"), path.replace("/", "\\")}
        own = {self.places[key] for key in map(os.path.normcase, spellings) if key in self.places}
        return [*own, *(place for place in self.folders
                        if any(file.path in spellings for file in self._assets[place].files))]

    def newer(self, mtime_ns: int) -> list[int]:
        """Return indexes of the assets of which a file changed after that moment."""
        return [place for place in _above(self._newest, mtime_ns) if self._assets[place].newest > mtime_ns]

    def larger(self, size: int) -> list[int]:
        """Return indexes of the assets with a file larger than ``size`` bytes."""
        return [place for place in _above(self._largest, size) if self._assets[place].largest > size]

    def longer(self, letters: int) -> list[int]:
        """Return indexes of the assets with a path longer than ``letters``."""
        return _above(self._longest, letters)


class Gathered(Tuple[FoundAsset, ...]):
    """The assets of a scene, each path once. Like every tuple equal to one of the same."""

    @functools.cached_property
    def overview(self) -> Overview:
        """Made at the first question: on the worker, for a scene with very many files."""
        return Overview(tuple(self))

    @functools.cached_property
    def left_out(self) -> frozenset[int]:
        """The places of those that the artist leaves out."""
        return frozenset(place for place, asset in enumerate(self) if not asset.included)

    @functools.cached_property
    def bytes(self) -> int:
        """Total bytes of the assets that are sent."""
        return sum([asset.size for asset in self if asset.included])

    @functools.cached_property
    def file_count(self) -> int:
        """Number of files of the assets that are sent."""
        return sum([asset.count for asset in self if asset.included])

    @functools.cached_property
    def lost(self) -> int:
        """How many are to be sent and are not whole."""
        return sum([self[place].included for state, places in self.overview.by_state.items()
                    if state not in (AssetState.FOUND, AssetState.ADDRESS) for place in places])

    def _lasting(self) -> dict[str, object]:
        """Answers that hold for every copy: its assets are at the same places."""
        return {"_sequences": self._sequences, "_shown": self._shown, "_named": self._named}

    @functools.cached_property
    def _sequences(self) -> tuple[int, ...]:
        """The places of the assets whose files depend on the rendered frames."""
        return tuple(place for place, asset in enumerate(self) if asset.numbered is not None)

    @functools.cached_property
    def _picked_for(self) -> tuple[Frames, ...]:
        """The rendered frames that the files are picked for; empty before anybody knows them."""
        return ()

    def for_frames(self, rendered: tuple[Frames, ...]) -> Gathered:
        """Return a copy with the files that these frames need, of those on disk: the disk is not looked at again."""
        if rendered == self._picked_for:
            return self
        picker, assets = Picker(rendered), list(self)
        for place in self._sequences:
            assets[place] = picked(assets[place], picker)
        changed = frozenset(place for place in self._sequences if assets[place] is not self[place])
        other = Gathered(assets) if changed else self
        vars(other).update(_picked_for=rendered)
        if changed:
            vars(other).update(overview=self.overview.after(tuple(assets), changed), left_out=self.left_out,
                               **self._lasting(), **self._totals_of(other, changed))
        return other

    def _totals_of(self, other: Sequence[FoundAsset], changed: frozenset[int]) -> dict[str, int]:
        """The totals of assets that differ from these at some places only, from those that are known of these."""
        pairs = [(self[place], other[place]) for place in changed]
        told = {"bytes": sum([new.size * new.included - old.size * old.included for old, new in pairs]),
                "file_count": sum([new.count * new.included - old.count * old.included for old, new in pairs])}
        known = vars(self)
        return {name: known[name] + more for name, more in told.items() if name in known}

    @functools.cached_property
    def _named(self) -> dict[tuple[str, ...], frozenset[int]]:
        """Texts that name assets -> the places of these; they stay where other frames or choices change the files."""
        return {}

    def named(self, texts: Iterable[str]) -> frozenset[int]:
        """The places of the assets that texts name: a kind, a path or a name with wildcards."""
        key = tuple(texts)
        if key not in self._named:
            self._named[key] = frozenset(places_named(self, key))
        return self._named[key]

    @functools.cached_property
    def _shown(self) -> frozenset[int]:
        """The places of the assets that no render needs."""
        return frozenset(place for place, asset in enumerate(self) if asset.need is Need.SHOWN)

    def without(self, excluded: Iterable[str], leave_out: Iterable[str] = (),
                send_too: Iterable[str] = ()) -> Gathered:
        """Return a copy with exactly these left out: the paths, what texts name, and what no render needs.

        ``send_too`` names what is sent all the same.
        """
        places = self.overview.places
        wanted = {places.get(os.path.normcase(path), -1) for path in excluded} - {-1}
        wanted |= (self.named(leave_out) | self._shown) - self.named(send_too)
        changed = self.left_out ^ wanted
        if not changed:
            return self
        assets = list(self)
        for place in changed:
            assets[place] = assets[place].changed(included=not assets[place].included)
        other = Gathered(assets)
        # They lie at the same places.
        vars(other).update(overview=self.overview, left_out=frozenset(wanted), _picked_for=self._picked_for,
                           **self._lasting(), **self._totals_of(other, changed))
        return other


def gathered(assets: Iterable[FoundAsset]) -> Gathered:
    """The assets together, as they are if they are already."""
    return assets if isinstance(assets, Gathered) else Gathered(assets)


def _folder_of(path: str) -> str:
    return path[: max(0, path.rfind("/"), path.rfind("\\"))]


def is_share(path: str) -> bool:
    r"""Whether it is a network path, ``\\nas\share\x``."""
    start = path[:4].replace("\\", "/")
    return start.startswith("//") and start not in ("//?/", "//./")


def _above(ranking: Ranking, value: int) -> list[int]:
    return sorted(place for _value, place in ranking[bisect_right(ranking, (value, len(ranking))):])
