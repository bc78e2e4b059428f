"""task.json of a Blender scene: one task for each camera. Source: task_json and the vendor's example."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..common.i18n import _
from ..model.frames import text
from ..model.host import Frames, RenderUnit
from ..model.traits import HostTraits
from ..model.unit_details import ALONE
from .info import additional_info, software_config, task_info
from .task_input import TaskInput, UnitWork, slashes

TRAITS = HostTraits(
    name="blender", software="Blender", cg_id="2007",
    badge="Bl", unit_title=lambda: _("Scene"),
    endings=(".blend",),
    process="blender",
    missing_code="35001",
)


def groups(work: Sequence[UnitWork]) -> list[tuple[UnitWork, ...]]:
    """The document has one camera for a task."""
    return [(each,) for each in work]


def task(task_input: TaskInput) -> dict[str, Any]:
    """task.json of one render unit."""
    unit = task_input.first.unit
    more: dict[str, Any] = {"view_layers": list(unit.layers)} if unit.layers else {}
    if ALONE in dict(unit.details):
        more["camera_alone"] = "1"
    return {
        "software_config": software_config(task_input),
        "task_info": task_info(task_input, TRAITS.cg_id),
        "scene_info_render": {"common": _common(unit, task_input.first.frames)},
        "scene_info": {"common": _common(unit, (unit.frames,))},
        "additional_info": additional_info(task_input, **more),
    }


def _common(unit: RenderUnit, frames: Sequence[Frames]) -> dict[str, Any]:
    return {
        "frames": text(frames),
        "width": str(unit.size[0]),
        "height": str(unit.size[1]),
        "Render_Format": unit.format,
        "Output_path": slashes(unit.output),
        # The vendor's example prints a raw repr, <bpy_struct, Object("Camera")>; a plain name is meant.
        "camera_name": unit.camera,
        "scene_name": [unit.name],
    }
