"""The files of the selected task's frames that are on this machine, and the rate of its scene."""

from __future__ import annotations

import dataclasses
import functools
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Callable, NamedTuple

from ...api.codes import FrameStatus
from ...jobs.originals import Originals
from ...jobs.tasks import FrameRow
from ...transfer.states import Transfer
from ..link import FarmLink, Workers
from ..store import Part, Store
from .frames import Frames
from .state import JobsState

log = logging.getLogger(__name__)


class Here(NamedTuple):
    """The answer of the journal and the disk about one task."""

    files: dict[int, Path]
    """Files by the farm's numbers of their frames."""
    rate: str


class FilesHere:
    """Looks again whenever frames are done or files have come. Main thread."""

    def __init__(self, store: Store, link: FarmLink, workers: Workers, frames: Frames,
                 found: Callable[[Mapping[int, Path]], None] = lambda _files: None) -> None:
        """``found`` is told the files by their frames, each time they were looked for."""
        self._store = store
        self._part: Part[JobsState] = Part(store, "jobs")
        self._workers = workers
        self._frames = frames
        self._tell = found
        self._originals = Originals(link.settings, lambda: link.account)
        self._looking = False
        self._again = False
        self._seen: tuple[object, ...] = ()
        self._frames_then: tuple[FrameRow, ...] = ()
        self._transfers_then: tuple[Transfer, ...] = ()

    def tick(self) -> None:
        """Look for the files of frames that are done, where others are done than before or files have come."""
        frames, transfers = self._part.now.frames, self._store.state.transfers.rows
        if frames is self._frames_then and transfers is self._transfers_then:
            return
        self._frames_then, self._transfers_then = frames, transfers
        whole = self._part.now.selected_whole
        fetched = tuple([(each.fetched, each.wanted) for each in transfers
                         if whole is not None and each.task_id == whole.id])
        done = tuple([(frame.id, frame.ended) for frame in frames if frame.status is FrameStatus.DONE])
        seen = self._part.now.selected, whole is not None, fetched, done
        if seen != self._seen:
            self._seen = seen
            self._again = True
            self._begin()

    def forget(self) -> None:
        """Another account is used: what is on its way does not count."""
        self._seen, self._again = (), False

    def _begin(self) -> None:
        whole = self._part.now.selected_whole
        if self._looking or not self._again or whole is None:
            return
        self._looking, self._again = True, False
        done = [frame for frame in self._part.now.frames if frame.status is FrameStatus.DONE]
        self._workers.results.run(functools.partial(_look, self._originals, whole.id, done),
                                  functools.partial(self._found, self._part.now.selected), self._failed)

    def _found(self, selected: int | None, here: Here) -> None:
        self._looking = False
        if selected == self._part.now.selected:
            self._frames.know_files(here.files)
            self._tell(here.files)
            self._part.change(detail=dataclasses.replace(self._part.now.detail, rate=here.rate))
        self._begin()

    def _failed(self, error: Exception) -> None:
        """Nothing is known then, and nothing is said to be there; the next change looks again."""
        self._looking = False
        self._begin()
        log.info("what is on this machine is not known: %s", error)


def _look(originals: Originals, whole: int, frames: Iterable[FrameRow]) -> Here:
    """Worker thread."""
    return Here(originals.of_frames(whole, frames), originals.rate(whole))
