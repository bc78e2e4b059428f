"""Checks of frames, tiles, layers, distribution."""

from __future__ import annotations

from collections.abc import Iterator

from ..common.errors import BadInput
from ..common.i18n import _, count
from ..model import finding_codes as codes
from ..model.finding import Finding, Fix, Severity
from ..model.frames import MOST, length, parse, shown
from ..model.host import Frames, RenderUnit
from ..model.traits import Distribution
from .submission import Submission, check


@check
def too_many_frames(it: Submission) -> Iterator[Finding]:
    """Refuse a unit with more frames than a typed range may have: it is assumed to be a typo."""
    wrong = tuple(unit.name for unit in it.units if length(unit.frames) > MOST) if it.choices.frames is None else ()
    if wrong:
        yield Finding(codes.TOO_MANY_FRAMES, Severity.ERROR, count(
            "{n} render unit has more than {{most:,}} frames: check its range.",
            "{n} render units have more than {{most:,}} frames: check their ranges.", len(wrong)).format(most=MOST),
            wrong)


@check
def outside_animation(it: Submission) -> Iterator[Finding]:
    """Frames before and after the animation all look the same, and cost the same."""
    if it.choices.frames is None and it.scene.animation is None:
        return
    names = tuple(unit.name for unit in it.units if _outside(it, unit))
    if names:
        animation = it.scene.animation or next(unit.frames for unit in it.units if unit.name == names[0])
        fix = Fix(_("Use the scene's frames"), {"frames": None}) if it.choices.frames is not None else None
        yield Finding(codes.OUTSIDE_ANIMATION, Severity.WARNING, _(
            "Frames outside the animation ({animation}) are to be rendered: nothing moves there.").format(
                animation=shown([animation])), names, fix=fix)


def _outside(it: Submission, unit: RenderUnit) -> bool:
    animation = it.scene.animation or unit.frames
    try:
        wanted: tuple[Frames, ...] = (unit.frames,) if it.choices.frames is None else parse(it.choices.frames)
    except BadInput:
        return False  # said beside the field
    return any(each.first < animation.first or each.last > animation.last for each in wanted)


@check
def tiles(it: Submission) -> Iterator[Finding]:
    """Refuse tiles together with settings that the farm cannot combine with them."""
    if it.choices.tiles < 2:
        return
    whole = Fix(_("Render whole frames"), {"tiles": 1})
    if it.choices.frames_per_task > 1:
        yield Finding(codes.TILES_AND_FRAMES, Severity.ERROR, _(
            "A frame in {n} tiles cannot be rendered with {frames} frames per task: choose one of them.").format(
                n=it.choices.tiles, frames=it.choices.frames_per_task),
            fix=Fix(_("Render 1 frame per task"), {"frames_per_task": 1}))
    if it.traits.layered and it.choices.layered is False:
        yield Finding(codes.TILES_NEED_LAYERS, Severity.ERROR,
                      _("Tiles of a {software} frame need a sub-task for each layer: switch them on.").format(
                          software=it.traits.software),
                      fix=Fix(_("Render layers as sub-tasks"), {"layered": None}))
    if it.traits.tiles_need_gi and it.scene.details.get("renderer.gi") != "1":
        yield Finding(codes.TILES_NEED_GI, Severity.ERROR,
                      _("The farm renders {software} frames in tiles only with V-Ray's global illumination.").format(
                          software=it.traits.software), fix=whole)


@check
def layers(it: Submission) -> Iterator[Finding]:
    """Tasks of most hosts have no layers."""
    if it.choices.layered and not it.traits.layered:
        yield Finding(codes.NO_LAYERS, Severity.ERROR,
                      _("The farm does not render {software} scenes layer by layer: switch the sub-tasks off.").format(
                          software=it.traits.software),
                      fix=Fix(_("Switch off"), {"layered": None}))


@check
def distribution(it: Submission) -> Iterator[Finding]:
    """One frame on several machines: not in every host."""
    how = it.traits.distributed
    if not it.choices.distributed or how is Distribution.ALWAYS:
        return
    vray = any("vray" in unit.renderer.lower().replace("_", "").replace("-", "") for unit in it.units)
    if how is Distribution.NEVER or not vray:
        yield Finding(codes.NO_DISTRIBUTION, Severity.ERROR,
                      _("The farm does not distribute one frame of this scene over several machines: switch it off."),
                      fix=Fix(_("Switch off"), {"distributed": False}))


@check
def outputs(it: Submission) -> Iterator[Finding]:
    """The farm keeps frames by task; a folder of this machine means nothing there."""
    if it.scene.path is None:
        return
    places = [str(folder).replace("\\", "/").rstrip("/") + "/"
              for folder in (it.scene.path.parent, it.scene.project) if folder is not None]
    elsewhere = [unit for unit in it.units if _absolute(unit.output)
                 and not any(unit.output.replace("\\", "/").startswith(place) for place in places)]
    if elsewhere:
        yield Finding(codes.OUTPUT_ELSEWHERE, Severity.NOTE, count(
            "{n} output path is absolute and lies outside the project: the farm keeps its frames with the task.",
            "{n} output paths are absolute and lie outside the project: the farm keeps their frames with the task.",
            len(elsewhere)), tuple(unit.name for unit in elsewhere), tuple(unit.output for unit in elsewhere))


def _absolute(path: str) -> bool:
    return path.startswith(("/", "\\")) or path[1:2] == ":"
