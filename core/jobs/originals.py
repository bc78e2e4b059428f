"""The frame itself: which of a task's result files it is, on this machine or in output storage."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Callable, Dict, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ..api import FoxAPI
from ..api.wire.connection import Attempt
from ..common.errors import FoxError
from ..pictures.previews import PICTURES
from ..settings.settings import Settings
from ..transfer.engines import open_engine
from ..transfer.fetch.frame_files import number
from ..transfer.fetch.storage_listing import files_below, size_of
from ..transfer.journal.journal import Journal
from .tasks import FrameRow

FRESH = 30.0  # seconds that a listing of output storage is used again
DEPTH = 6  # folders below each other
MOST_FOLDERS = 500  # that are looked through for one picture
SECONDS = 60.0  # for one frame that is fetched only to be looked at
LARGEST = 64_000_000  # bytes of a frame that is fetched only to be looked at
BEAUTY = ("beauty", "rgba", "combined", "main")
NOTHING: Tuple[Tuple[str, int], float, Dict[str, str]] = (("", 0), 0.0, {})
"""No task's files have been looked up."""


def match(frame: str, paths: Iterable[str]) -> str:
    """The path of the picture of a frame (``7`` or ``2-4[1]``: its first): the last number in its name says which.

    Of several the one that looks like the picture as a whole; empty where there is none.
    """
    return _best(frame, by_number(paths))


def by_number(paths: Iterable[str]) -> dict[int, list[str]]:
    """Return the pictures among these paths by the numbers of their frames."""
    found: dict[int, list[str]] = {}
    for path in paths:
        frame = number(path) if Path(path).suffix.lower() in PICTURES else None
        if frame is not None:
            found.setdefault(frame, []).append(path)
    return found


def _best(frame: str, numbered: Mapping[int, list[str]], like: str = "") -> str:
    wanted = re.match(r"-?\d+", frame)
    fitting = numbered.get(abs(int(wanted[0])), []) if wanted else []
    named = [path for path in fitting if path.rpartition("/")[2] == like]
    return min(named or fitting, key=_rank) if fitting else ""


def _rank(path: str) -> tuple[bool, int, str]:
    name = path.lower()
    return not any(word in name for word in BEAUTY), len(path), path


class Originals:
    """The result files of tasks. For one worker."""

    def __init__(self, settings: Settings, account: Callable[[], str] = str) -> None:
        """``account`` tells the one in use: task numbers are a farm's own. Without it the newest task counts."""
        self._settings = settings
        self._account = account
        self._here = NOTHING
        self._there: tuple[int, float, dict[str, int]] = (0, 0.0, {})

    def on_this_machine(self, task_ids: Iterable[int], frame: str, *, now: bool = False) -> Path | None:
        """The frame's file among what was fetched, or with ``now`` among what has been fetched until this moment."""
        if now:
            self._here = NOTHING
        for task_id in task_ids:
            files = self._fetched(task_id)
            path = match(frame, files)
            local = Path(files[path]) if path else None
            if local is not None and local.is_file():
                return local
        return None

    def of_frames(self, whole: int, frames: Iterable[FrameRow], like: str = "") -> dict[int, Path]:
        """The files on this machine of a task's frames, by the farm's numbers of these; ``whole`` was submitted.

        Of several files of a frame that of the name ``like`` is taken, where there is one.

        Raises:
            OSError: the journal cannot be read.
        """
        self._here = NOTHING
        known: dict[int, tuple[dict[int, list[str]], dict[str, str]]] = {}
        found: dict[int, Path] = {}
        for frame in frames:
            for task_id in dict.fromkeys((whole, frame.task_id)):
                if task_id not in known:
                    files = self._fetched(task_id)
                    known[task_id] = by_number(files), files
                numbered, files = known[task_id]
                path = _best(frame.name, numbered, like)
                local = Path(files[path]) if path else None
                if local is not None and local.is_file():
                    found[frame.id] = local
                    break
        return found

    def rate(self, whole: int) -> str:
        """The frames a second of the scene of a task that was submitted from this machine; empty where unknown."""
        with contextlib.closing(Journal(self._settings.journal)) as journal, contextlib.suppress(FoxError):
            row = journal.find(whole, self._account())
            if row is not None and journal.has_plan(row.id):
                return row.plan_head().rate
        return ""

    def fetch(self, api: FoxAPI, task_id: int, frame: str, folder: Path) -> Path | None:
        """The frame's file, brought to ``folder`` from output storage; None where there is none that is small enough.

        Raises:
            FoxError: the farm or its storage does not give it.
        """
        files = self._stored(api, task_id)
        path = match(frame, files)
        if not path or files[path] > LARGEST:
            return None
        local = folder / f"original{Path(path).suffix.lower()}"
        folder.mkdir(parents=True, exist_ok=True)
        with Attempt(SECONDS):  # the next picture waits for this one
            open_engine(api).fetch(path, local, files[path], lambda _done: None)
        return local

    def _fetched(self, task_id: int) -> dict[str, str]:
        """Local paths by those on the farm."""
        (known, when, files), account = self._here, self._account()
        if known != (account, task_id) or time.monotonic() - when > FRESH:
            with contextlib.closing(Journal(self._settings.journal)) as journal:
                row = journal.find(task_id, account)
                results = journal.results(row.id) if row else {}
            files = {path: result.local for path, result in results.items() if result.local}
            self._here = ((account, task_id), time.monotonic(), files)
        return files

    def _stored(self, api: FoxAPI, task_id: int) -> dict[str, int]:
        """Sizes by path."""
        known, when, files = self._there
        if known != task_id or time.monotonic() - when > FRESH:
            listed = files_below(api, api.transmit.get_output_files(task_id), depth=DEPTH, most_folders=MOST_FOLDERS)
            files = {entry["filePath"]: size_of(entry) for entry in listed}
            self._there = (task_id, time.monotonic(), files)
        return files
