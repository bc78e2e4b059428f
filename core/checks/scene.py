"""Checks of the scene file and of what is rendered of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..common.i18n import _, count, listed
from ..model import finding_codes as codes
from ..model import format
from ..model.finding import READ, SAVE, Finding, Fix, Severity
from ..model.host import RenderUnit
from ..model.unit_details import CAMERA_OPTIONAL, MOVIE
from ..offer.values import Environment
from .submission import Submission, check

MOVIES = {"avi", "flv", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "mv", "qt", "webm", "wmv"}
"""Endings of movie files, which hosts other than Blender name their formats by."""
WINDOWS = 1
FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]|[ .]$')
"""Characters and endings that a file name on Windows must not have."""

MISSING_ELEMENT_CLASS = "Missing_Render_Element_Plug_in"


@check
def never_saved(it: Submission) -> Iterator[Finding]:
    """A scene without a file cannot be sent."""
    if it.scene.path is None:
        yield Finding(codes.NEVER_SAVED, Severity.ERROR, _("The scene was never saved: save it, then submit."))


@check
def changed(it: Submission) -> Iterator[Finding]:
    """The farm gets the file, not what is in memory."""
    if it.scene.path is not None and it.scene.unsaved:
        said = (_("The scene has changes that are not saved: Submit sends them in a copy.") if it.choices.as_copy
                else _("The scene has changes that are not saved: Submit saves them."))
        yield Finding(codes.UNSAVED, Severity.NOTE, said, fix=Fix(_("Save"), action=SAVE))


@check
def written_since(it: Submission) -> Iterator[Finding]:
    """Warn where the scene, or a file that names others, was saved by another program since it was read."""
    if it.written_since:
        yield Finding(codes.WRITTEN_SINCE, Severity.WARNING, _(
            "The scene, or a file that it links, was saved elsewhere since it was read: Submit reads it again first."),
            fix=Fix(_("Read again"), action=READ))


@check
def scene_name(it: Submission) -> Iterator[Finding]:
    """A name that the farm's nodes cannot store."""
    if it.scene.path is None:
        return
    name = it.scene.path.name
    if it.traits.ascii_only and not name.isascii():
        yield Finding(codes.SCENE_NAME, Severity.ERROR, _(
            "The farm takes {software} scenes with Latin letters and digits in their name only: save “{name}” under "
            "another one.").format(software=it.traits.software, name=name))
    elif _on_windows(it.environment) and FORBIDDEN.search(name):
        yield Finding(codes.SCENE_NAME, Severity.ERROR, _(
            "The farm's Windows nodes cannot store a file of the name “{name}”: save the scene under another "
            "one.").format(name=name))


@check
def nothing_selected(it: Submission) -> Iterator[Finding]:
    """There must be something to render."""
    if not it.scene.units:
        yield Finding(it.traits.nothing_code, Severity.ERROR,
                      it.traits.say(_("The scene has nothing that could be rendered: add a camera or a render node.")))
    elif not it.units:
        own = any(unit.enabled for unit in it.scene.units)
        fix = Fix(_("Select what the scene renders"), {"units": None}) if own and it.choices.units is not None else None
        yield Finding(codes.NOTHING_SELECTED, Severity.ERROR,
                      _("No render unit is selected: tick at least one."), fix=fix)


@check
def unread(it: Submission) -> Iterator[Finding]:
    """Warn about nodes that the host could not read: their files are not sent."""
    refused = [each for each in it.unread if not each.read]
    nodes = tuple(dict.fromkeys(each.node for each in refused))
    if nodes:
        reasons = format.clauses(*dict.fromkeys(each.reason for each in refused))
        text = count("{n} node could not be read: its files are not sent.",
                     "{n} nodes could not be read: their files are not sent.", len(nodes))
        if reasons:
            text = _("{text} {host} says: {reasons}").format(text=text, host=it.traits.software, reasons=reasons)
        yield Finding(codes.UNREAD, Severity.WARNING, text, nodes)


@check
def otherwise(it: Submission) -> Iterator[Finding]:
    """What the farm does otherwise than the host would: each node for itself, with what to do."""
    for reason in dict.fromkeys(each.reason for each in it.unread if each.read):
        nodes = tuple(dict.fromkeys(each.node for each in it.unread if each.read and each.reason == reason))
        yield Finding(codes.OTHERWISE, Severity.WARNING,
                      _("{nodes}: {reason}.").format(nodes=listed(nodes), reason=reason), nodes)


@check
def no_camera(it: Submission) -> Iterator[Finding]:
    """Refuse a scene without a camera: the farm would render nothing and charge for the start."""
    wrong = [unit for unit in it.units if unit.kind == "render" and not unit.camera
             and CAMERA_OPTIONAL not in dict(unit.details)]
    if wrong and not it.traits.camera_optional:
        code = codes.NO_ACTIVE_CAMERA if it.scene.cameras else it.traits.no_camera_code
        yield Finding(code, Severity.ERROR,
                      it.traits.say(count("{n} scene has no camera: add one, or untick it.",
                                          "{n} scenes have no camera: add one each, or untick them.", len(wrong))),
                      tuple(unit.name for unit in wrong), fix=_untick(it, wrong))


@check
def no_size(it: Submission) -> Iterator[Finding]:
    """A picture without pixels."""
    wrong = [unit for unit in it.units if unit.kind == "render" and min(unit.size) < 1]
    if wrong and not it.traits.size_optional:
        yield Finding(codes.NO_SIZE, Severity.ERROR, count(
            "{n} render unit has no size: set its width and height, or untick it.",
            "{n} render units have no size: set their width and height, or untick them.", len(wrong)),
            tuple(unit.name for unit in wrong), tuple(f"{unit.size[0]} × {unit.size[1]}" for unit in wrong),
            _untick(it, wrong))


@check
def same_camera_names(it: Submission) -> Iterator[Finding]:
    """The farm tells cameras apart by name; the render shows whichever comes first."""
    twice = _twice(it.scene.cameras)
    if twice:
        severity = Severity.ERROR if it.traits.unique_cameras else Severity.WARNING
        yield Finding(codes.SAME_CAMERA_NAMES, severity, it.traits.say(count(
            "{n} name belongs to several cameras: the farm would render any of them. Rename them.",
            "{n} names belong to several cameras each: the farm would render any of them. Rename them.", len(twice))),
            twice)


@check
def elements(it: Submission) -> Iterator[Finding]:
    """Render elements that overwrite each other, or whose plug-in is not here."""
    found = {element for unit in it.units for element in unit.elements}
    twice = _twice(path for _name, path in found if path)
    if twice:
        yield Finding(codes.SAME_ELEMENTS, Severity.WARNING,
                      _("Several render elements are written to the same file: only the last stays."),
                      tuple(sorted(name for name, path in found if path in twice)), twice)
    missing = tuple(name for unit in it.units for name, _path in unit.elements if name == MISSING_ELEMENT_CLASS)
    if missing:
        yield Finding(codes.MISSING_ELEMENT, Severity.WARNING, count(
            "{n} render element is of a plug-in that is not installed here: the farm would leave it out.",
            "{n} render elements are of plug-ins that are not installed here: the farm would leave them out.",
            len(missing)), tuple(unit.name for unit in it.units if unit.elements), missing)


@check
def movie_output(it: Submission) -> Iterator[Finding]:
    """A farm renders frames; a movie file cannot be written by many machines."""
    names = tuple(unit.name for unit in it.units if unit.format in it.traits.movie_formats)
    told = all(MOVIE in dict(unit.details) for unit in it.units if unit.name in names)
    if names and told and it.choices.movie is not False and it.choices.download:
        yield Finding(codes.MOVIE, Severity.NOTE, _(
            "The output is a movie file: the farm renders single PNG frames, and the movie is made of them when they "
            "are on this machine."), names)
    elif names:
        yield Finding(codes.MOVIE, Severity.WARNING,
                      _("The output is a movie file: the farm renders single PNG frames instead."), names)
    endings = {unit.name: unit.format for unit in it.units if unit.format.lower() in MOVIES}
    if endings:
        yield Finding(codes.MOVIE, Severity.WARNING, _(
            "The output is a movie file ({format}), and the farm renders single frames, which would overwrite each "
            "other in it: choose a format for pictures.").format(format=listed(sorted(set(endings.values())))),
            tuple(endings))


@check
def same_output(it: Submission) -> Iterator[Finding]:
    """Units of one task share its output folder."""
    if not it.traits.shared_output:
        return
    twice = _twice(unit.output for unit in it.units if unit.output)
    if twice:
        names = tuple(unit.name for unit in it.units if unit.output in twice)
        yield Finding(codes.SAME_OUTPUT, Severity.WARNING, _(
            "{n} nodes write to the same files: each would overwrite the other's.").format(n=len(names)), names, twice)


def _untick(it: Submission, wrong: Sequence[RenderUnit]) -> Fix | None:
    """Render the others, if there are any."""
    others = frozenset(unit.id for unit in it.units if unit not in wrong)
    return Fix(_("Render the others only"), {"units": others}) if others else None


def _on_windows(environment: Environment | None) -> bool:
    return environment is not None and environment.os_name == WINDOWS


def _twice(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name, number in Counter(names).items() if number > 1)
