"""What the native panel says of a state: lines, and how far what moves has come. Nothing here imports bpy."""

from __future__ import annotations

from typing import NamedTuple

from .....core.common.i18n import _, count, labelled
from .....core.jobs.estimate import estimate, money_range, time_range
from .....core.jobs.spent import in_words, of_tasks
from .....core.jobs.tasks import TaskRow
from .....core.model import format
from .....core.model.finding import Finding
from .....core.session.following import words
from .....core.session.state import Connection, State, Step
from .....core.transfer.states import Transfer, TransferState

SHOWN = 3
"""Transfers; the Qt panel shows all."""
REASONS = 4
NAMES = 2


class Row(NamedTuple):
    """A transfer."""

    name: str
    text: str
    part: float
    """0 to 1: of the upload, then of the frames."""
    id: str = ""
    task: int | None = None
    """Its task on the farm, once there is one."""
    folder: str = ""
    actions: tuple[tuple[str, str], ...] = ()
    """Actions that make sense now: (action, icon)."""


def account_line(state: State) -> str:
    """Return the account's name and what it may spend."""
    account, profile = state.account, state.account.profile
    name = account.name or (
        _("Connecting") if account.connection is Connection.UNKNOWN else _("No account yet"))
    if profile is None or profile.hidden:
        return name
    return f"{name}   {format.money(profile.funds, profile.currency)}"


def account_notes(state: State) -> tuple[tuple[str, str], ...]:
    """Return what is to be said of account and connection, each with an icon: nothing while all is well."""
    account, door = state.account, state.account.sign_in
    said = []
    if door.busy:
        said.append((f"{door.busy}…", "SORTTIME"))
    elif door.ok is False:
        said.append((door.text, "ERROR"))
    if account.connection is Connection.UNKNOWN and not door.busy:
        said.append((_("Connecting to the farm…"), "SORTTIME"))
    if account.connection is Connection.AWAY and not door.needed:
        said.append((account.away or _("The farm does not answer."), "ERROR"))
    if state.settings.warning:
        said.append((state.settings.warning, "ERROR"))
    return tuple(said)


def scene_line(state: State) -> str:
    """Return a line that sums up what Submit would send."""
    if state.step is Step.GATHERING:
        return count("Reading the scene: {n} asset so far", "Reading the scene: {n} assets so far", state.scene.scanned)
    if state.step is Step.PLANNING:
        return _("Saving the submission…")
    if not state.scene.gathered:
        return _("The scene is not read yet.")
    frames = count("{n} frame", "{n} frames", state.submit.frame_count)
    amounts = state.scene.amounts
    files = count("{n} file", "{n} files", amounts.files)
    return _("{frames}, {files}, {size}").format(frames=frames, files=files, size=format.size(amounts.bytes))


def reasons(state: State) -> tuple[str, ...]:
    """Why Submit is disabled, and what went wrong last, where nothing else on the panel says it; the first few."""
    if state.busy:
        return ()
    drawn = {state.submit.frames_error, state.submit.test_error, state.account.trouble,
             *(each.text for each in state.submit.findings)}
    said = (state.message, *(each for each in state.reasons if each not in drawn))
    return tuple(dict.fromkeys(filter(None, said)))[:REASONS]


def concerned(finding: Finding) -> str:
    """Return the first of the files or values that a finding is about, else of the nodes, where its text lacks them."""
    found = [each for each in finding.details or finding.nodes if each not in finding.text]
    return format.names(found, NAMES)


def before_cost(state: State) -> str:
    """Return why nothing is said of the cost yet, where it will be; else an empty text."""
    return _("No cost estimate before the test frames") if state.submit.test_count and state.can_submit else ""


def cost_lines(state: State) -> tuple[str, ...]:
    """Return what the shown task has cost, will cost and how long it will take, a line each."""
    task, profile = state.jobs.selected_whole, state.account.profile
    if task is None:
        return ()
    currency = profile.currency if profile else ""
    cost = _("Cost so far") if task.moving else _("Cost")
    said = [labelled(cost, in_words(of_tasks([task]), currency))]
    expected = estimate(state.jobs.frames, task.frames, task.cost, task.rendering)
    if expected is not None:
        frames = count("Estimate for {n} frame", "Estimate for {n} frames", task.frames)
        said.append(labelled(frames, money_range(expected.cost, currency)))
        if expected.seconds is not None:
            said.append(labelled(_("Time left"), time_range(expected.seconds)))
    return tuple(said)


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
    return Row(transfer.name, words(transfer, task), part, transfer.id, transfer.task_id, transfer.folder,
               _actions(transfer))


def _actions(transfer: Transfer) -> tuple[tuple[str, str], ...]:
    if transfer.state in (TransferState.PAUSED, TransferState.FAILED):
        return ("resume", "PLAY"), ("cancel", "X")
    if transfer.state is TransferState.CANCELLING:
        return (("cancel", "X"),)
    return () if transfer.state.over else (("pause", "PAUSE"), ("cancel", "X"))
