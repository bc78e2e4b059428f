"""task.json of a Blender scene: one task for each camera. Source: task_json and the vendor's example."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Any

from ..common.i18n import _
from ..model.choices import Choices
from ..model.frames import text
from ..model.host import Frames, RenderUnit
from ..model.overrides import overrides_of
from ..model.traits import HostTraits
from ..model.unit_details import ALONE, FULL_SIZE, MOVIE
from .info import additional_info, software_config, task_info
from .task_input import TaskInput, UnitWork, slashes

TRAITS = HostTraits(
    name="blender", software="Blender", cg_id="2007",
    badge="Bl", unit_title=lambda: _("Scene"),
    own_words={"zh_CN": {"摄影机": "摄像机"}},
    endings=(".blend",),
    process="blender",
    missing_code="35001",
    overridable=True,
    movie_formats=frozenset({"FFMPEG", "AVI_JPEG", "AVI_RAW"}),
)

FRAMES_OF_A_MOVIE = "PNG"


def groups(work: Sequence[UnitWork]) -> list[tuple[UnitWork, ...]]:
    """The document has one camera for a task."""
    return [(each,) for each in work]


def task(task_input: TaskInput) -> dict[str, Any]:
    """task.json of one render unit."""
    unit = task_input.first.unit
    choices = task_input.choices
    own: dict[str, Any] = {"view_layers": list(unit.layers)} if unit.layers else {}
    if ALONE in dict(unit.details):
        own["camera_alone"] = "1"
    if overrides := overrides_of(choices):
        own["overrides"] = overrides
    common = _common(_rendered(unit, choices), task_input.first.frames)
    return {
        "software_config": software_config(task_input),
        "task_info": task_info(task_input, TRAITS.cg_id),
        "scene_info_render": {"common": common},
        "scene_info": {"common": _common(unit, (unit.frames,))},
        "additional_info": additional_info(task_input, **own),
    }


def _rendered(unit: RenderUnit, choices: Choices) -> RenderUnit:
    """The unit as it is rendered: pictures where the scene asks for a movie, at the size that was chosen."""
    unit = dataclasses.replace(unit, size=size_of(unit, choices))
    if MOVIE not in dict(unit.details):
        return unit
    # Of the name of the movie what stands for its frames: their range, or the digits of their number.
    found = re.fullmatch(r"(.*?)(?:\d{4,}-\d{4,}|(#+)|)\.\w+", unit.output, re.DOTALL)
    output = f"{found[1]}{found[2] or '####'}.png" if found else unit.output
    return dataclasses.replace(unit, format="PNG", output=output)


def size_of(unit: RenderUnit, choices: Choices) -> tuple[int, int]:
    """The size at the percentage that was chosen: whole pixels, rounded down as Blender does."""
    if choices.percentage is None:
        return unit.size
    full = dict(unit.details).get(FULL_SIZE, "").split() or unit.size
    width, height = (max(1, int(pixels) * choices.percentage // 100) for pixels in full)
    return width, height


def _common(unit: RenderUnit, frames: Sequence[Frames]) -> dict[str, Any]:
    return {
        "frames": text(frames),
        "width": str(unit.size[0]),
        "height": str(unit.size[1]),
        # Of a movie single frames are rendered, as the check of the movie says.
        "Render_Format": FRAMES_OF_A_MOVIE if unit.format in TRAITS.movie_formats else unit.format,
        "Output_path": slashes(unit.output),
        # The vendor's example prints a raw repr, <bpy_struct, Object("Camera")>; a plain name is meant.
        "camera_name": unit.camera,
        "scene_name": [unit.name],
    }
