"""Watch a task and fetch its results: as they appear, or all at the end."""

from __future__ import annotations

import logging
import sys
import time
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ...api import FoxAPI
from ...api.types import OutputFile
from ...common.atomic import replace, sync_file, sync_folders
from ...common.errors import TransferFailed
from ...common.i18n import _
from ...model import format
from ...model.ending import Counted, End, counted, ended, sentence
from ...model.result_names import name
from ...plan.plan import Plan
from ...settings.settings import Settings
from ..engines import open_engine
from ..hashing_reader import read_and_hash
from ..hooks.noting import Noting
from ..journal.journal import Journal
from ..journal.records import FetchedResult, Row
from ..rendered_again import is_deleted, next_look, seen
from ..speed import RateLimiter
from ..states import TransferState
from ..supervised.pulse import touching
from ..telling.news import tell_end
from .condition import Condition, compare
from .failures import read_failures
from .fetching import Fetching, Wanted, make_way, remove_staging, unwritable
from .frame_files import belongs
from .marker import MARKER, known_again, mount_of, put_marker
from .movie import make, not_made, sequence, state_of
from .places import place
from .storage_listing import files_below, size_of

log = logging.getLogger(__name__)

MADE = "made:"
"""How the entry of a file begins that was made of results; others have a path on the farm, which begins with /."""
ASK = 200  # results that are asked about, or fetched, at once
MOST = 256 << 20  # bytes of them


class Results:
    """The results of one task."""

    def __init__(self, journal: Journal, api: FoxAPI, row: Row, stop: Callable[[], None],
                 limit: Callable[[], int] = lambda: 0, settings: Settings | None = None) -> None:
        self._journal = journal
        self._api = api
        self._row = row
        self._stop = stop
        self._limiter = RateLimiter(limit)
        self._settings = settings
        self._hooks = Noting(journal, row, settings)
        self._task_id = int(row.task_id or 0)
        self._tasks: tuple[int, ...] = (self._task_id,)
        """The tasks that hold the frames: the layers of a layered one, else the task itself."""
        self._refused = ""
        """The sentence of the last result that must not lie where it says, or is not there."""
        self._no_movie = ""
        """Why the movie that was wanted was not made."""
        self._count = 0
        """How many results the farm has, as they were listed last."""
        self._holders: dict[str, int] = {}
        """Path -> the task that has the file: the layer of a layered one."""
        self._seen = ""
        """What the farm said of the task, to tell later whether frames are rendered again."""
        self._awaited: frozenset[tuple[int, str]] = frozenset()
        """Wanted frames whose files the farm does not have yet."""

    def run(self) -> bool:
        """Fetch what is new, or first the frames that are wanted; whether anything was.

        Raises:
            TransferFailed: the task is gone, or a result cannot be fetched now (``retry``).
        """
        items = self._api.query.task_info([self._task_id])["items"]
        if not items:
            raise TransferFailed(_("The farm no longer has task {task}.").format(task=self._task_id))
        if is_deleted(items[0]):
            raise TransferFailed(_("Task {task} was deleted on the farm.").format(task=self._task_id))
        self._tasks = tuple(child["id"] for child in items[0].get("respRenderingTaskList") or ()) or (self._task_id,)
        end = ended(counts := counted(items[0]))
        self._seen = seen(items[0])
        over = end is not None and end.over
        wanted = self._journal.wanted(self._row.id)
        new = self._fetch(wanted, last=over) if wanted else 0
        self._awaited = self._journal.wanted(self._row.id)
        if self._row.folder and (over or self._row.fetch != "end") and not self._row.alone:
            new += self._fetch()
            if self._more_wanted():
                return True
        if over or (self._row.alone and not self._awaited):
            self._make_movie(end)
            remove_staging(self._row)
            self._note(end, counts, TransferState.FETCHED)
        else:
            self._note(end, counts)
        return new > 0

    def _note(self, end: End | None, counts: Counted, state: TransferState | None = None) -> None:
        """Record how the task ended or rests, with why where frames failed; single frames say nothing of the task."""
        if self._row.alone:
            end = None
        said = ""
        if end is not None and end is not End.DONE:
            failures = read_failures(self._api, self._task_id, counts.failed) if end.failed else None
            said = sentence(end, counts, failures)
        if not self._row.alone:
            tell_end(self._journal, self._row, end, said, self._seen)
        message, value = format.sentences(said, self._refused, self._no_movie), end.value if end else ""
        if state is not None:
            self._hooks.ended(end, said, self._seen)
        if state is not None or (message, value) != (self._row.message, self._row.end):
            look_at = 0.0 if self._row.alone else next_look(time.time(), time.time())
            looks = {} if state is None else {"look_at": look_at, "looked": self._seen}
            self._journal.record(self._row.id, state, message=message, task_end=value, **looks)

    def _make_movie(self, end: End | None) -> None:
        """Make the movie that the submission wants, once all frames are here; again where they are others now."""
        if (self._row.alone or not self._row.folder or not self._row.submitted_here
                or not self._journal.has_plan(self._row.id)):
            return
        plan = self._row.plan_head()
        if not plan.movie:
            return
        here = self._journal.results(self._row.id)
        frames = sequence({path: each.local for path, each in here.items() if not path.startswith(MADE)})
        if end is not End.DONE or not frames:
            self._no_movie = not_made(plan.movie, _("frames are missing"))
            return
        try:
            self._movie(plan, frames, here.get(MADE + plan.movie))
        except TransferFailed as error:
            log.warning("%s", error)
            self._no_movie = str(error)

    def _movie(self, plan: Plan, frames: Sequence[Path], before: FetchedResult | None) -> None:
        try:
            target, state = place(frames[0].parent, plan.movie), state_of(frames)
        except OSError as error:
            raise unwritable(frames[0], error) from error
        if (before is None or before.modified != state or before.local != str(target)
                or not compare(target, before, self._stop).right):
            def put(movie: Path) -> None:
                make_way(target, before)
                made = read_and_hash(movie, self._stop)
                sync_file(movie)
                replace(movie, target)
                sync_folders([target], Path(self._row.folder))
                status = target.stat()
                self._journal.fetched(self._row.id, MADE + plan.movie, FetchedResult(
                    status.st_size, state, str(target), status.st_mtime_ns, made.sha256))

            make(frames, target, plan.rate, self._stop, put)
        self._journal.record(self._row.id, fetch_files=self._count + 1)

    def _fetch(self, wanted: frozenset[tuple[int, str]] = frozenset(), *, last: bool = False) -> int:
        """How many files came: of all, or of the ``wanted`` frames; ``last`` where the farm will not get any more."""
        known_again(self._journal, self._row)
        here, places = self._journal.results(self._row.id), self._places()
        files = self._files_of(wanted, places) if wanted else set(places)
        if self._row.alone:
            places = {path: result for path, result in places.items() if path in files or path in here}
        missing = {path: result for path, result in places.items() if not self._is_here(path, result, here.get(path))}
        if places:
            self._mark(needed=bool(missing))
        self._count = len(places)
        self._journal.record(self._row.id, fetch_files=self._count, fetch_bytes=_bytes(places))
        come = self._bring({path: result for path, result in missing.items() if path in files}, here,
                           _bytes(places) - _bytes(missing), first=bool(wanted))
        if wanted:
            self._settle(wanted, files, last=last)
        return come

    def _mark(self, *, needed: bool) -> None:
        """Leave the marker by which the folder is known again; where nothing is put there, it may be read-only."""
        folder = Path(self._row.folder)
        try:
            with touching(folder):
                put_marker(folder)
                mount = mount_of(folder)
        except OSError as error:
            if needed:
                raise unwritable(folder / MARKER, error) from error
            return
        self._journal.marked(self._row.id, self._row.folder, mount)

    def _bring(self, left: Mapping[str, FetchedResult], here: Mapping[str, FetchedResult], done: int, *,
               first: bool) -> int:
        """How many came; those that are not wanted ``first`` stop where a frame is wanted meanwhile."""
        number, engine = 0, open_engine(self._api, self._settings) if left else None
        if engine is None:
            return 0
        with Fetching(self._journal, engine, self._row, self._stop, self._limiter, self._hooks.fetched) as fetching:
            fetching.begin(done)
            for some in _portions(list(left.items())):
                digests = fetching.hashes(some)
                come, failed = fetching.bring(some)
                wanted = [Wanted(path, result, digest, here.get(path))
                          for (path, result), digest in zip(some, digests) if path in come]
                number += sum(1 for _path in fetching.come(self._until_others_are_wanted(wanted, first=first)))
                if failed:
                    raise failed
                if not first and self._more_wanted():
                    break
        return number

    def _until_others_are_wanted(self, results: Iterable[Wanted], *, first: bool) -> Iterator[Wanted]:
        for each in results:
            if not first and self._more_wanted():
                return
            yield each

    def _is_here(self, path: str, result: FetchedResult, before: FetchedResult | None) -> bool:
        """Whether this very result was fetched and still lies there as it was then."""
        if before is None or (before.size, before.modified) != (result.size, result.modified):
            return False
        if (before.local or result.local) != result.local:
            return False
        local = Path(result.local)
        try:
            state = compare(local, before, self._stop)
            if state is Condition.TOUCHED:
                # It is not read again at the next look.
                self._journal.fetched(self._row.id, path, before._replace(mtime_ns=local.stat().st_mtime_ns))
        except OSError as error:
            raise unwritable(local, error) from error
        return state.right

    def _more_wanted(self) -> bool:
        return bool(self._journal.wanted(self._row.id) - self._awaited)

    def _files_of(self, wanted: Collection[tuple[int, str]], paths: Iterable[str]) -> set[str]:
        return {path for path in paths if any(
            self._holders[path] == task and belongs(path, frame) for task, frame in wanted)}

    def _settle(self, wanted: frozenset[tuple[int, str]], files: Collection[str], *, last: bool) -> None:
        """Take frames off the list of wanted ones that have come, or cannot come."""
        lacking = {frame for frame in wanted if not self._files_of([frame], files)}
        for _task, frame in sorted(lacking) if last else ():
            self._refused = _("The farm has no file of frame {frame} in the output of task {task}.").format(
                frame=frame, task=self._task_id)
        self._journal.not_wanted(self._row.id, wanted if last else wanted - lacking)

    def _places(self) -> dict[str, FetchedResult]:
        """Every result of the task that may come, with where it goes."""
        places: dict[str, FetchedResult] = {}
        taken: dict[str, str] = {}
        for holder, file in self._listed():
            self._stop()
            path = file["filePath"]
            self._holders[path] = holder
            try:
                local = self._place(path, taken)
            except TransferFailed as error:
                log.warning("%s", error)
                self._refused = str(error)
                continue
            places[path] = FetchedResult(size_of(file), str(file.get("lastModify") or ""), str(local))
        return places

    def _place(self, path: str, taken: dict[str, str]) -> Path:
        """Return the local path of a result, which no other result of the task has."""
        folder = Path(self._row.folder)
        try:
            local = place(folder, name(self._row.pattern, path, self._task_id, self._row.name))
        except OSError as error:
            raise unwritable(folder, error) from error
        other = taken.setdefault(_one_file(local), path)
        if other != path:
            raise TransferFailed(_("Two results would both be {local}, {one} and {other}: the second stays on the "
                                   "farm.").format(local=local, one=other, other=path), path=path)
        return local

    def _listed(self) -> Iterator[tuple[int, OutputFile]]:
        """Every file of the task with the task that has it: the layers of a layered one have folders of their own."""
        for task_id in self._tasks:
            for file in files_below(self._api, self._api.transmit.get_output_files(task_id)):
                yield int(task_id), file


def _portions(results: Sequence[tuple[str, FetchedResult]]) -> Iterator[list[tuple[str, FetchedResult]]]:
    """Yield the results in lists that are not too long."""
    portion: list[tuple[str, FetchedResult]] = []
    for each in results:
        if len(portion) == ASK or (portion and sum(result.size for _path, result in portion) + each[1].size > MOST):
            yield portion
            portion = []
        portion.append(each)
    if portion:
        yield portion


def _bytes(results: Mapping[str, FetchedResult]) -> int:
    return sum(result.size for result in results.values())


def _one_file(local: Path) -> str:
    """Return a key that is equal for names of one file on this system."""
    if sys.platform in {"win32", "darwin"}:
        return unicodedata.normalize("NFC", str(local)).casefold()
    return str(local)
