"""What an artist chose for a plan, read back out of it. Pure."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from ..common.errors import BadInput
from ..model.choices import Choices
from ..model.frames import parse, shown
from ..settings.presets import to_changes
from .plan import Plan

NUMBERS = {"frames_per_task": "frames_per_task", "tiles": "tiles", "job_stop_time": "stop_frame_after",
           "task_stop_time": "stop_task_after", "time_out": "warn_frame_after"}
"""Field of task_info -> field of ``Choices``."""


def choices_of(plan: Plan, environments: Sequence[Any], hardware: Sequence[Any]) -> dict[str, Any]:
    """Every field of ``Choices`` as it was; an environment or hardware that is not offered any more is left out.

    Plans of older versions do not say what was chosen: of those it is what their task.json tells.
    """
    changes = _of_task(plan) if plan.choices is None else _as_chosen(plan.choices)
    offered = _offered(plan, changes.pop("environment", ""), changes.pop("hardware", None), environments, hardware)
    return {**changes, **offered}


def _as_chosen(written: Mapping[str, Any]) -> dict[str, Any]:
    """Every field as it was written down; what cannot be read is as it is built in."""
    plain = {field.name: getattr(Choices(), field.name) for field in dataclasses.fields(Choices)}
    return {**plain, **to_changes(written)}


def _offered(plan: Plan, name: str, node: int | None, environments: Sequence[Any],
             hardware: Sequence[Any]) -> dict[str, Any]:
    """Return the environment and hardware of those chosen, else of task.json, that the farm offers now."""
    found: dict[str, Any] = {}
    config = plan.task["software_config"]
    same = [each.name for each in environments if each.version == config["cg_version"]
            and dict(each.plugins) == config["plugins"]]
    if any(each.name == name for each in environments):
        found["environment"] = name
    elif same:
        found["environment"] = same[0]
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
