"""Start the agent when there is something to do and none runs."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Iterable

from ..common import child
from ..common.disk import try_folder, unusable
from ..common.errors import FoxError
from ..common.i18n import _
from ..common.lock import Lock
from ..common.system_errors import system_reason
from ..settings.settings import Settings
from .interpreter import own
from .states import Transfer

log = logging.getLogger(__name__)

# A Popen that is collected while its process runs warns; the agent is meant to outlive us.
_started: list[subprocess.Popen[bytes]] = []


def agent_missing(settings: Settings, transfers: Iterable[Transfer]) -> bool:
    """Whether something is under way and no agent runs that would move it: somebody has killed it."""
    return any(each.under_way for each in transfers) and not Lock(settings.agent_lock).held()


def ensure_agent(settings: Settings, python: str | None = None) -> bool:
    """Start an agent unless one runs, in the interpreter that the host ships. True if started.

    Raises:
        FoxError: there is no such interpreter, or it cannot be started.
    """
    _started[:] = [process for process in _started if process.poll() is None]
    if Lock(settings.agent_lock).held():
        return False
    try:
        try_folder(settings.home)
    except OSError as error:
        raise FoxError(_("The agent that sends files cannot work: {reason}").format(
            reason=unusable(error, settings.home))) from error
    command = child.command(python or own(), "core.transfer.agent", "--home", str(settings.home))
    try:
        process = child.start_detached(command, settings.logs / "agent.err")
    except OSError as error:
        raise FoxError(_("The agent that sends files cannot be started with {program}: {reason}.").format(
            program=command[0], reason=system_reason(error))) from error
    _started.append(process)
    log.info("agent started as process %s", process.pid)
    return True
