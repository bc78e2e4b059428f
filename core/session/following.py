"""Drive a session where nothing ticks, and say in a few words what it does."""

from __future__ import annotations

import time
from typing import Callable

from ..common.errors import NoAnswer
from ..common.i18n import _, count
from ..jobs.tasks import TaskRow
from ..transfer.states import Transfer, TransferState
from .session import Session
from .state import Connection, State

TICK = 0.05  # seconds
PATIENCE = 20.0  # seconds for a farm to answer before it counts as away


def until(session: Session, done: Callable[[State], bool], seconds: float | None = None) -> State:
    """Pump the session until ``done``; its state then, or after ``seconds``."""
    end = None if seconds is None else time.monotonic() + seconds
    while True:
        session.pump()
        if done(session.state) or (end is not None and time.monotonic() > end):
            return session.state
        time.sleep(TICK)


def connect(session: Session) -> State:
    """Connect, or say why not.

    Raises:
        NoAnswer: the farm does not answer, or does not know us.
    """
    session.account.connect()
    state = until(session, lambda state: state.account.connection is not Connection.UNKNOWN, PATIENCE)
    if state.account.connection is not Connection.CONNECTED:
        raise NoAnswer(state.account.trouble or _("The farm did not answer in time."), state.account.trouble_code)
    return state


def words(transfer: Transfer, task: TaskRow | None) -> str:
    """What happens now, in a few words."""
    if transfer.message:
        return transfer.message
    if transfer.state in (TransferState.PLANNED, TransferState.CREATING):
        return _("Creating the task")
    if transfer.state is TransferState.UPLOADING:
        return _("Uploading: {done} of {all} files").format(done=transfer.files_done, all=transfer.files)
    if transfer.state in (TransferState.CONFIGURING, TransferState.SUBMITTING):
        return _("Submitting")
    if transfer.state is TransferState.WATCHING and task is not None:
        return _("Task {id}: {done} of {all} frames, {files}").format(
            id=task.id, done=task.done, all=task.frames,
            files=count("{n} fetched", "{n} fetched", transfer.fetched))
    return {
        TransferState.WATCHING: _("Waiting for the task"),
        TransferState.FETCHED: _("Done"),
        TransferState.PAUSED: _("Paused"),
        TransferState.CANCELLED: _("Cancelled"),
        TransferState.FAILED: _("Failed"),
    }[transfer.state]
