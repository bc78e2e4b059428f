"""What asset tracking knows: the files of the scene, their types, and what other scenes name.

Sources: MAXScript help, "Interface: ATSOps" and "Interface: AssetManager".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pymxs
from pymxs import runtime as rt

from ..reading import Reader
from .names import KINDS, NOT_ASSETS
from .paths import full, key, suffix, written_with
from .staying import unchanged

USER = "Asset Tracking"
SCENE = ".max"


class Tracked(NamedTuple):
    """A file that is read, by its type."""

    path: str
    kind: str


def files(reader: Reader) -> Iterator[Tracked | None]:
    """Each file of the scene that is read; None where there is none for a while."""
    with unchanged():
        reader.read(USER, None, rt.ATSOps.Refresh)
        found = _listed(reader.read(USER, None, rt.ATSOps.GetFiles, pymxs.byref(None)))
    yield None
    types: dict[str, str] = {}
    for typed in _types(reader):
        if typed is not None:
            types[typed.path] = typed.kind
        yield None
    scene = key(f"{rt.maxFilePath}{rt.maxFileName}")
    for path in found:
        kind = types.get(key(path), "")
        if path and key(path) != scene and kind not in NOT_ASSETS:
            yield Tracked(path, KINDS.get(kind, "file"))
        yield None


class Nested:
    """Files that nested scenes name; each nested scene is asked once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._asked: set[str] = set()

    def files(self, scene: str, user: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The files that ``scene`` and the scenes below it name, absolute, with the symbolic path of each."""
        waiting = [scene]
        while waiting:
            parent = waiting.pop()
            if key(parent) in self._asked:
                continue
            self._asked.add(key(parent))
            with unchanged():
                found = _listed(self._reader.read(user, None, rt.ATSOps.GetDependentFiles, parent, False,
                                                  pymxs.byref(None)))
            for path in found:
                whole = full(path, parent[: max(parent.rfind("/"), parent.rfind("\\"))])
                if key(whole) in self._asked:
                    continue
                if suffix(whole) == SCENE:
                    waiting.append(whole)
                yield whole, written_with(path)


def _types(reader: Reader) -> Iterator[Tracked | None]:
    """Path, as ``key`` spells it, and type of each asset that the manager knows."""
    manager = rt.AssetManager
    for index in range(1, reader.read(USER, 0, manager.GetNumAssets) + 1):
        yield reader.read(f"Asset {index}", None, _type, index)


def _type(index: int) -> Tracked:
    asset = rt.AssetManager.GetAssetByIndex(index)
    return Tracked(key(str(asset.GetFileName())), f"#{str(asset.GetType()).lstrip('#').lower()}")


def _listed(answer: object) -> list[str]:
    """The files of a call that gives their number and, by reference, the list, which may be undefined."""
    listed = answer[1] if isinstance(answer, (tuple, list)) and len(answer) > 1 else None
    return [str(path) for path in listed or ()]
