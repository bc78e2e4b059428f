"""The add-ons that the scenes cannot do without."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import bpy

OWN = {"cycles", "hydra_storm", "bl_ui", "bl_operators", "bpy", "bpy_types", "_bpy_types"}
"""Modules that come with Blender and bring engines or nodes."""


def plugins(of_nodes: Iterable[str]) -> dict[str, str]:
    """Name to version of those that bring a render engine or nodes that the scenes use; ``of_nodes``: the latter."""
    modules = {*_engines(), *of_nodes}
    return {module.rpartition(".")[2]: _version(module) for module in sorted(modules)}


def _engines() -> Iterator[str]:
    wanted = {scene.render.engine for scene in bpy.data.scenes}
    for engine in _below(bpy.types.RenderEngine):
        if getattr(engine, "bl_idname", "") in wanted:
            yield from _module(engine)


def brought() -> dict[str, str]:
    """The add-on that brings a type of node or tree, by the type's name; mostly there is none."""
    return {str(getattr(kind, "bl_idname", kind.__name__)): module
            for base in (bpy.types.Node, bpy.types.NodeTree) for kind in _below(base) for module in _module(kind)}


def trees_of(owners: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """The tree of nodes of each datablock that is one or has one, after the datablock."""
    for owner in owners:
        tree = owner if isinstance(owner, bpy.types.NodeTree) else owner.node_tree
        if tree is not None:
            yield owner, tree


def _below(base: Any) -> Iterator[Any]:
    for kind in base.__subclasses__():
        yield kind
        yield from _below(kind)


def _module(kind: Any) -> list[str]:
    """The add-on's module: ``moonlight``, or ``bl_ext.blender_org.moonlight``."""
    parts = str(kind.__module__).split(".")
    name = ".".join(parts[:3]) if parts[0] == "bl_ext" else parts[0]
    return [] if name in OWN else [name]


def _version(module: str) -> str:
    about = getattr(sys.modules.get(module), "bl_info", {})
    return ".".join(str(number) for number in about.get("version", ()))
