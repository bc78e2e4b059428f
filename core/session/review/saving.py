"""Saves a movie of the selected task's frames, as they are looked at."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path
from typing import Any

from ...common.disk import error_sentence
from ...common.i18n import _, count
from ...jobs.tasks import FrameRow
from ...model.format import sentences
from ...pictures.export import Frame, Made, export, remarks
from ..link import Workers
from ..store import Part, Store
from .state import ReviewState


class Stopped(Exception):
    """The artist has stopped it."""


class Saving:
    """One movie at a time. Main thread."""

    def __init__(self, store: Store, workers: Workers) -> None:
        self._store = store
        self._part: Part[ReviewState] = Part(store, "review")
        self._workers = workers
        self._stop = threading.Event()
        self._ready = (0, 0)
        """Frames that are ready, and all: a worker thread counts them."""

    def save(self, target: Path, rate: str) -> None:
        """Save a movie of the frames to a file; ``rate`` is a fraction."""
        if self._part.now.saved.running:
            return
        review, rows = self._part.now, self._store.state.jobs.frames
        frames, own = chosen(rows)
        look = None if review.usual else review.look
        self._stop, self._ready = threading.Event(), (0, len(frames))
        stop = self._stop
        self._change(target=target, running=True, done=0, all=len(frames), said="", trouble="")

        def told(done: int, every: int) -> None:
            self._ready = done, every

        def go_on() -> None:
            if stop.is_set():
                raise Stopped

        def done(made: Made) -> None:
            self._change(running=False, done=made.frames, all=made.frames, said=outcome(made, own=own))

        self._workers.movies.run(lambda: export(frames, target, rate, look, told, go_on), done, self._failed)

    def stop(self) -> None:
        """End it: nothing is left of it."""
        self._stop.set()

    def tick(self) -> None:
        """Tell how far it is."""
        saved = self._part.now.saved
        if saved.running and (saved.done, saved.all) != self._ready:
            self._change(done=self._ready[0], all=self._ready[1])

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Stopped):
            self._change(running=False, said=_("Stopped: no movie was made."))
        else:
            self._change(running=False, trouble=error_sentence(error))

    def _change(self, **changes: Any) -> None:
        self._part.change(saved=dataclasses.replace(self._part.now.saved, **changes))


def chosen(rows: tuple[FrameRow, ...]) -> tuple[list[Frame], bool]:
    """Return the frames of a movie, and whether they are the own files of these, or the farm's previews.

    It begins with the first frame that has a picture and ends with the last.
    """
    own = any(row.file for row in rows)
    frames = [Frame(row.label, row.file if own else row.thumbnail) for row in rows]
    there = [place for place, frame in enumerate(frames) if frame.path is not None]
    return frames[there[0]:there[-1] + 1] if there else [], own


def outcome(made: Made, *, own: bool) -> str:
    """Return what was saved, what it was made of, and what is missing in it."""
    frames = count("{n} frame", "{n} frames", made.frames)
    of = "" if own else _("It is made of the farm’s previews: no frame is fetched.")
    return sentences(_("Saved: {path}, {frames}.").format(path=made.target, frames=frames), of, remarks(made))
