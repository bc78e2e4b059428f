"""Make a session for a command, and have it connected; what a command waits for comes, or is an error."""

from __future__ import annotations

import argparse
from typing import Callable

from ...core.common.i18n import _
from ...core.model.host import Host
from ...core.session.following import connect
from ...core.session.session import Session
from ...core.session.transfers import Failed, OnTransfer
from ...core.settings.settings import Settings
from ...hosts.recorded import nothing_open
from ...job import opening
from .signals import if_stopped
from .terminal import say


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
    return opening.opened(Settings(options.home), options.account, host, say)


def write_down(session: Session, seconds: float, ask: Callable[[OnTransfer, Failed], None]) -> str:
    """Ask for something that is written into the journal; the id of the transfer once the journal says so.

    Raises:
        FoxError: it cannot be written.
    """
    with if_stopped(_("Stopped. “foxsubmit transfers” shows whether it is written down.")):
        return opening.write_down(session, seconds, ask)
