"""A task of the farm, or a submission of this machine that becomes one: plain data that a script may keep."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..core.api import FoxAPI
from ..core.common.errors import BadInput, FoxError, NoAnswer
from ..core.common.i18n import _, sentences
from ..core.jobs.actions import TaskAction, fitting, reasons
from ..core.jobs.details import read_log
from ..core.jobs.frame_actions import FrameAction
from ..core.jobs.frame_range import chosen
from ..core.jobs.frames import FrameBook
from ..core.jobs.tasks import FrameLog, FrameRow, TaskFilter, TaskRow
from ..core.session.follower import Follower
from ..core.session.following import PATIENCE, connect, list_tasks, read_frames
from ..core.session.session import Session
from ..core.settings.settings import Settings
from ..core.transfer.journal.journal import Journal
from ..hosts.recorded import nothing_open
from .opening import act, act_on_frames, find_task, opened, taken_up, write_down
from .outcome import Ended, OnProgress, Progress, ended_of, progress_of

LOG = logging.getLogger("foxsubmit.job")
"""Takes what the command line prints beside its answers."""


@dataclasses.dataclass(frozen=True)
class Task:
    """A task. It holds no connection: it may be kept, pickled, and used after a fork.

    Every method asks the farm anew, as the account that submitted it, and raises a FoxError with a sentence where
    that does not work. ``timeout`` is the seconds to wait for an answer of the farm.
    """

    number: int | None
    """The farm's; None while this submission has none as far as this object knows: see ``id``."""
    submission: str = ""
    """Its id on this machine; empty where it was found by its number."""
    account: str | None = None
    home: Path | None = None
    timeout: float = PATIENCE

    @property
    def id(self) -> int:
        """The farm's number.

        Raises:
            BadInput: the submission has none yet.
        """
        number = self._number()
        if number is None:
            raise BadInput(_("Submission {id} has no task on the farm yet: wait for it.").format(id=self.submission))
        return number

    def row(self) -> TaskRow:
        """Return it as the farm has it now: status, numbers of frames, cost."""
        with session_of(self.account, self.home, self.timeout) as session:
            return self._found(session)

    def wait(self, timeout: float | None = None, on_progress: OnProgress | None = None) -> Ended:
        """Wait until all its frames are done and the results are here.

        Raises:
            NotDone: it ended, or rests, otherwise.
            NoAnswer: ``timeout`` seconds have passed; the task goes on.
        """
        with session_of(self.account, self.home, self.timeout) as session:
            number = self._number()
            ids, followed = ((self.submission,), None) if number is None else taken_up(session, number, self.timeout)
            return wait_for(session, self, ids, followed, timeout, on_progress)[0]

    def frames(self) -> tuple[FrameRow, ...]:
        """Return all its frames, those of its layers too."""
        with session_of(self.account, self.home, self.timeout) as session, self._api() as api:
            task, book = self._found(session), FrameBook(self.id)
            while not book.complete:
                book.look(api, task)
            return book.rows

    def log(self, frame: FrameRow | str | int) -> str:
        """Return the log of a frame, which is named as ``frames`` names it.

        Raises:
            BadInput: the task has no such frame.
        """
        row = frame if isinstance(frame, FrameRow) else self._frame(str(frame))
        with self._api() as api:
            log = FrameLog(row.id)
            while not log.complete:
                log = read_log(api, log)
        return "\n".join(log.lines)

    def fetch(self, folder: str | Path | None = None, on_progress: OnProgress | None = None, *,
              as_it_is: bool = False) -> Path:
        """Bring the results to ``folder``, or to where the submission said; return the folder.

        ``as_it_is``: take another folder than before, or one that is not there and is made.

        Raises:
            NotDone: not all frames are done; those that are have been brought.
        """
        target = str(Path(folder).expanduser().resolve()) if folder else ""
        with session_of(self.account, self.home, self.timeout) as session:
            self._found(session)
            written = write_down(session, self.timeout, lambda *calls: session.transfers.fetch_and_tell(
                self.id, target, *calls, as_it_is=as_it_is))
            ended = wait_for(session, self, [written], None, None, on_progress)[0]
        if ended.folder is None:
            raise BadInput(_("Choose a folder for the results of task {task}.").format(task=self.id))
        return ended.folder

    def restart_failed(self, *, hardware: int | None = None, memory: int | None = None) -> None:
        """Have the frames that failed rendered again: on this hardware, or on nodes with so many GB of memory.

        Raises:
            BadInput: no frame has failed.
        """
        if hardware is not None and memory is not None:
            raise BadInput(_("Of the arguments “{one}” and “{other}” only one can be given.").format(
                one="hardware", other="memory"))
        if hardware is not None:
            self._act(TaskAction.RESTART_ON, hardware)
        elif memory is not None:
            self._act(TaskAction.RESTART_LARGER, memory)
        else:
            self._act(TaskAction.RESTART_FAILED)

    def restart(self, frames: str | int) -> int:
        """Have these frames rendered again, such as ``"1-10,15"``, those that are done, failed or stopped; how many.

        Raises:
            BadInput: the task has no such frames, or none of them is done, failed or stopped.
        """
        return self._act_on(FrameAction.RESTART, frames)

    def stop_frames(self, frames: str | int) -> int:
        """Stop these frames, those that wait or render, while the others go on; how many.

        Raises:
            BadInput: the task has no such frames, or none of them waits or renders.
        """
        return self._act_on(FrameAction.STOP, frames)

    def abandon(self) -> None:
        """Have the farm render none of its frames any more, for good."""
        self._act(TaskAction.ABANDON)

    def _act(self, action: TaskAction, value: Any = None) -> None:
        with session_of(self.account, self.home, self.timeout) as session:
            rows = [self._found(session)]
            why_not = reasons(action, rows)
            if why_not:
                raise BadInput(why_not[0])
            act(session, action, fitting(action, rows), value, self.timeout)

    def _act_on(self, action: FrameAction, frames: str | int) -> int:
        with session_of(self.account, self.home, self.timeout) as session:
            rows = read_frames(session, self._found(session), self.timeout).frames
            return len(act_on_frames(session, action, chosen(rows, str(frames)), self.timeout))

    def _number(self) -> int | None:
        if self.number is not None:
            return self.number
        with contextlib.closing(Journal(Settings(self.home).journal)) as journal:
            return next((each.task_id for each in journal.transfers() if each.id == self.submission), None)

    def _found(self, session: Session) -> TaskRow:
        row = find_task(session, self.id, self.timeout)
        if row is None:
            raise NoAnswer(_("The farm no longer has task {task}.").format(task=self.id))
        return row

    def _frame(self, name: str) -> FrameRow:
        for row in self.frames():
            if name in {row.name, row.label}:
                return row
        raise BadInput(_("Task {task} has no frame “{name}”.").format(task=self.id, name=name))

    def _api(self) -> FoxAPI:
        return client(self.account, home=self.home)


class NotDone(FoxError):
    """Tasks were submitted, and one has ended or rests without all its frames, or nobody knows how it is.

    ``ended`` says it of each that was waited for, also of those that are done; ``tasks`` are they, in the same order.
    """

    def __init__(self, message: str, ended: tuple[Ended, ...], tasks: tuple[Task, ...]) -> None:
        super().__init__(message)
        self.ended = ended
        self.tasks = tasks


def client(account: str | None = None, *, home: str | Path | None = None) -> FoxAPI:
    """Return the documented calls, signed as an account that is signed in; without one the preferred account.

    Raises:
        BadInput: nobody is signed in with it.
    """
    settings = Settings(Path(home) if home is not None else None)
    return settings.credentials(account or settings.account()).api()


def task(number: int, *, account: str | None = None, home: str | Path | None = None,
         timeout: float = PATIENCE) -> Task:
    """Return the task of this number, which nobody is asked about before it is used."""
    if not isinstance(number, int) or isinstance(number, bool):
        raise BadInput(_("The argument “{name}” must be {what}; it is {value}.").format(
            name="number", what=_("the number of a task"), value=repr(number)))
    place = Path(home) if home is not None else None
    return Task(number, "", account or Settings(place).account(), place, timeout)


def tasks(*, days: int = 0, text: str = "", account: str | None = None, home: str | Path | None = None,
          timeout: float = PATIENCE) -> tuple[TaskRow, ...]:
    """Return the tasks that the farm lists, the newest first; of so many ``days``, today included, 0 for all."""
    with session_of(account, Path(home) if home is not None else None, timeout) as session:
        if days or text:
            session.jobs.filter(TaskFilter(text, days=days))
        return list_tasks(session, None, timeout).jobs.tasks


@contextlib.contextmanager
def session_of(account: str | None, home: Path | None, timeout: float) -> Iterator[Session]:
    """Open a session without a scene, connected; it is closed behind whoever used it."""
    session = opened(Settings(home), account, nothing_open(), LOG.info)
    try:
        connect(session, timeout)
        yield session
    finally:
        session.close()


def wait_for(session: Session, whose: Task, ids: Sequence[str], number: int | None, timeout: float | None,
             on_progress: OnProgress | None) -> tuple[Ended, ...]:
    """Wait for submissions together, or for one task by its number that this machine does not follow.

    ``whose`` is a task with the same account, home and timeout; the answer is in the order of ``ids``.

    Raises:
        NotDone: one of them did not end well.
        NoAnswer: ``timeout`` seconds have passed.
    """
    last: dict[str, Progress] = {}

    def show(*now: Any) -> None:
        progress = progress_of(*now)
        if on_progress is not None and last.get(progress.submission) != progress:
            last[progress.submission] = progress
            on_progress(progress)

    found = Follower(session, show, ids, number, patience=whose.timeout).run(timeout)
    for each in found:
        show(each.transfer, each.task)
    every = [ended_of(each) for each in found]
    every.sort(key=lambda each: ids.index(each[1].submission) if ids else 0)
    wrong = [ended.text for done, ended in every if not done]
    ended = tuple(ended for _done, ended in every)
    if wrong:
        raise NotDone(sentences(*wrong), ended, tasks_of(whose, ended))
    return ended


def tasks_of(whose: Task, ended: Sequence[Ended]) -> tuple[Task, ...]:
    """Return the tasks that ended so, with the account, home and timeout of ``whose``."""
    return tuple(dataclasses.replace(whose, number=each.task, submission=each.submission) for each in ended)
