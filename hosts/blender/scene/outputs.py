"""The compositor's File Output nodes, whose pictures are results like the frame itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..node.mirror import ELSEWHERE
from .naming import literal, split

NUMBER = "####"


def output_nodes(scene: Any) -> Iterator[Any]:
    """The File Output nodes of the scene's compositor that do something, groups included."""
    for node in compositor(scene):
        if node.bl_idname == "CompositorNodeOutputFile" and not node.mute:
            yield node


def compositor(scene: Any) -> Iterator[Any]:
    """The nodes of the scene's compositor, those of groups included; none where it is not used."""
    if "compositing_node_group" in scene.bl_rna.properties:  # 5.0 and later
        tree = scene.compositing_node_group
    else:
        tree = scene.node_tree if scene.use_nodes else None
    yield from nodes_within(tree)


def nodes_within(tree: Any) -> Iterator[Any]:
    """The nodes of a tree and of the groups in it, each group once."""
    waiting, seen = [tree] if tree else [], set()
    while waiting:
        tree = waiting.pop()
        seen.add(tree.name_full)
        for node in tree.nodes:
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


def keep_in(scenes: Iterable[Any], folder: Path, output: str) -> None:
    """Send their pictures to a folder of their own each, never to the artist's, under the names that they have.

    ``output`` is the output path of the rendered scene as the artist typed it, beside or below which a node's folder
    keeps its place.
    """
    for number, node in enumerate(node for scene in scenes for node in output_nodes(scene)):
        own = folder / re.sub(r"[^\w.-]", "_", f"{number}_{node.name}")
        typed = folder_of(node)
        name = ""
        if hasattr(node, "directory"):
            node.file_name = _inside(node.file_name)
            _number(node)
        elif node.format.file_format == "OPEN_EXR_MULTILAYER":
            # Before 5.0 the end of the path is the file's name.
            typed, name = split(typed)
        else:
            for slot in node.file_slots:
                slot.path = _inside(slot.path)
        place = "/".join((literal(str(own)), *_kept_folders(typed, output), name))
        setattr(node, "directory" if hasattr(node, "directory") else "base_path", place)


def _number(node: Any) -> None:
    """Have a node of 5.0 and later put the frame's number into its names, as it does in a render of an animation.

    The farm renders each frame as a still, of which the names would have none, and each frame replace the last.
    """
    several = node.format.media_type == "MULTI_LAYER_IMAGE"
    if several and "#" not in node.file_name:
        node.file_name += NUMBER
    for item in () if several else node.file_output_items:
        if "#" not in node.file_name + item.name:
            item.name += NUMBER


def _kept_folders(typed: str, output: str) -> list[str]:
    """Return the folders of a node below the results: as seen from the frames, or from the scene's own folder.

    Of an absolute path elsewhere only the last folder is kept.
    """
    folder, name = split(output)
    parts, frames = _parts(typed), _parts(folder)
    relative = typed.startswith("//")
    # An absolute path without a name is Blender's default, a folder for whatever has no place.
    chosen = relative or bool(name)
    if chosen and relative == output.startswith("//") and parts[: len(frames)] == frames:
        return parts[len(frames):]
    return parts if relative else parts[-1:]


def _parts(path: str) -> list[str]:
    return [part for part in re.split(r"[\\/]", path) if part not in {"", ".", ".."}]


def _inside(path: str) -> str:
    """Return a path without what would lead out of its folder."""
    return re.sub(r"(^|(?<=[\\/]))\.\.?[\\/]", "", path)


def collect(folder: Path, target: Path) -> list[Path]:
    """Move what the nodes wrote below ``folder`` into ``target``: each keeps its folders and its name.

    Of two nodes that write the same file the second gets its node's name before the file's.
    """
    found: list[Path] = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        node, *inner = path.relative_to(folder).parts
        place = target.joinpath(*inner)
        if place.exists():
            place = place.with_name(f"{node}.{place.name}")
        place.parent.mkdir(parents=True, exist_ok=True)
        found.append(path.replace(place))
    return found
