"""Checks of what only a Houdini scene has: they read the details that ``hosts/houdini`` gives a unit.

Source of the codes: what the vendor's package rayvision_houdini 1.6.1 writes into tips.json and task.json.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..common.errors import BadInput
from ..common.i18n import _, count
from ..model import finding_codes as codes
from ..model import unit_details as details
from ..model.finding import Finding, Fix, Severity
from ..model.host import RenderUnit
from ..plan.build import frames_of
from .submission import Submission, check
from .target import with_card

CARDS = {
    details.OPENGL: codes.OPENGL_WITHOUT_CARD, details.OPTIX: codes.OPTIX_WITHOUT_CARD,
    details.VRAY: codes.VRAY_WITHOUT_CARD, details.OCTANE: codes.NO_GRAPHICS_CARD, details.XPU: codes.NO_GRAPHICS_CARD,
}
"""The word for something that wants a graphics card -> the code for hardware without."""
VRAY_SCENE = "vrscene"
MOST_SLICES = 16
SLICE_TYPES = ("volume", "particle")


@check
def cameras(it: Submission) -> Iterator[Finding]:
    """Refuse nodes without their camera: the vendor's analysis locks them."""
    found = _with(it, details.NO_CAMERA)
    if found:
        yield Finding(codes.CAMERA_NOT_THERE, Severity.ERROR, count(
            "{n} node renders through a camera that is not in the scene: choose one at its Camera, or untick it.",
            "{n} nodes render through cameras that are not in the scene: choose one at the Camera of each, or untick "
            "them.", len(found)), _names(found), tuple(unit.camera or "-" for unit in found), _others(it, found))


@check
def no_file(it: Submission) -> Iterator[Finding]:
    """A picture that is shown in a window, or goes nowhere, cannot be fetched."""
    found = _with(it, details.NO_OUTPUT)
    if found:
        yield Finding(codes.NO_OUTPUT, Severity.ERROR, count(
            "{n} node writes no picture file (its output is empty, switched off, or “ip”, a window): name a file, or "
            "untick it.",
            "{n} nodes write no picture files (the output is empty, switched off, or “ip”, a window): name a file for "
            "each, or untick them.", len(found)), _names(found), fix=_others(it, found))


@check
def one_file(it: Submission) -> Iterator[Finding]:
    """Frames that are all written to one file."""
    found = [unit for unit in _with(it, details.ONE_FILE) if _number_of_frames(it, unit) > 1]
    if found:
        yield Finding(codes.ONE_FILE, Severity.WARNING, count(
            "{n} node writes all its frames to the same file, and only the last one stays: put $F4 into its output.",
            "{n} nodes write all their frames to the same file, and only the last one stays: put $F4 into their "
            "outputs.", len(found)), _names(found), tuple(unit.output for unit in found))


@check
def exports(it: Submission) -> Iterator[Finding]:
    """Nodes that write descriptions of a scene for a renderer, and render nothing."""
    found = _with(it, details.EXPORTS)
    refused = [unit for unit in found if _detail(unit, details.EXPORTS) == VRAY_SCENE]
    if refused:
        yield Finding(codes.EXPORT_ONLY, Severity.ERROR, count(
            "{n} V-Ray node exports its scene and does not render: choose Render or Export & Render as its Export "
            "Mode, or untick it.",
            "{n} V-Ray nodes export their scenes and do not render: choose Render or Export & Render as their Export "
            "Mode, or untick them.", len(refused)), _names(refused), fix=_others(it, refused))
    others = [unit for unit in found if unit not in refused]
    if others:
        yield Finding(codes.EXPORTS_ONLY, Severity.WARNING, count(
            "{n} node writes files for its renderer (.{{endings}}) and no pictures: switch its export off to render.",
            "{n} nodes write files for their renderers (.{{endings}}) and no pictures: switch their export off to "
            "render.", len(others)).format(
                endings=", .".join(dict.fromkeys(_detail(unit, details.EXPORTS) for unit in others))), _names(others))


@check
def needs_card(it: Submission) -> Iterator[Finding]:
    """Nodes that draw or compute on a graphics card, on hardware without."""
    if it.hardware is None or it.hardware.gpu:
        return
    for word, code in CARDS.items():
        found = [unit for unit in it.units if _detail(unit, details.NEEDS_CARD) == word]
        if not found:
            continue
        if word == details.XPU:
            yield Finding(code, Severity.WARNING, _(
                "Karma XPU computes on graphics cards, too, which {hardware} does not have: it is much slower "
                "there.").format(hardware=it.hardware.label), _names(found), fix=with_card(it))
        else:
            yield Finding(code, Severity.ERROR, _(
                "{what} needs a graphics card, which {hardware} does not have: choose hardware with one.").format(
                    what=_what(word), hardware=it.hardware.label), _names(found), fix=with_card(it))


@check
def slices(it: Submission) -> Iterator[Finding]:
    """Distributed simulations that the farm cannot divide."""
    for unit in (each for each in it.units if each.kind == "distributed"):
        kind, number = _detail(unit, "sliceType"), _detail(unit, "num_slices")
        if "sliceType" in dict(unit.details) and kind not in SLICE_TYPES:
            yield Finding(codes.SLICE_TYPE, Severity.ERROR, _(
                "{node} divides its simulation into slices of the kind “{kind}”: the farm divides volumes and "
                "particles only. Choose one of these, or tick {driver} by itself.").format(
                    node=unit.name, kind=kind or "-", driver=_detail(unit, "output_driver") or "-"), (unit.name,))
        if number.isdigit() and int(number) > MOST_SLICES:
            yield Finding(codes.TOO_MANY_SLICES, Severity.ERROR, _(
                "{node} divides its simulation into {n} slices: the farm takes {most} at most.").format(
                    node=unit.name, n=number, most=MOST_SLICES), (unit.name,))
        for name, code in ((details.NO_DRIVER, codes.NO_SLICE_DRIVER), (details.NO_CONTROLS, codes.NO_SLICE_CONTROLS)):
            gone = _detail(unit, name)
            if gone:
                yield Finding(code, Severity.ERROR, _(
                    "{node} names a node that is not in the scene ({gone}): choose its Output Driver and its Controls "
                    "again.").format(node=unit.name, gone=gone), (unit.name,), (gone,))


def _number_of_frames(it: Submission, unit: RenderUnit) -> int:
    try:
        return sum(map(len, frames_of(unit, it.choices)))
    except BadInput:
        return 0  # said beside the field


def _what(word: str) -> str:
    return {details.OPENGL: _("OpenGL"), details.OPTIX: _("OptiX denoising"), details.VRAY: _("V-Ray on GPU"),
            details.OCTANE: _("Octane")}[word]


def _with(it: Submission, name: str) -> list[RenderUnit]:
    return [unit for unit in it.units if _detail(unit, name)]


def _detail(unit: RenderUnit, name: str) -> str:
    return dict(unit.details).get(name, "")


def _names(units: list[RenderUnit]) -> tuple[str, ...]:
    return tuple(unit.name for unit in units)


def _others(it: Submission, wrong: list[RenderUnit]) -> Fix | None:
    others = frozenset(unit.id for unit in it.units if unit not in wrong)
    return Fix(_("Render the others only"), {"units": others}) if others else None

