"""Every file that the open scene names: Houdini's own list of references, and the libraries of the assets in use."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterator

import hou

from ...core.assets.addresses import is_address
from ...core.assets.variables import begins_with_variable
from ...core.model.host import Asset, Frames
from ...core.model.need import Need
from .. import tiled
from ..reading import Reader
from . import graph, parameters, rops
from .classes import OpNode, OpNodeType
from .parameters import base
from .tables import DELEGATE, DELEGATES, KINDS, NOT_FILES, OUTPUT_PARAMETERS, TILERS, TYPES
from .timing import Timing, is_geometry, looks_aside
from .variables import is_sequence, of_this_machine, path_of_text, written_in

EMBEDDED = "Embedded"
BACKGROUNDS = {"vm_background"}
"""The parameter of a camera that names the picture behind it in the viewport."""
AT_ONCE = 50
"""References between two chances for the host to draw."""


def walk(reader: Reader, alone: bool) -> Iterator[Asset | None]:
    """Yield each file for each parameter that names it; None now and then."""
    frames = reader.read("/out", Frames(1, 1), rops.frames_of_scene, reader, alone)
    timing = Timing(frames, looks_aside(reader))
    yield None
    renderers = reader.read("/out", (), tilers)
    yield None
    for name, source in SOURCES.items():
        for asset in reader.through(name, source(reader, timing)):
            yield asset
            if asset is not None and asset.kind == "image" and asset.need is not Need.SHOWN:
                for renderer in renderers:
                    yield from tiled.beside(asset, renderer)


def tilers() -> tuple[str, ...]:
    """The renderers of the scene that look for tiled pictures beside others, as hosts/tiled.py names them."""
    # What cannot be read of the graph, the units have told already.
    return tuple(dict.fromkeys(filter(None, map(_tiler, graph.Graph(Reader()).outputs))))


def _tiler(node: OpNode) -> str:
    delegate = parameters.text(node, DELEGATE).lower() if TYPES[base(node)].usd else ""
    named = (renderer for part, renderer in DELEGATES.items() if part in delegate)
    return TILERS.get(base(node)) or next(named, "")


def _references(reader: Reader, timing: Timing) -> Iterator[Asset | None]:
    """Yield the files that Houdini counts as references, without those that are written."""
    for number, (parm, text) in enumerate(hou.fileReferences()):
        if parm is not None:
            yield from reader.read(parm.path(), (), _of_parameter, parm, text, timing)
        if number % AT_ONCE == 0:
            yield None


def _of_parameter(parm: hou.Parm, text: str, timing: Timing) -> tuple[Asset, ...]:
    name, node = parm.name(), parm.node()
    if name in OUTPUT_PARAMETERS or not text or text.startswith(NOT_FILES):
        return ()
    kind = base(node)
    # Most nodes are of a type that writes nothing: what else there is to ask of them is not asked.
    if kind == "fetch" or (kind in TYPES and name in TYPES[kind].output and graph.writes(node)):
        return ()  # what is written, or a cache that _caches names by what it reads
    return _named_by(parm, timing)


def _named_by(parm: hou.Parm, timing: Timing) -> tuple[Asset, ...]:
    written = written_in(parm)
    path, numbering = path_of_text(parm, written, timing.frames)
    if not path or path.startswith((*NOT_FILES, "/obj/")):
        return ()
    if not os.path.isabs(path) and not is_address(path) and not begins_with_variable(path):
        path = posixpath.join(hou.getenv("HIP") or "", path)
    pattern = is_sequence(path)
    kind = kind_of(path)
    known = pattern and not (timing.aside and is_geometry(parm.node()))
    return (Asset(path, parm.path(), kind, pattern, numbering if known else None,
                  need=need_of(parm, kind), variables=of_this_machine(written)),)


def need_of(parm: hou.Parm, kind: str) -> Need:
    """A camera's background is for the viewport; a sound may drive channels, or only be heard."""
    if parm.name() in BACKGROUNDS:
        return Need.SHOWN
    return Need.UNKNOWN if kind == "sound" else Need.NEEDED


def _caches(reader: Reader, timing: Timing) -> Iterator[Asset | None]:
    """Yield the files of the caches that are read from disk, whatever Houdini counts as a reference of them."""
    for node in graph.caches(reader):
        parms = [parm for name in TYPES[base(node)].output if (parm := node.parm(name)) is not None]
        found = (reader.read(parm.path(), (), _named_by, parm, timing) for parm in parms)
        yield from next((assets for assets in found if assets), (None,))


def _libraries(reader: Reader, _timing: Timing) -> Iterator[Asset | None]:
    """The files of the digital assets in use; those that come with Houdini are on the farm."""
    own = hou.getenv("HFS") or "\0"
    seen: set[str] = set()
    for category, name, node_type in _types():
        found = reader.read(f"{category}/{name}", None, _library, node_type)
        if found is None:
            yield None
            continue
        path, user = found
        if path not in seen and not path.startswith((own, *NOT_FILES)):
            seen.add(path)
            yield Asset(path, user, "library")


def _types() -> Iterator[tuple[str, str, OpNodeType]]:
    for category, types in hou.nodeTypeCategories().items():
        for name, node_type in types.nodeTypes().items():
            if isinstance(node_type, OpNodeType):
                yield category, name, node_type


def _library(node_type: OpNodeType) -> tuple[str, str] | None:
    """The file of a digital asset, and a node that is one; None where nothing uses it."""
    definition = node_type.definition()
    path = definition.libraryFilePath() if definition is not None else EMBEDDED
    users = node_type.instances() if path != EMBEDDED else ()
    return (path, users[0].path()) if users else None


def _colour(_reader: Reader, _timing: Timing) -> Iterator[Asset | None]:
    colour = hou.getenv("OCIO")
    if colour and os.path.isabs(colour):
        yield Asset(colour, "OCIO", "file")


def kind_of(path: str) -> str:
    """Return the kind of a file by its ending; a sequence is an image sequence."""
    return KINDS.get(posixpath.splitext(path)[1].lower(), "image")


SOURCES: dict[str, Callable[[Reader, Timing], Iterator[Asset | None]]] = {
    "fileReferences": _references, "caches": _caches, "hda": _libraries, "OCIO": _colour,
}
"""A generator for each way in which a scene names files, under the name that a finding gives it."""
