"""tips.json, and what the farm itself says about its codes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from ..api.types import ErrorDetail
from . import format
from .finding import Finding, Severity
from .finding_codes import HOOK_FAILED, OF_THE_STUDIO

BLOCKS, ON = 1, 1
STAYS = (OF_THE_STUDIO, HOOK_FAILED)
UNKNOWN = "999"
"""A farm may answer with this one's text for a code that it does not know."""


@dataclasses.dataclass(frozen=True)
class FarmText:
    """One code in the farm's words."""

    code: str
    text: str
    blocks: bool
    """The farm renders nothing while it is there."""


def tips(findings: Iterable[Finding]) -> dict[str, list[str]]:
    """Code -> the sentence, then what it is about; a code that occurs twice has both.

    Notes stay here, and so does whatever the studio's own code says: it is the studio's business.
    """
    found: dict[str, list[str]] = {}
    for finding in findings:
        if finding.severity is not Severity.NOTE and finding.code not in STAYS:
            found.setdefault(finding.code, []).extend((finding.text, *(finding.details or finding.nodes)))
    return found


def read_texts(answers: Iterable[ErrorDetail]) -> tuple[FarmText, ...]:
    """Read the answer of ``api.query.error_detail``; ask it for ``UNKNOWN`` too."""
    found = [
        FarmText(str(each["code"]), _text(each), each.get("type") == BLOCKS and each.get("isOpen", ON) == ON)
        for each in answers]
    nothing = {"", *(each.text for each in found if each.code == UNKNOWN)}
    return tuple(each for each in found if each.text not in nothing)


def explained(findings: Iterable[Finding], texts: Iterable[FarmText]) -> tuple[Finding, ...]:
    """The findings with what the farm says; an error where the farm would render nothing because of it."""
    known = {each.code: each for each in texts}
    return tuple(_explained(finding, known.get(finding.code)) for finding in findings)


def _explained(finding: Finding, text: FarmText | None) -> Finding:
    if text is None:
        return finding
    severity = Severity.ERROR if text.blocks and finding.severity is Severity.WARNING else finding.severity
    return dataclasses.replace(finding, farm=text.text, severity=severity)


def _text(each: ErrorDetail) -> str:
    parts = (each.get("desDescriptionCn"), each.get("desSolutionCn"))  # in the language that was asked for
    return format.sentences(*(part or "" for part in parts))
