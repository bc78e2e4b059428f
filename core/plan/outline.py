"""A plan as far as another is compared with it: its files one at a time, for it may name 500,000 of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Callable, NamedTuple

from ..assets.found import LocalFile
from ..common.errors import BadInput
from ..common.i18n import _
from .plan import Plan, SentFile, head_from
from .plan_text import entries, part_pieces, without_entries

Lines = Callable[[], Iterable[str]]
"""A function that begins with the lines of a plan's text anew."""


class Outline(NamedTuple):
    """The parts of a plan that a comparison reads."""

    head: Plan
    """The plan; its lists may be left out."""
    scene_hash: str
    findings: tuple[str, ...]
    """The texts of its findings."""
    files: Iterable[SentFile]
    """Its files, which are asked for once."""


def outline_of(plan: Plan) -> Outline:
    """The outline of a plan that is held as a whole."""
    return Outline(plan, _hash(plan.upload), tuple(finding.text for finding in plan.findings), plan.files)


def read_outline(lines: Lines) -> Outline:
    """Read the outline of a plan from its text; the files are read while they are asked for.

    Raises:
        BadInput: it is no plan, or one of another version that can only be read whole; also while files are read.
    """
    head = head_from(lines())
    try:
        scene_hash = _hash(json.loads("".join(without_entries(part_pieces(lines(), "upload")))))
        findings = tuple([each["text"] for each in entries(part_pieces(lines(), "findings"))])
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise _damaged() from error
    return Outline(head, scene_hash, findings, _files(lines))


def _files(lines: Lines) -> Iterator[SentFile]:
    try:
        for each in entries(part_pieces(lines(), "files")):
            yield SentFile(LocalFile(**each["local"]), each["server"], each["scene"], each.get("kind", "file"))
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged() from error


def _damaged() -> BadInput:
    return BadInput(_("This is not a plan: save one with “Save plan…” or “foxsubmit submit --plan”."))


def _hash(upload: dict[str, Any]) -> str:
    scene: Any = upload.get("scene")
    first = scene[0] if isinstance(scene, list) and scene else scene
    return str(first["hash"]) if first else ""
