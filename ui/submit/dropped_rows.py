"""The table of dropped scenes: what each is, and what has become of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from ...core.common.i18n import _, count
from ...core.jobs.tasks import find_task
from ...core.model import format
from ...core.session.dropped.state import DroppedScene, Stage
from ...core.session.following import words as what_it_does
from ...core.session.jobs.state import JobsState
from ...core.transfer.states import Transfer
from ..kit import words
from ..kit.cells import Cell
from ..table.model import Column
from ..transfers.transfer_words import together


class Shown(NamedTuple):
    """A row of the table."""

    scene: DroppedScene
    words: str
    """Words on what has become of it, or keeps it from being submitted."""
    tone: str
    task: int | None = None
    """Its task on the farm, once there is one."""


def shown(scenes: Sequence[DroppedScene], transfers: Sequence[Transfer], jobs: JobsState) -> list[Shown]:
    """Return the rows of the table."""
    known = {each.id: each for each in transfers}
    return [_shown(each, [known[number] for number in each.submitted if number in known], jobs) for each in scenes]


def _shown(scene: DroppedScene, sent: list[Transfer], jobs: JobsState) -> Shown:
    transfer = together(sent)
    if transfer is not None:
        word = words.transfer_state(transfer)
        text = what_it_does(transfer, find_task(jobs.tasks, transfer.task_id))
        return Shown(scene, text, {"wait": "text_2"}.get(word.status, word.status), transfer.task_id)
    if scene.stage is Stage.FAILED:
        return Shown(scene, scene.trouble, "error")
    if scene.stage is Stage.READY:
        return Shown(scene, *_verdict(scene))
    return Shown(scene, {Stage.READING: _("Reading the scene"), Stage.JUDGING: _("Checking"),
                         Stage.SENDING: _("Submitting"), Stage.SUBMITTED: _("Submitted")}[scene.stage], "text_2")


def _verdict(scene: DroppedScene) -> tuple[str, str]:
    if scene.errors:
        return count("{n} error", "{n} errors", scene.errors), "error"
    if scene.reasons:
        return scene.reasons[0], "error"
    if scene.warnings:
        return count("Ready, {n} warning", "Ready, {n} warnings", scene.warnings), "warn"
    return _("Ready"), "ok"


def columns() -> tuple[Column, ...]:
    """Return the columns of the table."""
    return (
        Column(_("Scene"), lambda row: Cell(PurePath(row.scene.path).name, path=True, tip=row.scene.path),
               sort=lambda row: PurePath(row.scene.path).name, typed=lambda row: PurePath(row.scene.path).name,
               sample=Cell("courtyard_sh040_v017.blend")),
        Column(_("Application"), lambda row: Cell(words.host_name(row.scene.host) if row.scene.host else "", "text_2"),
               90, gives_way=2),
        Column(_("Frames"), lambda row: Cell(format.number(row.scene.frame_count) if row.scene.frame_count else ""),
               60, gives_way=1, right=True, sort=lambda row: row.scene.frame_count),
        Column(_("Files"), lambda row: Cell(format.size(row.scene.bytes) if row.scene.file_count else "", "text_2",
                                            tip=_files(row.scene)),
               84, gives_way=3, right=True, sort=lambda row: row.scene.bytes, sample=Cell(format.size(88.8e9))),
        Column(_("State"), lambda row: Cell(row.words, row.tone, tip=row.words), 120, grows=40,
               sort=lambda row: row.words),
    )


def _files(scene: DroppedScene) -> str:
    return count("{n} file", "{n} files", scene.file_count)
