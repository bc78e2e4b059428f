"""What the native panel says of a state: lines, and how far what moves has come. No bpy."""

from __future__ import annotations

from typing import NamedTuple

from ....core.common.i18n import _, count
from ....core.jobs.tasks import TaskRow
from ....core.session.following import words
from ....core.session.state import Connection, State, Step
from ....core.transfer.states import Transfer, TransferState

SHOWN = 3
"""Transfers; the Qt panel shows all."""
REASONS = 4


class Row(NamedTuple):
    """A transfer."""

    name: str
    text: str
    part: float
    """0 to 1: of the upload, then of the frames."""


def headline(state: State) -> str:
    """Return a sentence that names the connected account, or says that the farm has not answered."""
    if state.account.connection is Connection.UNKNOWN:
        return _("Connecting to the farm…")
    if state.account.connection is Connection.AWAY:
        return _("The farm does not answer.")
    name = state.account.profile.name if state.account.profile else state.account.id
    return _("Connected as {name}").format(name=name)


def scene_line(state: State) -> str:
    """Return a line that sums up what Submit would send."""
    if state.step is Step.GATHERING:
        return count("Reading the scene: {n} file so far", "Reading the scene: {n} files so far", state.scene.scanned)
    if state.step is Step.PLANNING:
        return _("Saving the submission…")
    if not state.scene.gathered:
        return _("The scene is not read yet.")
    frames = count("{n} frame", "{n} frames", state.submit.frame_count)
    files = count("{n} file", "{n} files", sum(len(asset.files) for asset in state.scene.assets))
    return _("{frames}, {files}, {size:.1f} MB").format(frames=frames, files=files, size=state.scene.asset_bytes / 1e6)


def reasons(state: State) -> tuple[str, ...]:
    """Why Submit is disabled, and what went wrong last; the first few."""
    if state.busy:
        return ()
    return tuple(filter(None, (state.message, *state.reasons)))[:REASONS]


def rows(state: State) -> tuple[Row, ...]:
    """Return rows of the latest submissions, newest first."""
    recent = [each for each in state.transfers.rows if each.id in state.submit.submitted or not each.state.over][:SHOWN]
    return tuple(_row(each, state.jobs.task(each.task_id)) for each in recent)


def _row(transfer: Transfer, task: TaskRow | None) -> Row:
    part = transfer.part
    if transfer.state is TransferState.FETCHED:
        part = 1.0
    elif transfer.state is TransferState.WATCHING:
        part = task.done / task.frames if task and task.frames else 0.0
    return Row(transfer.name, words(transfer, task), part)
