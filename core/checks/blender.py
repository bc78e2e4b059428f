"""Checks of what only a Blender scene has: they read the details that ``hosts/blender`` gives a scene and its units."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from ..common.i18n import _, count, listed
from ..model import finding_codes as codes
from ..model.finding import SAVE, Finding, Fix, Severity
from ..model.host import RenderUnit
from ..model.renderer_names import CYCLES, RENDERERS
from ..model.unit_details import ALONE, DENOISING, NEWER, READ_BY, SAMPLES, SAVED_BY
from ..model.versions import Fit, fit
from ..offer.values import Environment
from ..settings.local_farm import Rendering
from .submission import Submission, check


@check
def python_drivers(it: Submission) -> Iterator[Finding]:
    """Blender runs no scripts of a scene unless it is told to, and takes 0 for what they would have answered."""
    nodes = _lines(it.scene.details.get("python_drivers", ""))
    if nodes:
        yield Finding(codes.PYTHON_DRIVERS, Severity.WARNING, count(
            "{n} driver uses a Python expression that the farm may not run (auto-run scripts disabled): it would "
            "evaluate to 0. Make it a simple expression, or bake it.",
            "{n} drivers use Python expressions that the farm may not run (auto-run scripts disabled): they would "
            "evaluate to 0. Make them simple expressions, or bake them.", len(nodes)), nodes)


@check
def painted(it: Submission) -> Iterator[Finding]:
    """Pictures that are only in memory: Submit writes them with the scene, into their files or into the scene."""
    nodes = _lines(it.scene.details.get("painted", ""))
    if nodes and it.choices.as_copy:
        yield Finding(codes.PAINTED, Severity.NOTE, count(
            "{n} picture is painted and not saved: Submit packs it into the copy.",
            "{n} pictures are painted and not saved: Submit packs them into the copy.", len(nodes)), nodes,
            fix=Fix(_("Save"), action=SAVE))
    elif nodes:
        yield Finding(codes.PAINTED, Severity.NOTE, count(
            "{n} picture is painted and not saved: Submit saves it, in its file or in the scene.",
            "{n} pictures are painted and not saved: Submit saves them, in their files or in the scene.", len(nodes)),
            nodes, fix=Fix(_("Save"), action=SAVE))
    nodes = _lines(it.scene.details.get("painted_elsewhere", ""))
    if nodes:
        yield Finding(codes.PAINTED_ELSEWHERE, Severity.WARNING, count(
            "{n} picture of a library is painted and not saved: the farm would render what its file holds. Save it in "
            "the Image Editor.",
            "{n} pictures of libraries are painted and not saved: the farm would render what their files hold. Save "
            "them in the Image Editor.", len(nodes)), nodes)


@check
def saved_by(it: Submission) -> Iterator[Finding]:
    """A file that another Blender saved: an older one drops what it does not know."""
    details, here = it.scene.details, it.scene.version
    newer, saved, read = (details.get(name, "") for name in (NEWER, SAVED_BY, READ_BY))
    if newer:
        yield Finding(codes.SAVED_BY_NEWER, Severity.ERROR, _(
            "The scene was saved by Blender {saved} and is open in {here}, which drops what it does not know: submit "
            "it from {saved}, or save it here to keep what {here} knows.").format(saved=newer, here=here),
            fix=Fix(_("Save with Blender {version}").format(version=here), action=SAVE))
    if read:
        yield Finding(codes.READ_BY_OLDER, Severity.WARNING, _(
            "The scene was saved by Blender {saved} and read by {read} here: files that only {saved} knows of are not "
            "found. Set FOXSUBMIT_BLENDER to Blender {saved}.").format(saved=saved, read=read))
    elif saved and it.environment is not None:
        yield from _rendered_by_another(it, saved, it.environment)


def _rendered_by_another(it: Submission, saved: str, there: Environment) -> Iterator[Finding]:
    """An environment of another version than the one that saved the file, and those that are of the same."""
    def alike(each: Environment) -> bool:
        return fit(saved, each.version, it.traits.decisive) >= Fit.COMPATIBLE

    if not alike(there):
        like = [each.environment.name for each in it.matches if alike(each.environment)]
        fix = Fix(_("Use “{name}”").format(name=like[0]), {"environment": like[0]}) if like else None
        yield Finding(codes.SAVED_BY_OLDER, Severity.NOTE, _(
            "The scene was saved by Blender {saved}, and “{environment}” renders it with {version}: it may look "
            "otherwise there.").format(saved=saved, environment=there.name, version=there.version),
            details=tuple(like), fix=fix)


@check
def camera_alone(it: Submission) -> Iterator[Finding]:
    """A camera that was chosen, in a scene whose markers would switch to others."""
    units = _with(it, ALONE)
    if units:
        yield Finding(codes.CAMERA_ALONE, Severity.NOTE, _(
            "Markers on the timeline switch to other cameras: all frames are rendered by {cameras} alone.").format(
                cameras=listed(dict.fromkeys(unit.camera for unit in units))),
            tuple(dict.fromkeys(unit.name for unit in units)))


@check
def render_region(it: Submission) -> Iterator[Finding]:
    """A region that was drawn to try something out is easily forgotten."""
    units = _with(it, "border")
    if units:
        yield Finding(codes.RENDER_REGION, Severity.WARNING, _(
            "Only the render region of the picture is rendered: clear it (Ctrl+Alt+B) to render all of it."),
            tuple(unit.name for unit in units))


@check
def node_outputs(it: Submission) -> Iterator[Finding]:
    """File Output nodes write results as well; a folder of this machine means nothing on the farm."""
    units = _with(it, "outputs")
    if units:
        folders = tuple(dict.fromkeys(line for unit in units for line in _lines(dict(unit.details)["outputs"])))
        yield Finding(codes.NODE_OUTPUTS, Severity.NOTE, count(
            "{n} folder of File Output nodes is absolute: the farm keeps their pictures with the task.",
            "{n} folders of File Output nodes are absolute: the farm keeps their pictures with the task.",
            len(folders)), tuple(unit.name for unit in units), folders)


@check
def local_farm(it: Submission) -> Iterator[Finding]:
    """The farm of this machine is there to try things out: unless it is told otherwise, it renders drafts."""
    local = it.local
    if local is not None and it.choices.samples is not None:
        local = dataclasses.replace(local, samples=0)  # those that were asked for go before
    changes = {unit.name: _changes(local, unit) for unit in it.units} if local else {}
    changed = tuple(name for name, each in changes.items() if each)
    if changed:
        yield Finding(codes.LOCAL_FARM, Severity.WARNING, _(
            "The farm of this machine renders otherwise than the scene says ({changes}): start it with “foxsubmit farm "
            "--engine scene --samples 0” to have it as it says.").format(
                changes=listed(dict.fromkeys(text for each in changes.values() for text in each))), changed)


def _changes(local: Rendering, unit: RenderUnit) -> list[str]:
    """Return what the local farm renders otherwise than the unit says."""
    changes, details = [], dict(unit.details)
    engine = unit.renderer if local.engine == "scene" else local.engine
    if engine != unit.renderer:
        changes.append(_("{one} instead of {other}").format(
            one=RENDERERS.get(engine, engine), other=RENDERERS.get(unit.renderer, unit.renderer)))
    if engine == CYCLES and local.samples:
        samples, own = count("{n} sample", "{n} samples", local.samples), details.get(SAMPLES, "")
        if own != str(local.samples):
            changes.append(_("{one} instead of {other}").format(one=samples, other=own) if own else samples)
        if details.get(DENOISING):
            changes.append(_("no denoising"))
    return changes


@check
def unknown_engines(it: Submission) -> Iterator[Finding]:
    """An engine of an add-on that is not here is read as another one by Blender, and rendered so where it lacks."""
    for engine in dict.fromkeys(dict(unit.details)["unknown_engine"] for unit in _with(it, "unknown_engine")):
        yield Finding(codes.UNKNOWN_ENGINE, Severity.WARNING, _(
            "The engine {engine} is of an add-on that is not here, so that its settings and files were not read: a "
            "farm without it would render with another engine. Submit from a Blender that has the add-on, and choose "
            "an environment with it.").format(engine=engine),
            tuple(unit.name for unit in _with(it, "unknown_engine") if unit.renderer == engine))


@check
def unknown_nodes(it: Submission) -> Iterator[Finding]:
    """Nodes of add-ons that are not here do nothing, and what they name is not known."""
    nodes = _lines(it.scene.details.get("unknown_nodes", ""))
    if nodes:
        yield Finding(codes.UNKNOWN_NODES, Severity.WARNING, count(
            "{n} node is of an add-on that is not here: its files are not sent, and a farm without the add-on would "
            "render without it.",
            "{n} nodes are of add-ons that are not here: their files are not sent, and a farm without the add-ons "
            "would render without them.", len(nodes)), nodes)


@check
def missing_datablocks(it: Submission) -> Iterator[Finding]:
    """A datablock that its library does not have any more is an empty stand-in."""
    nodes = _lines(it.scene.details.get("missing_datablocks", ""))
    if nodes:
        yield Finding(codes.MISSING_DATABLOCKS, Severity.WARNING, count(
            "{n} linked datablock is not in its library, or the library is not there: the farm would render without "
            "it. Relocate the library, or link it again.",
            "{n} linked datablocks are not in their libraries, or the libraries are not there: the farm would render "
            "without them. Relocate the libraries, or link them again.", len(nodes)), nodes)


@check
def scripts(it: Submission) -> Iterator[Finding]:
    """Texts that register themselves run when Blender opens the scene, where it may run scripts."""
    nodes = _lines(it.scene.details.get("scripts", ""))
    if nodes:
        yield Finding(codes.SCRIPTS, Severity.WARNING, count(
            "{n} text runs as a script when the scene is opened (Register), and the farm may not run it (auto-run "
            "scripts disabled): bake what it does.",
            "{n} texts run as scripts when the scene is opened (Register), and the farm may not run them (auto-run "
            "scripts disabled): bake what they do.", len(nodes)), nodes)


@check
def strips(it: Submission) -> Iterator[Finding]:
    """A forgotten strip hides everything that is modelled."""
    units = _with(it, "strips")
    if units:
        yield Finding(codes.STRIPS, Severity.NOTE, _(
            "The strips of the Video Sequencer are rendered in place of what the camera sees: switch the sequencer off "
            "(Output > Post Processing) to render that."), tuple(unit.name for unit in units))


def _with(it: Submission, detail: str) -> list[RenderUnit]:
    return [unit for unit in it.units if dict(unit.details).get(detail)]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines())
