"""Has the selected task's frames on this machine looked over: which look wrong?"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...common.disk import error_sentence
from ...jobs.tasks import LookedOver
from ...pictures.triage.apart import Found, Marks, look_over_apart
from ..link import FarmLink, Workers
from ..store import Part, Store
from .frames import Frames
from .state import JobsState

REST = 4
"""How many times longer than a look the rest after it is: a task that renders has new frames all the time."""

AT_ONCE = 1000
"""Frames of which it is told in one turn what was found: to renew the rows of all of ten thousand takes longer."""


class Look:
    """One look, in which a worker thread collects what it finds."""

    def __init__(self, files: Mapping[int, Path]) -> None:
        self.stop = threading.Event()
        self.began = time.monotonic()
        self.ids: dict[Path, list[int]] = {}
        """The frames by their files: parts of a picture may have one together."""
        for number, path in files.items():
            self.ids.setdefault(path, []).append(number)
        self.done = 0
        self.over = False
        """Whether nothing more will be found."""
        self._marks: Marks = {}
        self._lock = threading.Lock()

    def tell(self, found: Found) -> None:
        """Keep what was found. Worker thread."""
        with self._lock:
            self.done = found.done
            self._marks.update(found.marks)

    def take(self) -> Marks:
        """Return what is new since the last time, of so many frames at most."""
        with self._lock:
            some = list(itertools.islice(self._marks, AT_ONCE))
            return {path: self._marks.pop(path) for path in some}

    def left(self) -> bool:
        """Whether there is more to take."""
        return bool(self._marks)


class LooksOver:
    """One look at a time, and only once somebody has seen the tasks. Main thread."""

    def __init__(self, store: Store, link: FarmLink, workers: Workers, frames: Frames) -> None:
        self._part: Part[JobsState] = Part(store, "jobs")
        self._kept = link.settings.thumbnails
        self._workers = workers
        self._frames = frames
        self._watched = False
        self._task: int | None = None
        self._files: dict[int, Path] = {}
        self._due = False
        """Whether files have come since the last look began."""
        self._rest_until = 0.0
        self._look: Look | None = None

    def look(self, files: Mapping[int, Path]) -> None:
        """Take the files that are on this machine, by their frames; they may have been written anew."""
        self._follow()
        self._files, self._due = dict(files), bool(files)

    def watch(self, watched: bool) -> None:
        """Say whether somebody sees the tasks; a look that has begun goes on."""
        self._watched = watched

    def tick(self, now: float) -> None:
        """Begin a look where one is due, and tell what the one that runs has found."""
        self._follow()
        if self._look is not None:
            self._show(self._look)
        elif self._due and self._watched and now >= self._rest_until:
            self._begin()

    def forget(self) -> None:
        """End the look that runs: another task or account is selected, or nobody is there any more."""
        if self._look is not None:
            self._look.stop.set()
        self._look, self._files, self._due, self._rest_until = None, {}, False, 0.0
        self._part.change(looked_over=LookedOver())

    def _follow(self) -> None:
        selected = self._part.now.selected
        if selected != self._task:
            self._task = selected
            self.forget()

    def _begin(self) -> None:
        self._due = False
        look = self._look = Look(self._files)
        self._change(running=True, done=0, all=len(look.ids), trouble="")
        self._workers.triage.run(functools.partial(_run, look, self._kept), functools.partial(self._ended, look),
                                 functools.partial(self._failed, look))

    def _show(self, look: Look) -> None:
        if look.done != self._part.now.looked_over.done:
            self._change(done=look.done)
        marks = look.take()
        if marks:
            self._frames.know_marks({number: some for path, some in marks.items() for number in look.ids[path]
                                     if self._files.get(number) == path})
        if look.over and not look.left():
            self._look = None
            now = time.monotonic()
            self._rest_until = now + REST * (now - look.began)
            self._change(running=False)

    def _ended(self, look: Look, _nothing: object) -> None:
        look.over = True  # what it found last is told in the next turns

    def _failed(self, look: Look, error: Exception) -> None:
        look.over = True
        if look is self._look:
            self._change(trouble=error_sentence(error))

    def _change(self, **changes: Any) -> None:
        self._part.change(looked_over=dataclasses.replace(self._part.now.looked_over, **changes))


def _run(look: Look, kept: Path) -> None:
    """Worker thread."""
    if not look.stop.is_set():  # another task may have been selected while the last look ended
        look_over_apart(list(look.ids), kept, look.tell, look.stop)
