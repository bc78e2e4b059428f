"""Make a session for a command, and have it connected; what a command waits for comes, or is an error."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Sequence
from typing import Callable

from ...core.common.errors import BadInput, FoxError, NoAnswer
from ...core.common.i18n import _
from ...core.jobs.tasks import TaskRow
from ...core.model.host import Host
from ...core.session.following import connect, find_on_farm, until
from ...core.session.session import Session
from ...core.session.transfers import Failed, OnTransfer
from ...core.settings.settings import Settings
from ...core.transfer.journal.journal import Journal
from ...core.transfer.start import agent_missing, ensure_agent, look_due, see_agent_start, see_silent_agent
from ...core.transfer.states import Transfer
from ...hosts.recorded import nothing_open
from .signals import if_stopped
from .terminal import say

TOLD = "told"
"""Option of the journal: the sentence that a command has said."""


def connected(options: argparse.Namespace, host: Host | None = None) -> Session:
    """A session with the account that the options name, with the farm's answer; without a host there is no scene.

    An agent that was killed is started again.

    Raises:
        FoxError: the farm does not answer, or the journal cannot be read.
    """
    session = opened(options, host or nothing_open())
    connect(session, options.timeout)
    return session


def opened(options: argparse.Namespace, host: Host) -> Session:
    """A session with the account that the options name, which has not asked the farm yet.

    Raises:
        FoxError: the journal cannot be read.
    """
    settings = Settings(options.home)
    with contextlib.closing(Journal(settings.journal)) as journal:
        tell_of_restored(journal)
        wake_agent(settings, journal.transfers_not_over())
    return Session(host, settings, options.account)


def tell_of_restored(journal: Journal) -> None:
    """Say once what became of a journal that was damaged."""
    notice = journal.notice()
    if notice and journal.option(TOLD) != notice:
        say(notice)
        journal.set_option(TOLD, notice)


def wake_agent(settings: Settings, transfers: Sequence[Transfer]) -> bool:
    """Start an agent where something is under way and none runs, and say so; False where it cannot be started."""
    if not agent_missing(settings, transfers):
        if look_due(settings, transfers):
            with contextlib.suppress(FoxError):
                ensure_agent(settings)
        return _agent_answers(settings)
    try:
        ensure_agent(settings)
        see_agent_start(settings)
    except FoxError as error:
        say(str(error))
        return False
    say(_("No agent was running for what is under way: one is started."))
    return True


def _agent_answers(settings: Settings) -> bool:
    """Replace an agent that is stopped, and say so; False where no other can be started."""
    try:
        if see_silent_agent(settings):
            say(_("The agent was stopped and did nothing: another is started in its place."))
    except FoxError as error:
        say(str(error))
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
    with if_stopped(_("Stopped. “foxsubmit transfers” shows whether it is written down.")):
        until(session, lambda _state: bool(written or wrong), seconds)
    if not written:
        raise wrong[0] if wrong else FoxError(_("The journal could not be written in time: try again."))
    return written[0]
