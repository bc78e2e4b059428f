"""Open a session where nothing ticks, and have what is asked of it done; what is waited for comes, or is an error."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any, Callable

from ..core.common.errors import BadInput, FoxError, NoAnswer
from ..core.common.i18n import _
from ..core.jobs.actions import TaskAction
from ..core.jobs.frame_actions import FrameAction, fitting, reasons
from ..core.jobs.tasks import FrameRow, TaskRow
from ..core.model.ending import ended
from ..core.model.host import Host
from ..core.session.following import find_on_farm, read_transfers, until
from ..core.session.session import Session
from ..core.session.transfers import Failed, OnTransfer
from ..core.settings.settings import Settings
from ..core.transfer.journal.journal import Journal
from ..core.transfer.start import agent_missing, ensure_agent, look_due, see_agent_start, see_silent_agent
from ..core.transfer.states import Transfer, TransferState

TOLD = "told"
"""Option of the journal: the sentence that has been said."""

Tell = Callable[[str], object]
"""Called with what somebody should know who waits."""


def opened(settings: Settings, account: str | None, host: Host, tell: Tell) -> Session:
    """Return a session that has not asked the farm yet; an agent that was killed is started again.

    Raises:
        FoxError: the journal cannot be read.
    """
    with contextlib.closing(Journal(settings.journal)) as journal:
        tell_of_restored(journal, tell)
        wake_agent(settings, journal.transfers_not_over(), tell)
    return Session(host, settings, account)


def tell_of_restored(journal: Journal, tell: Tell) -> None:
    """Say once what became of a journal that was damaged."""
    notice = journal.notice()
    if notice and journal.option(TOLD) != notice:
        tell(notice)
        journal.set_option(TOLD, notice)


def wake_agent(settings: Settings, transfers: Sequence[Transfer], tell: Tell) -> bool:
    """Start an agent where something is under way and none runs, and say so; False where it cannot be started."""
    if not agent_missing(settings, transfers):
        if look_due(settings, transfers):
            with contextlib.suppress(FoxError):
                ensure_agent(settings)
        return _agent_answers(settings, tell)
    try:
        ensure_agent(settings)
        see_agent_start(settings)
    except FoxError as error:
        tell(str(error))
        return False
    tell(_("No agent was running for what is under way: one is started."))
    return True


def _agent_answers(settings: Settings, tell: Tell) -> bool:
    """Replace an agent that is stopped, and say so; False where no other can be started."""
    try:
        if see_silent_agent(settings):
            tell(_("The agent was stopped and did nothing: another is started in its place."))
    except FoxError as error:
        tell(str(error))
        return False
    return True


def find_task(session: Session, number: int, seconds: float, noted: bool = False) -> TaskRow | None:
    """Find the task as the farm has it; of one that the journal knows an answer is not needed to go on.

    Raises:
        BadInput: the farm has none of this number.
        NoAnswer: it does not say.
    """
    try:
        task = find_on_farm(session, number, seconds)
    except NoAnswer:
        if noted:
            return None
        raise
    if task is None and not noted:
        raise BadInput(_("The farm has no task {task}: see “foxsubmit tasks --all”.").format(task=number))
    return task


def write_down(session: Session, seconds: float, ask: Callable[[OnTransfer, Failed], None]) -> str:
    """Ask for something that is written into the journal; the id of the transfer once the journal says so.

    Raises:
        FoxError: it cannot be written.
    """
    written: list[str] = []
    wrong: list[Exception] = []
    ask(written.append, wrong.append)
    until(session, lambda _state: bool(written or wrong), seconds)
    if not written:
        raise wrong[0] if wrong else FoxError(_("The journal could not be written in time: try again."))
    return written[0]


def taken_up(session: Session, number: int | None, seconds: float,
             write: Callable[[Session, float, Callable[[OnTransfer, Failed], None]], str] = write_down,
             ) -> tuple[tuple[str, ...], int | None]:
    """Return what is followed of a task: a submission's id where this machine has one, else the task's number.

    An upload that was interrupted goes on, and a task that was taken up again after it ended is fetched again.
    Without a ``number`` it is the newest submission.

    Raises:
        BadInput: nothing was submitted, or the farm has none of this number.
    """
    mine = [each for each in read_transfers(session, seconds).transfers.rows
            if each.account == session.state.account.id and number in (None, each.task_id)]
    if not mine and number is None:
        raise BadInput(_("Nothing was submitted with this account from this machine yet."))
    number = mine[0].task_id if mine else number
    task = find_task(session, number, seconds, bool(mine)) if number is not None else None
    if not mine:
        return (), number
    transfer = mine[0]
    if transfer.state is TransferState.CANCELLING:
        return (transfer.id,), None
    if transfer.state not in (TransferState.FETCHED, TransferState.CANCELLED):
        write(session, seconds, lambda *calls: session.transfers.resume_and_tell(transfer.id, *calls))
        return (transfer.id,), None
    again = task is not None and (task.moving or transfer.end not in (None, ended(task)))
    if task is None or not again:
        return (transfer.id,), None
    if transfer.state is TransferState.CANCELLED or not transfer.folder:
        return (), task.id
    write(session, seconds, lambda *calls: session.transfers.fetch_and_tell(task.id, "", *calls))
    return (transfer.id,), None


def act(session: Session, action: TaskAction, ids: Sequence[int], value: Any, seconds: float) -> None:
    """Have the farm do something to tasks.

    Raises:
        FoxError: it does not, or does not say so in time.
    """
    _done(session, seconds, lambda *calls: session.jobs.act_and_tell(action, ids, value, *calls))


def act_on_frames(session: Session, action: FrameAction, frames: Sequence[FrameRow],
                  seconds: float) -> list[FrameRow]:
    """Have the farm restart or stop frames of the selected task; those that it is done to.

    Raises:
        BadInput: it fits none of them.
        FoxError: the farm does not do it, or does not say so in time.
    """
    why_not = reasons(action, frames)
    if why_not:
        raise BadInput(why_not[0])
    chosen = fitting(action, frames)
    ids = [frame.id for frame in chosen]
    ask = (session.jobs.frames.restart_and_tell if action is FrameAction.RESTART else
           session.jobs.frames.stop_and_tell)
    _done(session, seconds, lambda *calls: ask(ids, *calls))
    return chosen


def _done(session: Session, seconds: float, ask: Callable[[Callable[[], object], Failed], None]) -> None:
    """Ask for something, and come back once the farm has done it.

    Raises:
        FoxError: it has not, or does not say so in time.
    """
    done: list[bool] = []
    wrong: list[Exception] = []
    ask(lambda: done.append(True), wrong.append)
    until(session, lambda _state: bool(done or wrong), seconds)
    if not done:
        raise wrong[0] if wrong else FoxError(
            _("The farm did not say in time whether it has done it: see “foxsubmit tasks”."))
