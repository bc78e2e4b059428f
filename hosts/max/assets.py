"""Every file that the open scene names: by the nodes that name it, then what only asset tracking knows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from pymxs import runtime as rt

from ...core.model.host import AS_FRAMES, Asset, Numbering, file_of_colours
from ...core.model.need import Need
from .. import tiled
from ..reading import Reader
from . import ifl, phoenix, renderer, tracked
from .caches import parts
from .colour import USER, configuration
from .names import KINDS_BY_SUFFIX, MAPS, OBJECTS
from .paths import full, key, suffix, written_with

IFL = ".ifl"
SEQUENCE = "is_sequence"
"""Property of Redshift's proxies: whether the file is one of many."""
PLAYED, HOLD = ("startTime", "playBackRate", "endCondition"), 2
"""Properties of BitmapTexture; where a list ends it begins again (0), goes back (1) or its last picture is held."""
END = object()
"""Value that marks the end of a generator."""


def walk(reader: Reader) -> Iterator[Asset | None]:
    """Yield each file once for each node that names it; None between them, so that the host can draw."""
    seen: set[str] = set()
    for user, source in (
            ("Scene", _by_class(reader)), ("Renderer", _renderer(reader)), (USER, _colour(reader)),
            ("XRefs", _xrefs(reader)), (tracked.USER, _tracked(reader, seen))):
        # What breaks one of them leaves the others.
        while (asset := reader.read(user, END, next, source, END)) is not END:
            if isinstance(asset, Asset):
                seen.add(key(asset.path))
                # Asset tracking lists each picture of a list.
                seen.update(map(key, ifl.pictures(asset.path, asset.numbers) if asset.numbers else ()))
                yield asset
            else:
                yield None


def _by_class(reader: Reader) -> Iterator[Asset | None]:
    tiles = reader.read("Renderer", "", renderer.tiles_pictures)
    for class_name, properties in {**MAPS, **OBJECTS}.items():
        # None, or no such name, where the plug-in is not here.
        cls = reader.read(class_name, None, getattr, rt, class_name, None)
        instances = reader.read(class_name, (), rt.getClassInstances, cls) if cls is not None else ()
        for node in instances or ():
            user = reader.read(class_name, class_name, _user, node, class_name)
            yield from _of_node(node, user, class_name, properties, tiles, reader)
            yield None
        yield None


def _user(node: Any, class_name: str) -> str:
    """A map's own name; of an object or modifier the node that it is on, which the artist can select."""
    if class_name in OBJECTS:
        # Scenes share objects: whichever comes first is enough to find it.
        on = rt.refs.dependentNodes(node, firstOnly=True)
        if on is not None:
            return str(on.name)
    return str(node.name)


def _of_node(node: Any, user: str, class_name: str, properties: tuple[tuple[str, str], ...],
             tiles: str, reader: Reader) -> Iterator[Asset]:
    for name, kind in properties:
        # A class has other properties in other versions of its plug-in.
        if not reader.read(user, False, rt.isProperty, node, name):
            continue
        value = reader.read(user, None, rt.getProperty, node, name)
        for named in reader.read(user, (), _paths, value):
            path = phoenix.cache_path(named, node, user, reader) if class_name in phoenix.CLASSES else named
            played = reader.read(user, None, _played, node) if suffix(path) == IFL else None
            for asset in reader.read(user, (), assets_of, path, user, kind, played,
                                     reader.read(user, False, _is_single, node)):
                yield asset
                if kind == asset.kind == "image":
                    yield from tiled.beside(asset, tiles)


def _played(node: Any) -> Numbering | None:
    """How a bitmap goes through the pictures of its list, the first of which is 0; None of another plug-in's map."""
    if not all(rt.isProperty(node, name) for name in PLAYED):
        return None
    start, rate, end = (rt.getProperty(node, name) for name in PLAYED)
    return Numbering(-int(start) * float(rate), float(rate), cycles=int(end) != HOLD)


def _is_single(node: Any) -> bool:
    """Whether a node says of itself that it plays no sequence, as Redshift's proxies and volumes do."""
    return bool(rt.isProperty(node, SEQUENCE)) and not rt.getProperty(node, SEQUENCE)


def _renderer(reader: Reader) -> Iterator[Asset | None]:
    user = renderer.current()
    for path, kind, each_frame in renderer.light_files(reader):
        yield from reader.read(user, (), _light_file, path, user, kind, each_frame)
    yield None


def _light_file(path: str, user: str, kind: str, each_frame: bool) -> tuple[Asset, ...]:
    if not each_frame:
        return assets_of(path, user, kind)
    whole, ending = full(path), len(suffix(path))
    return (Asset(f"{whole[:-ending]}*{whole[-ending:]}" if ending else f"{whole}*", user, kind, pattern=True,
                  variables=written_with(path)),)


def _colour(reader: Reader) -> Iterator[Asset | None]:
    path = file_of_colours(configuration(reader))
    if path:
        yield Asset(full(path), USER, "file", variables=written_with(path))


def _xrefs(reader: Reader) -> Iterator[Asset | None]:
    """Scenes and objects of other files, with what those name; one that is switched off is still opened by the farm."""
    nested = tracked.Nested(reader)
    for index in range(1, reader.read("XRef Scenes", 0, rt.xrefs.getXRefFileCount) + 1):
        user = f"XRef Scene {index}"
        file = reader.read(user, None, rt.xrefs.getXRefFile, index)
        if file is not None:
            yield from _xref(str(file.fileName or ""), user, "xref", nested, reader)
    for index in range(1, reader.read("XRef Objects", 0, getattr, rt.objXrefMgr, "recordCount") + 1):
        user = f"XRef Object {index}"
        record = reader.read(user, None, rt.objXrefMgr.GetRecord, index)
        if record is not None:
            yield from _xref(str(record.srcFileName or ""), user, "object xref", nested, reader)


def _xref(path: str, user: str, kind: str, nested: tracked.Nested, reader: Reader) -> Iterator[Asset | None]:
    found = reader.read(user, (), assets_of, path, user, kind)
    yield from found
    yield None
    for scene in found:
        for file, variables in nested.files(scene.path, user):
            nested_kind = "xref" if suffix(file) == tracked.SCENE else "file"
            for asset in reader.read(user, (), assets_of, file, f"{user}: {scene.path}", nested_kind):
                yield dataclasses.replace(asset, variables=variables) if variables else asset
            yield None


def _tracked(reader: Reader, seen: set[str]) -> Iterator[Asset | None]:
    """What asset tracking lists and no node above named: plug-ins that are not in our table."""
    # The picture behind the viewports, which is listed among the others.
    background = key(str(reader.read(tracked.USER, "", getattr, rt, "backgroundImageFileName", "") or ""))
    for file in tracked.files(reader):
        whole = reader.read(tracked.USER, file.path, full, file.path) if file is not None else ""
        if file is not None and key(file.path) not in seen and key(whole) not in seen:
            for asset in reader.read(tracked.USER, (), assets_of, file.path, tracked.USER, file.kind):
                if key(asset.path) not in seen:
                    yield dataclasses.replace(asset, need=Need.SHOWN) if key(file.path) == background else asset
        yield None


def assets_of(path: str, user: str, kind: str, played: Numbering | None = None,
              single: bool = False) -> tuple[Asset, ...]:
    """What has to travel for a path as 3ds Max writes it: an .ifl brings its pictures, a cache its parts."""
    if not path:
        return ()
    kind = KINDS_BY_SUFFIX.get(suffix(path), kind)
    if kind == "sound":
        return (Asset(full(path), user, kind, need=Need.SHOWN, variables=written_with(path)),)
    # A renderer puts the frame into the name of a picture; what loads a cache may shift, hold or repeat it.
    plain = AS_FRAMES if kind == "image" else None
    variables = written_with(path)
    found = [Asset(part.path, user, kind, part.pattern, plain if part.timed else None, need=part.need,
                   variables=variables) for part in parts(full(path), single)]
    return (*found, *(_pictures(full(path), user, played) if suffix(path) == IFL else ()))


def _pictures(path: str, user: str, played: Numbering | None) -> list[Asset]:
    """The pictures of a list; those that count up are one sequence, of which the rendered frames need a part."""
    counted = ifl.run(path)
    if counted is None:
        return [Asset(picture, user, "image") for picture in ifl.listed(path)]
    pattern, numbers = counted
    numbering = played and dataclasses.replace(played, offset=played.offset + numbers.first)
    return [Asset(pattern, user, "sequence", pattern=True, numbering=numbering, numbers=numbers)]


def _paths(value: Any) -> tuple[str, ...]:
    """A property holds a path, a list of them, or undefined."""
    if isinstance(value, str):
        return (value,)
    return tuple(str(each) for each in value or () if each)
