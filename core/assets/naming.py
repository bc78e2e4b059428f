"""Assets that are named by a text: by their kind, by a path or by a name, with wildcards. Pure."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator, Sequence

from ..model.asset_kinds import KINDS
from .found import FoundAsset


def places_named(assets: Sequence[FoundAsset], texts: Iterable[str]) -> Iterator[int]:
    """The indexes of the assets that any of the texts names.

    ``sound`` is a kind, ``*_v1.png`` a name in any folder, ``/jobs/old/*`` a path. Either slash matches, and case does
    not count.
    """
    words = [_slashes(text) for text in texts if text.strip()]
    kinds = KINDS.intersection(words)
    paths, names = _any(word for word in words if "/" in word), _any(word for word in words if "/" not in word)
    if not words:
        return
    for place, asset in enumerate(assets):
        path = _slashes(asset.path)
        if asset.kind in kinds or paths.fullmatch(path) or names.fullmatch(path.rpartition("/")[2]):
            yield place


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    # A tile in brackets is a character, as everywhere else here.
    return re.compile("|".join(fnmatch.translate(pattern.replace("[", "[[]")) for pattern in patterns) or r"(?!)")


def _slashes(text: str) -> str:
    return text.strip().replace("\\", "/").lower()
