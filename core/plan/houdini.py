"""task.json of a Houdini scene: one task of its ROPs and simulations. Source: task_json, the vendor's example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..common.i18n import _
from ..model.finding_codes import NO_RENDER_NODE
from ..model.frames import text
from ..model.host import Frames, RenderUnit
from ..model.traits import Distribution, HostTraits
from ..model.unit_order import in_order, waits_for
from .info import additional_info, software_config, task_info
from .task_input import TaskInput, UnitWork, slashes

TRAITS = HostTraits(
    name="houdini", software="Houdini", cg_id="2004",
    badge="Ho", unit_title=lambda: _("ROP"), styled=True,
    own_words={"zh_CN": {"摄影机": "相机"}},
    endings=(".hip", ".hiplc", ".hipnc"),
    programs=("bin/hython", "bin/hython.exe",
              "Frameworks/Houdini.framework/Versions/Current/Resources/bin/hython"),
    # On macOS HFS is …/Houdini.framework/Versions/X/Resources, with Python in a framework beside.
    pythons=("{HFS}/python/bin/python{dotted}", "{HFS}/python/bin/python", "{HFS}/python{plain}/python.exe",
             "{HFS}/../../../../Python.framework/Versions/{dotted}/bin/python{dotted}"),
    renderer_plugins={"arnold": ("htoa",), "Redshift": ("redshift",), "vray": ("vray",), "ris": ("renderman",),
                      "Octane": ("octane",)},
    distributed=Distribution.ALWAYS,
    shared_output=True,
    ordered_kind="simulation",
    camera_optional=True,
    size_optional=True,
    missing_code="50001",
    nothing_code=NO_RENDER_NODE,
)
OPTIONS = {"render": "-1", "simulation": "0", "distributed": "1"}
LISTS = {"render": "rop_node", "simulation": "geo_node", "distributed": "distributedsim_node"}
SLICES = ("output_driver", "simControlName", "output_file", "num_slices", "sliceType")
"""What a distributed simulation has besides; the host gives it as details of the unit."""
SORT = "geoDependencySort"
"""The place of a simulation among those that are made, from "1" on; with it task_info has the keys of ``ORDERED``."""
ORDERED = {"multi_node": "0", "geo_node_dependency": "1"}


def groups(work: Sequence[UnitWork]) -> list[tuple[UnitWork, ...]]:
    """All nodes go into one task: a render may wait for a simulation of the same scene."""
    return [tuple(work)]


def task(task_input: TaskInput) -> dict[str, Any]:
    """task.json of all nodes, with those marked that are rendered."""
    shared = task_input.choices.distributed or any(each.unit.kind == "distributed" for each in task_input.work)
    chosen = {each.unit.id: each.frames for each in task_input.work}
    units = in_order(task_input.scene.units)
    places = _places([unit for unit in units if unit.id in chosen], waits_for(units))
    own = {"is_distribute_render": "1" if shared else "0", **(ORDERED if places else {})}
    return {
        "software_config": software_config(task_input),
        "task_info": task_info(task_input, TRAITS.cg_id, **own),
        "scene_info_render": _nodes(
            ((unit, chosen.get(unit.id, (unit.frames,)), unit.id in chosen) for unit in units), places),
        "scene_info": _nodes(((unit, (unit.frames,), unit.enabled) for unit in units), {}),
        "additional_info": additional_info(task_input),
    }


def _places(chosen: Sequence[RenderUnit], before: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Return the id of each chosen simulation -> its place among them; empty where nothing waits for one of them.

    Source: ``set_geo_node_order`` of the vendor's package rayvision_houdini, which takes each number once.
    """
    simulations = [unit for unit in chosen if unit.kind == TRAITS.ordered_kind]
    names = {unit.name for unit in simulations}
    if not any(names & before[unit.name] for unit in chosen):
        return {}
    return {unit.id: str(place) for place, unit in enumerate(simulations, 1)}


def _nodes(units: Any, places: Mapping[str, str]) -> dict[str, Any]:
    nodes: dict[str, list[dict[str, str]]] = {name: [] for name in LISTS.values()}
    for unit, frames, on in units:
        place = {SORT: places[unit.id]} if unit.id in places else {}
        nodes[LISTS[unit.kind]].append({**_node(unit, frames, on), **place})
    return nodes


def _node(unit: RenderUnit, frames: Sequence[Frames], on: bool) -> dict[str, str]:
    node = {
        "node": unit.name,
        "frames": text(frames),
        "option": OPTIONS[unit.kind],
        "render": "1" if on else "0",
    }
    if unit.kind == "distributed":
        details = dict(unit.details)
        return {**node, **{name: slashes(details.get(name, "")) for name in SLICES}}
    if unit.kind == "render" and min(unit.size) < 1:
        return {**node, "width": "", "height": ""}  # as the vendor's analysis, where it does not know the size
    return {**node, "width": str(unit.size[0]), "height": str(unit.size[1])}
