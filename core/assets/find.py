"""Look for a scene's assets on disk: one listing a folder, however many patterns lie in it."""

from __future__ import annotations

import dataclasses
import os
import stat
from collections.abc import Iterable, Mapping, Sequence

from ..common.i18n import _, listed
from ..model.host import Asset
from ..model.need import Need
from ..model.path_rules import Rule
from .addresses import is_address
from .choosing import with_duplicates
from .containers import is_closed
from .found import AssetState, FoundAsset, LocalFile, Mention, NumberedFiles
from .gathered import Gathered
from .inside.readers import Texts
from .layers import Layers
from .listing import Disk, dangling, is_absence, is_root, reason_of, regular_file, status_of
from .moved import Move, MovedFiles, folder_of, scene_path
from .path_mapping import PathMapping
from .picking import Picker, picked, whole_frames
from .real_places import RealPlaces
from .sequence import Numbered, bound_of
from .tokens import FRAME, frame_tokens, is_fractional
from .usd import is_layer


@dataclasses.dataclass
class Wanted:
    """A path, and all that the scene says about it. Made to look for it, and not kept."""

    path: str
    kind: str
    used_by: dict[str, None] = dataclasses.field(default_factory=dict)
    mentions: dict[Mention, None] = dataclasses.field(default_factory=dict)
    tiles: frozenset[int] = frozenset()
    pattern: bool = False
    need: Need = Need.SHOWN
    fallbacks: tuple[str, ...] = ()
    only_found: bool = True
    variables: tuple[str, ...] = ()
    shapes_only: bool = True

    def add(self, asset: Asset) -> None:
        """Another mention."""
        self.used_by[asset.used_by] = None
        self.mentions[asset.numbering, asset.numbers] = None
        self.tiles = self.tiles.union(asset.tiles) if asset.tiles else self.tiles
        self.fallbacks = _each_once(self.fallbacks, asset.fallbacks)
        self.only_found &= asset.only_found
        self.variables = _each_once(self.variables, asset.variables)
        self.pattern |= asset.pattern
        self.shapes_only &= asset.shapes_only
        if asset.need.weight > self.need.weight:
            self.need = asset.need


def _each_once(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *more))) if more else known


def find_all(assets: Iterable[Asset], look_inside: bool = True, relocated: Iterable[Move] = (),
             rules: Iterable[Rule] = ()) -> Gathered:
    """Every path once, with all that use it, in the order of first mention. Reads the disk.

    What texts (inside/readers.py) and USD layers name is looked for as well, if ``look_inside``; of layers, if Pixar's
    USD is there. ``relocated`` says where files are that do not lie where the scene says, by the artist's word, and
    ``rules`` by the studio's.
    """
    mapping = PathMapping(rules)
    finder = Finder(MovedFiles(relocated), mapping)
    mentions: dict[str, list[Asset]] = {}  # all that is held of each path: a scene may have 100,000
    found: dict[str, FoundAsset] = {}
    waiting = list(assets)
    texts = Texts(look_inside)
    with Layers(look_inside) as layers:
        while waiting:
            changed: dict[str, None] = {}
            for asset in map(mapping.filled, waiting):
                key = os.path.normcase(asset.path)
                mentions.setdefault(key, []).append(asset)
                changed[key] = None
            found.update((key, finder.find(_wanted(mentions[key]))) for key in changed)
            waiting = [asset for key in changed for asset in finder.as_named(
                found[key], _needed_by(mentions[key], [*layers.named_by(found[key]), *texts.named_by(found[key])]))]
    closed = {**layers.closed, **texts.closed}
    listed = (asset for key, asset in found.items()
              if asset.state is not AssetState.MISSING or not _wanted(mentions[key]).only_found)
    return Gathered(with_duplicates(_closed(asset, closed) for asset in listed))


def _wanted(mentions: Sequence[Asset]) -> Wanted:
    """Return all that the scene says of one path."""
    wanted = Wanted(mentions[0].path, mentions[0].kind)
    for each in mentions:
        wanted.add(each)
    return wanted


def _needed_by(mentions: Sequence[Asset], named: list[Asset]) -> list[Asset]:
    """What a file names: of one that is read for its shapes other layers are needed, pictures perhaps not."""
    if not named or not _wanted(mentions).shapes_only:
        return named
    return [dataclasses.replace(asset, shapes_only=True) if is_layer(asset.path) else
            dataclasses.replace(asset, need=Need.UNKNOWN) for asset in named]


def _closed(asset: FoundAsset, closed: Mapping[str, str]) -> FoundAsset:
    if not is_closed(asset, closed):
        return asset
    reasons = (closed[file.path] for file in asset.files if closed.get(file.path))
    return dataclasses.replace(asset, looked_into=False, reason=asset.reason or next(reasons, ""))


class Finder:
    """Looks for paths; remembers the listings that it has made."""

    def __init__(self, moves: MovedFiles | None = None, mapping: PathMapping | None = None) -> None:
        self._disk = Disk()
        self._real = RealPlaces()
        self._moves = moves or MovedFiles()
        self._mapping = mapping or PathMapping()

    def find(self, wanted: Wanted) -> FoundAsset:
        """The path with its files: where the scene says, else the artist, the host or the studio, in this order."""
        exactly = self._moves.exactly(wanted.path)
        if is_address(wanted.path) and not exactly:
            return _found(wanted, AssetState.ADDRESS)
        found = self._look(wanted, exactly or wanted.path)
        if found.state is not AssetState.MISSING:
            return found
        if exactly:
            found = self._look(wanted, wanted.path)
            if found.state is not AssetState.MISSING:
                return found
        elsewhere = self._moves.place(wanted.path)
        named = (wanted.path, *wanted.fallbacks)
        mapped = (place for path in named for place in self._mapping.places(path))
        for place in (*([elsewhere] if elsewhere else []), *wanted.fallbacks, *mapped):
            other = self._look(wanted, place)
            if other.state is not AssetState.MISSING:
                return other
        return found

    def as_named(self, found: FoundAsset, named: Iterable[Asset]) -> list[Asset]:
        """What a file names; one that lies elsewhere would name other paths from where the scene has it."""
        if not found.found_at:
            return list(named)
        self._moves.add(folder_of(found.path), folder_of(found.found_at))
        return [dataclasses.replace(asset, path=scene_path(found, asset.path)) for asset in named]

    def _look(self, wanted: Wanted, place: str) -> FoundAsset:
        found = self._at(wanted, place)
        real = self._real.of(found.on_disk, self._disk.linked)
        found_at = "" if place == wanted.path else place
        return dataclasses.replace(found, found_at=found_at, real=real) if found_at or real else found

    def _at(self, wanted: Wanted, place: str) -> FoundAsset:
        if not os.path.isabs(place):
            # A relative or empty path would mean this process's own folder.
            return _found(wanted, AssetState.MISSING)
        if wanted.pattern:
            return self._pattern(wanted, place)
        try:
            status = self._disk.status(place)
            if stat.S_ISDIR(status.st_mode):
                return self._folder(wanted, place)
            return _found(wanted, AssetState.FOUND, (regular_file(place, status),))
        except (OSError, ValueError) as error:
            if is_absence(error):
                return _found(wanted, AssetState.MISSING, reason=dangling(place))
            return _found(wanted, AssetState.UNREADABLE, reason=reason_of(error, place))

    def _folder(self, wanted: Wanted, place: str) -> FoundAsset:
        if is_root(place):
            return _found(wanted, AssetState.UNREADABLE, folder=True, reason=_(
                "A whole disk is not sent: {path}").format(path=place))
        entries, troubles = self._disk.below(place)
        files: list[LocalFile] = []
        for entry in entries:
            if entry.is_symlink():
                self._disk.linked.add(entry.path)
            try:
                files.append(regular_file(entry.path, status_of(entry)))
            except OSError as error:
                if not is_absence(error):  # it went away since it was listed
                    troubles.append(reason_of(error, entry.path))
        state = AssetState.UNREADABLE if troubles else AssetState.FOUND
        return _found(wanted, state, tuple(files), reason=next(iter(troubles), ""), folder=True)

    def _pattern(self, wanted: Wanted, place: str) -> FoundAsset:
        marks = frame_tokens(place)
        sequence = Numbered(place, self._disk, bound_of(place, [numbers for _numbering, numbers in wanted.mentions]))
        tiles = sorted(wanted.tiles - sequence.tiles)
        reason = next(iter(sequence.troubles), "")
        if sequence.troubles:
            state = AssetState.UNREADABLE
        elif not sequence.found:
            state = AssetState.MISSING
        elif tiles:
            state = AssetState.PARTIAL
            reason = _("UV tiles that are not on disk: {tiles}").format(tiles=listed(map(str, tiles)))
        else:
            state = AssetState.FOUND
        found = _found(wanted, state, sequence.files, reason=reason)
        if not marks:
            return found
        numbered = NumberedFiles(
            sequence.files, tuple([numbers[FRAME] for numbers, _file in sequence.found]), whole_frames(sequence.found),
            tuple(wanted.mentions), any(map(is_fractional, marks)), bool(sequence.troubles), bool(tiles), reason)
        # Which frames are rendered is not known here, and may change while the files stay.
        return picked(dataclasses.replace(found, numbered=numbered), Picker(()))


def _found(wanted: Wanted, state: AssetState, files: tuple[LocalFile, ...] = (), reason: str = "",
           folder: bool = False) -> FoundAsset:
    return FoundAsset(wanted.path, tuple(wanted.used_by), wanted.kind, state, files, need=wanted.need,
                      reason=reason, folder=folder, variables=wanted.variables)
