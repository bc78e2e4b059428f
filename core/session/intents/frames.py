"""The frames of the selected task and their pictures."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Collection
from pathlib import Path
from typing import Any, Callable, NamedTuple

from ...api import FoxAPI
from ...api.codes import FrameStatus
from ...common.errors import CannotConnect, FoxError
from ...common.worker import Worker
from ...jobs.frames import FrameBook
from ...jobs.pictures import Pictures
from ...jobs.tasks import FrameRow, find_task
from ...model.host import Host
from ...settings.settings import Settings
from .tasks import Looked, TaskIntents

TOGETHER = 8  # pictures of one job: the next one knows better what is on the screen
AHEAD = 240  # pictures that are fetched although nobody looks at their frames yet

class Pictured(NamedTuple):
    """What became of wanting a picture."""

    frame: FrameRow
    path: Path | None
    why: str = ""
    """Why there is none, one sentence."""


class FrameIntents(TaskIntents):
    """Frames. Main thread, but for what says otherwise."""

    def __init__(self, host: Host, settings: Settings | None = None, account: str | None = None) -> None:
        super().__init__(host, settings, account)
        self._gallery = Worker()  # of its own: pictures are many, and the list of tasks must not wait for them
        self._pictures = Pictures(self._settings)
        self._book: FrameBook | None = None
        self._leafing = False
        """Whether the book is being read."""
        self._plain_rows: tuple[FrameRow, ...] = ()
        self._shown: dict[int, tuple[FrameRow, FrameRow]] = {}
        """By id: a row as the farm has it, and the same with its picture."""
        self._pictured: dict[tuple[int, int], Pictured] = {}
        self._lacking: dict[int, FrameRow] = {}
        """Finished frames whose picture nobody has asked for."""
        self._fetching_pictures = False
        self._seen_frames: tuple[int, ...] = ()

    def select_task(self, task_id: int | None) -> None:
        """Show the frames of a task."""
        if task_id != self.state.task_id:
            self._book = None
            self._forget()
            super().select_task(task_id)
            self._leaf()

    def _account_changed(self) -> None:
        self._book, self._leafing = None, False
        self._forget()
        super()._account_changed()

    def restart_frames(self, ids: Collection[int]) -> None:
        """Render these frames of the selected task again."""
        self._for_frames(ids, lambda api, task, some: api.query.restart_frame(task, 0, some))

    def stop_frames(self, ids: Collection[int]) -> None:
        """Stop these frames; the others go on."""
        self._for_frames(ids, lambda api, task, some: api.query.stop_frame(task, 0, some))

    def watch_tasks(self, watched: bool) -> None:
        """Whether somebody sees the tasks."""
        super().watch_tasks(watched)
        self._fetch_pictures()

    def show_pictures(self, ids: Collection[int]) -> None:
        """Which frames are on the screen: their pictures come first."""
        self._seen_frames = tuple(ids)
        self._fetch_pictures()

    def _forget(self) -> None:
        """Another task is selected."""
        self._plain_rows, self._seen_frames = (), ()
        self._shown, self._pictured, self._lacking = {}, {}, {}

    # What follows a look.

    def _stop_looking(self) -> None:
        super()._stop_looking()
        self._gallery.close()

    def _look_again(self, now: float) -> None:
        self._gallery.pump()
        super()._look_again(now)

    def _looked(self, found: Looked) -> None:
        super()._looked(found)
        if self._watched:
            self._leaf()

    def _leaf(self) -> None:
        """Read frames that are missing or may have changed."""
        api, task_id = self._api, self.state.task_id
        if api is None or task_id is None or self._leafing:
            return
        if self._book is None:
            self._book = FrameBook(task_id)
        self._leafing = True
        book, task = self._book, find_task(self.state.tasks, task_id) or self.state.detail.task
        self._farm.run(lambda: book.look(api, task, self._seen_frames), functools.partial(self._leafed, book),
                       self._not_leafed)

    def _leafed(self, book: FrameBook, _nothing: object) -> None:
        self._leafing = False
        if book is not self._book:
            self._leaf()
            return
        self._plain_rows = book.rows
        self._change_differing({
            "task_frames": self._with_pictures(),
            "detail": dataclasses.replace(self.state.detail, complete=book.complete)})
        self._fetch_pictures()
        if not book.complete:
            self._leaf()

    def _not_leafed(self, error: Exception) -> None:
        self._leafing = False
        self._trouble(error)

    def _with_pictures(self) -> tuple[FrameRow, ...]:
        shown = self._shown
        for plain in self._plain_rows:
            known = shown.get(plain.id)
            if known is None or known[0] is not plain:
                got = self._pictured.get((plain.id, plain.ended))
                shown[plain.id] = (plain, _with_picture(plain, got))
                if got is None and plain.status is FrameStatus.DONE:
                    self._lacking[plain.id] = plain
                else:
                    self._lacking.pop(plain.id, None)
        return tuple([shown[plain.id][1] for plain in self._plain_rows])

    def _fetch_pictures(self) -> None:
        api, whole = self._api, self.state.task_id
        if api is None or whole is None or self._fetching_pictures or not self._watched:
            return
        lacking = self._lacking
        wanted = [lacking[number] for number in self._seen_frames if number in lacking][:TOGETHER]
        if len(wanted) < TOGETHER and len(self._pictured) < AHEAD:
            seen = set(self._seen_frames)
            others = (row for row in lacking.values() if row.id not in seen)
            wanted += itertools.islice(others, TOGETHER - len(wanted))
        if wanted:
            self._fetching_pictures = True
            url, room = self.state.preferences.thumbnails_url, int(self.state.preferences.cache_size * 1e9)
            job = functools.partial(self._fetch_some, api, wanted, whole, url, room)
            self._gallery.run(job, functools.partial(self._came, whole), self._none_came)

    def _fetch_some(self, api: FoxAPI, wanted: list[FrameRow], whole: int, url: str, room: int) -> list[Pictured]:
        """Worker thread."""
        self._pictures.room = room
        return [self._fetch_one(api, frame, whole, url) for frame in wanted]

    def _fetch_one(self, api: FoxAPI, frame: FrameRow, whole: int, url: str) -> Pictured:
        """Worker thread."""
        try:
            return Pictured(frame, self._pictures.small(api, frame, whole, url))
        except CannotConnect:
            raise
        except FoxError as error:
            return Pictured(frame, None, str(error))

    def _came(self, whole: int, pictured: list[Pictured]) -> None:
        self._fetching_pictures = False
        if whole == self.state.task_id:
            for each in pictured:
                frame = each.frame
                self._pictured[frame.id, frame.ended] = each
                if self._lacking.get(frame.id) is frame:
                    del self._lacking[frame.id]
                if frame.id in self._shown and self._shown[frame.id][0].ended == frame.ended:
                    plain = self._shown[frame.id][0]
                    self._shown[frame.id] = (plain, _with_picture(plain, each))
            self._change_differing({"task_frames": self._with_pictures()})
        self._fetch_pictures()

    def _none_came(self, error: Exception) -> None:
        """The next look at the frames tries again."""
        self._fetching_pictures = False
        if not isinstance(error, CannotConnect):
            self._trouble(error)

    def _frame(self, frame_id: int) -> FrameRow | None:
        return next((row for row in self.state.task_frames if row.id == frame_id), None)

    def _detail(self, **changes: Any) -> None:
        self._change_differing({"detail": dataclasses.replace(self.state.detail, **changes)})

    def _for_frames(self, ids: Collection[int], call: Callable[[FoxAPI, int, list[int]], None]) -> None:
        api, wanted = self._api, set(ids)
        groups: dict[int, list[int]] = {}
        for row in self.state.task_frames:
            if row.id in wanted:
                groups.setdefault(row.task_id, []).append(row.id)
        if api is None or not groups:
            return

        def job() -> None:
            for task, some in groups.items():
                call(api, task, some)

        self._change(message="")
        self._farm.run(job, self._wished, self._refused)


def _with_picture(plain: FrameRow, got: Pictured | None) -> FrameRow:
    return dataclasses.replace(plain, thumbnail=got.path, no_picture=got.why) if got else plain
