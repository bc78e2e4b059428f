"""Scene + choices + the account's facts -> plans. Pure but for ``build_plans``, which reads the scene file."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
import posixpath
from collections.abc import Sequence
from pathlib import Path

from ..assets.choosing import chosen
from ..assets.found import FoundAsset, LocalFile
from ..assets.gathered import Gathered, gathered
from ..assets.listing import regular_file
from ..common.errors import BadInput
from ..common.i18n import _
from ..common.system_errors import system_reason
from ..model import format
from ..model import frames as frame_ranges
from ..model.apart import selected
from ..model.choices import Choices
from ..model.finding import Finding, Severity
from ..model.host import LISTED, Frames, RenderUnit, Scene
from ..model.job_identity import job_name, one_line
from ..model.server_paths import server_path
from ..model.tips import tips
from ..model.traits import HostTraits
from ..model.versions import fit, nearest
from ..offer.facts import Facts
from ..offer.values import Environment, Hardware
from ..settings.presets import every_choice
from .documents import asset_list, packed_upload, sent_files, upload
from .hook_change import HookChange
from .hosts import module_of, traits_of
from .pack import SUFFIX, pack
from .plan import Plan
from .results import results
from .task_input import SceneFile, TaskInput, UnitWork, slashes

BLOCK = 1 << 20
WINDOWS = 1


def frames_of(unit: RenderUnit, choices: Choices) -> tuple[Frames, ...]:
    """What to render of a unit. Raises BadInput for what cannot be read."""
    if choices.frames is not None:
        return frame_ranges.parse(choices.frames)
    listed = dict(unit.details).get(LISTED)
    return frame_ranges.parse(listed) if listed else (unit.frames,)


def own_frames(scene: Scene | None, choices: Choices) -> str:
    """Return the range of the first selected unit, as people read it; empty where there is none."""
    units = selected(scene, choices) if scene else ()
    return frame_ranges.shown((units[0].frames,)) if units else ""


def rendered(scene: Scene, choices: Choices) -> tuple[Frames, ...]:
    """Every range that is rendered of any selected unit, each once. Raises BadInput for what cannot be read."""
    return tuple(dict.fromkeys(each for unit in selected(scene, choices) for each in frames_of(unit, choices)))


def chosen_assets(scene: Scene, assets: Sequence[FoundAsset], choices: Choices) -> Gathered:
    """The assets with the files that the rendered frames need, and marked as the artist leaves them out."""
    found = gathered(assets)
    with contextlib.suppress(BadInput):  # said beside the field; until then what was needed before is
        found = found.for_frames(rendered(scene, choices))
    return chosen(found, choices)


def pick_environment(traits: HostTraits, environments: Sequence[Environment], choices: Choices,
                     version: str) -> Environment | None:
    """The chosen one; else the first of those that fit best: they are ranked, or the default is first."""
    for each in environments:
        if each.name == choices.environment:
            return each
    best = nearest(version, (each.version for each in environments))
    return max(environments, default=None,
               key=lambda each: (fit(version, each.version, traits.decisive), each.version == best))


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
    packed: Path | None = None,
    copy: Path | None = None,
    hooks: Sequence[HookChange] = (),
) -> tuple[Plan, ...]:
    """One plan a task. Reads the scene file; ``packed`` is the folder for archives of scenes that travel in one.

    ``copy`` is a copy of the scene that is sent in its place; ``hooks`` is what the studio's hooks changed of the
    choices.

    Raises:
        BadInput: an error finding, or a file that breaks its schema.
    """
    errors = [finding.text for finding in findings if finding.severity is Severity.ERROR]
    if errors or scene.path is None:
        raise BadInput(format.sentences(*errors) or _("The scene was never saved: save it, then submit."))
    environment = pick_environment(traits_of(host), facts.environments, choices, scene.version)
    hardware = pick_hardware(facts.hardware, choices)
    if environment is None or hardware is None:
        raise BadInput(_("The farm offers no render environment or no hardware for this scene."))
    work = tuple(UnitWork(unit, frames_of(unit, choices)) for unit in selected(scene, choices))
    task_input = TaskInput(scene, work, choices, environment, hardware, platform, facts)
    plans = make_plans(host, account, task_input, scene_file(host, scene.path, packed, copy), assets, findings)
    return tuple(dataclasses.replace(plan, hooks=tuple(hooks)) for plan in plans) if hooks else plans


def make_plans(host: str, account: str, task_input: TaskInput, scene: SceneFile, assets: Sequence[FoundAsset],
               findings: Sequence[Finding]) -> tuple[Plan, ...]:
    """The plans of a task's input. Pure: what is on disk is told by ``scene`` and ``assets``.

    Raises:
        BadInput: a file that breaks its schema.
    """
    module = module_of(host)
    choices = task_input.choices
    assets = chosen_assets(task_input.scene, assets, choices)
    files = sent_files(scene, assets, windows=task_input.environment.os_name == WINDOWS)
    groups = module.groups(task_input.work)
    plans = tuple(
        Plan(
            host=host,
            name=posixpath.basename(slashes(scene.original.path)),
            account=account,
            task=module.task(dataclasses.replace(task_input, work=group)),
            upload=packed_upload(files, scene, assets) if module.TRAITS.packed else upload(files, scene),
            asset=asset_list(assets),
            tips=tips(findings),
            files=files,
            # What was offered to put it right belongs to the panel.
            findings=tuple(dataclasses.replace(finding, fix=None) for finding in findings),
            **dataclasses.asdict(results(scene.original.path, group[0].unit, group[0].frames, choices,
                                         alone=len(groups) == 1)),
            fetch=choices.fetch,
            check_content=choices.check_content,
            priority=choices.priority,
            tags=choices.tags,
            artist=choices.artist,
            job_name=job_name_of(posixpath.basename(slashes(scene.original.path)), group, choices),
            comment=one_line(choices.comment),
            batch=one_line(choices.batch),
            choices=every_choice(_rendering(group, choices)),
            stamp=scene.original,
        )
        for group in groups)
    for plan in plans:
        plan.check()
    return plans


def _rendering(group: Sequence[UnitWork], choices: Choices) -> Choices:
    """Return the choices by which the units of one task alone are rendered."""
    return dataclasses.replace(choices, units=frozenset(work.unit.id for work in group))


def job_name_of(scene: str, group: Sequence[UnitWork], choices: Choices) -> str:
    """Return how the task of some units is called; ``scene`` is the scene's file name."""
    frames = dict.fromkeys(each for work in group for each in work.frames)
    return job_name(choices.job_name, scene, [work.unit for work in group], frames, choices.artist, choices.project)


def scene_file(host: str, path: Path, packed: Path | None = None, copy: Path | None = None) -> SceneFile:
    """The file that brings the scene to the farm, with its MD5: a copy where there is one, else the scene itself.

    Of a packed scene it is an archive made in ``packed``.
    """
    if copy is not None:
        local, md5 = _read(copy)
        return SceneFile(local, server_path(str(path)), md5, _stamp(path))
    if not traits_of(host).packed:
        local, md5 = _read(path)
        return SceneFile(local, server_path(str(path)), md5, local)
    archive, md5 = _read(pack(path, packed or path.parent))
    return SceneFile(archive, server_path(str(path)) + SUFFIX, md5, _stamp(path))


def _stamp(path: Path) -> LocalFile:
    """The scene's own file as it is now; one that is gone has no bytes."""
    try:
        status = path.stat()
    except OSError:
        return LocalFile(str(path), 0, 0, 0)
    return LocalFile(str(path), status.st_size, status.st_mtime_ns, status.st_ino)


def _read(path: Path) -> tuple[LocalFile, str]:
    digest = hashlib.md5(usedforsecurity=False)  # the vendor's choice: upload.json carries an MD5
    try:
        regular_file(str(path), path.stat())  # opening a pipe would wait without end
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            while block := file.read(BLOCK):
                digest.update(block)
    except OSError as error:
        raise BadInput(_("The scene {path} cannot be read: {reason}.").format(
            path=path, reason=system_reason(error))) from error
    return LocalFile(str(path), status.st_size, status.st_mtime_ns, status.st_ino), digest.hexdigest()
