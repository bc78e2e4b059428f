"""Checks of where files lie: paths that the farm's nodes refuse or cannot reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..assets.found import FoundAsset
from ..assets.roots import is_below
from ..assets.variables import is_variable, spelled
from ..common.i18n import _, count, names
from ..model import finding_codes as codes
from ..model.finding import Finding, Fix, Severity
from .scene import WINDOWS
from .submission import MOST_NAMED, Submission, about, check, leave_out

LONGEST = 255
"""Characters of a path on a Windows node, the drive included."""


@check
def not_ascii(it: Submission) -> Iterator[Finding]:
    """Some hosts on the farm open paths of Latin letters and digits only."""
    if not it.traits.ascii_only:
        return
    found = it.sent(it.overview.not_ascii)
    if found:
        yield about(found, codes.NOT_ASCII, Severity.ERROR, count(
            "{n} path has other characters than Latin letters and digits: the farm's {{software}} does not open it. "
            "Rename it.",
            "{n} paths have other characters than Latin letters and digits: the farm's {{software}} does not open "
            "them. Rename them.", len(found)).format(software=it.traits.software))


@check
def long_paths(it: Submission) -> Iterator[Finding]:
    """Windows nodes cannot open a longer path; some hosts refuse the whole scene for it."""
    if it.environment is None or it.environment.os_name != WINDOWS:
        return
    found = it.sent(it.overview.longer(LONGEST))
    if found:
        severity = Severity.ERROR if it.traits.refuses_long_paths else Severity.WARNING
        yield about(found, codes.LONG_PATH, severity, count(
            "{n} path is longer than {{most}} characters: the farm's Windows nodes cannot open it.",
            "{n} paths are longer than {{most}} characters: the farm's Windows nodes cannot open them.",
            len(found)).format(most=LONGEST))


@check
def no_place(it: Submission) -> Iterator[Finding]:
    """A path that does not say where the file is has no place on the farm either."""
    for place, why in it.overview.nowhere:
        for asset in it.sent([place]):
            yield about([asset], codes.NO_PLACE, Severity.ERROR, why, leave_out(it, [asset]))


@check
def network_paths(it: Submission) -> Iterator[Finding]:
    """A share is read over the network while sending; some hosts on the farm know drives only."""
    found = it.sent(it.overview.shares)
    if not found:
        return
    if it.traits.drive_letters_only:
        yield about(found, codes.NETWORK_PATH, Severity.ERROR, count(
            "{n} file lies on a network path: the farm's {{software}} opens paths with a drive letter only.",
            "{n} files lie on network paths: the farm's {{software}} opens paths with a drive letter only.",
            len(found)).format(software=it.traits.software))
    else:
        yield about(found, codes.NETWORK_PATH, Severity.NOTE, count(
            "{n} file lies on a network path: sending it is as fast as that network.",
            "{n} files lie on network paths: sending them is as fast as that network.", len(found)))


@check
def variables(it: Submission) -> Iterator[Finding]:
    """A variable of the studio's machines: a node of the farm looks for what is written, not for what it means here."""
    for name, places in it.overview.by_variable.items():
        found = it.sent(places) if name not in it.known_variables else []
        value = _value_by_rule(it, name, found)
        if found and value:
            yield about(found, codes.VARIABLE, Severity.WARNING, count(
                "{n} path is written with {{variable}}, which the farm does not know: ask its support to set it to "
                "{{place}}, where the file is sent, and name it in the studio's known_variables; or write the path "
                "without it.",
                "{n} paths are written with {{variable}}, which the farm does not know: ask its support to set it to "
                "{{place}}, where the files are sent, and name it in the studio's known_variables; or write the paths "
                "without it.", len(found)).format(variable=spelled(name), place=value))
        elif found:
            yield about(found, codes.VARIABLE, Severity.WARNING, count(
                "{n} path is written with {{variable}}, which the farm does not know: ask its support to set it, or "
                "write the path without it.",
                "{n} paths are written with {{variable}}, which the farm does not know: ask its support to set it, or "
                "write the paths without it.", len(found)).format(variable=spelled(name)))


def _value_by_rule(it: Submission, name: str, found: Iterable[FoundAsset]) -> str:
    """The value on the farm by which the files are found, where a rule of the studio gives one; else empty."""
    values = [rule.target for rule in it.path_mapping if rule.variables == (name,) and is_variable(rule.source)
              and all(is_below(asset.path, rule.target) for asset in found)]
    return values[0] if values else ""


@check
def private_files(it: Submission) -> Iterator[Finding]:
    """A scene may come from anybody and name any file: what one keeps for oneself goes to no farm unasked."""
    asked = [(each.folder, place) for each, places in it.overview.private.items()
             if not each.is_known((*it.roots, *it.scene.folders)) for place in places]
    folders, found = _still_sent(it, asked)
    if found:
        yield about(found, codes.PRIVATE, Severity.ERROR, count(
            "{n} file lies where keys or private settings are kept ({{folders}}): leave it out, or let it be sent if "
            "the scene really needs it.",
            "{n} files lie where keys or private settings are kept ({{folders}}): leave them out, or let them be sent "
            "if the scene really needs them.", len(found)).format(folders=names(folders, MOST_NAMED)),
            Fix(_("Send them"), roots=folders))


@check
def outside_the_roots(it: Submission) -> Iterator[Finding]:
    """Note the places outside the project, until the user has said once that files come from there."""
    private = dict.fromkeys(each.place for each in it.overview.private)
    roots = (*it.scene.folders, *it.roots, *it.real_roots, *private)  # of what is private private_files speaks
    asked = [(named, place) for named, places in it.overview.outside(roots).items() for place in places]
    folders, found = _still_sent(it, asked)
    if found:
        yield about(found, codes.OUTSIDE, Severity.NOTE, count(
            "{n} file is sent from outside the project: {{folders}}.",
            "{n} files are sent from outside the project: {{folders}}.", len(found)).format(
                folders=names(folders, MOST_NAMED)),
            Fix(_("Do not ask again"), roots=folders))


def _still_sent(it: Submission, asked: Iterable[tuple[str, int]]) -> tuple[tuple[str, ...], list[FoundAsset]]:
    """The folders and the assets, each once, without those that the artist leaves out."""
    sent = [(folder, place) for folder, place in asked if place not in it.files.left_out]
    return tuple(dict.fromkeys(folder for folder, _place in sent)), it.sent(sorted({place for _folder, place in sent}))
