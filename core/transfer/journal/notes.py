"""A line in a text file for whatever must outlive the journal: which submissions there are, and which are settled.

A line holds what changed of one submission; later lines add to earlier ones. A line that a power cut tore is left out.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from ...common.atomic import sync_folder, write_text

log = logging.getLogger(__name__)

COLUMNS = ("created", "name", "account", "farm", "host", "folder", "priority", "size", "fetch", "pattern", "wish",
           "task_id", "state")
"""Columns of a submission that are noted; the state only once it is settled, and empty when it goes on."""


def notes_of(journal: Path) -> Path:
    """Return the file that lies beside a journal."""
    return journal.with_name(f"{journal.stem}.notes")


def note(journal: Path, submission: str, values: Mapping[str, Any]) -> None:
    """Add a line, synced. One that cannot be written is not worth a submission."""
    line = json.dumps({"id": submission, **{name: values[name] for name in COLUMNS if name in values}})
    try:
        handle = os.open(notes_of(journal), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, f"\n{line}\n".encode())  # behind what a power cut tore
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError:
        log.warning("%s could not be noted", submission, exc_info=True)


def read_notes(journal: Path) -> dict[str, dict[str, Any]]:
    """Return what is noted of each submission, by id, in the order in which they were made."""
    found: dict[str, dict[str, Any]] = {}
    try:
        lines = notes_of(journal).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return found
    for line in lines:
        try:
            values = json.loads(line)
            found.setdefault(str(values.pop("id")), {}).update(
                {name: value for name, value in values.items() if name in COLUMNS})
        except (ValueError, KeyError, AttributeError, TypeError):
            continue
    return found


def keep_notes(journal: Path, submissions: Collection[str]) -> None:
    """Forget the notes of all other submissions."""
    notes = {submission: values for submission, values in read_notes(journal).items() if submission in submissions}
    write_text(notes_of(journal), "".join(
        json.dumps({"id": submission, **values}) + "\n" for submission, values in notes.items()), private=True)
    sync_folder(journal.parent)
