"""The frames of one task. A look asks only for the pages that may have changed, and for a few at a time."""

from __future__ import annotations

import time
from collections.abc import Collection

from ..api import FoxAPI
from ..api.codes import FRAME_MISSED, FrameStatus
from ..api.frames import NO_MORE
from ..common.errors import Refused
from .reading import frame_row
from .tasks import FRAME_WAITS, FrameRow, TaskRow

SIZE = 100
"""Frames of a page: the documented number."""

MOST = 4
"""Pages of one look: a task of 10,000 frames has a hundred."""

MANY, DRAWN = 1000, 0.02
"""While more frames than that are being read, so many seconds for the panel to draw the ones before."""

MOST_PAGES = 4_000
"""The most pages of a task's frames that are asked for, whatever the farm says that there are."""

OPEN = (*FRAME_WAITS, FrameStatus.RENDERING, FrameStatus.STOPPED, FrameStatus.UNKNOWN)


class FrameBook:
    """The frames of a task and of its layers. For one worker."""

    def __init__(self, task_id: int) -> None:
        self.task_id = task_id
        self.rows: tuple[FrameRow, ...] = ()
        self.complete = False
        """Whether every page has been read."""
        self._holders: list[int] = []
        """The tasks that hold the frames."""
        self._pages: dict[tuple[int, int], tuple[FrameRow, ...]] = {}
        self._counts: dict[int, int] = {}
        """How many pages each of them has, as far as that is known."""
        self._task: TaskRow | None = None
        self._next = 0

    def look(self, api: FoxAPI, task: TaskRow | None, seen: Collection[int] = ()) -> None:
        """Read what is missing or may have changed; frames that are ``seen`` come first.

        ``task`` as it was just listed tells whether anything moved since the last look.
        """
        if len(self.rows) >= MANY and not self.complete:
            time.sleep(DRAWN)
        if not self._holders:
            children = [child.id for child in task.children] if task else []
            self._holders = children or api.query.get_small_task_id(self.task_id)
        unread = self._unread()
        if unread:
            for _page in range(MOST):
                self._read(api, unread[0])
                unread = self._unread()
                if not unread:
                    break
        elif task is None or task != self._task or self._rendering():
            for page in self._stale(task, seen)[:MOST]:
                self._read(api, page)
        self.complete = not self._unread()
        if self.complete:
            self._task = task if self._agrees(task) else None
        self.rows = tuple(row for _key, rows in sorted(self._pages.items(), key=self._place) for row in rows)

    def _place(self, entry: tuple[tuple[int, int], object]) -> tuple[int, int]:
        (holder, page), _rows = entry
        return self._holders.index(holder), page

    def _unread(self) -> list[tuple[int, int]]:
        return [(holder, page) for holder in self._holders for page in range(1, self._counts.get(holder, 1) + 1)
                if (holder, page) not in self._pages]

    def _read(self, api: FoxAPI, key: tuple[int, int]) -> None:
        holder, number = key
        try:
            page = api.query.task_frames(holder, number, SIZE)
        except Refused as error:
            if error.code != NO_MORE:
                raise
            self._pages[key] = ()
            return
        # The same objects for what did not change: what is drawn from them is compared often.
        before = {row.id: row for row in self._pages.get(key, ())}
        rows = [frame_row(item) for item in page["items"]]
        self._pages[key] = tuple(before[row.id] if before.get(row.id) == row else row for row in rows)
        self._counts[holder] = min(page["pageCount"], MOST_PAGES) if rows else number

    def _rendering(self) -> bool:
        return any(row.status is FrameStatus.RENDERING for row in self.rows)

    def _stale(self, task: TaskRow | None, seen: Collection[int]) -> list[tuple[int, int]]:
        """Pages that may have changed: those with rendering frames, those on the screen, then the others in turn."""
        seen = frozenset(seen)
        opened = {key for key, rows in self._pages.items() if any(row.status in OPEN for row in rows)}
        if not opened or not self._agrees(task):
            # The task counts differently: frames that were done are rendered again.
            opened = set(self._pages)
        ordered = sorted(opened)
        turn = ordered[self._next % len(ordered):] + ordered[: self._next % len(ordered)] if ordered else []
        self._next += 1

        def rank(key: tuple[int, int]) -> int:
            rows = self._pages[key]
            if any(row.status is FrameStatus.RENDERING for row in rows):
                return 0
            return 1 if any(row.id in seen for row in rows) else 2

        first = sorted(turn, key=rank)
        # One place is kept for those whose turn it is: else frames that begin elsewhere would not be seen.
        return [*first[: MOST - 1], *(key for key in turn if key not in first[: MOST - 1])]

    def _agrees(self, task: TaskRow | None) -> bool:
        """Whether the frames are as the task counts them."""
        if task is None:
            return False
        rows = [row for rows in self._pages.values() for row in rows]
        done = sum(row.status is FrameStatus.DONE for row in rows)
        failed = sum(row.status in FRAME_MISSED for row in rows)
        return (done, failed) == (task.done, task.failed)
