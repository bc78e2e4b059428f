"""Whether a render of a scene needs a camera, by what Blender itself asks before it begins."""

from __future__ import annotations

from typing import Any

from ..frames import all_strips
from ..outputs import compositor
from .lacking import strips_rendered


def needs_camera(scene: Any) -> bool:
    """Whether something three-dimensional is rendered: not of strips without scenes, nor by nodes without layers."""
    if strips_rendered(scene):
        return any(strip.type == "SCENE" and not strip.mute and strip.scene is not None
                   and strip.scene_camera is None and strip.scene.camera is None for strip in all_strips(scene))
    nodes = list(compositor(scene)) if scene.render.use_compositing else []
    layers = [node for node in nodes if node.bl_idname == "CompositorNodeRLayers" and not node.mute]
    return not nodes or any((node.scene or scene).camera is None for node in layers)
