"""The frames of the selected task and their pictures."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Callable, NamedTuple

from ...api import FoxAPI
from ...api.codes import FRAME_MISSED, FrameStatus
from ...common.disk import error_sentence
from ...common.errors import CannotConnect, FoxError
from ...jobs.frames import FrameBook
from ...jobs.more_memory import move_to
from ...jobs.pictures import Pictures
from ...jobs.tasks import FrameRow, find_task
from ...model.logs.reasons import Reason
from ...pictures.triage.marks import Mark
from ..link import FarmLink, Workers
from ..store import Part, Store
from .again import watch_again
from .farm_answers import FarmAnswers
from .state import JobsState

TOGETHER = 8  # pictures of one job: the next one knows better what is on the screen
AHEAD = 240  # pictures that are fetched although nobody looks at their frames yet
IN_A_TURN = 500  # rows that are made anew in one turn of the event loop: some 4 ms
Done = Callable[[], object]
Failed = Callable[[Exception], None]


class PictureResult(NamedTuple):
    """The result of asking for a frame's picture."""

    frame: FrameRow
    path: Path | None
    why: str = ""
    """Why there is none, one sentence."""


class Frames:
    """Reads frames and fetches their pictures. Main thread, but for what says otherwise."""

    def __init__(self, store: Store, link: FarmLink, workers: Workers, answers: FarmAnswers) -> None:
        self._store = store
        self._part: Part[JobsState] = Part(store, "jobs")
        self._link = link
        self._workers = workers
        self._answers = answers
        self.pictures = Pictures(link.settings, lambda: link.account)
        self._watched = True
        self._book: FrameBook | None = None
        self._reading = False
        """Whether the book is being read."""
        self._fetching = False
        """Whether pictures are being fetched."""
        self._plain_rows: tuple[FrameRow, ...] = ()
        self._shown: dict[int, tuple[FrameRow, FrameRow]] = {}
        """Pairs of rows by frame id: as the farm has it, and the same with its picture."""
        self._pictured: dict[tuple[int, int], PictureResult] = {}
        self._lacking: dict[int, FrameRow] = {}
        """Finished frames whose picture nobody has asked for."""
        self._seen: tuple[int, ...] = ()
        self._reasons: dict[int, Reason] = {}
        """Why frames failed, by their ids, as far as that was read."""
        self._files: dict[int, Path] = {}
        """Files of frames that are on this machine, by the ids of these."""
        self._marks: dict[int, tuple[Mark, ...]] = {}
        """The faults of those files, as far as they were looked at."""
        self._outdated: dict[int, None] = {}
        """Ids of rows that say less than what is known of their frames; they are made anew turn by turn."""

    def tick(self) -> None:
        """Make some more rows of what has become known of very many frames at once."""
        if self._outdated:
            self._renew()

    def begin(self) -> None:
        """Another task is selected: read its frames."""
        self._book = None
        self._clear()
        self._read()

    def forget(self) -> None:
        """Another account is used: nothing of what was read holds."""
        self._book, self._reading = None, False
        self._clear()

    def watch(self, watched: bool) -> None:
        """Say whether somebody sees the tasks."""
        self._watched = watched
        self._fetch_pictures()

    def restart(self, ids: Collection[int]) -> None:
        """Render these frames of the selected task again."""
        self._restart(ids, 0)

    def restart_with(self, ids: Collection[int], ram: int) -> None:
        """Render these frames again on nodes with so many GB, where the task's next frames are rendered too."""
        self._restart(ids, ram)

    def restart_and_tell(self, ids: Collection[int], done: Done, failed: Failed) -> None:
        """Render these frames again; call ``done`` once the farm has taken that, or ``failed`` with why not."""
        self._restart(ids, 0, done, failed)

    def _restart(self, ids: Collection[int], ram: int, done: Done | None = None, failed: Failed | None = None) -> None:
        whole, settings, account = self._part.now.selected_whole, self._link.settings, self._link.account

        def restart(api: FoxAPI, task: int, some: list[int]) -> None:
            if ram:
                move_to(api, task, ram)
            api.query.restart_frame(task, 0, some)
            watch_again(settings, account, [whole.id if whole else task])

        self._for_frames(ids, restart, done, failed)

    def stop(self, ids: Collection[int]) -> None:
        """Stop these frames; the others go on."""
        self._for_frames(ids, _stop)

    def stop_and_tell(self, ids: Collection[int], done: Done, failed: Failed) -> None:
        """Stop these frames; call ``done`` once the farm has, or ``failed`` with why not."""
        self._for_frames(ids, _stop, done, failed)

    def show_pictures(self, ids: Collection[int]) -> None:
        """Say which frames are on the screen: their pictures come first."""
        self._seen = tuple(ids)
        self._fetch_pictures()

    def lacking(self, ids: Collection[int]) -> int:
        """Return of how many of these finished frames the picture was not asked for yet, or is on its way."""
        return sum(number in self._lacking for number in ids)

    def look(self) -> None:
        """Read frames that are missing or may have changed."""
        self._read()

    def row(self, frame_id: int) -> FrameRow | None:
        """Return a frame of the selected task; None where it has none of this id."""
        return next((row for row in self._part.now.frames if row.id == frame_id), None)

    def know_reasons(self, reasons: Mapping[int, Reason]) -> None:
        """Say of these frames of the selected task why they failed."""
        new = {number: reason for number, reason in reasons.items() if self._reasons.get(number) != reason}
        if new:
            self._reasons.update(new)
            self._again(new)

    def know_files(self, files: Mapping[int, Path]) -> None:
        """Say which frames of the selected task have their files on this machine; the others have none."""
        before, self._files = self._files, dict(files)
        others = [number for number in before.keys() | files.keys() if before.get(number) != files.get(number)]
        for number in others:
            self._marks.pop(number, None)
        self._again(others)

    def know_marks(self, marks: Mapping[int, tuple[Mark, ...]]) -> None:
        """Say of these frames what looks wrong in their files: nothing where there are no marks."""
        new = [number for number, some in marks.items() if self._marks.get(number) != some]
        self._marks.update(marks)
        self._again(new)

    def _again(self, ids: Iterable[int]) -> None:
        self._outdated.update(dict.fromkeys(number for number in ids if number in self._shown))
        self._renew()

    def _renew(self) -> None:
        """Make the next of these rows, and show them once all are made."""
        some = list(itertools.islice(self._outdated, IN_A_TURN))
        for number in some:
            del self._outdated[number]
            plain = self._shown[number][0]
            self._shown[number] = plain, self._made(plain)
        if some and not self._outdated:
            self._part.change(frames=self._with_pictures())

    def _clear(self) -> None:
        self._plain_rows, self._seen, self._reasons, self._files, self._marks = (), (), {}, {}, {}
        self._shown, self._pictured, self._lacking, self._outdated = {}, {}, {}, {}

    def _read(self) -> None:
        api, task_id = self._link.api, self._part.now.selected
        if api is None or task_id is None or self._reading:
            return
        if self._book is None:
            self._book = FrameBook(task_id)
        self._reading = True
        book, task = self._book, find_task(self._part.now.tasks, task_id) or self._part.now.detail.task
        self._link.run(lambda: book.look(api, task, self._seen), functools.partial(self._was_read, book),
                       self._not_read)

    def _was_read(self, book: FrameBook, _nothing: object) -> None:
        self._reading = False
        if book is not self._book:
            self._read()
            return
        self._plain_rows = book.rows
        self._part.change(frames=self._with_pictures(),
                          detail=dataclasses.replace(self._part.now.detail, complete=book.complete, trouble=""))
        self._fetch_pictures()
        if not book.complete:
            self._read()

    def _not_read(self, error: Exception) -> None:
        self._reading = False
        self._part.change(detail=dataclasses.replace(self._part.now.detail, trouble=error_sentence(error)))
        self._answers.trouble(error)

    def _with_pictures(self) -> tuple[FrameRow, ...]:
        shown = self._shown
        for plain in self._plain_rows:
            known = shown.get(plain.id)
            if known is None or known[0] is not plain:
                shown[plain.id] = (plain, self._made(plain))
                if (plain.id, plain.ended) not in self._pictured and plain.status is FrameStatus.DONE:
                    self._lacking[plain.id] = plain
                else:
                    self._lacking.pop(plain.id, None)
        return tuple([shown[plain.id][1] for plain in self._plain_rows])

    def _made(self, plain: FrameRow) -> FrameRow:
        """The row of a frame with all that is known of it."""
        return self._with_what_is_known(_with_picture(plain, self._pictured.get((plain.id, plain.ended))))

    def _with_what_is_known(self, row: FrameRow) -> FrameRow:
        why = self._reasons.get(row.id) if row.status in FRAME_MISSED else None
        file = self._files.get(row.id) if row.status is FrameStatus.DONE else None
        if why is None and file is None:
            return row
        return dataclasses.replace(row, why=why, file=file, marks=self._marks.get(row.id) if file else None)

    def _fetch_pictures(self) -> None:
        api, whole = self._link.api, self._part.now.selected
        if api is None or whole is None or self._fetching or not self._watched:
            return
        lacking = self._lacking
        wanted = [lacking[number] for number in self._seen if number in lacking][:TOGETHER]
        if len(wanted) < TOGETHER and len(self._pictured) < AHEAD:
            seen = set(self._seen)
            others = (row for row in lacking.values() if row.id not in seen)
            wanted += itertools.islice(others, TOGETHER - len(wanted))
        if wanted:
            self._fetching = True
            preferences = self._store.state.settings.preferences
            url, room = preferences.thumbnails_url, int(preferences.cache_size * 1e9)
            job = functools.partial(self._fetch_some, api, wanted, whole, url, room)
            self._workers.pictures.run(job, functools.partial(self._came, whole), self._none_came)

    def _fetch_some(self, api: FoxAPI, wanted: list[FrameRow], whole: int, url: str, room: int) -> list[PictureResult]:
        """Worker thread."""
        self.pictures.room = room
        return [self._fetch_one(api, frame, whole, url) for frame in wanted]

    def _fetch_one(self, api: FoxAPI, frame: FrameRow, whole: int, url: str) -> PictureResult:
        """Worker thread."""
        try:
            return PictureResult(frame, self.pictures.small(api, frame, whole, url))
        except CannotConnect:
            raise
        except FoxError as error:
            return PictureResult(frame, None, str(error))

    def _came(self, whole: int, pictured: list[PictureResult]) -> None:
        self._fetching = False
        if whole == self._part.now.selected:
            for each in pictured:
                frame = each.frame
                self._pictured[frame.id, frame.ended] = each
                if self._lacking.get(frame.id) is frame:
                    del self._lacking[frame.id]
                if frame.id in self._shown and self._shown[frame.id][0].ended == frame.ended:
                    plain = self._shown[frame.id][0]
                    self._shown[frame.id] = (plain, self._made(plain))
            self._part.change(frames=self._with_pictures())
        self._fetch_pictures()

    def _none_came(self, error: Exception) -> None:
        """The next look at the frames tries again."""
        self._fetching = False
        if not isinstance(error, CannotConnect):
            self._answers.trouble(error)

    def _for_frames(self, ids: Collection[int], call: Callable[[FoxAPI, int, list[int]], None],
                    done: Done | None = None, failed: Failed | None = None) -> None:
        api, wanted = self._link.api, set(ids)
        groups: dict[int, list[int]] = {}
        for row in self._part.now.frames:
            if row.id in wanted:
                groups.setdefault(row.task_id, []).append(row.id)
        if api is None or not groups:
            return

        def job() -> None:
            for task, some in groups.items():
                call(api, task, some)

        def did(_nothing: object) -> None:
            self._answers.asked()
            if done is not None:
                done()

        self._store.say("")
        self._link.run(job, did, failed or self._answers.refused)


def _stop(api: FoxAPI, task: int, frames: list[int]) -> None:
    api.query.stop_frame(task, 0, frames)


def _with_picture(plain: FrameRow, got: PictureResult | None) -> FrameRow:
    return dataclasses.replace(plain, thumbnail=got.path, no_picture=got.why) if got else plain
