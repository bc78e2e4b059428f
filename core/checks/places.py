"""Checks of where files lie: paths that the farm's nodes refuse or cannot reach."""

from __future__ import annotations

from collections.abc import Iterator

from ..assets.variables import spelled
from ..common.i18n import count
from ..model import finding_codes as codes
from ..model.finding import Finding, Severity
from .scene import WINDOWS
from .submission import Submission, about, check, leave_out

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
        if found:
            yield about(found, codes.VARIABLE, Severity.WARNING, count(
                "{n} path is written with {{variable}}, which the farm does not know: ask its support to set it, or "
                "write the path without it.",
                "{n} paths are written with {{variable}}, which the farm does not know: ask its support to set it, or "
                "write the paths without it.", len(found)).format(variable=spelled(name)))
