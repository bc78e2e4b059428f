"""What the artist finds again: one file shows where all that lay beside it is. Reads the disk only in ``search``."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable

from ..common.errors import BadInput
from ..common.i18n import _
from .found import AssetState, FoundAsset
from .listing import Disk
from .moved import Move, MovedFiles, begin, native, parts, prefixes
from .tokens import expression, has_tokens

LOST = (AssetState.MISSING, AssetState.PARTIAL)


def locate(path: str, found_at: str) -> tuple[Move, ...]:
    """What follows from a file that the artist found: it moved, and so did the folders that differ.

    ``path`` is what the scene names, a file, a pattern or a folder; ``found_at`` is absolute: the file, any file of
    the sequence, or the folder. Of a file with another name only it moved, and the folder it lay in.

    Raises:
        BadInput: it is no file of the sequence, or the scene names no path at all.
    """
    place = os.path.normpath(found_at)
    wanted = (parts(path) or [""])[-1]
    name = os.path.basename(place)  # noqa: PTH119 - text in, text out
    if not wanted:
        raise BadInput(_("The scene names no file here: set its path in the scene."))
    if wanted != name and has_tokens(wanted):
        if expression(wanted).numbers(name) is None:
            raise BadInput(_("“{name}” is not a file of “{wanted}”: choose one that is.").format(
                name=name, wanted=wanted))
        place = os.path.join(os.path.dirname(place), wanted)  # noqa: PTH118, PTH120
    before, now = prefixes(path, place)
    if before == parts(path):  # not even the name is the same
        return (path, place), (_path(path, before[:-1]), native(_path(place, now[:-1])))
    return (path, place), (_path(path, before), native(_path(place, now)))


def search(assets: Iterable[FoundAsset], folder: str) -> tuple[Move, ...]:
    """Look for what is lost by its name, in a folder and all below it. One name in two places is no answer."""
    files, _troubles = Disk().below(folder)
    places: defaultdict[str, set[str]] = defaultdict(set)
    for entry in files:
        places[os.path.normcase(entry.name)].add(os.path.dirname(entry.path))  # noqa: PTH120
    found = []
    for asset in lost(assets):
        name = parts(asset.path)[-1:]
        inside = _folders(places, name[0]) if name else set()
        if len(inside) == 1:
            found.append((asset.path, os.path.join(*inside, *name)))  # noqa: PTH118
    return tuple(found)


def lost(assets: Iterable[FoundAsset]) -> list[FoundAsset]:
    """Return the assets that are missing or incomplete."""
    return [asset for asset in assets if asset.state in LOST]


def follow(assets: Iterable[FoundAsset], moves: Iterable[Move]) -> dict[str, str]:
    """Map the path of each lost asset to where the moves lead; nothing may be there either."""
    known = MovedFiles(moves)
    places = ((asset.path, known.exactly(asset.path) or known.place(asset.path)) for asset in lost(assets))
    return {path: place for path, place in places if place}


def with_moves(relocated: Iterable[Move], moves: Iterable[Move]) -> tuple[Move, ...]:
    """``Choices.relocated`` with some more; what is said last of a path holds."""
    return tuple({**dict(relocated), **dict(moves)}.items())


def _folders(places: dict[str, set[str]], name: str) -> set[str]:
    if not has_tokens(name):
        return places.get(os.path.normcase(name), set())
    wanted = expression(name)
    return {folder for other, folders in places.items() if wanted.numbers(other) is not None for folder in folders}


def _path(path: str, names: list[str]) -> str:
    """The folder above, as ``path`` spells it; a drive with its slash."""
    folder = begin(path) + "/".join(names)
    return f"{folder}/" if folder[1:] == ":" else folder
