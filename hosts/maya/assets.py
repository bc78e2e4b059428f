"""Every file that the open scene names: a generator for each kind of node, then whatever Maya marks as a file name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from maya import cmds

from ...core.assets.tokens import has_tokens
from ...core.host import Asset, Frames
from ..reading import Reader
from . import render
from .attributes import full_path, number, text, value
from .names import ATTRIBUTES, KINDS, NOT_ASSETS, NOT_NODES

AT_ONCE = 50  # nodes between two chances for Maya to draw
ZBRUSH, MUDBOX, UDIM, EXPLICIT = 1, 2, 3, 4  # file.uvTilingMode
TILES = {ZBRUSH: "<u>_<v>", MUDBOX: "<U>_<V>", UDIM: "<UDIM>"}
DIGITS = re.compile(r"(\d+)(?=\.[^./]+$)")
COPY = re.compile(r"\{\d+\}$")


def walk(reader: Reader) -> Iterator[Asset | None]:
    """Yield each file for each node that names it; None now and then. Nothing is selected, no layer is changed."""
    seen: set[tuple[str, str]] = set()
    frames = reader.read(render.GLOBALS, Frames(1, 1), render.frames)
    for source in (_file_nodes(reader, frames), _by_type(reader, frames), _references(reader), _caches(reader),
                   _xgen(reader), _colour(reader), _marked(reader, frames)):
        for asset in source:
            if asset is None or (asset.path, asset.used_by) not in seen:
                yield asset
            if asset is not None:
                seen.add((asset.path, asset.used_by))


def _file_nodes(reader: Reader, frames: Frames) -> Iterator[Asset | None]:
    """File textures: UV tiles, frames, and the .tx files that Arnold made of them."""
    for node in _nodes("file"):
        yield from reader.read(node, (), lambda node: tuple(_texture(node, frames)), node)
        yield None


def _texture(node: str, frames: Frames) -> Iterator[Asset]:
    own = text(node, "fileTextureName")
    if not own:
        return
    mode = int(number(node, "uvTilingMode"))
    path = full_path(own)
    if mode in TILES and not has_tokens(posixpath.basename(path)):
        # What Maya works out of the name; without it the number that stands for the tile.
        path = full_path(text(node, "computedFileTextureNamePattern") or DIGITS.sub(TILES[mode], path))
    needed = None
    if value(node, "useFrameExtension", False):
        path = DIGITS.sub(lambda match: "#" * len(match[1]), path)
        offset = int(number(node, "frameOffset"))
        needed = Frames(frames.first + offset, frames.last + offset, frames.step)
    yield Asset(path, f"{node}.fileTextureName", "image", has_tokens(posixpath.basename(path)), needed)
    if render.renderer() == "arnold" and value("defaultArnoldRenderOptions", "use_existing_tiled_textures", True):
        tx = posixpath.splitext(path)[0] + ".tx"
        yield Asset(tx, f"{node}.fileTextureName", "image", has_tokens(posixpath.basename(tx)), needed, required=False)
    if mode == EXPLICIT:
        for index in cmds.getAttr(f"{node}.explicitUvTiles", multiIndices=True) or ():
            tile = cmds.getAttr(f"{node}.explicitUvTiles[{index}].explicitUvTileName")
            if tile:
                yield Asset(full_path(str(tile)), f"{node}.explicitUvTiles[{index}].explicitUvTileName", "image")


def _by_type(reader: Reader, frames: Frames) -> Iterator[Asset | None]:
    """Nodes whose file attributes we know by name."""
    for kind_of_node, attributes in ATTRIBUTES.items():
        for node in _nodes(kind_of_node):
            for attribute, kind in attributes:
                path = reader.read(f"{node}.{attribute}", None, value, node, attribute)
                yield from asset_of(path, f"{node}.{attribute}", kind, frames)
            yield None


def _references(reader: Reader) -> Iterator[Asset | None]:
    """Referenced scenes, those that are not loaded too: the farm opens the scene as it is saved."""
    for node in cmds.ls(type="reference") or ():
        if node.endswith("sharedReferenceNode") or node in NOT_NODES:
            continue
        path = reader.read(node, None, _reference, node)
        if path:
            yield Asset(full_path(COPY.sub("", path)), node, "library")
    yield None


def _reference(node: str) -> str:
    try:
        return str(cmds.referenceQuery(node, filename=True, withoutCopyNumber=True) or "")
    except RuntimeError as error:
        # A reference node that no file belongs to any more is left over, not missing.
        if "not associated" in str(error):
            return ""
        raise


def _caches(reader: Reader) -> Iterator[Asset | None]:
    """nCaches: a description, and beside it a file a frame or one for all."""
    for node in _nodes("cacheFile"):
        folder = reader.read(node, None, value, node, "cachePath")
        name = reader.read(node, None, value, node, "cacheName")
        if folder and name:
            base = posixpath.join(full_path(str(folder)), str(name))
            yield Asset(f"{base}.xml", node, "cache")
            for ending in ("mcx", "mcc"):
                yield Asset(f"{base}*.{ending}", node, "cache", pattern=True, required=False)
    yield None


def _xgen(reader: Reader) -> Iterator[Asset | None]:
    """A collection's .xgen file lies beside the scene, and names the rest itself."""
    scene = str(cmds.file(query=True, sceneName=True) or "")
    for node in _nodes("xgmPalette"):
        name = reader.read(node, None, value, node, "xgFileName")
        if name and scene:
            yield Asset(posixpath.join(posixpath.dirname(scene), str(name)), node, "file")
    yield None


def _colour(reader: Reader) -> Iterator[Asset | None]:
    path = reader.read("colour management", "", render.colour)
    if path:
        yield Asset(full_path(path), "colour management", "file")


def _marked(reader: Reader, frames: Frames) -> Iterator[Asset | None]:
    """Attributes that a node's author marked as file names: plug-ins that are not in our table."""
    known = {"file", "reference", "cacheFile", "xgmPalette", *ATTRIBUTES}
    for number_of, node in enumerate(cmds.ls(long=False) or ()):
        if number_of % AT_ONCE == 0:
            yield None
        if node in NOT_NODES or reader.read(node, "", cmds.nodeType, node) in known:
            continue
        for name in reader.read(node, None, _file_attributes, node) or ():
            if name in NOT_ASSETS:
                continue
            path = reader.read(f"{node}.{name}", None, value, node, name)
            for each in path if isinstance(path, (list, tuple)) else [path]:
                yield from asset_of(each, f"{node}.{name}", "", frames)


def _file_attributes(node: str) -> list[str]:
    return [str(name) for name in cmds.listAttr(node, usedAsFilename=True) or ()]


def asset_of(path: object, user: str, kind: str, frames: Frames) -> Iterator[Asset]:
    """The asset of a path as an attribute holds it; nothing for an empty one."""
    if not isinstance(path, str) or not path.strip():
        return
    full = full_path(path)
    pattern = has_tokens(posixpath.basename(full))
    ending = posixpath.splitext(full)[1].lower()
    yield Asset(full, user, kind or KINDS.get(ending, "file"), pattern, frames if pattern else None)


def _nodes(kind: str) -> list[str]:
    """By their shortest unique names; none of a type that no loaded plug-in knows."""
    return [str(node) for node in cmds.ls(type=kind) or ()]
