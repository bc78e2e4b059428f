"""Every file that the open scene names: by the nodes that name it, then what only asset tracking knows."""

from __future__ import annotations

import ntpath
import os
from collections.abc import Iterator
from typing import Any

import pymxs
from pymxs import runtime as rt

from ...core.assets.tokens import has_tokens
from ...core.host import Asset, Frames
from ..reading import Reader
from . import render
from .ifl import listed
from .names import KINDS, NOT_ASSETS, PROPERTIES, RENDERER_PROPERTIES

IFL = ".ifl"


def walk(reader: Reader) -> Iterator[Asset | None]:
    """Yield each file once for each node that names it; None between the kinds, so that the host can draw."""
    seen: set[str] = set()
    for source in (_by_class(reader), _renderer(reader), _xrefs(reader), _tracked(reader, seen)):
        for asset in source:
            if asset is not None:
                seen.add(_key(asset.path))
            yield asset


def _by_class(reader: Reader) -> Iterator[Asset | None]:
    frames = render.animation()
    for class_name, properties in PROPERTIES.items():
        cls = getattr(rt, class_name, None)  # None, or no such name, where the plug-in is not here
        instances = reader.read(class_name, (), rt.getClassInstances, cls) if cls is not None else ()
        for node in instances or ():
            yield from _of_node(node, class_name, properties, frames, reader)
        yield None


def _of_node(node: Any, class_name: str, properties: tuple[tuple[str, str], ...], frames: Frames,
             reader: Reader) -> Iterator[Asset | None]:
    user = str(reader.read(class_name, class_name, getattr, node, "name"))
    for name, kind in properties:
        # A class has other properties in other versions of its plug-in.
        if not reader.read(user, False, rt.isProperty, node, name):
            continue
        value = reader.read(user, None, rt.getProperty, node, name)
        for path in _paths(value):
            yield from asset_of(path, user, kind, frames)
    yield None


def _renderer(reader: Reader) -> Iterator[Asset | None]:
    source = render.settings(reader)
    user = render.renderer_name(rt.renderers.current)
    for name, kind in RENDERER_PROPERTIES.items():
        if reader.read(user, False, rt.isProperty, source, name):
            for path in _paths(reader.read(user, None, rt.getProperty, source, name)):
                yield from asset_of(path, user, kind, None)


def _xrefs(reader: Reader) -> Iterator[Asset | None]:
    """Scenes and objects of other files; one that is switched off is still opened by the farm."""
    for index in range(1, rt.xrefs.getXRefFileCount() + 1):
        user = f"XRef Scene {index}"
        file = reader.read(user, None, rt.xrefs.getXRefFile, index)
        yield from asset_of(str(file.fileName) if file is not None else "", user, "xref", None)
    for index in range(1, rt.objXrefMgr.recordCount + 1):
        user = f"XRef Object {index}"
        record = reader.read(user, None, rt.objXrefMgr.GetRecord, index)
        yield from asset_of(str(record.srcFileName) if record is not None else "", user, "object xref", None)


def _tracked(reader: Reader, seen: set[str]) -> Iterator[Asset | None]:
    """What asset tracking lists and no node above named: plug-ins that are not in our table."""
    rt.ATSOps.Refresh()
    _number, files = reader.read("Asset Tracking", (0, None), rt.ATSOps.GetFiles, pymxs.byref(None))
    types = {_key(path): kind for path, kind in _types(reader)}
    scene = _key(f"{rt.maxFilePath}{rt.maxFileName}")
    for file in files or ():
        path = str(file)
        kind = types.get(_key(path), "")
        if path and _key(path) not in (scene, *seen) and kind not in NOT_ASSETS and _key(_full(path)) not in seen:
            yield from asset_of(path, "Asset Tracking", KINDS.get(kind, "file"), None)
        yield None


def _types(reader: Reader) -> Iterator[tuple[str, str]]:
    manager = rt.AssetManager
    for index in range(1, manager.GetNumAssets() + 1):
        asset = reader.read(f"Asset {index}", None, manager.GetAssetByIndex, index)
        if asset is not None:
            yield str(asset.GetFileName()), f"#{str(asset.GetType()).lstrip('#').lower()}"


def asset_of(path: str, user: str, kind: str, frames: Frames | None) -> Iterator[Asset]:
    """The asset of a path as 3ds Max writes it; an .ifl brings the pictures that it lists."""
    if not path:
        return
    full = _full(path)
    pattern = has_tokens(ntpath.basename(full))
    yield Asset(full, user, kind, pattern, frames if pattern else None)
    if full.lower().endswith(IFL):
        for picture in listed(full):
            yield Asset(picture, user, "image")


def _paths(value: Any) -> Iterator[str]:
    """A property holds a path, a list of them, or undefined."""
    if isinstance(value, str):
        yield value
    elif value is not None:
        yield from (str(each) for each in value if each)


def _full(path: str) -> str:
    """Absolute: where 3ds Max would find it, else beside the scene."""
    if ntpath.isabs(path) or os.path.isabs(path):
        return path
    folder = rt.maxFilePath or rt.pathConfig.getCurrentProjectFolder()
    return rt.mapPaths.getFullFilePath(path) or ntpath.join(folder, path)


def _key(path: str) -> str:
    """Windows does not tell these apart."""
    return path.replace("/", "\\").lower()
