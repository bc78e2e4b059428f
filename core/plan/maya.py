"""task.json of a Maya scene: one task, its layers as sub-tasks. Source: task_json and the vendor's example."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..common.i18n import _
from ..model.frames import numbers, text
from ..model.host import Frames, RenderUnit
from ..model.traits import Distribution, HostTraits
from ..offer import layer_types
from .info import additional_info, software_config, task_info
from .task_input import TaskInput, UnitWork

TRAITS = HostTraits(
    name="maya", software="Maya", cg_id="2000",
    badge="Ma", unit_title=lambda: _("Layer"), styled=True,
    endings=(".ma", ".mb"),
    programs=("bin/mayapy", "Maya.app/Contents/bin/mayapy", "bin/mayapy.exe"),
    process="maya",
    # On macOS the application is in Contents/MacOS, mayapy in Contents/bin.
    pythons=("{folder}/mayapy", "{folder}/mayapy.exe", "{parent}/bin/mayapy", "{parent}/bin/mayapy.exe",
             "{MAYA_LOCATION}/bin/mayapy", "{MAYA_LOCATION}/bin/mayapy.exe"),
    decisive=1,
    renderer_plugins={"arnold": ("mtoa",), "vray": ("vrayformaya", "vray"), "redshift": ("redshift",),
                      "renderman": ("renderman",)},
    layered=True,
    distributed=Distribution.NEVER,
)


def groups(work: Sequence[UnitWork]) -> list[tuple[UnitWork, ...]]:
    """All layers go into one task."""
    return [tuple(work)]


def task(task_input: TaskInput) -> dict[str, Any]:
    """task.json of all selected layers, each with its selected cameras."""
    layered = task_input.choices.layered is not False
    return {
        "software_config": software_config(task_input),
        "task_info": task_info(
            task_input, TRAITS.cg_id, enable_layered="1" if layered else "0",
            render_layer_type=_layer_type(task_input)),
        "layers": list(dict.fromkeys(_node(each.unit) for each in task_input.work)),
        "scene_info_render": _chosen(task_input),
        "scene_info": _gathered(task_input),
        "additional_info": additional_info(task_input),
    }


def _layer_type(task_input: TaskInput) -> str:
    """The mode that the chosen layers need, or that of the scene where they are the same in both."""
    needed = layer_types.layer_type(each.unit for each in task_input.work)
    return task_input.scene.details.get(layer_types.SCENE, "0") if needed is None else str(needed)


def _chosen(task_input: TaskInput) -> dict[str, Any]:
    """The selected layers with what is rendered of them; the others are said not to be rendered."""
    layers = {name: {**layer, "renderable": "0"} for name, layer in _gathered(task_input).items()}
    for name in dict.fromkeys(_node(each.unit) for each in task_input.work):
        mine = [each for each in task_input.work if _node(each.unit) == name]
        layers[name] = _layer(task_input, [each.unit for each in mine], mine[0].frames, renderable=True)
    return layers


def _gathered(task_input: TaskInput) -> dict[str, Any]:
    """Every layer as the scene has it."""
    layers: dict[str, list[RenderUnit]] = {}
    for unit in task_input.scene.units:
        layers.setdefault(_node(unit), []).append(unit)
    return {name: _layer(task_input, [unit for unit in units if unit.enabled] or units[:1], (units[0].frames,),
                         renderable=any(unit.enabled for unit in units))
            for name, units in layers.items()}


def _node(unit: RenderUnit) -> str:
    """The layer's node, by which Maya renders it: render setup shows artists another name."""
    return dict(unit.details).get("layer", unit.name)


def _layer(task_input: TaskInput, units: Sequence[RenderUnit], frames: Sequence[Frames], *,
           renderable: bool) -> dict[str, Any]:
    return {
        "renderable": "1" if renderable else "0",
        "env": {},
        "option": "",
        "is_default_camera": "1",
        "common": _common(task_input, units, frames),
    }


def _common(task_input: TaskInput, units: Sequence[RenderUnit], frames: Sequence[Frames]) -> dict[str, Any]:
    unit, details = units[0], dict(units[0].details)
    return {
        "image_format": unit.format,
        "image_file_prefix": details.get("image_file_prefix", ""),
        "start": str(min(each.first for each in frames)),
        "end": str(max(each.last for each in frames)),
        # Of several ranges none is the step; the farm goes by "frames".
        "by_frame": str(frames[0].step if len(frames) == 1 else 1),
        "frames": text(frames),
        "width": str(unit.size[0]),
        "height": str(unit.size[1]),
        "renderer": unit.renderer,
        "animation": str(len(numbers(frames)) > 1),
        "renumber_frames": details.get("renumber_frames", "False"),
        "all_camera": list(task_input.scene.cameras or dict.fromkeys(each.camera for each in task_input.scene.units)),
        "render_camera": [each.camera for each in units if each.camera],
    }
