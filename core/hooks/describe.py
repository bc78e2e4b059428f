"""What is handed to hooks: a scene, choices, a plan, a task and a result as dictionaries (shapes.py). Pure."""

from __future__ import annotations

from collections.abc import Iterable

from ..assets.found import FoundAsset
from ..model.choices import Choices
from ..model.host import LISTED, RenderUnit
from ..model.host import Scene as HostScene
from ..plan.plan import Plan as SubmissionPlan
from ..settings.presets import every_choice
from . import shapes


def scene(host: str, it: HostScene) -> shapes.Scene:
    """The scene without its files, which may be many."""
    return {
        "version": shapes.VERSION, "host": host, "host_version": it.version, "path": str(it.path or ""),
        "project": str(it.project or ""), "cameras": list(it.cameras), "plugins": dict(it.plugins),
        "units": [_unit(each) for each in it.units], "files": []}


def used_files(assets: Iterable[FoundAsset]) -> list[shapes.UsedFile]:
    """The files that it names."""
    return [{"path": each.path, "kind": each.kind, "state": each.state.value, "nodes": list(each.used_by)}
            for each in assets]


def choices(it: Choices) -> shapes.Choices:
    """Every choice by its name."""
    return {"version": shapes.VERSION, **every_choice(it)}


def plan(it: SubmissionPlan) -> shapes.Plan:
    """A submission; of its files only the scene is named."""
    return {
        "version": shapes.VERSION, "host": it.host, "name": it.name, "scene": it.stamp.path if it.stamp else "",
        "account": it.account, "job_name": it.job_name, "comment": it.comment, "batch": it.batch, "artist": it.artist,
        "priority": it.priority, "tags": list(it.tags), "folder": it.folder, "choices": dict(it.choices or {}),
        "hooks": [{"file": each.file, "function": each.function, "choice": each.choice, "was": each.was,
                   "now": each.now} for each in it.hooks]}


def _unit(it: RenderUnit) -> shapes.Unit:
    return {
        "id": it.id, "name": it.name, "camera": it.camera, "layer": it.layer, "kind": it.kind,
        "frames": dict(it.details).get(LISTED) or str(it.frames), "size": list(it.size), "renderer": it.renderer,
        "output": it.output, "format": it.format, "enabled": it.enabled}
