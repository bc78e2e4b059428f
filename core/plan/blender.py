"""task.json of a Blender scene. Source: task_json and the vendor's example."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..facts import Facts
from ..host import Frames, RenderUnit, Scene
from ..state import Environment, Hardware
from .choices import Choices
from .frames import numbers, text

CG_ID = "2007"


def blender_task(
    scene: Scene,
    unit: RenderUnit,
    frames: Sequence[Frames],
    choices: Choices,
    environment: Environment,
    hardware: Hardware,
    platform: str,
    facts: Facts,
) -> dict[str, Any]:
    """task.json for one render unit; every scalar is a string. ``task_id`` is filled in later."""
    common = {
        "frames": text(frames),
        "width": str(unit.size[0]),
        "height": str(unit.size[1]),
        "Render_Format": unit.format,
        "Output_path": unit.output.replace("\\", "/"),
        # The vendor's example prints a raw repr, <bpy_struct, Object("Camera")>; a plain name is meant.
        "camera_name": unit.camera,
        "scene_name": [unit.name],
    }
    return {
        "software_config": {
            "cg_name": environment.software,
            "cg_version": environment.version,
            "plugins": dict(environment.plugins),
        },
        "task_info": {
            **_fixed(),
            "user_id": facts.user_id,
            "project_id": dict(facts.projects).get(choices.project, "0"),
            "project_name": choices.project,
            "input_cg_file": str(scene.path).replace("\\", "/"),
            "platform": platform,
            "os_name": str(environment.os_name),
            "ram": "128" if hardware.ram == "128" else "64",
            "hardwareConfigId": str(hardware.id),
            "frames_per_task": str(choices.frames_per_task),
            "pre_frames": "".join("1" if on else "0" for on in (
                choices.test_first, choices.test_middle, choices.test_last)),
            "stop_after_test": "1" if choices.pause_after_test else "2",
            "job_stop_time": str(choices.stop_frame_after),
            "time_out": str(choices.warn_frame_after),
            "is_picture": "1" if len(numbers(frames)) == 1 else "0",
        },
        "scene_info_render": {"common": common},
        "scene_info": {"common": {**common, "frames": str(unit.frames)}},
        "additional_info": {},
    }


def _fixed() -> dict[str, str]:
    """What Blender tasks always have (task_json, "task_info")."""
    return {
        "task_id": "",
        "cg_id": CG_ID,
        "channel": "4",
        "input_project_path": "",
        "task_stop_time": "0",
        "tiles": "1",
        "tiles_type": "block",
        "enable_layered": "0",
        "render_layer_type": "0",
        "is_layer_rendering": "1",
        "is_distribute_render": "0",
        "distribute_render_node": "3",
    }
