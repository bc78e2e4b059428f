"""The compositor's File Output nodes, whose pictures are results like the frame itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..node.mirror import ELSEWHERE


def output_nodes(scene: Any) -> Iterator[Any]:
    """The File Output nodes of the scene's compositor that do something, groups included."""
    if "compositing_node_group" in scene.bl_rna.properties:  # 5.0 and later
        tree = scene.compositing_node_group
    else:
        tree = scene.node_tree if scene.use_nodes else None
    waiting, seen = [tree] if tree else [], set()
    while waiting:
        tree = waiting.pop()
        seen.add(tree.name_full)
        for node in tree.nodes:
            if node.bl_idname == "CompositorNodeOutputFile" and not node.mute:
                yield node
            inner = getattr(node, "node_tree", None)
            if inner and inner.name_full not in seen:
                waiting.append(inner)


def folder_of(node: Any) -> str:
    """Return the folder as the artist typed it. The property was renamed in 5.0."""
    return str(node.directory if hasattr(node, "directory") else node.base_path)


def kept_elsewhere(scene: Any) -> list[str]:
    """The folders of File Output nodes that are absolute: nobody has them but this machine."""
    return sorted({folder_of(node) for node in output_nodes(scene) if ELSEWHERE.match(folder_of(node))})


def keep_in(scenes: Iterable[Any], folder: Path) -> None:
    """Send their pictures to a folder of their own each, never to the artist's."""
    for number, node in enumerate(node for scene in scenes for node in output_nodes(scene)):
        place = str(folder / re.sub(r"[^\w.-]", "_", f"{number}_{node.name}"))
        setattr(node, "directory" if hasattr(node, "directory") else "base_path", f"{place}/")


def collect(folder: Path, target: Path, stem: str) -> list[Path]:
    """Move what the nodes wrote below ``folder`` into ``target``, under names that begin with ``stem``."""
    found = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        # Without the node's folder, unless two nodes write the same.
        name = "_".join(path.relative_to(folder).parts[1:])
        place = target / f"{stem}.{name}"
        if place.exists():
            place = target / f"{stem}.{path.relative_to(folder).parts[0]}.{name}"
        found.append(path.replace(place))
    return found
