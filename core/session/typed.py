"""Choices that somebody typed, in a script or on a command line: what is not offered is refused in a sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..common.errors import BadInput
from ..common.i18n import _, listed
from ..model import format
from ..model.apart import selected, units_of
from ..model.finding import Finding
from ..model.host import RenderUnit
from ..model.overrides import overrides_of
from ..model.unit_details import LAYERS_OFF
from ..plan.hosts import traits_of
from .state import State

MOST_NAMED = 3
OVERRIDES = ("scene", "view_layers", "samples", "percentage", "device", "simplify", "apart")
"""What a host must be able to render otherwise than its scene says; the scene within the file is one of them."""


def need_offered(state: State, environment: str | None, hardware: int | None, project: str | None = None) -> None:
    """See that the farm offers what was typed; None stands for what was not.

    Raises:
        BadInput: it does not.
    """
    known, withheld = state.environments, state.environments.withheld
    _need(environment, [each.name for each in known.known], _("render environment"),
          unlisted="environments" in withheld)
    _need(hardware, [each.id for each in known.hardware], _("hardware configuration"))
    _need(project, list(known.projects), _("project"), unlisted="projects" in withheld)


def need_unlocked(state: State, said: dict[str, Any]) -> None:
    """See that the studio has not set otherwise what was typed.

    Raises:
        BadInput: it has.
    """
    choices, locked = state.submit.choices, state.settings.locked
    for name, value in said.items():
        if name in locked and value != getattr(choices, name):
            raise BadInput(_("“{name}” is set by the studio to “{value}”: ask whoever looks after it.").format(
                name=name.replace("_", " "), value=getattr(choices, name)))


def units_typed(state: State, camera: str | None, scene: str | None = None) -> frozenset[str] | None:
    """Return the ids of the units of a camera, of a scene in the file, or of both; None where neither was typed.

    A scene stands for the camera that it renders by itself.

    Raises:
        BadInput: there is no such scene or camera.
    """
    units: Sequence[RenderUnit] = state.scene.scene.units if state.scene.scene else ()
    if scene:
        _need(scene, [unit.name for unit in units], _("scene in the file"))
        units = [unit for unit in units if unit.name == scene]
        if not camera:
            return frozenset(unit.id for unit in units[:1])
    if not camera:
        return None
    alone = [unit for unit in units if not unit.variant]
    _need(camera, [unit.camera for unit in alone], traits_of(state.scene.host).say(_("camera")))
    return frozenset(unit.id for unit in alone if unit.camera == camera)


def need_layers(state: State, units: frozenset[str] | None, layers: Sequence[str]) -> None:
    """See that each unit that will be rendered has these view layers.

    Raises:
        BadInput: one has not.
    """
    scene = state.scene.scene
    choices = state.submit.choices
    chosen = choices if units is None else dataclasses.replace(choices, units=units)
    for unit in selected(scene, chosen) if scene else ():
        known = [*unit.layers, *filter(None, dict(unit.details).get(LAYERS_OFF, "").splitlines())]
        for layer in layers:
            _need(layer, known, _("view layer"))


def layers_typed(state: State, layers: Sequence[str], units: Collection[str] | None,
                 apart: tuple[str, ...]) -> frozenset[str]:
    """Return the ids of view layers, of the units that were typed or else of those that the scene renders.

    Raises:
        BadInput: a layer is none of them.
    """
    scene = state.scene.scene
    choices = dataclasses.replace(state.submit.choices, apart=apart, units=None if units is None else frozenset(units))
    every = units_of(scene, choices) if scene else ()
    chosen = {(unit.name, unit.camera) for unit in (selected(scene, choices) if scene else ())}
    known = {unit.id: unit.layer or (unit.layers[0] if unit.layers else "") for unit in every
             if (unit.name, unit.camera) in chosen}
    for layer in layers:
        _need(layer, list(known.values()), _("view layer"))
    return frozenset(each for each, layer in known.items() if layer in layers)


def need_overridable(state: State, said: Mapping[str, Any]) -> None:
    """See that what was typed can be set otherwise than the scene of this host has it.

    Raises:
        BadInput: it cannot.
    """
    traits = traits_of(state.scene.host)
    wrong = [name.replace("_", " ") for name in OVERRIDES if said.get(name) not in {None, "", ()}]
    if wrong and not traits.overridable:
        raise BadInput(_("{software} scenes are rendered as they are: “{name}” cannot be chosen for one submission."
                         ).format(software=traits.software, name=wrong[0]))


def sent_as_it_is(state: State) -> str:
    """Return what is to be said where a scene's file is sent as it lies on disk, but is to be rendered otherwise."""
    choices, current = state.submit.choices, state.account.current
    otherwise = overrides_of(choices) or choices.view_layers
    if not otherwise or (current is not None and current.rendering is not None):
        return ""
    return _("The scene's file is sent as it is; whether this farm goes by the other settings is not known. Submit "
             "from inside Blender to send a copy that has them.")


def place_typed(output: Path | None, own_output: bool) -> dict[str, Any]:
    """Return the choices of where results go: a folder that was typed, or the scene's own path; neither as it was.

    Raises:
        BadInput: both were typed.
    """
    if output is not None and own_output:
        raise BadInput(_("Results go either into a folder that you name or to the scene's own output path: choose "
                         "one."))
    if output is not None:
        return {"output_folder": str(output), "own_output": False}
    return {"own_output": True} if own_output else {}


def reasons_with_names(state: State) -> tuple[str, ...]:
    """Why nothing is submitted: each sentence with the names of what it is about, for whoever sees no list of them."""
    named = {finding.text: _with_names(finding) for finding in state.submit.errors}
    return tuple(named.get(reason, reason) for reason in state.reasons)


def _with_names(finding: Finding) -> str:
    names = format.names(finding.details or finding.nodes, MOST_NAMED)
    return _("{text} ({names})").format(text=finding.text, names=names) if names else finding.text


def _need(wanted: object, known: list[Any], what: str, *, unlisted: bool = False) -> None:
    if wanted is not None and unlisted:
        raise BadInput(_("This account may not list what there is, so “{name}” ({what}) cannot be checked: ask the "
                         "owner of the account to allow it.").format(what=what, name=wanted))
    if wanted is not None and wanted not in known:
        raise BadInput(_("There is no {what} “{name}”; there is: {known}.").format(
            what=what, name=wanted, known=listed(map(str, dict.fromkeys(known))) or "–"))
