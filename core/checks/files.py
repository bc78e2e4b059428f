"""Checks of the files that the scene uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from ..assets.found import AssetState, FoundAsset
from ..i18n import _, count
from . import codes
from .finding import Finding, Fix, Severity
from .submission import Submission, about, check

CLOCK = 2_000_000_000  # ns: file systems round times, and a script writes scene and textures in one go

ABSENT = (AssetState.MISSING, AssetState.UNREADABLE)


@check
def missing_files(it: Submission) -> Iterator[Finding]:
    """What is not on this machine is not on the farm."""
    severity = Severity.WARNING if it.choices.allow_missing else Severity.ERROR
    fix = None if it.choices.allow_missing else Fix(_("Submit without them"), {"allow_missing": True})
    for code, missing in _by_code(it, AssetState.MISSING).items():
        yield about(missing, code, severity, count(
            "{n} file is not on disk: the farm would render without it.",
            "{n} files are not on disk: the farm would render without them.", len(missing)), fix)
    for code, unreadable in _by_code(it, AssetState.UNREADABLE).items():
        yield about(unreadable, code, severity, count(
            "{n} file cannot be read: the farm would render without it.",
            "{n} files cannot be read: the farm would render without them.", len(unreadable)), fix)


@check
def missing_frames(it: Submission) -> Iterator[Finding]:
    """A sequence with holes renders with holes."""
    for code, partial in _by_code(it, AssetState.PARTIAL).items():
        text = count("{n} sequence has frames that are not on disk.",
                     "{n} sequences have frames that are not on disk.", len(partial))
        yield about(partial, code, Severity.WARNING, text)


@check
def left_out(it: Submission) -> Iterator[Finding]:
    """What the artist excluded and the scene needs."""
    excluded = [asset for asset in it.left_out if asset.required]
    if excluded:
        yield about(excluded, codes.EXCLUDED, Severity.NOTE, count(
            "{n} file that the scene uses is left out: the farm would render without it.",
            "{n} files that the scene uses are left out: the farm would render without them.", len(excluded)),
            Fix(_("Send all files"), {"excluded": ()}))


@check
def references(it: Submission) -> Iterator[Finding]:
    """Scenes within a 3ds Max scene: the farm opens them, and everything in them must be there too."""
    for kind, code in (("xref", codes.XREF_FILES), ("object xref", codes.XREF_OBJECTS)):
        found = [asset for asset in it.sent if asset.kind == kind]
        if found:
            yield about(found, code, Severity.WARNING, count(
                "{n} scene is referenced: the files that it uses are sent only if they are known here.",
                "{n} scenes are referenced: the files that they use are sent only if they are known here.",
                len(found)))


@check
def closed_containers(it: Submission) -> Iterator[Finding]:
    """Say plainly what is not looked into."""
    found = [asset for asset in it.sent if not asset.looked_into and asset.state not in ABSENT]
    if found:
        yield about(found, codes.CLOSED_CONTAINER, Severity.WARNING, count(
            "{n} file that may name others is sent, but not looked into: add those that it uses.",
            "{n} files that may name others are sent, but not looked into: add those that they use.", len(found)))


@check
def newer_files(it: Submission) -> Iterator[Finding]:
    """Somebody works on them; the scene was last looked at with other ones."""
    newer = [asset for asset in it.sent if it.saved_ns and asset.newer_than(it.saved_ns + CLOCK)]
    if newer:
        yield about(newer, codes.NEWER, Severity.NOTE, count(
            "{n} file changed after the scene was saved.", "{n} files changed after the scene was saved.", len(newer)))


@check
def large_files(it: Submission) -> Iterator[Finding]:
    """One huge file decides how long the upload takes."""
    limit = it.choices.largest_file
    large = [asset for asset in it.sent if limit and any(file.size > limit for file in asset.files)]
    if large:
        yield about(large, codes.LARGE_FILE, Severity.WARNING, count(
            "{n} file is larger than {{size}} GB: it takes long to send.",
            "{n} files are larger than {{size}} GB: they take long to send.", len(large)).format(
                size=f"{limit / 1e9:g}"))


@check
def same_texture_names(it: Submission) -> Iterator[Finding]:
    """3ds Max finds maps by name: of two in different folders one is taken for both."""
    if it.host != "max":
        return
    by_name: dict[str, list[FoundAsset]] = defaultdict(list)
    for asset in it.sent:
        if asset.kind == "image":
            by_name[_name(asset.path)].append(asset)
    same = [asset for group in by_name.values() if len({each.path for each in group}) > 1 for asset in group]
    if same:
        yield about(same, codes.SAME_TEXTURE_NAMES, Severity.WARNING, _(
            "Textures in different folders have the same name: the farm may take one for the other."))


@check
def vrmesh_suffix(it: Submission) -> Iterator[Finding]:
    """V-Ray loads its proxies by suffix."""
    wrong = [asset for asset in it.sent if asset.kind == "vrmesh" and not asset.path.lower().endswith(".vrmesh")]
    if wrong:
        yield about(wrong, codes.VRMESH_SUFFIX, Severity.ERROR,
                    _("A V-Ray proxy has no .vrmesh suffix: rename it, and set its path in the scene."))


@check
def colour(it: Submission) -> Iterator[Finding]:
    """Without its configuration the farm's colours are others."""
    wanted = {it.scene.colour, _slashes(it.scene.colour), it.scene.colour.replace("/", "\\")}
    if it.scene.colour and not any(asset.path in wanted or any(file.path in wanted for file in asset.files)
                                   for asset in it.sent):
        yield Finding(codes.NO_COLOUR, Severity.WARNING, _(
            "The OCIO configuration is not among the files: the farm would render with other colours. Add it."),
            details=(it.scene.colour,),
            fix=Fix(_("Add it"), {"extra_files": (*it.choices.extra_files, it.scene.colour)}))


def _by_code(it: Submission, state: AssetState) -> dict[str, list[FoundAsset]]:
    """Assets in this state that the scene needs, under the code that the vendor has for their kind."""
    found: dict[str, list[FoundAsset]] = defaultdict(list)
    for asset in it.sent:
        if asset.state is state and (asset.required or state is AssetState.PARTIAL):
            code = codes.MISSING_IN.get(it.host) or codes.MISSING.get(asset.kind, codes.MISSING_FILE)
            found[code].append(asset)
    return found


def _name(path: str) -> str:
    return PurePosixPath(_slashes(path)).name.lower()


def _slashes(path: str) -> str:
    return path.replace("\\", "/")
