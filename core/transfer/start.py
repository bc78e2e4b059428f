"""Start the agent when there is something to do and none runs."""

from __future__ import annotations

import logging
import subprocess
import sys
from typing import Any

from .. import child
from ..lock import Lock
from ..settings import Settings

log = logging.getLogger(__name__)

# A Popen that is collected while its process runs warns; the agent is meant to outlive us.
_started: list[subprocess.Popen[bytes]] = []


def ensure_agent(settings: Settings, python: str = sys.executable) -> bool:
    """Start an agent unless one runs; ``python`` is the interpreter that the host ships. True if started."""
    _started[:] = [process for process in _started if process.poll() is None]
    if Lock(settings.agent_lock).held():
        return False
    settings.logs.mkdir(parents=True, exist_ok=True)
    detached: dict[str, Any]
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
        detached = {"creationflags": flags}
    else:
        detached = {"start_new_session": True}  # a Ctrl+C or a closed terminal is not for the agent
    with (settings.logs / "agent.err").open("ab") as errors:
        process: subprocess.Popen[bytes] = subprocess.Popen(
            child.command(python, "core.transfer.agent", "--home", str(settings.home)),
            stdin=subprocess.DEVNULL, stdout=errors, stderr=errors, env=child.environment(), **detached)
    _started.append(process)
    log.info("agent started as process %s", process.pid)
    return True
