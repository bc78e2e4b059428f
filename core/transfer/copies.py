"""Copies of scenes that are sent in their place: each lies beside its scene until nobody has to send it any more.

A note of each is in the home folder before the copy is written, so that whatever is killed when, it is found again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..common.atomic import remove, write_text
from .journal.journal import Journal

MARK = "foxsubmit"
"""A part of every copy's name."""
ABANDONED = 86_400  # seconds: whoever wrote it was killed before it was submitted
KEPT = 30 * 86_400  # seconds: for a plan that was saved, or a submission that failed and may be resumed


class Copies:
    """The copies of one home folder."""

    def __init__(self, home: Path) -> None:
        self._notes = home / "copies"

    def new(self, scene: Path) -> Path:
        """Return where a copy of the scene can be written: beside it, or in the home folder where nobody may write.

        Raises:
            OSError: no note can be made of it.
        """
        name = f"{scene.stem}.{MARK}-{uuid.uuid4().hex[:8]}{scene.suffix}"
        folder = scene.parent if os.access(scene.parent, os.W_OK) else self._notes
        copy = folder / name
        self._write(copy, {})
        return copy

    def hand_over(self, copy: Path, submissions: tuple[str, ...]) -> None:
        """Note which submissions send it."""
        self._write(copy, {"submissions": list(submissions)})

    def keep(self, copy: Path) -> None:
        """Note that a plan that was saved names it."""
        self._write(copy, {"plan": True})

    def remove(self, copy: Path) -> None:
        """Remove it, and the note of it unless it is in use."""
        with contextlib.suppress(OSError):
            remove(copy)
        if not copy.exists():
            with contextlib.suppress(OSError):
                remove(self._note(copy))

    def remove_unneeded(self, journal: Journal) -> None:
        """Remove those that nobody sends any more."""
        for copy, note, age in list(self._all()):
            submissions = note.get("submissions", [])
            if submissions:
                needed = journal.needs_files(submissions) and age < KEPT
            else:
                needed = age < (KEPT if note.get("plan") else ABANDONED)
            if not needed:
                self.remove(copy)

    def _all(self) -> Iterator[tuple[Path, dict[str, Any], float]]:
        for file in sorted(self._notes.glob("*.json")):
            try:
                note = json.loads(file.read_text(encoding="utf-8"))
                yield Path(note["path"]), note, time.time() - file.stat().st_mtime
            except (OSError, ValueError, KeyError, TypeError):
                continue  # another process has just removed it

    def _note(self, copy: Path) -> Path:
        name = hashlib.sha256(str(copy).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        return self._notes / f"{name}.json"

    def _write(self, copy: Path, note: dict[str, Any]) -> None:
        write_text(self._note(copy), json.dumps({"path": str(copy), **note}))
