"""The checks. Each is a function from the facts of a submission to its findings."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Callable

from ..assets.found import AssetState, FoundAsset
from ..host import RenderUnit, Scene
from ..i18n import _, count
from ..plan.choices import Choices
from ..state import Environment
from .finding import Finding, Severity

MISSING = {"blender": "35001", "houdini": "50001"}
MOVIES = {"FFMPEG", "AVI_JPEG", "AVI_RAW"}
MOST_NAMED = 6


@dataclasses.dataclass(frozen=True)
class Submission:
    """What a check looks at."""

    host: str
    scene: Scene
    units: tuple[RenderUnit, ...]
    """The selected ones."""
    assets: tuple[FoundAsset, ...]
    choices: Choices
    environment: Environment | None
    connected: bool = True
    """False while it is not known which environments the farm has."""


Check = Callable[[Submission], Iterator[Finding]]
CHECKS: list[Check] = []


def check(function: Check) -> Check:
    """Have ``function`` run before every submission."""
    CHECKS.append(function)
    return function


def run_checks(submission: Submission) -> tuple[Finding, ...]:
    """All findings, the gravest first."""
    found = [finding for each in CHECKS for finding in each(submission)]
    return tuple(sorted(found, key=lambda finding: -finding.severity))


@check
def never_saved(it: Submission) -> Iterator[Finding]:
    """A scene without a file cannot be sent."""
    if it.scene.path is None:
        yield Finding("90001", Severity.ERROR, _("The scene was never saved: save it, then submit."))


@check
def changed(it: Submission) -> Iterator[Finding]:
    """The farm gets the file, not what is in memory."""
    if it.scene.path is not None and it.scene.unsaved:
        yield Finding("90002", Severity.NOTE, _("The scene has changes that are not saved: Submit saves them."))


@check
def nothing_selected(it: Submission) -> Iterator[Finding]:
    """There must be something to render."""
    if not it.units:
        yield Finding("90003", Severity.ERROR, _("No render unit is selected: tick at least one."))


@check
def no_camera(it: Submission) -> Iterator[Finding]:
    """Without a camera the farm renders nothing, and charges for the start."""
    names = tuple(unit.name for unit in it.units if not unit.camera)
    if names:
        yield Finding("10035", Severity.ERROR,
                      count("{n} scene has no camera: add one, or untick it.",
                            "{n} scenes have no camera: add one each, or untick them.", len(names)), names)


@check
def movie_output(it: Submission) -> Iterator[Finding]:
    """A farm renders frames; a movie file cannot be written by many machines."""
    names = tuple(unit.name for unit in it.units if unit.format in MOVIES)
    if names:
        yield Finding("90004", Severity.WARNING,
                      _("The output is a movie file: the farm renders single PNG frames instead."), names)


@check
def missing_files(it: Submission) -> Iterator[Finding]:
    """What is not on this machine is not on the farm."""
    missing = [asset for asset in it.assets
               if asset.required and asset.state in (AssetState.MISSING, AssetState.UNREADABLE)]
    if missing:
        severity = Severity.WARNING if it.choices.allow_missing else Severity.ERROR
        text = count("{n} file is not on disk: the farm would render without it.",
                     "{n} files are not on disk: the farm would render without them.", len(missing))
        yield _about(missing, _code(it.host), severity, text)


@check
def missing_frames(it: Submission) -> Iterator[Finding]:
    """A sequence with holes renders with holes."""
    partial = [asset for asset in it.assets if asset.state is AssetState.PARTIAL]
    if partial:
        text = count("{n} sequence has frames that are not on disk.",
                     "{n} sequences have frames that are not on disk.", len(partial))
        yield _about(partial, _code(it.host), Severity.WARNING, text)


@check
def environment(it: Submission) -> Iterator[Finding]:
    """The farm's version should be the scene's."""
    if it.environment is None and it.connected:
        yield Finding("15019", Severity.ERROR,
                      _("The farm has no render environment for this application: create one."))
    elif it.environment is not None and not it.environment.matches(it.scene.version):
        yield Finding("15013", Severity.WARNING,
                      _("The scene is from version {here}, the environment “{name}” renders with {there}.").format(
                          here=it.scene.version, name=it.environment.name, there=it.environment.version))


def _code(host: str) -> str:
    return MISSING.get(host, "10012")


def _about(assets: list[FoundAsset], code: str, severity: Severity, text: str) -> Finding:
    nodes = tuple(dict.fromkeys(user for asset in assets for user in asset.used_by))
    return Finding(code, severity, text, nodes[:MOST_NAMED], tuple(asset.path for asset in assets))
