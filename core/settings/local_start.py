"""Start a farm of this machine where none runs, and stop one, whoever started it. Blocks: for a worker."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from ..common import child
from ..common.errors import FoxError
from ..common.i18n import _
from .local_farm import FarmAddress, began, read_address, serves
from .settings import Settings

log = logging.getLogger(__name__)

START = 60.0  # seconds; Blender may have to be found and asked for its version
ANSWER = 2.0  # seconds
END = 10.0  # seconds

# A Popen that is collected while its process runs warns; the farm goes on when the panel is closed.
_started: list[subprocess.Popen[bytes]] = []


def ensure_farm(settings: Settings, account: str = "", python: str = sys.executable) -> FarmAddress:
    """The farm of an account of this machine, else the one that was started last; it is started if it does not answer.

    ``python`` is the interpreter that the host ships.

    Raises:
        FoxError: it did not start; the sentence says what to do.
    """
    folder = folder_of(settings, account)
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
        answers = began(folder, process.pid, found)
        if answers is not None:
            return answers
        time.sleep(0.05)
    said = output.read_bytes()[before:].decode("utf-8", errors="replace").strip().splitlines()
    raise FoxError(said[-1] if said else _("The farm did not start: see {log}.").format(log=output))


def folder_of(settings: Settings, account: str) -> Path:
    """Where the farm of an account of this machine keeps its data; of any other account, the farm started last."""
    named = settings.local_farms.named(account)
    return named.folder if named else settings.farm_folder


def stop_farm(folder: Path) -> bool:
    """Have the farm that serves a folder end, and wait until it has; False where none did.

    Raises:
        FoxError: it is there still.
    """
    found = serves(folder)  # by its lock: the number alone may be another program's by now
    if found is None:
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(found.pid, signal.SIGTERM)
    end = time.monotonic() + END
    while serves(folder) is not None and time.monotonic() < end:
        time.sleep(0.05)
    for process in _started:
        process.poll()  # one of ours would stay in the list of processes
    if serves(folder) is not None:
        raise FoxError(_("The farm in {folder} does not end: end its process {pid}.").format(
            folder=folder, pid=found.pid))
    return True


def _answers(found: FarmAddress) -> bool:
    host, _colon, port = found.domain.partition(":")
    try:
        # A farm that was killed leaves its address, and nothing answers there.
        socket.create_connection((host, int(port)), ANSWER).close()
    except (OSError, ValueError):
        return False
    return True
