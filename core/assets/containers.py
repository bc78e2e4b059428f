"""Files that name other files. Pure.

Those that are text are read (inside/readers.py), USD layers where Pixar's USD is there (usd.py). The others are not:
what they name is sent only if the scene names it as well, and the artist should know.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterable

from ..common.i18n import _
from .found import FoundAsset, LocalFile
from .inside.readers import SUFFIXES as TEXTS
from .usd import SUFFIXES

ARNOLD, VRAY, REDSHIFT, ALEMBIC = (".ass", ".ass.gz"), (".vrscene",), (".rs",), (".abc",)
RENDERMAN, MATERIALX, OCIO, OSL = (".rib", ".rib.gz"), (".mtlx",), (".ocio",), (".osl",)
XGEN, YETI = (".xgen",), (".fur",)
NEVER = (*REDSHIFT, *ALEMBIC, *YETI)
CONTAINERS = (*NEVER, *SUFFIXES, *TEXTS)
NESTED = ("library", "xref", "object xref")
"""Kinds of scenes within the scene: the host reads them, unless they lie elsewhere than it thinks."""


@dataclasses.dataclass(frozen=True)
class UnopenedContainers:
    """Containers of one kind that nobody looked into."""

    name: str
    """The kind's name as a sentence uses it: ``Arnold archives``."""
    suffixes: tuple[str, ...]
    """Empty for nested scenes: theirs are their hosts'."""
    assets: tuple[FoundAsset, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons why containers could not be read; empty where the kind is never read."""
        return tuple(dict.fromkeys(asset.reason for asset in self.assets if asset.reason))


def is_closed(asset: FoundAsset, unread: Container[str]) -> bool:
    """Whether a file of it may name others that were not looked for; ``unread`` are texts and layers not read."""
    if asset.found_at and asset.kind in NESTED:
        return True
    # The files of a pattern all end alike; those of a folder do not. Nearly all are no container.
    files = [file for file in asset.files if _is_container(file)] if asset.folder or (
        asset.files and _is_container(asset.files[0])) else []
    return any(file.path in unread or file.path.lower().endswith(NEVER) for file in files)


def _is_container(file: LocalFile) -> bool:
    return file.path.lower().endswith(CONTAINERS)


def unopened(assets: Iterable[FoundAsset]) -> tuple[UnopenedContainers, ...]:
    """The included containers that were not looked into, by kind."""
    closed = [asset for asset in assets if asset.included and not asset.looked_into]
    names = ((_("Arnold archives"), ARNOLD), (_("V-Ray scenes"), VRAY), (_("Redshift proxies"), REDSHIFT),
             (_("Alembic archives"), ALEMBIC), (_("USD layers"), SUFFIXES), (_("RenderMan archives"), RENDERMAN),
             (_("MaterialX documents"), MATERIALX), (_("OCIO configurations"), OCIO),
             (_("OSL shaders"), OSL), (_("XGen collections"), XGEN), (_("Yeti caches"), YETI),
             (_("Scenes that lie elsewhere than the scene says"), ()))
    kinds = ((name, suffixes, tuple(asset for asset in closed if _is_of(asset, suffixes))) for name, suffixes in names)
    return tuple(UnopenedContainers(name, suffixes, found) for name, suffixes, found in kinds if found)


def _is_of(asset: FoundAsset, suffixes: tuple[str, ...]) -> bool:
    """Whether an asset is of the kind with these suffixes; a nested scene has its host's, so any but the others'."""
    if suffixes:
        return _has(asset, suffixes)
    return asset.kind in NESTED and not _has(asset, CONTAINERS)


def _has(asset: FoundAsset, suffixes: tuple[str, ...]) -> bool:
    return any(file.path.lower().endswith(suffixes) for file in asset.files)
