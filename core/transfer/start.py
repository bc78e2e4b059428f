"""Start the agent when there is something to do and none runs."""

from __future__ import annotations

import logging
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

from ..common import child
from ..common.disk import try_folder, unusable
from ..common.errors import FoxError
from ..common.i18n import _
from ..common.lock import Lock
from ..common.system_errors import system_reason
from ..settings.settings import Settings
from .agent_starts import Starts
from .interpreter import own
from .rendered_again import look_is_due
from .states import Transfer
from .supervised import heartbeat
from .supervised.heartbeat import Looks

log = logging.getLogger(__name__)

# A Popen that is collected while its process runs warns; the agent is meant to outlive us.
_started: list[subprocess.Popen[bytes]] = []

_starts: dict[Path, Starts] = {}
"""The starts of this process, by home."""

_looks: dict[Path, Looks] = {}
"""The looks of this process at each home's agent."""

LONGEST = 20.0  # seconds for an agent to begin its work
LOOK = 0.1  # seconds between two looks at whether it has


def agent_missing(settings: Settings, transfers: Iterable[Transfer]) -> bool:
    """Whether something is under way and no agent runs that would move it: somebody has killed it."""
    return any(each.under_way for each in transfers) and not Lock(settings.agent_lock).held()


def look_due(settings: Settings, transfers: Iterable[Transfer]) -> bool:
    """Whether a finished task is to be looked at, whose frames may be rendered again, and no agent runs that does."""
    return look_is_due((each.look_at for each in transfers), time.time()) and not Lock(settings.agent_lock).held()


def ensure_agent(settings: Settings, python: str | None = None) -> bool:
    """Start an agent unless one runs, in the interpreter that the host ships. True if started.

    One that is stopped is ended first, once this was called for some seconds in which it gave no sign of life.

    Raises:
        FoxError: there is no such interpreter, it cannot be started, or the start before failed (said once).
    """
    _started[:] = [process for process in _started if process.poll() is None]
    starts = _starts.setdefault(settings.home, Starts())
    if Lock(settings.agent_lock).held():
        starts.went_well()
        looks = _looks_at(settings)
        if not (looks.stopped() and looks.end_stopped()):
            return False
    if not starts.due():
        return False
    try:
        try_folder(settings.home)
    except OSError as error:
        raise FoxError(_("The agent that sends files cannot work: {reason}").format(
            reason=unusable(error, settings.home))) from error
    command = child.command(python or own(), "core.transfer.agent", "--home", str(settings.home))
    said = settings.logs / "agent.err"
    try:
        offset = said.stat().st_size if said.exists() else 0
        process = child.start_detached(command, said)
    except OSError as error:
        raise FoxError(_("The agent that sends files cannot be started with {program}: {reason}.").format(
            program=command[0], reason=system_reason(error))) from error
    starts.began(process, said, offset)
    _started.append(process)
    log.info("agent started as process %s", process.pid)
    return True


def see_silent_agent(settings: Settings) -> bool:
    """Wait until an agent without a sign of life gives one, or is replaced; for whoever does not look again.

    True where it was replaced.

    Raises:
        FoxError: as ``ensure_agent``.
    """
    until = time.monotonic() + heartbeat.SILENT + LONGEST
    while agent_is_silent(settings) and time.monotonic() < until:
        if ensure_agent(settings):
            see_agent_start(settings)
            return True
        time.sleep(LOOK)
    return False


def agent_is_silent(settings: Settings) -> bool:
    """Whether an agent runs, and has given no sign of life for some seconds, or the machine slept."""
    return Lock(settings.agent_lock).held() and _looks_at(settings).old()


def _looks_at(settings: Settings) -> Looks:
    return _looks.setdefault(settings.home, Looks(settings.agent_lock))


def see_agent_start(settings: Settings, seconds: float = LONGEST) -> None:
    """Wait until the agent that this process has just started works; for whoever does not look again.

    Raises:
        FoxError: it ended instead.
    """
    starts, until = _starts.setdefault(settings.home, Starts()), time.monotonic() + seconds
    while starts.under_way() and time.monotonic() < until:
        if Lock(settings.agent_lock).held():
            starts.went_well()
            return
        time.sleep(LOOK)
    starts.check()
