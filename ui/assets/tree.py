"""Assets by the folders they lie in, or by the nodes that use them. Pure.

What goes over all assets is a generator that yields now and then (slices.py): a scene may have 20,000 of them.
"""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from typing import Callable, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ...core.assets.found import AssetState, FoundAsset
from ...core.assets.upload_delta import UploadDelta

Branches = Tuple["Branch", ...]
Building = Generator[None, None, Branches]
STEP = 200
"""Assets between two yields."""


@dataclasses.dataclass(frozen=True, eq=False)
class Branch:
    """A folder or a node, or an asset in it."""

    key: str
    name: str
    """Name of the branch; a folder that holds only one folder shows both, ``assets/props``."""
    asset: FoundAsset | None = None
    children: Branches = ()
    size: int = 0
    """Bytes of all below."""
    missing: int = 0
    """Assets below that are not whole."""
    new: int = 0
    """Files below that were not sent as they are."""
    excluded: int = 0
    """Assets below that are left out."""
    leaves: int = 1
    """Assets below."""
    node: bool = False
    """Whether the branch is a node and not a folder."""

    def assets(self) -> list[FoundAsset]:
        """All below."""
        return [self.asset] if self.asset else [asset for child in self.children for asset in child.assets()]


@dataclasses.dataclass(frozen=True)
class Filter:
    """Conditions that an asset must meet to be shown."""

    text: str = ""
    """A text that the path or a node contains."""
    state: str = ""
    """A key of STATES; empty for all."""

    def takes(self, asset: FoundAsset, unsent: Mapping[str, UploadDelta] | None) -> bool:
        """Whether it is shown."""
        if self.state and not STATES[self.state](asset, unsent or {}):
            return False
        return not self.text or self.text in asset.path.lower() or any(
            self.text in node.lower() for node in asset.used_by)


STATES: dict[str, Callable[[FoundAsset, Mapping[str, UploadDelta]], bool]] = {
    "missing": lambda asset, _news: is_missing(asset),
    "new": lambda asset, unsent: asset.included and asset.path in unsent,
    "unchanged": lambda asset, unsent: asset.included and not is_missing(asset) and asset.path not in unsent,
    "elsewhere": lambda asset, _news: bool(asset.found_at),
    "excluded": lambda asset, _news: not asset.included,
    "added": lambda asset, _news: asset.kind == "extra",
}


def is_missing(asset: FoundAsset) -> bool:
    """Not whole on disk, and wanted."""
    return asset.included and asset.state not in (AssetState.FOUND, AssetState.ADDRESS)


def build(assets: Iterable[FoundAsset], unsent: Mapping[str, UploadDelta] | None, wanted: Filter,
          by_node: bool) -> Building:
    """The branches on top."""
    groups: dict[str, list[FoundAsset]] = {}
    for place, asset in enumerate(assets):
        if wanted.takes(asset, unsent):
            for group in asset.used_by if by_node else (_folder(asset.path),):
                groups.setdefault(group, []).append(asset)
        if place % STEP == 0:
            yield
    leaves: list[tuple[str, Branches]] = []
    for group in sorted(groups):
        made = yield from _leaves(group, groups[group], unsent or {})
        leaves.append((group, made))
    if by_node:
        return tuple(_sum(name, name, made, node=True) for name, made in leaves)
    return (yield from _below("", leaves))


def flat(branches: Sequence[Branch], opened: Collection[str]) -> Generator[None, None, list[tuple[Branch, int]]]:
    """The lines that are seen, each with its depth: what is below an ``opened`` key follows it."""
    lines: list[tuple[Branch, int]] = []
    waiting = [(branch, 0) for branch in reversed(branches)]
    while waiting:
        branch, depth = waiting.pop()
        lines.append((branch, depth))
        if branch.children and branch.key in opened:
            waiting += [(child, depth + 1) for child in reversed(branch.children)]
        if len(lines) % STEP == 0:
            yield
    return lines


def keys(branches: Iterable[Branch]) -> Generator[None, None, set[str]]:
    """Return the keys of all branches that can be expanded."""
    found: set[str] = set()
    waiting = list(branches)
    while waiting:
        branch = waiting.pop()
        if branch.asset is None:
            found.add(branch.key)
            waiting += branch.children
        if len(found) % STEP == 0:
            yield
    return found


def _leaves(group: str, assets: list[FoundAsset], unsent: Mapping[str, UploadDelta]) -> Building:
    made = []
    for place, asset in enumerate(sorted(assets, key=_path)):
        changed = unsent.get(asset.path)
        made.append(Branch(
            f"{group}\n{asset.path}", posixpath.basename(asset.path.replace("\\", "/")), asset,
            size=asset.size, missing=int(is_missing(asset)), excluded=int(not asset.included),
            new=changed.files if changed and asset.included else 0))
        if place % STEP == STEP - 1:
            yield
    return tuple(made)


def _below(folder: str, folders: list[tuple[str, Branches]]) -> Building:
    """``folders`` all lie in ``folder``, sorted; those that share the next part of their path make one branch."""
    groups: dict[str, list[tuple[str, Branches]]] = {}
    own: Branches = ()
    for path, leaves in folders:
        if path == folder:
            own = leaves
        else:
            groups.setdefault(_next(folder, path), []).append((path, leaves))
    yield
    branches = []
    for child, inside in groups.items():
        made = yield from _branch(folder, child, inside)
        branches.append(made)
    return (*branches, *own)


def _branch(parent: str, folder: str, inside: list[tuple[str, Branches]]) -> Generator[None, None, Branch]:
    children = yield from _below(folder, inside)
    while len(children) == 1 and children[0].asset is None:
        folder, children = children[0].key, children[0].children
    name = folder[len(parent):].lstrip("/") if parent else folder
    return _sum(folder, name, children)


def _sum(key: str, name: str, children: Branches, node: bool = False) -> Branch:
    return Branch(key, name, None, children, node=node, **{
        field: sum([getattr(child, field) for child in children])
        for field in ("size", "missing", "new", "excluded", "leaves")})


def _path(asset: FoundAsset) -> str:
    return asset.path


def _folder(path: str) -> str:
    return posixpath.dirname(path.replace("\\", "/"))  # the same on Windows, which keeps a slash after a share


def _next(folder: str, path: str) -> str:
    """The folder one step deeper than ``folder`` on the way to ``path``."""
    start = len(folder) + 1 if folder else len(path) - len(path.lstrip("/"))
    end = path.find("/", start)
    return path if end < 0 else path[:end]
