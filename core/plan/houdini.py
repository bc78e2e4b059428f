"""task.json of a Houdini scene: one task of its ROPs and simulations. Source: task_json, the vendor's example."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..common.i18n import _
from ..model.frames import text
from ..model.host import Frames, RenderUnit
from ..model.traits import Distribution, HostTraits
from .info import software_config, task_info
from .task_input import TaskInput, UnitWork, slashes

TRAITS = HostTraits(
    name="houdini", software="Houdini", cg_id="2004",
    badge="Ho", unit_title=lambda: _("ROP"), styled=True,
    endings=(".hip", ".hiplc", ".hipnc"),
    programs=("bin/hython", "bin/hython.exe",
              "Frameworks/Houdini.framework/Versions/Current/Resources/bin/hython"),
    # On macOS HFS is …/Houdini.framework/Versions/X/Resources, with Python in a framework beside.
    pythons=("{HFS}/python/bin/python{dotted}", "{HFS}/python/bin/python", "{HFS}/python{plain}/python.exe",
             "{HFS}/../../../../Python.framework/Versions/{dotted}/bin/python{dotted}"),
    renderer_plugins={"arnold": ("htoa",), "Redshift": ("redshift",), "vray": ("vray",), "ris": ("renderman",)},
    distributed=Distribution.ALWAYS,
    shared_output=True,
    camera_optional=True,
    size_optional=True,
    missing_code="50001",
)
OPTIONS = {"render": "-1", "simulation": "0", "distributed": "1"}
LISTS = {"render": "rop_node", "simulation": "geo_node", "distributed": "distributedsim_node"}
SLICES = ("output_driver", "simControlName", "output_file", "num_slices", "sliceType")
"""What a distributed simulation has besides; the host gives it as details of the unit."""


def groups(work: Sequence[UnitWork]) -> list[tuple[UnitWork, ...]]:
    """All nodes go into one task: a render may wait for a simulation of the same scene."""
    return [tuple(work)]


def task(task_input: TaskInput) -> dict[str, Any]:
    """task.json of all nodes, with those marked that are rendered."""
    shared = task_input.choices.distributed or any(each.unit.kind == "distributed" for each in task_input.work)
    chosen = {each.unit.id: each.frames for each in task_input.work}
    return {
        "software_config": software_config(task_input),
        "task_info": task_info(task_input, TRAITS.cg_id, is_distribute_render="1" if shared else "0"),
        "scene_info_render": _nodes(
            (unit, chosen.get(unit.id, (unit.frames,)), unit.id in chosen) for unit in task_input.scene.units),
        "scene_info": _nodes((unit, (unit.frames,), unit.enabled) for unit in task_input.scene.units),
        "additional_info": {},
    }


def _nodes(units: Any) -> dict[str, Any]:
    nodes: dict[str, list[dict[str, str]]] = {name: [] for name in LISTS.values()}
    for unit, frames, on in units:
        nodes[LISTS[unit.kind]].append(_node(unit, frames, on))
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
    return {**node, "width": str(unit.size[0]), "height": str(unit.size[1])}
