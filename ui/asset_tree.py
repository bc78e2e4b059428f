"""Assets by the folders they lie in. Pure."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Sequence

from ..core.assets.found import AssetState, FoundAsset


@dataclasses.dataclass(frozen=True)
class Branch:
    """A folder, or an asset in it."""

    key: str
    name: str
    """Of a folder with nothing but one folder in it: both, ``assets/props``."""
    asset: FoundAsset | None = None
    children: tuple[Branch, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all below."""
        return self.asset.size if self.asset else sum(child.size for child in self.children)

    @property
    def missing(self) -> int:
        """Assets below that are not whole."""
        if self.asset:
            return int(self.asset.state is not AssetState.FOUND)
        return sum(child.missing for child in self.children)


def tree(assets: Iterable[FoundAsset]) -> tuple[Branch, ...]:
    """Folders first, by name."""
    folders: dict[str, list[FoundAsset]] = {}
    for asset in assets:
        folders.setdefault(os.path.dirname(asset.path.replace("\\", "/")), []).append(asset)  # noqa: PTH120
    return _below("", sorted(folders.items()))


def wanted(assets: Sequence[FoundAsset], text: str, only_missing: bool) -> list[FoundAsset]:
    """Those whose path or node has the text in it."""
    text = text.strip().lower()
    return [asset for asset in assets
            if (not only_missing or asset.state is not AssetState.FOUND)
            and (text in asset.path.lower() or any(text in node.lower() for node in asset.used_by))]


def _below(folder: str, folders: list[tuple[str, list[FoundAsset]]]) -> tuple[Branch, ...]:
    """``folders`` all lie in ``folder``, sorted; those that share the next part of their path make one branch."""
    groups: dict[str, list[tuple[str, list[FoundAsset]]]] = {}
    own: list[FoundAsset] = []
    for path, assets in folders:
        if path == folder:
            own += assets
        else:
            groups.setdefault(_next(folder, path), []).append((path, assets))
    branches = [_branch(folder, child, inside) for child, inside in groups.items()]
    leaves = [Branch(f"{asset.path}\n", os.path.basename(asset.path.replace("\\", "/")), asset)  # noqa: PTH119
              for asset in sorted(own, key=lambda asset: asset.path)]
    return (*branches, *leaves)


def _branch(parent: str, folder: str, inside: list[tuple[str, list[FoundAsset]]]) -> Branch:
    children = _below(folder, inside)
    while len(children) == 1 and children[0].asset is None:
        folder, children = children[0].key, children[0].children
    name = folder[len(parent):].lstrip("/") if parent else folder
    return Branch(folder, name, None, children)


def _next(folder: str, path: str) -> str:
    """The folder one step deeper than ``folder`` on the way to ``path``."""
    start = len(folder) + 1 if folder else len(path) - len(path.lstrip("/"))
    end = path.find("/", start)
    return path if end < 0 else path[:end]
