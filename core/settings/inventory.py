"""Which workstation runs which version: each start leaves a small file on a share, where the studio's file asks for it.

``"inventory": "//nas/fox/inventory"`` in the studio's file names the folder. Nothing of users, scenes or accounts is
noted.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import os
import platform
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..common.atomic import write_text
from ..common.errors import BadInput
from ..common.i18n import _
from ..common.system_errors import system_reason
from ..common.version import VERSION
from .studio import place_of, read_studio

log = logging.getLogger(__name__)
KIND = "foxsubmit inventory"
LATEST = 4e9
"""Seconds of a moment that every calendar still knows."""

AGENT = "agent"
"""The name under which the agent notes its start."""


@dataclasses.dataclass(frozen=True)
class Start:
    """The last start of one application on one workstation."""

    machine: str
    application: str
    """``maya``, ``houdini`` and the like; ``agent`` for what sends, whoever submitted."""
    version: str
    python: str
    moment: float


def note_start(application: str, home: Path) -> threading.Thread | None:
    """Note this start in a thread, as a share may be slow or hang; None where this home has no studio."""
    place = place_of(home)
    if place is None:
        return None
    thread = threading.Thread(target=_note, args=(application, place), name="inventory", daemon=True)
    thread.start()
    return thread


def _note(application: str, studio: Path) -> None:
    folder = read_studio(studio).inventory
    if not folder:
        return
    start = Start(platform.node(), application, VERSION, platform.python_version(), time.time())
    try:
        if not Path(folder).is_dir():  # a share that is not there is not made on this machine's own disk
            raise FileNotFoundError(2, os.strerror(2), folder)
        text = json.dumps({"kind": KIND, **dataclasses.asdict(start)}, indent=1)
        write_text(Path(folder) / f"{quote(start.machine, safe=' ')}.{quote(application, safe='')}.json", text + "\n")
    except OSError as error:
        log.info("this start is not noted in %s: %s", folder, system_reason(error))


def read_inventory(folder: Path) -> tuple[tuple[Start, ...], tuple[str, ...]]:
    """Return the starts by workstation and application, and the names of files that cannot be read.

    Raises:
        BadInput: the folder cannot be read.
    """
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix == ".json")
    except OSError as error:
        raise BadInput(_("The inventory in {folder} cannot be read: {reason}.").format(
            folder=folder, reason=system_reason(error))) from error
    found = {path.name: _read(path) for path in files}
    starts = [start for start in found.values() if start]
    starts.sort(key=lambda start: (start.machine.casefold(), start.application))
    return tuple(starts), tuple(name for name, start in found.items() if start is None)


def _read(path: Path) -> Start | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return _start(data) if isinstance(data, dict) and data.get("kind") == KIND else None


def _start(data: dict[str, Any]) -> Start | None:
    machine, application, version, python, moment = (data.get(each.name) for each in dataclasses.fields(Start))
    if not all(isinstance(text, str) for text in (machine, application, version, python)):
        return None
    if not isinstance(moment, (int, float)) or not 0 < moment < LATEST:
        return None
    return Start(str(machine), str(application), str(version), str(python), float(moment))
