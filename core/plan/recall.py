"""What an artist chose for a plan, read back out of it. Pure."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from ..common.errors import BadInput
from ..model.choices import Choices
from ..model.frames import parse, shown
from ..offer.values import Environment
from ..settings.presets import OF_ONE_SUBMISSION, to_changes
from .plan import Plan

NUMBERS = {"frames_per_task": "frames_per_task", "tiles": "tiles", "job_stop_time": "stop_frame_after",
           "task_stop_time": "stop_task_after", "time_out": "warn_frame_after"}
"""Field of task_info -> field of ``Choices``."""


def environment_of(plan: Plan) -> Environment:
    """Return what a task was submitted with; the name is empty where nobody chose one, or the plan is an old one."""
    config, info = plan.task["software_config"], plan.task["task_info"]
    return Environment(str((plan.choices or {}).get("environment") or ""), config["cg_name"], config["cg_version"],
                       tuple(config["plugins"].items()), os_name=int(info["os_name"]),
                       layer_type=int(info["render_layer_type"]))


def found_again(had: Environment, offered: Sequence[Environment]) -> Environment | None:
    """Return the environment of the same name, else one of the same contents; None where neither is offered."""
    named = (each for each in offered if each.name == had.name)
    return next(named, None) or next((each for each in offered if same_contents(each, had)), None)


def same_contents(one: Environment, other: Environment) -> bool:
    """Whether both have the application and the same plug-ins, each in the same version."""
    return one.version == other.version and dict(one.plugins) == dict(other.plugins)


def choices_of(plan: Plan, environments: Sequence[Environment], hardware: Sequence[Any]) -> dict[str, Any]:
    """Every field of ``Choices`` as it was; an environment or hardware that is not offered any more is left out.

    Plans of older versions do not say what was chosen: of those it is what their task.json tells.
    """
    changes = _of_task(plan) if plan.choices is None else _as_chosen(plan.choices)
    changes.pop("environment", "")
    offered = _offered(plan, changes.pop("hardware", None), environments, hardware)
    return {**changes, **offered}


def _as_chosen(written: Mapping[str, Any]) -> dict[str, Any]:
    """Every field as it was written down; what cannot be read is as it is built in."""
    plain = {field.name: getattr(Choices(), field.name) for field in dataclasses.fields(Choices)}
    return {**plain, **{name: value for name, value in to_changes(written).items() if name not in OF_ONE_SUBMISSION}}


def _offered(plan: Plan, node: int | None, environments: Sequence[Environment],
             hardware: Sequence[Any]) -> dict[str, Any]:
    """Return the environment and hardware of those chosen, else of task.json, that the farm offers now."""
    found: dict[str, Any] = {}
    environment = found_again(environment_of(plan), environments)
    if environment is not None:
        found["environment"] = environment.name
    wanted = str(node) if node is not None else plan.task["task_info"].get("hardwareConfigId")
    for each in hardware:
        if str(each.id) == wanted and not each.reason:
            found["hardware"] = each.id
            break
    return found


def _of_task(plan: Plan) -> dict[str, Any]:
    """Return the fields that task.json and the plan tell."""
    info: Mapping[str, Any] = plan.task["task_info"]
    changes: dict[str, Any] = {
        "project": info.get("project_name") or "", "priority": plan.priority, "tags": plan.tags,
        "artist": plan.artist, "batch": plan.batch, "comment": plan.comment,
        "pause_after_test": info.get("stop_after_test") == "1",
        "still": info.get("is_picture") == "1", "tiles_type": info.get("tiles_type") or "block",
    }
    for name, field in NUMBERS.items():
        if str(info.get(name, "")).isdigit():
            changes[field] = int(info[name])
    changes.update(_tests(str(info.get("pre_frames") or "")))
    frames = _frames(plan.task.get("scene_info_render"))
    if len(frames) == 1:
        with contextlib.suppress(BadInput):
            changes["frames"] = shown(parse(frames.pop()))
    if plan.folder:
        changes["output_folder"] = plan.folder
    return changes


def _tests(written: str) -> dict[str, Any]:
    """``101:3-4[1]``: first, middle, last, and what was typed."""
    switches, _colon, typed = written.partition(":")
    found: dict[str, Any] = {"test_first": switches[:1] == "1", "test_middle": switches[1:2] == "1",
                             "test_last": switches[2:3] == "1", "test_frames": ""}
    with contextlib.suppress(BadInput):
        found["test_frames"] = shown(parse(typed)) if typed else ""
    return found


def _frames(render: object) -> set[str]:
    """Every frame range below ``scene_info_render``."""
    if isinstance(render, Mapping):
        here = {render["frames"]} if isinstance(render.get("frames"), str) and render["frames"] else set()
        return here.union(*(_frames(value) for value in render.values()))
    if isinstance(render, list):
        return set().union(*map(_frames, render))
    return set()
