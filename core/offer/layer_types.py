"""The two modes of Maya's render layers: what a scene is made for, and what an environment renders.

A unit says it in its details under ``UNIT`` ("0" or "1", as task.json has it); the master layer, which is the same in
both modes, and hosts without layers say nothing. Under ``SCENE`` stands the mode of the scene.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..common.i18n import _
from ..model.host import RenderUnit, Scene
from .values import Environment

UNIT, SCENE = "layer_type", "render_layer_type"
LEGACY, RENDER_SETUP = 0, 1


def name_of(layer_type: int) -> str:
    """Return the name that artists have for a mode, to stand in the middle of a sentence."""
    return _("Render Setup") if layer_type == RENDER_SETUP else _("legacy render layers")


def layer_type(units: Iterable[RenderUnit]) -> int | None:
    """The mode that these units are made for; None where none needs one, or where they need both."""
    types = {dict(unit.details).get(UNIT) for unit in units} - {None}
    return int(types.pop() or 0) if len(types) == 1 else None


def scene_type(scene: Scene | None) -> int | None:
    """The mode that the enabled units of a scene are made for."""
    return layer_type(unit for unit in scene.units if unit.enabled) if scene else None


def first_type(scene: Scene | None) -> int:
    """The mode to begin an environment with: the scene's, or the one that its application was in."""
    needed = scene_type(scene)
    said = scene.details.get(SCENE, "") if scene and needed is None else str(needed)
    return RENDER_SETUP if said == str(RENDER_SETUP) else LEGACY


def ignored(environment: Environment, units: Iterable[RenderUnit]) -> tuple[str, ...]:
    """The names of the units whose overrides the environment would not apply."""
    there = str(environment.layer_type)
    return tuple(dict.fromkeys(unit.name for unit in units if dict(unit.details).get(UNIT, there) != there))
