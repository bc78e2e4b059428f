"""Reads each text that names other files, once. Reads the disk."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Callable, Iterable

from ...common.i18n import _
from ...common.system_errors import system_reason
from ...model.host import Asset
from ..found import FoundAsset, LocalFile
from . import arnold, materialx, ocio, osl, renderman, vray, xgen
from .renderman import Encoded
from .texts import TooLarge

READERS: dict[tuple[str, ...], Callable[[str], Iterable[Asset]]] = {
    (".ocio",): ocio.named_in,
    (".ass", ".ass.gz"): arnold.named_in,
    (".vrscene",): vray.named_in,
    (".rib", ".rib.gz"): renderman.named_in,
    (".mtlx",): materialx.named_in,
    (".osl",): osl.named_in,
    (".xgen",): xgen.named_in,
}
SUFFIXES = tuple(suffix for suffixes in READERS for suffix in suffixes)

MOST = 1 << 30
"""Bytes of one asset that are read: the frames of a sequence as a rule name the same files."""
KEPT = 512
"""Files whose names are remembered, so that a look at an unchanged scene reads none again."""


class Texts:
    """Reads the texts among a scene's files, each once, for the files that they name."""

    def __init__(self, look_inside: bool = True) -> None:
        self.closed: dict[str, str] = {}
        """Files that were not read, with the reason."""
        self._look_inside = look_inside
        self._seen: set[str] = set()

    def named_by(self, found: FoundAsset) -> list[Asset]:
        """Return the assets that the texts among an asset's files name."""
        if not found.folder and not found.path.lower().endswith(SUFFIXES):
            return []
        named: list[Asset] = []
        left = MOST
        for file in found.files:
            if file.path in self._seen or not file.path.lower().endswith(SUFFIXES):
                continue
            self._seen.add(file.path)
            left -= file.size
            if not self._look_inside or left < 0:
                self.closed[file.path] = "" if not self._look_inside else _("too much text to look through")
                continue
            assets, why = _read(file)
            named += assets
            if why is not None:
                self.closed[file.path] = why
        return named


@functools.lru_cache(KEPT)
def _read(file: LocalFile) -> tuple[tuple[Asset, ...], str | None]:
    """What a file names, and why it could not be read to its end; None where it was."""
    reader = next(reader for suffixes, reader in READERS.items() if file.path.lower().endswith(suffixes))
    named: dict[Asset, None] = {}
    try:
        for asset in reader(file.path):
            named[asset] = None
    except OSError as error:
        return tuple(named), system_reason(error)
    except (EOFError, zlib.error):
        return tuple(named), _("the file is not whole")
    except TooLarge:
        return tuple(named), _("too much text to look through")
    except Encoded:
        return tuple(named), _("it is in RIB's binary encoding")
    return tuple(named), None
