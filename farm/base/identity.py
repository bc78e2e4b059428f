"""Each farm has an id of its own, made once with its folder: by it a client knows whether a task is of this farm."""

from __future__ import annotations

import uuid
from pathlib import Path

from ...core.common.atomic import sync_folder, write_text
from ...core.settings.local_farm import ID, read_id

HEADER = "X-Foxsubmit-Farm"
"""The header of each answer that tells the id."""


def identify(folder: Path) -> str:
    """Return the id of the farm in ``folder``; it is made, and synced, the first time."""
    found = read_id(folder)
    if not found:
        found = uuid.uuid4().hex
        write_text(folder / ID, f"{found}\n")
        sync_folder(folder)
    return found
