"""Drive a session where nothing ticks, wait for real answers, and say in a few words what it does.

Whoever waits here gets an answer or an error: "nothing came in time" is never taken for "there is nothing".
"""

from __future__ import annotations

import functools
import time
from collections.abc import Sequence
from typing import Callable

from ..common.disk import error_sentence
from ..common.errors import BadInput, FoxError, NoAnswer
from ..common.i18n import _, count
from ..jobs.tasks import FrameLog, FrameRow, Mosaic, OutputEntry, TaskRow
from ..model.ending import Failures, ended, word
from ..transfer.after.words import held
from ..transfer.cancelling import cancelling
from ..transfer.states import Transfer, TransferState
from ..transfer.supervised.silence import noted as sentence
from .details.state import DetailsState, Listed
from .jobs.state import JobsState
from .session import Session
from .state import Connection, EnvironmentsState, State

TICK = 0.05  # seconds
PATIENCE = 60.0  # seconds for the farm to answer; a request may take 30


def until(session: Session, done: Callable[[State], bool], seconds: float | None = None) -> State:
    """Pump the session until ``done``; its state then, or after ``seconds``."""
    end = None if seconds is None else time.monotonic() + seconds
    while True:
        session.pump()
        if done(session.state) or (end is not None and time.monotonic() > end):
            return session.state
        time.sleep(TICK)


def answer(session: Session, done: Callable[[State], bool], failed: Callable[[State], NoAnswer | None],
           seconds: float = PATIENCE) -> State:
    """Pump the session until ``done``.

    Raises:
        NoAnswer: what ``failed`` says meanwhile, or that the farm was too slow.
    """
    state = until(session, lambda state: done(state) or failed(state) is not None, seconds)
    if done(state):
        return state
    raise failed(state) or NoAnswer(
        _("The farm did not answer within {seconds:g} seconds: try again, or set a longer timeout.").format(
            seconds=seconds))


def connect(session: Session, seconds: float = PATIENCE) -> State:
    """Connect, or say why not.

    Raises:
        NoAnswer: the farm does not answer, or does not know us.
    """
    session.account.connect()
    return answer(session, lambda state: state.account.connection is Connection.CONNECTED, _away, seconds)


def list_tasks(session: Session, wanted: int | None, seconds: float = PATIENCE) -> State:
    """Have the newest tasks listed, ``wanted`` of them or all, as far as the farm has them.

    Raises:
        NoAnswer: it did not list them; ``seconds`` are for each page.
    """
    state = answer(session, lambda state: state.jobs.listing.answered and not state.jobs.listing.refused,
                   _not_listed, seconds)
    while state.jobs.listing.more and (wanted is None or len(state.jobs.tasks) < wanted):
        pages = state.jobs.listing.pages
        session.jobs.more()
        state = answer(session, lambda state: state.jobs.listing.pages != pages or not state.jobs.listing.more,  # noqa: B023 - called before it changes
                       _no_page, seconds)
    return state


def find_on_farm(session: Session, number: int, seconds: float = PATIENCE) -> TaskRow | None:
    """The task as the farm has it now, however old; None where the farm says that it has none.

    Raises:
        NoAnswer: it did not say.
    """
    answered: list[dict[int, TaskRow | None]] = []
    wrong: list[Exception] = []
    session.jobs.ask([number], answered.append, wrong.append)
    answer(session, lambda _state: bool(answered), lambda _state: _no_answer(wrong), seconds)
    return answered[0][number]


def read_transfers(session: Session, seconds: float = PATIENCE) -> State:
    """Have the journal read.

    Raises:
        FoxError: it cannot be read.
    """
    state = until(session, lambda state: state.transfers.read or bool(state.transfers.trouble), seconds)
    if not state.transfers.read:
        raise FoxError(state.transfers.trouble or _("The journal could not be read in time: try again."))
    return state


def read_detail(session: Session, name: str, ask: Callable[[], object], seconds: float = PATIENCE) -> DetailsState:
    """Ask for one of the account's own things, by its field, and wait for it.

    Raises:
        NoAnswer: the farm did not say it, or did not change it.
    """
    before = session.state.details.answers.get(name, 0)
    ask()
    state = answer(session, lambda state: state.details.answers.get(name, 0) > before, _away, seconds)
    if name in state.details.troubles:
        raise NoAnswer(state.details.troubles[name])
    return state.details


def change_environments(session: Session, ask: Callable[[], object], seconds: float = PATIENCE) -> EnvironmentsState:
    """Have an environment changed or deleted, and wait until the farm has.

    Raises:
        BadInput: what is asked for cannot be.
        FoxError: the farm did not do it, or did not say so in time.
    """
    before, said = session.state.environments.known, session.state.message
    ask()
    editor = session.state.environments.editor
    if editor is not None and editor.error:
        raise BadInput(editor.error)

    def over(state: State) -> bool:
        now = state.environments
        return (now.known is not before or now.editor is None or not now.editor.busy
                or state.message != said)  # it is done, and the farm does not say what it offers

    found = answer(session, over, _away, seconds).environments
    if found.editor is not None and found.editor.error:
        raise FoxError(found.editor.error)
    return found


def read_frames(session: Session, task: TaskRow, seconds: float = PATIENCE) -> JobsState:
    """Select a task, and have all its frames read without their pictures; ``seconds`` are for each page.

    Raises:
        NoAnswer: the farm does not say.
    """
    session.jobs.frames.watch(False)
    session.jobs.select(task.id)
    while True:
        before = len(session.state.jobs.frames)
        state = answer(session, lambda state: _all_read(state) or len(state.jobs.frames) > before,  # noqa: B023 - called before it changes
                       _not_read, seconds)
        if _all_read(state):
            return state.jobs


def read_log(session: Session, frame: FrameRow, seconds: float = PATIENCE) -> FrameLog:
    """Have the whole log of a frame of the selected task read; ``seconds`` are for each page.

    Raises:
        NoAnswer: the farm does not say it.
    """
    session.jobs.detail.show_log(frame.id)
    while True:
        before = _log(session.state)
        state = answer(session, lambda state: _log(state) != before or _log(state).complete,  # noqa: B023 - called before it changes
                       _away, seconds)
        log = _log(state)
        if log.trouble:
            raise NoAnswer(log.trouble)
        if log.complete:
            return log


def read_output(session: Session, seconds: float = PATIENCE) -> tuple[OutputEntry, ...]:
    """Have every file in the output storage of the selected task listed.

    Raises:
        NoAnswer: the farm does not list them.
    """
    found: list[tuple[OutputEntry, ...]] = []
    wrong: list[Exception] = []
    session.jobs.detail.list_files(found.append, wrong.append)
    answer(session, lambda _state: bool(found), lambda _state: _no_answer(wrong), seconds)
    return found[0]


def read_pictures(session: Session, frames: Sequence[FrameRow], seconds: float = PATIENCE) -> tuple[FrameRow, ...]:
    """Have the pictures of finished frames of the selected task fetched; ``seconds`` are for the next of them.

    Raises:
        NoAnswer: the farm does not answer.
    """
    pictures, wanted = session.jobs.frames, [frame.id for frame in frames]
    pictures.watch(True)
    pictures.show_pictures(wanted)
    left = pictures.lacking(wanted)
    while left:
        answer(session, lambda _state: pictures.lacking(wanted) < left, _away, seconds)  # noqa: B023 - called before it changes
        left = pictures.lacking(wanted)
    ids = set(wanted)
    return tuple(frame for frame in session.state.jobs.frames if frame.id in ids)


def explained(session: Session, task: TaskRow, seconds: float = PATIENCE) -> Failures | None:
    """Have the farm say why frames of a task failed; None where it does not.

    Raises:
        NoAnswer: it was too slow.
    """
    found: list[Failures | None] = []
    session.jobs.explain(task, found.append)
    answer(session, lambda _state: bool(found), _away, seconds)
    return found[0]


def read_mosaic(session: Session, seconds: float = PATIENCE) -> Mosaic:
    """Have the blocks of the selected task read, which is one of 3ds Max.

    Raises:
        NoAnswer: the farm does not say.
    """
    session.jobs.detail.watch_mosaic(True)
    mosaic = answer(session, lambda state: state.jobs.detail.mosaic is not None, _away, seconds).jobs.detail.mosaic
    session.jobs.detail.watch_mosaic(False)
    if mosaic is None or mosaic.trouble:
        raise NoAnswer(mosaic.trouble if mosaic is not None else "")
    return mosaic


def _log(state: State) -> FrameLog:
    return state.jobs.detail.log or FrameLog(0)


def _all_read(state: State) -> bool:
    """Whether the selected task and all its frames are here."""
    return state.jobs.detail.complete and state.jobs.detail.task is not None


def _not_read(state: State) -> NoAnswer | None:
    said = state.jobs.detail.trouble
    return _away(state) or (NoAnswer(said) if said else None)


def read_list(session: Session, name: str, wanted: int | None, seconds: float = PATIENCE,
              days: int = 0) -> DetailsState:
    """Have the newest of a list of the account read, ``wanted`` of them or all, as far as the farm has them.

    Raises:
        NoAnswer: the farm did not list them; ``seconds`` are for each page.
    """
    page = 1
    while True:
        details = read_detail(session, name, functools.partial(session.details.read_list, name, page, days), seconds)
        listed: Listed = getattr(details, name)
        if not listed.more or (wanted is not None and len(listed.rows) >= wanted):
            return details
        page += 1


def _away(state: State) -> NoAnswer | None:
    account = state.account
    return NoAnswer(account.trouble, account.trouble_code) if account.connection is Connection.AWAY else None


def _not_listed(state: State) -> NoAnswer | None:
    listing = state.jobs.listing
    said = listing.refused or listing.trouble
    return _away(state) or (NoAnswer(said, listing.trouble_code) if said else None)


def _no_answer(wrong: list[Exception]) -> NoAnswer | None:
    return NoAnswer(error_sentence(wrong[0]), getattr(wrong[0], "code", 0)) if wrong else None


def _no_page(state: State) -> NoAnswer | None:
    said = state.jobs.listing.more_trouble
    return _not_listed(state) or (NoAnswer(said) if said else None)


def words(transfer: Transfer, task: TaskRow | None, *, noted: bool = True) -> str:
    """What happens now, in a few words, or in the sentence that was ``noted`` down."""
    if sentence(transfer) and noted:
        return sentence(transfer)
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
        TransferState.HELD: held(transfer),
        TransferState.CANCELLING: cancelling(transfer),
        TransferState.WATCHING: _("Waiting for the task"),
        TransferState.FETCHED: word(transfer.end) if transfer.end else _("Done"),
        TransferState.PAUSED: _("Paused"),
        TransferState.CANCELLED: _("Cancelled"),
        TransferState.FAILED: _("Failed"),
    }[transfer.state]


def task_words(task: TaskRow) -> str:
    """Return the state of a task on the farm in a few words."""
    end = None if task.moving else ended(task)
    if end is not None:
        return word(end, task.failed)
    return _("Task {id}: {done} of {all} frames").format(id=task.id, done=task.done, all=task.frames)


def hints(state: State) -> tuple[str, ...]:
    """What is typed to let files be sent that keep a submission from going, a line each."""
    folders = dict.fromkeys(folder for finding in state.submit.errors if finding.fix for folder in finding.fix.roots)
    return tuple(_("To send files from there, add --send-from “{folder}”.").format(folder=folder)
                 for folder in folders)
