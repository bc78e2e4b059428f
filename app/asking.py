"""Make a session for a command, and have it connected; what a command waits for comes, or is an error."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Sequence

from .core.common.errors import FoxError
from .core.common.i18n import _
from .core.model.host import Host
from .core.session.following import connect
from .core.session.session import Session
from .core.settings.settings import Settings
from .core.transfer.journal.journal import Journal
from .core.transfer.start import agent_missing, ensure_agent
from .core.transfer.states import Transfer
from .hosts.recorded import nothing_open
from .terminal import say


def connected(options: argparse.Namespace, host: Host | None = None) -> Session:
    """A session with the account that the options name, with the farm's answer; without a host there is no scene.

    An agent that was killed is started again.

    Raises:
        FoxError: the farm does not answer, or the journal cannot be read.
    """
    settings = Settings(options.home)
    with contextlib.closing(Journal(settings.journal)) as journal:
        wake_agent(settings, journal.transfers())
    session = Session(host or nothing_open(), settings, options.account)
    connect(session, options.timeout)
    return session


def wake_agent(settings: Settings, transfers: Sequence[Transfer]) -> bool:
    """Start an agent where something is under way and none runs, and say so; False where it cannot be started."""
    if not agent_missing(settings, transfers):
        return True
    try:
        ensure_agent(settings)
    except FoxError as error:
        say(str(error))
        return False
    say(_("No agent was running for what is under way: one is started."))
    return True
