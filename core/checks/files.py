"""Checks of the files that the scene uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..assets.containers import ALEMBIC, UnopenedContainers, unopened
from ..assets.found import AssetState, FoundAsset
from ..assets.usd import SUFFIXES
from ..common.i18n import _, count
from ..model import finding_codes as codes
from ..model.finding import Finding, Fix, Severity
from ..model.limits import MOST_FILES
from ..model.need import Need
from .submission import Submission, about, check

CLOCK = 2_000_000_000  # ns: file systems round times, and a script writes scene and textures in one go
SINGLE = {"image", "movie", "sound", "font", "library", "layer"}
"""Kinds of assets that are one file each, never a folder."""


@check
def missing_files(it: Submission) -> Iterator[Finding]:
    """Report files that are missing or cannot be read: the farm would not have them."""
    for code, missing in _by_code(it, AssetState.MISSING).items():
        severity, fix = _absent(it, len(missing))
        yield about(missing, code, severity, count(
            "{n} file is not on disk: the farm would render without it.",
            "{n} files are not on disk: the farm would render without them.", len(missing)), fix)
    for code, unreadable in _by_code(it, AssetState.UNREADABLE).items():
        severity, fix = _absent(it, len(unreadable))
        yield about(unreadable, code, severity, count(
            "{n} file cannot be read: the farm would render without it.",
            "{n} files cannot be read: the farm would render without them.", len(unreadable)), fix)


@check
def folders_for_files(it: Submission) -> Iterator[Finding]:
    """Where the scene wants a file and the path leads to a folder, the farm finds nothing."""
    found = [asset for asset in it.sent(it.overview.folders) if asset.kind in SINGLE and asset.need is Need.NEEDED]
    if found:
        severity, fix = _absent(it, len(found))
        yield about(found, it.traits.missing_code or codes.MISSING_FILE, severity, count(
            "{n} path leads to a folder where the scene needs a file: the farm would render without it.",
            "{n} paths lead to folders where the scene needs files: the farm would render without them.",
            len(found)), fix)


def _absent(it: Submission, number: int) -> tuple[Severity, Fix | None]:
    """How grave it is that files are not there, and what may be done."""
    if it.choices.allow_missing:
        return Severity.WARNING, None
    return Severity.ERROR, Fix(count("Submit without it", "Submit without them", number), {"allow_missing": True})


@check
def missing_frames(it: Submission) -> Iterator[Finding]:
    """A sequence with holes renders with holes."""
    for code, partial in _by_code(it, AssetState.PARTIAL).items():
        holes = [asset for asset in partial if asset.missing or asset.missing_between]
        tiled = [asset for asset in partial if not (asset.missing or asset.missing_between)]
        if holes:
            yield about(holes, code, Severity.WARNING, count(
                "{n} sequence has frames that are not on disk.",
                "{n} sequences have frames that are not on disk.", len(holes)))
        if tiled:
            yield about(tiled, code, Severity.WARNING, count(
                "{n} texture has UV tiles that are not on disk: the farm would render without them.",
                "{n} textures have UV tiles that are not on disk: the farm would render without them.", len(tiled)))


@check
def left_out(it: Submission) -> Iterator[Finding]:
    """Warn of the files that the scene needs and the artist left out."""
    excluded = [asset for asset in it.left_out if asset.need is Need.NEEDED]
    if excluded:
        yield about(excluded, codes.EXCLUDED, Severity.WARNING, count(
            "{n} file that the scene uses is left out: the farm would render without it.",
            "{n} files that the scene uses are left out: the farm would render without them.", len(excluded)),
            Fix(_("Send all files"), {"excluded": (), "leave_out": ()}))


@check
def shown_only(it: Submission) -> Iterator[Finding]:
    """Note what is only seen or heard while working, and is not sent for that."""
    found = [asset for asset in it.left_out if asset.need is Need.SHOWN and asset.path not in it.choices.excluded]
    if found:
        there = tuple(asset.path for asset in found if asset.files)
        fix = Fix(_("Send them too"), {"send_too": (*it.choices.send_too, *there)}) if there else None
        yield about(found, codes.SHOWN_ONLY, Severity.NOTE, count(
            "{n} file is only seen or heard while working: it is not sent, the render does not need it.",
            "{n} files are only seen or heard while working: they are not sent, the render does not need them.",
            len(found)), fix)


@check
def addresses(it: Submission) -> Iterator[Finding]:
    """Name what an asset resolver makes paths of: which files these are is not known here."""
    found = it.sent(it.overview.by_state[AssetState.ADDRESS])
    if found:
        yield about(found, codes.ADDRESSES, Severity.WARNING, count(
            "{n} address is for an asset resolver, not a path: its file is not sent, and the farm finds it only with "
            "the same resolver. Add the file, or set its path in the scene.",
            "{n} addresses are for an asset resolver, not paths: their files are not sent, and the farm finds them "
            "only with the same resolver. Add the files, or set their paths in the scene.", len(found)))


@check
def references(it: Submission) -> Iterator[Finding]:
    """Scenes within the scene: the farm opens them, and everything in them must be there too."""
    for kind, code in (("xref", codes.XREF_FILES), ("object xref", codes.XREF_OBJECTS)):
        found = it.sent(it.overview.by_kind[kind])
        if found:
            yield about(found, code, Severity.WARNING, count(
                "{n} scene is referenced: files inside it are sent only if this scene also lists them.",
                "{n} scenes are referenced: files inside them are sent only if this scene also lists them.",
                len(found)))


@check
def closed_containers(it: Submission) -> Iterator[Finding]:
    """Say plainly what is not looked into."""
    for each in unopened(it.sent(it.overview.closed)):
        said = _("{kind} may name further files, and {reason}: add those that they use.").format(
            kind=each.name, reason=_why_closed(each))
        # Few archives of Alembic name anything; most scenes with one would be warned of nothing.
        severity = Severity.NOTE if each.suffixes == ALEMBIC else Severity.WARNING
        yield about(each.assets, codes.CLOSED_CONTAINER, severity, said)


def _why_closed(each: UnopenedContainers) -> str:
    if each.suffixes != SUFFIXES:
        return _("are not looked into")
    return _("could not be read") if each.reasons else _(
        "Pixar's USD, which reads them, is not here (the extra “usd” brings it)")


@check
def elsewhere(it: Submission) -> Iterator[Finding]:
    """Note files that the artist found in a new place while the scene still names the old one."""
    found = it.sent(it.overview.moved)
    if found:
        yield about(found, codes.ELSEWHERE, Severity.NOTE, count(
            "{n} file is sent from where it was found, to where the scene looks for it.",
            "{n} files are sent from where they were found, to where the scene looks for them.", len(found)),
            Fix(_("Take them from where the scene says"), {"relocated": ()}) if it.choices.relocated else None)


@check
def newer_files(it: Submission) -> Iterator[Finding]:
    """Somebody works on them; the scene was last looked at with other ones."""
    newer = it.sent(it.overview.newer(it.saved_ns + CLOCK)) if it.saved_ns else []
    if newer:
        yield about(newer, codes.NEWER, Severity.NOTE, count(
            "{n} file changed after the scene was saved.", "{n} files changed after the scene was saved.", len(newer)))


@check
def large_files(it: Submission) -> Iterator[Finding]:
    """One huge file decides how long the upload takes."""
    limit = it.choices.largest_file
    large = it.sent(it.overview.larger(limit)) if limit else []
    if large:
        yield about(large, codes.LARGE_FILE, Severity.WARNING, count(
            "{n} file is larger than {{size}} GB: it takes long to send.",
            "{n} files are larger than {{size}} GB: they take long to send.", len(large)).format(
                size=f"{limit / 1e9:g}"))


@check
def too_many_files(it: Submission) -> Iterator[Finding]:
    """The lists of the files that a task carries would be longer than a farm takes."""
    if it.files.file_count > MOST_FILES:
        yield Finding(codes.TOO_MANY_FILES, Severity.ERROR, _(
            "The scene needs {files} files, and a task takes at most {most}: render fewer frames at once, leave files "
            "out, or pack caches into fewer files.").format(files=f"{it.files.file_count:,}", most=f"{MOST_FILES:,}"))


@check
def same_texture_names(it: Submission) -> Iterator[Finding]:
    """Where maps are found by name, of two in different folders one is taken for both."""
    if not it.traits.files_by_name:
        return
    groups = (it.sent(places) for places in it.overview.namesakes)
    same = [asset for group in groups if len(group) > 1 for asset in group]
    if same:
        yield about(same, codes.SAME_TEXTURE_NAMES, Severity.WARNING, _(
            "Textures in different folders have the same name: the farm may take one for the other."))


@check
def vrmesh_suffix(it: Submission) -> Iterator[Finding]:
    """V-Ray loads its proxies by suffix."""
    wrong = [asset for asset in it.sent(it.overview.by_kind["vrmesh"]) if not asset.path.lower().endswith(".vrmesh")]
    if wrong:
        yield about(wrong, codes.VRMESH_SUFFIX, Severity.ERROR,
                    _("A V-Ray proxy has no .vrmesh suffix: rename it, and set its path in the scene."))


@check
def colour(it: Submission) -> Iterator[Finding]:
    """Warn where the OCIO configuration is not sent: the farm would render with other colours."""
    config = it.scene.colour_file
    if not config or it.sent(it.overview.holding(config)):
        return
    yield Finding(codes.NO_COLOUR, Severity.WARNING, _(
        "The OCIO configuration is not among the files: the farm would render with other colours. Add it."),
        details=(config,), fix=Fix(_("Add it"), {"extra_files": (*it.choices.extra_files, config)}))


def _by_code(it: Submission, state: AssetState) -> dict[str, list[FoundAsset]]:
    """Assets in this state that the scene needs, under the code that the vendor has for their kind."""
    found: dict[str, list[FoundAsset]] = defaultdict(list)
    for asset in it.sent(it.overview.by_state[state]):
        if asset.need is Need.NEEDED or (state is AssetState.PARTIAL and asset.need is not Need.SHOWN):
            code = it.traits.missing_code or codes.MISSING.get(asset.kind, codes.MISSING_FILE)
            found[code].append(asset)
    return found
