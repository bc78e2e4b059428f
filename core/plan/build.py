"""Scene + choices + the account's facts -> plans. Pure but for the MD5 of the scene file."""

from __future__ import annotations

import datetime
import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Callable

from ..assets.found import AssetState, FoundAsset, LocalFile
from ..checks.finding import Finding, Severity
from ..errors import BadInput
from ..facts import Facts
from ..host import Frames, RenderUnit, Scene
from ..i18n import _
from ..state import Environment, Hardware
from . import frames as frame_ranges
from .blender import blender_task
from .choices import Choices
from .paths import server_path
from .plan import Plan, SentFile

BLOCK = 1 << 20
TASKS: dict[str, Callable[..., dict[str, Any]]] = {"blender": blender_task}


def selected(scene: Scene, choices: Choices) -> tuple[RenderUnit, ...]:
    """The render units to render, with the frames that were typed."""
    chosen = [unit for unit in scene.units
              if (unit.enabled if choices.units is None else unit.id in choices.units)]
    return tuple(chosen)


def frames_of(unit: RenderUnit, choices: Choices) -> tuple[Frames, ...]:
    """What to render of a unit. Raises BadInput for what cannot be read."""
    return (unit.frames,) if choices.frames is None else frame_ranges.parse(choices.frames)


def pick_environment(environments: Sequence[Environment], choices: Choices, version: str) -> Environment | None:
    """The chosen one; else the default if its version fits, else any that fits, else the default."""
    for each in environments:
        if each.name == choices.environment:
            return each
    fitting = [each for each in environments if each.matches(version)]
    return next(iter((*fitting, *environments)), None)


def pick_hardware(hardware: Sequence[Hardware], choices: Choices) -> Hardware | None:
    """The chosen one, else the first that can be used."""
    for each in hardware:
        if each.id == choices.hardware:
            return each
    return next((each for each in hardware if not each.reason), None)


def build_plans(
    host: str,
    account: str,
    platform: str,
    facts: Facts,
    scene: Scene,
    assets: Sequence[FoundAsset],
    findings: Sequence[Finding],
    choices: Choices,
) -> tuple[Plan, ...]:
    """One plan a task: for Blender one for each render unit. Reads the scene file.

    Raises:
        BadInput: an error finding, or a file that breaks its schema.
    """
    errors = [finding.text for finding in findings if finding.severity is Severity.ERROR]
    if errors or scene.path is None:
        raise BadInput(" ".join(errors) or _("The scene was never saved: save it, then submit."))
    environment = pick_environment(facts.environments, choices, scene.version)
    hardware = pick_hardware(facts.hardware, choices)
    if environment is None or hardware is None:
        raise BadInput(_("The farm offers no render environment or no hardware for this scene."))
    scene_file, md5 = _scene_file(scene.path)
    files = _files(scene_file, assets)
    shared: dict[str, Any] = {
        "host": host,
        "name": scene.path.name,
        "account": account,
        "upload": _upload(files, md5),
        "asset": _asset(assets),
        "tips": {finding.code: list(finding.details or finding.nodes) for finding in findings
                 if finding.severity is not Severity.NOTE},
        "files": files,
        "findings": tuple(findings),
        "folder": _folder(scene.path, choices),
        "priority": choices.priority,
        "tags": choices.tags,
        "artist": choices.artist,
    }
    plans = tuple(
        Plan(task=TASKS[host](scene, unit, frames_of(unit, choices), choices, environment, hardware,
                              platform, facts), **shared)
        for unit in selected(scene, choices)
    )
    for plan in plans:
        plan.check()
    return plans


def _scene_file(path: Path) -> tuple[LocalFile, str]:
    digest = hashlib.md5(usedforsecurity=False)  # the vendor's choice: upload.json carries an MD5
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            while block := file.read(BLOCK):
                digest.update(block)
    except OSError as error:
        raise BadInput(_("The scene {path} cannot be read: {reason}.").format(
            path=path, reason=error.strerror)) from error
    return LocalFile(str(path), status.st_size, status.st_mtime_ns, status.st_ino), digest.hexdigest()


def _files(scene: LocalFile, assets: Iterable[FoundAsset]) -> tuple[SentFile, ...]:
    """Each server path once, the scene first."""
    files = {server_path(scene.path): SentFile(scene, server_path(scene.path), scene=True)}
    for asset in assets:
        for file in asset.files:
            place = server_path(file.path)
            files.setdefault(place, SentFile(file, place))
    return tuple(files.values())


def _upload(files: Sequence[SentFile], md5: str) -> dict[str, Any]:
    pairs = [{"local": _slashes(file.local.path), "server": file.server} for file in files]
    # The vendor's Blender example lists the scene among the assets, its Maya and Houdini ones beside
    # them with its MD5: ours does both, the file is sent once.
    return {"asset": pairs, "scene": [{**pairs[0], "hash": md5}]}


def _asset(assets: Sequence[FoundAsset]) -> dict[str, Any]:
    lines = [f"{file.path}  (mtime {_time(file)})" for asset in assets for file in asset.files]
    details = [
        {"path": asset.path, "kind": asset.kind, "state": asset.state.value, "size": asset.size,
         "files": len(asset.files), "used_by": list(asset.used_by)}
        for asset in assets
    ]
    missing = [asset.path for asset in assets if asset.state is AssetState.MISSING]
    return {"asset": list(dict.fromkeys(lines)), "details": details, "missing": missing}


def _time(file: LocalFile) -> str:
    moment = datetime.datetime.fromtimestamp(file.mtime_ns / 1e9, tz=datetime.timezone.utc)
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _folder(scene: Path, choices: Choices) -> str:
    if not choices.download:
        return ""
    return choices.output_folder or str(scene.parent / "fox_renders")


def _slashes(path: str) -> str:
    return path.replace("\\", "/")

