"""Every file that the open scene names: a generator for each kind of node, then whatever Maya marks as a file name."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Callable, Iterator

from maya import cmds

from ...core.assets.tokens import frame_tokens, has_tokens
from ...core.model.host import AS_FRAMES, Asset, Numbering, file_of_colours
from ...core.model.need import Need
from .. import tiled
from ..reading import Reader
from . import render, yeti
from .attributes import number, text, value
from .names import ANONYMOUS, ATTRIBUTES, KINDS, NOT_ASSETS, NOT_NODES, NOT_REFERENCES, is_output
from .paths import Paths, current, written_with
from .sequences import numbering

AT_ONCE = 50  # nodes between two chances for Maya to draw
ZBRUSH, MUDBOX, UDIM, EXPLICIT = 1, 2, 3, 4  # file.uvTilingMode
TILES = {ZBRUSH: "<u>_<v>", MUDBOX: "<U>_<V>", UDIM: "<UDIM>"}
DIGITS = re.compile(r"(?:(?<=[._])-?|(?=\d+\.))(\d+)(?=(?:\.(?!\d+(?:\.|$))[^./]+)?(?:\.gz)?$)")
"""The number in a name, before its ending or, after a dot or a low line, at its end (Maya's ``name.#.ext``,
``name.ext.#`` and ``name.#``); with the sign of a frame before 0."""
COLOUR = "colour management"
COPY = re.compile(r"\{\d+\}$")


def walk(reader: Reader) -> Iterator[Asset | None]:
    """Yield each file for each node that names it; None now and then. Nothing is selected, no layer is changed."""
    seen: set[tuple[str, str]] = set()
    look = SceneContext(reader, reader.read(render.GLOBALS, "", render.tiles_pictures),
                        frozenset(reader.read("node types", [], cmds.allNodeTypes)), current())
    for name, source in SOURCES.items():
        for asset in reader.through(name, source(look)):
            if asset is None or (asset.path, asset.used_by) not in seen:
                yield asset
            if asset is not None:
                seen.add((asset.path, asset.used_by))


@dataclasses.dataclass(frozen=True)
class SceneContext:
    """Facts about the scene that every generator needs."""

    reader: Reader
    renderer: str
    """The renderer whose tiled pictures go along; empty where none looks for them."""
    types: frozenset[str]
    """Types of nodes that this Maya knows: asking for another makes it warn the artist."""
    paths: Paths

    def image(self, path: str, user: str, counts: Numbering | None = None) -> Asset:
        """A picture, wherever Maya would find it."""
        place, *others = self.paths.places(path, image=True)
        return Asset(place, user, "image", has_tokens(_name_of(place)), counts, fallbacks=tuple(others),
                     variables=written_with(path))

    def nodes(self, kind: str) -> list[str]:
        """Return the nodes of a type by their shortest unique names."""
        return [str(node) for node in cmds.ls(type=kind) or ()] if kind in self.types else []


def _file_nodes(look: SceneContext) -> Iterator[Asset | None]:
    """File textures: UV tiles, frames, and what the renderer made of them."""
    for node in look.nodes("file"):
        yield from look.reader.read(node, (), lambda node: tuple(_texture(node, look)), node)
        yield None


def _texture(node: str, look: SceneContext) -> Iterator[Asset]:
    own = text(node, "fileTextureName")
    if not own:
        return
    user = f"{node}.fileTextureName"
    mode = int(number(node, "uvTilingMode"))
    path = own.replace("\\", "/")
    if mode in TILES and not has_tokens(_name_of(path)):
        # What Maya works out of the name; without it the number that stands for the tile.
        path = text(node, "computedFileTextureNamePattern") or DIGITS.sub(TILES[mode], path)
    path, counts = _counted(node, path, "image")
    found = look.image(path, user, counts)
    yield found
    if look.renderer:
        yield from tiled.beside(found, look.renderer)
    if mode == EXPLICIT:
        for index in cmds.getAttr(f"{node}.explicitUvTiles", multiIndices=True) or ():
            tile = cmds.getAttr(f"{node}.explicitUvTiles[{index}].explicitUvTileName")
            if tile:
                yield look.image(str(tile), f"{node}.explicitUvTiles[{index}].explicitUvTileName")


def _counted(node: str, path: str, kind: str) -> tuple[str, Numbering | None]:
    """Return the path with ``####`` for the number if a node plays a sequence, and how that follows from the frame."""
    if not value(node, "useFrameExtension", False):
        return path, plainly(path, kind)
    # The name may have a token for the tile alone.
    counted = path if frame_tokens(_name_of(path)) else DIGITS.sub(lambda match: "#" * len(match[1]), path)
    return counted, numbering(node)


def _name_of(path: str) -> str:
    return path.rpartition("/")[2]


def plainly(path: str, kind: str) -> Numbering | None:
    """How a name with tokens counts: a renderer puts the frame into a picture's; what reads a cache may shift it."""
    return AS_FRAMES if kind == "image" and has_tokens(_name_of(path)) else None


def _by_type(look: SceneContext) -> Iterator[Asset | None]:
    """Nodes whose file attributes we know by name."""
    for kind_of_node, attributes in ATTRIBUTES.items():
        for node in look.nodes(kind_of_node):
            for attribute, kind in attributes:
                user = f"{node}.{attribute}"
                yield from look.reader.read(
                    user, (), lambda node, attribute, kind: tuple(_named(node, attribute, kind, look)),
                    node, attribute, kind)
            yield None


def _named(node: str, attribute: str, kind: str, look: SceneContext) -> Iterator[Asset]:
    """The files of an attribute: one, or as many as its list has."""
    found, user = value(node, attribute), f"{node}.{attribute}"
    for path in found if isinstance(found, (list, tuple)) else [found]:
        if not isinstance(path, str) or not path.strip():
            continue
        if path.startswith(ANONYMOUS):
            continue
        counted, counts = _counted(node, look.paths.beside_scene(path) if kind == "usd" else path, kind)
        for asset in asset_of(counted, user, kind, counts, look.paths, need_of(node, kind), written=path):
            yield asset
            if kind == "image" and look.renderer:
                yield from tiled.beside(asset, look.renderer)


def need_of(node: str, kind: str) -> Need:
    """Whether a render needs what a node names: a sound is only heard, an image plane is its camera's.

    Some renderers show an image plane that stands in the scene on its own; others leave it out.
    """
    if kind == "sound":
        return Need.SHOWN
    if cmds.nodeType(node) != "imagePlane":
        return Need.NEEDED
    cameras = cmds.listConnections(f"{node}.message", type="camera", shapes=True) or ()
    if not cameras:
        return Need.UNKNOWN
    # A layer may render a camera that this one does not: then something is connected to its switch, or adjusts it.
    rendered = any(cmds.getAttr(f"{camera}.renderable") or cmds.listConnections(f"{camera}.renderable")
                   for camera in cameras)
    return Need.NEEDED if rendered else Need.SHOWN


def _references(look: SceneContext) -> Iterator[Asset | None]:
    """Referenced scenes. One that is not loaded is named, and Maya opens the scene without it."""
    for node in look.nodes("reference"):
        if node.rpartition(":")[2] in NOT_REFERENCES:
            continue
        path = look.reader.read(node, None, _reference, node)
        if path:
            loaded = look.reader.read(node, True, _is_loaded, node)
            written = look.reader.read(node, path, _reference, node, True)
            yield Asset(look.paths.full(COPY.sub("", path)), node, "library",
                        need=Need.NEEDED if loaded else Need.SHOWN, variables=written_with(written))
    yield None


def _is_loaded(node: str) -> bool:
    return bool(cmds.referenceQuery(node, isLoaded=True))


def _reference(node: str, as_written: bool = False) -> str:
    """The file of a reference, resolved, or as the scene has it; empty for a node that none belongs to."""
    try:
        return str(cmds.referenceQuery(node, filename=True, withoutCopyNumber=True, unresolvedName=as_written) or "")
    except RuntimeError as error:
        # A reference node that no file belongs to any more is left over, not missing.
        if "not associated" in str(error):
            return ""
        raise


def _caches(look: SceneContext) -> Iterator[Asset | None]:
    """nCaches: a description, and beside it a file a frame or one for all."""
    for node in look.nodes("cacheFile"):
        folder = look.reader.read(f"{node}.cachePath", None, value, node, "cachePath")
        name = look.reader.read(f"{node}.cacheName", None, value, node, "cacheName")
        if folder and name:
            base = posixpath.join(look.paths.full(str(folder)), str(name))
            variables = written_with(str(folder))
            yield Asset(f"{base}.xml", node, "cache", variables=variables)
            for ending in ("mcx", "mcc"):
                yield Asset(f"{base}*.{ending}", node, "cache", pattern=True, need=Need.UNKNOWN, variables=variables)
    yield None


def _bifrost(look: SceneContext) -> Iterator[Asset | None]:
    """Bifrost's caches: their attribute is on nodes of many types, and not marked as a file name."""
    for node in cmds.ls("*.absoluteCacheName", objectsOnly=True, recursive=True) or ():
        user = f"{node}.absoluteCacheName"
        yield from look.reader.read(
            user, (), lambda node: tuple(_named(node, "absoluteCacheName", "cache", look)), node)
    yield None


def _xgen(look: SceneContext) -> Iterator[Asset | None]:
    """A collection: its .xgen file and the guides beside the scene, and the folder of its maps."""
    for node in look.nodes("xgmPalette"):
        name = look.reader.read(f"{node}.xgFileName", None, value, node, "xgFileName")
        if not name:
            continue
        own = look.paths.beside_scene(str(name))
        yield Asset(own, node, "file", variables=written_with(str(name)))
        yield Asset(posixpath.splitext(own)[0] + ".abc", node, "alembic", need=Need.UNKNOWN)
        collection = node.rpartition("|")[2].rpartition(":")[2]
        yield Asset(look.paths.full(f"xgen/collections/{collection}"), node, "cache", need=Need.UNKNOWN)
    yield None


def _yeti(look: SceneContext) -> Iterator[Asset | None]:
    """The textures and the caches that the graphs of Yeti's nodes name."""
    for node in look.nodes(yeti.NODE):
        yield from look.reader.read(f"{node}.graph", (), lambda node: tuple(_of_graph(node, look)), node)
        yield None


def _of_graph(node: str, look: SceneContext) -> Iterator[Asset]:
    need = Need.UNKNOWN if yeti.renders_cache(node) else Need.NEEDED
    for part, path, kind in yeti.named_by(node):
        tries = yeti.places(node, path)
        first, *others = dict.fromkeys(place for each in tries for place in look.paths.places(each, kind == "image"))
        asset = Asset(first, f"{node}.{part}", kind, has_tokens(posixpath.basename(first)), plainly(first, kind),
                      need=need, fallbacks=tuple(others), variables=written_with(path))
        yield asset
        if kind == "image":
            yield from tiled.beside(asset, look.renderer)


def _colour(look: SceneContext) -> Iterator[Asset | None]:
    path = file_of_colours(look.reader.read(COLOUR, "", render.colour))
    if path:
        yield Asset(look.paths.full(path), COLOUR, "file", variables=written_with(path))


def _marked(look: SceneContext) -> Iterator[Asset | None]:
    """Attributes that a node's author marked as file names: plug-ins that are not in our table."""
    known = {"file", "reference", "cacheFile", "xgmPalette", *ATTRIBUTES}
    for number_of, node in enumerate(cmds.ls() or ()):
        if number_of % AT_ONCE == 0:
            yield None
        if node in NOT_NODES or look.reader.read(node, "", cmds.nodeType, node) in known:
            continue
        for name in look.reader.read(node, None, _file_attributes, node) or ():
            if name not in NOT_ASSETS:
                user = f"{node}.{name}"
                yield from look.reader.read(user, (), lambda user: tuple(_of_plug(user, look)), user)


def _file_attributes(node: str) -> list[str]:
    """Return the attributes of a node that are file names, with the indices of lists."""
    return [str(name) for name in cmds.listAttr(node, usedAsFilename=True, multi=True) or ()]


def _of_plug(user: str, look: SceneContext) -> Iterator[Asset]:
    found = cmds.getAttr(user)
    for path in found if isinstance(found, (list, tuple)) else [found]:
        if isinstance(path, str) and path.strip():
            kind = KINDS.get(posixpath.splitext(path)[1].lower(), "file")
            yield from asset_of(path, user, kind, plainly(path, kind), look.paths)


def asset_of(path: object, user: str, kind: str, counts: Numbering | None, paths: Paths,
             need: Need = Need.NEEDED, written: str = "") -> Iterator[Asset]:
    """The asset of a path as an attribute holds it; nothing for an empty one.

    ``written`` is the path as the scene has it, where ``path`` is made of it.
    """
    if not isinstance(path, str) or not path.strip() or path.startswith(ANONYMOUS):
        return
    place, *others = paths.places(path, image=kind == "image")
    # What a node writes need not be there; what it wrote before goes along if it is.
    is_written = is_output(user.rpartition(".")[2])
    yield Asset(place, user, kind, has_tokens(_name_of(place)), counts,
                need=Need.UNKNOWN if is_written else need, fallbacks=tuple(others),
                variables=written_with(written or path))


SOURCES: dict[str, Callable[[SceneContext], Iterator[Asset | None]]] = {
    "file": _file_nodes, "nodes": _by_type, "reference": _references, "cacheFile": _caches, "bifrost": _bifrost,
    "xgmPalette": _xgen, "pgYetiGraph": _yeti, COLOUR: _colour, "usedAsFilename": _marked,
}
"""A generator for each way in which nodes name files, under the name that a finding gives it."""
