"""Asks the graph of a Yeti node for the files that it names.

Source: Peregrine Labs' "Scripting Reference" (``pgYetiGraph``: ``-listNodes``, ``-type``, ``-param``,
``-getParamValue``; ``texture.file_name``), and AYON for Maya (``imageSearchPath``, ``reference_file``, ``fileMode``).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from maya import cmds

from ...core.assets.inside.naming import split_folders
from .attributes import number, text
from .paths import is_absolute

NODE = "pgYetiMaya"
NAMING = {"texture": ("file_name", "image"), "reference": ("reference_file", "cache")}
"""Types of a graph's nodes that name files: the parameter, and the kind of file."""


def renders_cache(node: str) -> bool:
    """Whether a node renders what is in its cache, and not its graph."""
    return number(node, "fileMode") > 0


def named_by(node: str) -> Iterator[tuple[str, str, str]]:
    """Yield the node within the graph, the path and the kind of each file; nothing where Yeti is not loaded."""
    ask = getattr(cmds, "pgYetiGraph", None)
    if ask is None:
        return
    for kind_of_node, (parameter, kind) in NAMING.items():
        for part in ask(node, listNodes=True, type=kind_of_node) or ():
            path = ask(node, node=part, param=parameter, getParamValue=True)
            if isinstance(path, str) and path.strip():
                yield str(part), path.strip(), kind


def places(node: str, path: str) -> list[str]:
    """The paths to try for one in a graph: a relative one lies in the folders of the node's search path."""
    folders = [] if is_absolute(path) else split_folders(text(node, "imageSearchPath"))
    return [*(posixpath.join(folder.replace("\\", "/"), path) for folder in folders), path]
