"""What the artist adds and leaves out, and what is sent after all. Pure."""

from __future__ import annotations

import dataclasses
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..common.i18n import _
from ..model.asset_kinds import EXTRA
from ..model.choices import Choices
from ..model.host import Asset
from .found import FoundAsset, LocalFile
from .gathered import Gathered, gathered


def extra(path: str) -> Asset:
    """A file or folder that was added by hand; its name is meant as it is written."""
    return Asset(path, _("Added by hand"), EXTRA)


def with_choices(
    found: Iterable[FoundAsset], excluded: Iterable[str] = (), extras: Iterable[FoundAsset] | None = None,
    leave_out: Iterable[str] = (), send_too: Iterable[str] = ()
) -> Gathered:
    """The assets as the artist wants them. The same choices twice are the same as once.

    ``excluded`` are paths of assets, ``leave_out`` and ``send_too`` name them (naming.py); ``extras`` replace what was
    added before, None leaves it.
    """
    return (gathered(found) if extras is None else _with_extras(found, extras)).without(excluded, leave_out, send_too)


def chosen(found: Iterable[FoundAsset], choices: Choices) -> Gathered:
    """The assets, those marked that these choices leave out."""
    return with_choices(found, choices.excluded, None, choices.leave_out, choices.send_too)


def sent_files(assets: Iterable[FoundAsset]) -> tuple[LocalFile, ...]:
    """Each file once: those of the included assets. A file of two assets goes unless both are left out."""
    files = {file.path: file for asset in assets if asset.included for file in asset.files}
    return tuple(files.values())


def with_duplicates(found: Iterable[FoundAsset]) -> tuple[FoundAsset, ...]:
    """The assets, each that stands for the same files as an earlier one with the path of that one."""
    firsts: dict[object, list[FoundAsset]] = defaultdict(list)
    return tuple(_marked(asset, firsts) for asset in found)


def _with_extras(found: Iterable[FoundAsset], extras: Iterable[FoundAsset]) -> Gathered:
    kept = [asset for asset in found if asset.kind != EXTRA]
    known = {os.path.normcase(asset.path) for asset in kept}
    # What the scene names anyway is not added a second time.
    return Gathered((*kept, *(asset for asset in extras if os.path.normcase(asset.path) not in known)))


def _marked(asset: FoundAsset, firsts: dict[object, list[FoundAsset]]) -> FoundAsset:
    if not asset.files:
        return asset
    # Most assets differ in these already, so that the long comparison is rarely made.
    key = (len(asset.files), _identity(asset.files[0]), _identity(asset.files[-1]))
    alike = firsts[key]
    for first in alike:
        if list(_identities(first)) == list(_identities(asset)):
            return dataclasses.replace(asset, duplicate_of=first.path)
    alike.append(asset)
    return asset


def _identities(asset: FoundAsset) -> Iterator[object]:
    return map(_identity, asset.files)


def _identity(file: LocalFile) -> object:
    """Return a key that is equal for two names of one file, through links and spellings."""
    return (file.inode, file.size, file.mtime_ns) if file.inode else os.path.normcase(file.path)
