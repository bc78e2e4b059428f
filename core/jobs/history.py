"""How often a scene was submitted before, as far as the journal of this machine knows. Pure."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ..common.i18n import _, count
from ..transfer.states import Transfer
from .told import when


def earlier(path: Path, host: str, submissions: Iterable[Transfer]) -> list[Transfer]:
    """Return the submissions of a scene of a host, the newest first; of older programs those of the same name."""
    here = os.path.normcase(str(path))
    found = [each for each in submissions if each.name == path.name and each.host == host and (
        each.about is None or os.path.normcase(each.about.scene) == here)]
    return sorted(found, key=lambda each: each.created, reverse=True)


def in_words(submissions: list[Transfer]) -> str:
    """``3 earlier tasks of this scene, the last of 2026-03-01 14:05.``; empty where there are none."""
    if not submissions:
        return ""
    tasks = count("{n} earlier task of this scene", "{n} earlier tasks of this scene", len(submissions))
    if not submissions[0].created:
        return _("{tasks}; the date of the last is not known.").format(tasks=tasks)
    return _("{tasks}, the last of {when}.").format(tasks=tasks, when=when(submissions[0].created))
