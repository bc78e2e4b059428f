"""Every file that the open scene names: Houdini's own list of references, and the libraries of the assets in use."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator

import hou

from ...core.host import Asset, Frames
from ..reading import Reader
from . import rops
from .tables import KINDS, NOT_FILES, OUTPUT_PARAMETERS, TYPES
from .variables import expand, is_sequence

EMBEDDED = "Embedded"
AT_ONCE = 50
"""References between two chances for the host to draw."""


def walk(reader: Reader) -> Iterator[Asset | None]:
    """Yield each file for each parameter that names it; None now and then."""
    frames = rops.frames_of_scene(reader)
    yield None
    for number, (parm, text) in enumerate(hou.fileReferences()):
        if parm is not None:
            yield from reader.read(parm.path(), (), _of_parameter, parm, text, frames)
        if number % AT_ONCE == 0:
            yield None
    yield from _libraries(reader)
    colour = hou.getenv("OCIO")
    if colour and os.path.isabs(colour):
        yield Asset(colour, "OCIO", "file")


def _of_parameter(parm: hou.Parm, text: str, frames: Frames) -> tuple[Asset, ...]:
    node = parm.node()
    if parm.name() in OUTPUT_PARAMETERS or not text or text.startswith(NOT_FILES) or rops.base(node) == "fetch":
        return ()
    if _is_output(node, parm.name()):
        return ()
    path = expand(text, node)
    if path.startswith(NOT_FILES) or path.startswith("/obj/"):
        return ()
    if not os.path.isabs(path):
        path = posixpath.join(hou.getenv("HIP") or "", path)
    pattern = is_sequence(path)
    return (Asset(path, parm.path(), kind_of(path), pattern, frames if pattern else None),)


def _is_output(node: hou.OpNode, parameter: str) -> bool:
    kind = TYPES.get(rops.base(node))
    if kind is None or kind.output != parameter:
        return False
    # A file cache that loads reads what it wrote.
    load = node.parm("loadfromdisk")
    return load is None or not load.evalAsInt()


def _libraries(reader: Reader) -> Iterator[Asset | None]:
    """The files of the digital assets in use; those that come with Houdini are on the farm."""
    own = hou.getenv("HFS") or "\0"
    seen: set[str] = set()
    for name, category in hou.nodeTypeCategories().items():
        for node_type in category.nodeTypes().values():
            definition = node_type.definition() if isinstance(node_type, hou.OpNodeType) else None
            if definition is None or not isinstance(node_type, hou.OpNodeType):
                continue
            path = definition.libraryFilePath()
            if path in seen or path == EMBEDDED or path.startswith((own, *NOT_FILES)):
                continue
            users = reader.read(f"{name}/{node_type.name()}", (), node_type.instances)
            if users:
                seen.add(path)
                yield Asset(path, users[0].path(), "library")
        yield None


def kind_of(path: str) -> str:
    """By its ending; a sequence is one of its kind."""
    return KINDS.get(posixpath.splitext(path)[1].lower(), "image")
