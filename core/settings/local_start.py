"""Start the embedded farm when somebody wants to try it and none runs. Blocks: for a worker."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import time

from ..common import child
from ..common.errors import FoxError
from ..common.i18n import _
from .local_farm import FarmAddress, read_address
from .settings import Settings

log = logging.getLogger(__name__)

START = 60.0  # seconds; Blender may have to be found and asked for its version
ANSWER = 2.0  # seconds
END = 10.0  # seconds

# A Popen that is collected while its process runs warns; the farm goes on when the panel is closed.
_started: list[subprocess.Popen[bytes]] = []


def ensure_farm(settings: Settings, python: str = sys.executable) -> FarmAddress:
    """The farm of this machine, started if none answers; ``python`` is the interpreter that the host ships.

    Raises:
        FoxError: it did not start; the sentence says what to do.
    """
    folder = settings.farm_folder
    found = read_address(folder)
    if found is not None and _answers(found):
        return found
    output = settings.logs / "farm.log"
    before = output.stat().st_size if output.exists() else 0
    process = child.start_detached(child.command(
        python, "cli", "farm", "--home", str(settings.home), "--folder", str(folder), "--port", "0"), output)
    _started.append(process)
    log.info("farm started as process %s", process.pid)
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        found = read_address(folder)
        if found is not None and found.pid == process.pid:
            return found
        time.sleep(0.05)
    said = output.read_bytes()[before:].decode("utf-8", errors="replace").strip().splitlines()
    raise FoxError(said[-1] if said else _("The farm did not start: see {log}.").format(log=output))


def stop_farms() -> None:
    """End those that this process started, and wait until they have."""
    for process in _started:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def runs() -> bool:
    """Whether a farm that this process started is there."""
    return any(process.poll() is None for process in _started)


def _answers(found: FarmAddress) -> bool:
    host, _colon, port = found.domain.partition(":")
    try:
        # A farm that was killed leaves its address, and nothing answers there.
        socket.create_connection((host, int(port)), ANSWER).close()
    except (OSError, ValueError):
        return False
    return True
