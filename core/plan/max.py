"""task.json of a 3ds Max scene: cameras with the same frames, size and output are one task.

Source: task_json and the vendor's example. What only 3ds Max knows of a scene (faces, gamma, the project folder)
is in its details under the names of that example; a renderer's settings have ``renderer.`` in front.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import Any

from ..common.i18n import _
from ..model.finding_codes import NO_CAMERA
from ..model.frames import numbers, text
from ..model.host import Frames
from ..model.traits import Distribution, HostTraits
from .info import additional_info, software_config, task_info
from .task_input import TaskInput, UnitWork, slashes

TRAITS = HostTraits(
    name="max", software="3ds Max", cg_id="2001",
    badge="Mx", unit_title=lambda: _("Camera"), styled=True,
    endings=(".max",),
    programs=("3dsmaxbatch.exe",),
    hands_arguments=False,
    process="3dsmax",
    pythons=("{folder}/Python/python.exe",),
    decisive=1,
    renderer_plugins={"V_Ray": ("vray",), "Corona": ("corona", "CoronaRenderer"), "Redshift": ("redshift",)},
    packed=True,
    distributed=Distribution.NEVER,
    tiles_need_gi=True,
    ascii_only=True,
    drive_letters_only=True,
    refuses_long_paths=True,
    unique_cameras=True,
    files_by_name=True,
    no_camera_code=NO_CAMERA,
)
FILE_TYPES = [".tga", ".tif", ".jpg", ".png", ".exr", ".rla", ".rpf"]

DEFAULTS = {
    "CurrentProjectFolder": "", "Faces": "0", "Vertices": "0", "Peak_Memory": "0", "gamma": "0", "gamma_val": "2.2",
    "in_gamma": "2.2", "out_gamma": "2.2", "global_proxy": "false", "net_render": "0", "rend_save_file": "true",
}
"""Defaults of ``common``, used where the host does not say."""

V_RAY = "vray"
RENDERERS = {
    "Default_Scanline": "scanline", "V_Ray": V_RAY, "Corona": "corona", "Redshift": "redshift", "Arnold": "arnold",
    "ART": "art",
}
"""How a renderer's class begins -> the farm's name of it."""

SINGLE, ACTIVE, RANGE, LIST = "1", "2", "3", "4"
"""rend_timeType"""


def groups(work: Sequence[UnitWork]) -> list[tuple[UnitWork, ...]]:
    """``common`` has one set of frames, one size, one output for all its cameras."""
    alike: dict[object, list[UnitWork]] = {}
    for each in work:
        key = (each.frames, each.unit.size, each.unit.output, each.unit.renderer, each.unit.elements)
        alike.setdefault(key, []).append(each)
    return [tuple(each) for each in alike.values()]


def task(task_input: TaskInput) -> dict[str, Any]:
    """task.json of cameras that are alike."""
    # A state set may render the camera of another unit.
    cameras = list(dict.fromkeys(each.unit.camera for each in task_input.work if each.unit.camera))
    enabled = list(dict.fromkeys(unit.camera for unit in task_input.scene.units if unit.enabled and unit.camera))
    unit = task_input.first.unit
    return {
        "software_config": software_config(task_input),
        "task_info": task_info(task_input, TRAITS.cg_id),
        "scene_info_render": {"common": _common(task_input, task_input.first.frames, cameras),
                              "renderer": _renderer(task_input, task_input.first.frames)},
        "scene_info": {"common": _common(task_input, (unit.frames,), enabled),
                       "renderer": _renderer(task_input, (unit.frames,))},
        "additional_info": additional_info(task_input),
    }


def _common(task_input: TaskInput, frames: Sequence[Frames], cameras: Sequence[str]) -> dict[str, Any]:
    scene, unit = task_input.scene, task_input.first.unit
    details = {name: scene.details.get(name, usual) for name, usual in DEFAULTS.items()}
    if scene.project and not details["CurrentProjectFolder"]:
        details["CurrentProjectFolder"] = slashes(scene.project)
    animation = scene.animation or unit.frames
    name, suffix = posixpath.splitext(slashes(unit.output))
    return {
        **details,
        "all_camera": list(scene.cameras or dict.fromkeys(each.camera for each in scene.units if each.camera)),
        "renderable_camera": list(cameras),
        "cgv": scene.version,
        "frames": text(frames),
        "animation_range": f"{animation.first}-{animation.last}",
        "rend_timeType": _time_type(frames, animation),
        "is_picture": "1" if task_input.choices.still else "0",
        "width": str(unit.size[0]),
        "height": str(unit.size[1]),
        "output_file": slashes(unit.output),
        "output_file_basename": posixpath.basename(name),
        "output_file_type": suffix,
        "all_output_file_type": FILE_TYPES,
        **_elements(task_input),
    }


def _elements(task_input: TaskInput) -> dict[str, Any]:
    elements = task_input.first.unit.elements
    suffixes = [posixpath.splitext(path)[1] for _name, path in elements if path]
    return {
        "element_active": "1" if elements else "0",
        "element_list": [name for name, _path in elements],
        "element_path_list": [slashes(path) for _name, path in elements if path],
        "element_type": suffixes[0] if suffixes else "",
        "all_element_type": FILE_TYPES,
    }


def _renderer(task_input: TaskInput, frames: Sequence[Frames]) -> dict[str, str]:
    original = task_input.first.unit.renderer
    name = next((short for start, short in RENDERERS.items() if original.startswith(start)), original)
    settings = {key.split(".", 1)[1]: value for key, value in task_input.scene.details.items()
                if key.startswith("renderer.")}
    light = _light(task_input, frames) if name == V_RAY and "gi" in settings else {}
    return {"name": name, "renderer": name, "renderer_orign": original, **light, **settings}  # the farm's spelling


def _light(task_input: TaskInput, frames: Sequence[Frames]) -> dict[str, str]:
    """Size and frames of the pass that computes V-Ray's light: those of the pictures, as in the farm's example."""
    width, height = task_input.first.unit.size
    return {"gi_width": str(width), "gi_height": str(height), "gi_frames": text(frames)}


def _time_type(frames: Sequence[Frames], animation: Frames) -> str:
    if len(numbers(frames)) == 1:
        return SINGLE
    if len(frames) > 1:
        return LIST
    return ACTIVE if frames[0] == animation else RANGE
