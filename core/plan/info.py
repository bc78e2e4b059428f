"""The parts of task.json that are the same for every host: software_config and task_info."""

from __future__ import annotations

from typing import Any

from ..model.frames import parse, text
from .task_input import TaskInput, slashes

API_CHANNEL = "4"
CARDS = 2
"""The documented default of graphics_cards_num."""


def software_config(task_input: TaskInput) -> dict[str, Any]:
    """The application and its plug-ins, as the environment has them."""
    environment = task_input.environment
    return {
        "cg_name": environment.software,
        "cg_version": environment.version,
        "plugins": dict(environment.plugins),
    }


def task_info(task_input: TaskInput, cg_id: str, **own: str) -> dict[str, Any]:
    """Every key of the document's table: chosen, or its documented default; ``own`` are the host's."""
    return {**_target(task_input, cg_id), **_frames(task_input), **_limits(task_input), **_layers(task_input), **own}


def additional_info(task_input: TaskInput, **own: Any) -> dict[str, Any]:
    """``additional_info``: the host's, and the OCIO configuration, which applications take from their environment.

    The document leaves this object to the submitter; a farm that does not know the key ignores it.
    """
    colour = task_input.scene.colour_file
    return {**own, "OCIO": slashes(colour)} if colour else own


def _target(task_input: TaskInput, cg_id: str) -> dict[str, Any]:
    """Return the fields that say what is rendered, for whom, and on what."""
    choices, hardware, scene = task_input.choices, task_input.hardware, task_input.scene
    return {
        "task_id": "",  # filled in when the farm has given it
        "user_id": task_input.facts.user_id,
        "project_id": dict(task_input.facts.projects).get(choices.project, "0"),
        "project_name": choices.project,
        "input_cg_file": slashes(scene.path),
        "input_project_path": slashes(scene.project) if scene.project else "",
        "cg_id": cg_id,
        "platform": task_input.platform,
        "channel": API_CHANNEL,
        "os_name": str(task_input.environment.os_name),
        "ram": str(choices.ram or ("128" if hardware.ram == "128" else "64")),
        "hardwareConfigId": str(hardware.id),
        "hardwareConfigIds": [str(hardware.id)],
        "graphics_cards_num": str(choices.graphics_cards or min(hardware.cards or CARDS, CARDS)),
    }


def _frames(task_input: TaskInput) -> dict[str, Any]:
    choices = task_input.choices
    return {
        "frames_per_task": str(choices.frames_per_task),
        "pre_frames": _test_frames(task_input),
        "stop_after_test": "1" if choices.pause_after_test else "2",
        "tiles": str(choices.tiles),
        "tiles_type": choices.tiles_type,
        "is_picture": "1" if choices.still else "0",
    }


def _limits(task_input: TaskInput) -> dict[str, Any]:
    choices = task_input.choices
    return {
        "job_stop_time": str(choices.stop_frame_after),
        "task_stop_time": str(choices.stop_task_after),
        "time_out": str(choices.warn_frame_after),
    }


def _layers(task_input: TaskInput) -> dict[str, Any]:
    choices = task_input.choices
    return {
        "enable_layered": "1" if choices.layered else "0",
        "render_layer_type": "0",
        "is_layer_rendering": "1",
        "is_distribute_render": "1" if choices.distributed else "0",
        "distribute_render_node": str(choices.distributed_nodes),
    }


def _test_frames(task_input: TaskInput) -> str:
    """``100``, ``000:1-1[1],3-4[1]``: three switches, then what was typed."""
    choices = task_input.choices
    switches = "".join("1" if on else "0" for on in (choices.test_first, choices.test_middle, choices.test_last))
    return f"{switches}:{text(parse(choices.test_frames))}" if choices.test_frames.strip() else switches
