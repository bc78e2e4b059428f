"""Render units as the artist wants them apart: a unit for each view layer. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator

from .choices import Choices
from .host import RenderUnit, Scene
from .unit_details import LAYERS_OFF

LAYERS, CAMERAS = "layers", "cameras"


def units_of(scene: Scene, choices: Choices) -> tuple[RenderUnit, ...]:
    """The units of a scene among which is chosen."""
    if LAYERS not in choices.apart:
        return scene.units
    return tuple(each for unit in scene.units for each in _layers(unit))


def selected(scene: Scene, choices: Choices) -> tuple[RenderUnit, ...]:
    """The units to render."""
    found = _selected(scene, choices)
    if not choices.view_layers:
        return found
    # Together they replace those of the unit; apart each is a unit that stays or goes.
    return tuple(unit if unit.layer else dataclasses.replace(unit, layers=choices.view_layers) for unit in found
                 if not unit.layer or unit.layer in choices.view_layers)


def _selected(scene: Scene, choices: Choices) -> tuple[RenderUnit, ...]:
    units = units_of(scene, choices)
    if choices.units is not None:
        return tuple(unit for unit in units if _chosen(unit, choices.units))
    if CAMERAS not in choices.apart:
        return tuple(unit for unit in units if unit.enabled)
    names = {unit.name for unit in scene.units if unit.enabled}
    # One that markers switch shows the same cameras in turns.
    return tuple(unit for unit in units if unit.name in names and not unit.variant
                 and (not unit.layer or unit.layer not in _off(unit)))


def _layers(unit: RenderUnit) -> Iterator[RenderUnit]:
    """Layers that are switched off are among them, to be chosen."""
    every = (*unit.layers, *_off(unit))
    if len(every) < 2:
        yield unit
        return
    for layer in every:
        yield dataclasses.replace(unit, layer=layer, layers=(layer,), enabled=unit.enabled and layer in unit.layers)


def _off(unit: RenderUnit) -> list[str]:
    return dict(unit.details).get(LAYERS_OFF, "").splitlines()


def _chosen(unit: RenderUnit, ids: Collection[str]) -> bool:
    """Whether it was chosen, also where layers were apart or together when that was done."""
    if unit.id in ids:
        return True
    if unit.layer:
        return dataclasses.replace(unit, layer="").id in ids and unit.layer not in _off(unit)
    return any(each.startswith(f"{unit.id}\n/") for each in ids)
