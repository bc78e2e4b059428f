"""Maya ASCII, through the double of Maya that the tests use."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .answers import Answer, Unknown
from .paths import Found, looks_like_path

FAKES = Path(__file__).resolve().parents[2] / "tests" / "hosts" / "fakes"
WRITTEN = {"ifp", "imageFilePrefix", "fnprx", "fileNamePrefix", "imageFileFormat", "imageOutputDir", "prefix"}
"""Attributes that say where pictures are written."""
SCRIPTS = {"script", "expression"}
"""Types of nodes whose texts are programs."""


def survey(path: Path) -> Answer:
    """Read a scene, and compare the texts of its nodes with what the adapter finds."""
    sys.path.insert(0, str(FAKES))
    double = importlib.import_module("maya_double")
    sys.modules.update(double.modules())
    graph = importlib.import_module("maya_ascii").read(path)
    if not any(node.kind != "unknown" for node in graph.nodes) or not path.read_bytes().startswith(b"//Maya ASCII"):
        raise ValueError("it is not Maya ASCII")
    project = path.parent.parent if path.parent.name == "scenes" else path.parent
    sys.modules["maya.cmds"].load(graph, name=path.as_posix(), project=f"{project.as_posix()}/")
    host = importlib.import_module("foxsubmit.hosts.maya.host").Maya()
    names = importlib.import_module("foxsubmit.hosts.maya.names")
    assets = [asset for asset in host.assets() if asset is not None]
    found = Found(asset.path for asset in assets)
    known = {"file", "reference", "cacheFile", "xgmPalette", *names.ATTRIBUTES}
    unknown = tuple(Unknown(f"{node.kind}.{attribute}", node.kind in known, text)
                    for node, attribute, text in texts(graph, names.NOT_ASSETS | WRITTEN)
                    if looks_like_path(text) and not found.has(text))
    units = len(host.scene().units)
    return Answer(path.as_posix(), units, len(assets), unknown, len(graph.errors) + len(host.unread()))


def texts(graph: Any, written: set[str]) -> Iterator[tuple[Any, str, str]]:
    """Each text of each node, with the attribute that holds it; an index in it is left out."""
    for node in graph.nodes:
        if node.kind in SCRIPTS:
            continue
        for name, value in node.values.items():
            attribute = "".join(part.partition("]")[2] if "]" in part else part for part in name.split("["))
            if attribute not in written:
                for text in value if isinstance(value, list) else [value]:
                    if isinstance(text, str):
                        yield node, attribute, text
