"""Submit what a session has ready, and follow it or leave it to the agent."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from ...core.common.exit_codes import ExitCode
from ...core.common.i18n import _
from ...core.session.follower import FollowedTask
from ...core.session.following import read_transfers, until
from ...core.session.session import Session
from ...core.session.state import State
from ...core.settings.settings import Settings
from ...core.transfer.states import Transfer
from ...job.preparing import submitted
from .following import FOLLOWED, plain, report, report_each, what_goes_on
from .output import write_answer
from .signals import if_stopped


def send(options: argparse.Namespace, session: Session) -> tuple[str, ...]:
    """Submit; the ids of what was written down for the agent."""
    session.submit.submit()
    return written_down(options, session)


def written_down(options: argparse.Namespace, session: Session, plain: bool = False) -> tuple[str, ...]:
    """Wait until what is submitted is written down; its ids. ``plain``: it is a plan.

    Raises:
        FoxError: it is not, and why.
    """
    with if_stopped(lambda: _called_off(options, session)):
        return submitted(session, plain)


def _called_off(options: argparse.Namespace, session: Session) -> str:
    written = session.submit.call_off()
    return what_goes_on(Settings(options.home), written) if written else _("Stopped: nothing was submitted.")


def sent(options: argparse.Namespace, session: Session, ids: Sequence[str]) -> int:
    """Follow what was submitted, or leave it to the agent."""
    if not options.no_wait:
        return report(options, session, ids)
    _say_ids(options, session, ids)
    return ExitCode.DONE


def _say_ids(options: argparse.Namespace, session: Session, ids: Sequence[str]) -> None:
    found = written(session, ids, options.timeout)
    if options.json:
        FOLLOWED.write(tasks=[plain(FollowedTask(each)) for each in found])
    else:
        for each in found:
            write_answer(f"{each.id} {'' if each.task_id is None else each.task_id}".rstrip())


def sent_together(options: argparse.Namespace, session: Session,
                  going: Mapping[Path, tuple[str, ...]]) -> dict[Path, int]:
    """Follow what was submitted of several files, or leave it to the agent; the exit code of each file."""
    ids = [each for several in going.values() for each in several]
    if options.no_wait:
        _say_ids(options, session, ids)
        return dict.fromkeys(going, ExitCode.DONE)
    codes = {each.transfer.id: code for each, code in report_each(options, session, ids) if each.transfer is not None}
    return {file: max(codes[each] for each in several) for file, several in going.items()}


def written(session: Session, ids: Sequence[str], seconds: float) -> tuple[Transfer, ...]:
    """The transfers of what was submitted, as the journal has them.

    Raises:
        FoxError: the journal cannot be read.
    """
    def found(state: State) -> tuple[Transfer, ...]:
        return tuple(each for each in state.transfers.rows if each.id in ids)

    until(session, lambda state: len(found(state)) == len(ids) or bool(state.transfers.trouble), seconds)
    return found(read_transfers(session, seconds))
