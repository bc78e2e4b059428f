"""Record what a renderer reports: frames, files, thumbnails, fees and log lines."""

from __future__ import annotations

import dataclasses
import secrets
import sqlite3
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Callable

from ...core.api.codes import FrameStatus, FrameType
from ...core.common.disk import unusable
from ...core.common.i18n import _
from ...core.common.system_errors import reason, system_reason
from ..base.constants import OUTPUT
from ..base.refusal import Refusal
from ..farm import Farm
from ..rules import billing, schedule
from ..rules.logs import Logs
from ..rules.rules import Event
from . import tiles
from .pictures import THUMBNAIL, thumbnail
from .render_job import Finished, Piece, RenderJob
from .room import is_full, need_room


@dataclasses.dataclass
class Begun:
    """A piece that is being rendered."""

    piece: Piece
    left: set[int]
    """Frames of the piece that are not finished yet."""

    since: float
    seconds: float = 0.0
    thumbnails: list[str] = dataclasses.field(default_factory=list)


class Report:
    """The progress of one node's work on one task."""

    def __init__(self, farm: Farm, task: sqlite3.Row, job: RenderJob, wanted: Callable[[bool], bool]) -> None:
        self._farm = farm
        self._task = int(task["id"])
        self._output = str(task["output"])
        self._limit = int(task["frame_seconds"])  # seconds; 0 for none
        self._job = job
        self._wanted = wanted
        self._lost = False
        self._begun: dict[int, Begun] = {}  # by the piece's id
        self._pieces: dict[int, list[Piece]] = {}
        for piece in job.pieces:
            for number in piece.numbers:
                self._pieces.setdefault(number, []).append(piece)
        self._logs = Logs(farm.folder, self._task)

    def close(self) -> None:
        """End the work; pieces that were begun and not ended wait again."""
        if self._begun:
            schedule.give_back(self._farm.database, self._task, list(self._begun))
        self._logs.close()

    def wanted(self) -> bool:
        """Whether to go on; False once a frame that is being rendered was stopped or takes too long."""
        self._check_time()
        if self._lost or not self._wanted(not self._begun):
            return False
        if not self._begun:
            return True
        marks = ", ".join("?" * len(self._begun))
        rows = self._farm.database.rows(f"SELECT status FROM frames WHERE id IN ({marks})", *self._begun)  # noqa: S608
        return all(row["status"] == FrameStatus.RENDERING for row in rows)

    def log(self, line: str) -> None:
        """Write a line to the logs of the frames that are being rendered; it is flushed at once."""
        self._logs.write(line)

    def started(self, *frames: int) -> None:
        """Mark frames as being rendered."""
        pieces = [piece for number in frames for piece in self._pieces[number] if piece.id not in self._begun]
        moment = time.monotonic()
        numbers = [piece.id for piece in pieces]
        # One that no longer waits was stopped, or begun elsewhere: whoever renders has to ask again.
        if numbers and schedule.start(self._farm.database, self._task, numbers) < len(set(numbers)):
            self._lost = True
        for piece in pieces:
            self._begun[piece.id] = Begun(piece, set(piece.numbers), moment)
        self._logs.begin(self._begun)

    def done(self, finished: Sequence[Finished]) -> None:
        """Store finished frames, thumbnails first, so that no frame is shown before its thumbnail."""
        complete: list[Begun] = []
        stored: list[tuple[str, Path]] = []
        for each in finished:
            begun = [self._begun[piece.id] for piece in self._pieces[each.frame] if piece.id in self._begun]
            try:
                stored += self._take(each, begun)
            except (OSError, Refusal) as error:
                if is_full(error):
                    raise
                self.failed(each.frame, not_stored(error))
                continue
            complete += [one for one in begun if not one.left]
        try:
            self._farm.storage.adopt(OUTPUT, stored)
        except Refusal as error:
            if is_full(error):
                raise
            for each in finished:
                self.failed(each.frame, not_stored(error))
            return
        if complete:
            self._finish(complete)

    def failed(self, frame: int, message: str) -> None:
        """Mark a frame as failed, together with the pieces that it belongs to.

        Raises:
            OSError: the disk is full, which is why it failed.
        """
        need_room(self._farm.folder)
        self._miss([piece.id for piece in self._pieces[frame]], Event.FAIL, f"frame {frame} failed: ", message)

    def again(self, frame: int) -> None:
        """Put a frame back, because it is begun again."""
        numbers = [piece.id for piece in self._pieces[frame] if piece.id in self._begun]
        for number in numbers:
            del self._begun[number]
        schedule.give_back(self._farm.database, self._task, numbers)

    def _finish(self, complete: list[Begun]) -> None:
        schedule.finish(self._farm.database, self._task, [
            {"id": one.piece.id, "seconds": one.seconds, "fee": billing.fee(one.seconds),
             "thumbnail": " ".join(filter(None, one.thumbnails))} for one in complete], self._farm.options.balance)
        self._forget([one.piece.id for one in complete])

    def _take(self, finished: Finished, begun: list[Begun]) -> list[tuple[str, Path]]:
        """Note a frame in its pieces, and return its files with their places in storage if they are results."""
        for one in begun:
            one.left.discard(finished.frame)
            one.seconds += finished.seconds / len(begun)
            one.thumbnails.append(self._picture(finished, one.piece))
        if not any(one.piece.block == 0 and one.piece.type != FrameType.PHOTON for one in begun):
            return []
        return [(f"/{self._output}/{finished.place(file)}", file) for file in finished.files]

    def _picture(self, finished: Finished, piece: Piece) -> str:
        """Make the thumbnail of a piece; a tile is cut out first, and kept for the whole picture."""
        if not piece.block:
            return self._thumbnail(finished.preview) if finished.preview else ""
        file = finished.files[0]
        target = tile_folder(self._farm.folder, self._task, finished.frame, piece.block) / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        tiles.cut(file, target, self._job.tiles, self._job.tiles_type, piece.block)
        return self._thumbnail(target)

    def _thumbnail(self, picture: Path) -> str:
        """Make a small JPEG and return its secret name; empty if the picture cannot be read."""
        token = secrets.token_urlsafe(24)
        try:
            thumbnail(picture, self._farm.thumbnails / f"{token}{THUMBNAIL}")
        except OSError as error:
            self.log(f"no thumbnail of {picture.name}: {system_reason(error)}")
            return ""
        return token

    def _check_time(self) -> None:
        """Fail frames that take longer than they may."""
        limit = self._limit
        late = [one.piece.id for one in self._begun.values() if limit and time.monotonic() - one.since > limit]
        if late:
            self._lost = True
            self._miss(late, Event.OVER_TIME, "", _("The frame took longer than {seconds} seconds.").format(
                seconds=limit))

    def _miss(self, numbers: list[int], event: Event, prefix: str, message: str) -> None:
        self._logs.write(prefix + message, numbers)
        schedule.miss(self._farm.database, self._task, numbers, event, message)
        self._forget(numbers)

    def _forget(self, numbers: Collection[int]) -> None:
        for number in numbers:
            self._begun.pop(number, None)
        self._logs.begin(self._begun)


def tile_folder(folder: Path, task: int, frame: int, block: int) -> Path:
    """Return where a tile is kept under its frame's name, until its picture is put together and for when another tile
    is rendered again."""
    return folder / "tiles" / str(task) / f"{frame}-{block}"


def not_stored(error: Exception) -> str:
    """Explain why a frame failed although it was rendered."""
    return _("The frame was rendered but could not be stored: {reason}.").format(reason=why(error))


def why(error: Exception) -> str:
    """Return the reason of any error for the end of a sentence, without the numbers of the system."""
    if isinstance(error, OSError) and error.filename:
        return unusable(error).rstrip(".")
    return reason(error).rstrip(".")
