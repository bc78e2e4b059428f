"""Submit a scene, or only plan it, from a script: the same session, journal and agent as of panel and command line."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..core.common.errors import BadInput, FoxError
from ..core.common.i18n import _
from ..core.plan.plan import Plan
from ..core.session.following import PATIENCE, connect
from ..core.session.session import Session
from ..core.settings.settings import Settings
from ..hosts.recorded import nothing_open
from ..hosts.scenes import read_scene
from .arguments import Wanted, checked
from .known_task import LOG, NotDone, Task, tasks_of, wait_for
from .opening import opened
from .outcome import Ended, OnProgress
from .plan_files import read_plan, save_plan
from .preparing import gathered, need_ready, submitted

if TYPE_CHECKING:
    from typing_extensions import Unpack


def submit(scene: str | Path | Plan, *, frames: str | None = None, environment: str | None = None,
           hardware: int | None = None, wait: bool = False, on_progress: OnProgress | None = None,
           account: str | None = None, home: str | Path | None = None, timeout: float = PATIENCE,
           **wanted: Unpack[Wanted]) -> tuple[Task, ...]:
    """Submit a scene, which its own application reads, or a plan; return the tasks that it becomes, mostly one.

    Files are sent by the agent, also after this process has ended. ``wait``: until all is rendered and fetched, while
    ``on_progress`` is told. ``timeout``: seconds to wait for an answer of the farm.

    Raises:
        Blocked: findings keep it from being submitted, a line each.
        BadInput: an argument cannot be used; the sentence names it.
        NoAnswer: the farm does not answer.
        NotDone: with ``wait``, a task did not end well, or nobody knows how it is. It was submitted; after any other
            error it was not.
    """
    given = checked({"frames": frames, "environment": environment, "hardware": hardware, **wanted})
    place = _folder(home)
    with _closed(_of_plan(scene, given, account, place, timeout) if _is_plan(scene) else
                 _of_scene(_file(scene), given, account, place, timeout)) as session:
        if not _is_plan(scene):
            session.submit.submit()
        ids = submitted(session, plain=_is_plan(scene))
        tasks = tuple(Task(None, each, session.state.account.id, place, timeout) for each in ids)
        return _waited(session, tasks, on_progress) if wait else tasks


def _waited(session: Session, tasks: tuple[Task, ...], on_progress: OnProgress | None) -> tuple[Task, ...]:
    """Wait for what was submitted; return it with the farm's numbers.

    Raises:
        NotDone: a task did not end well, or it cannot be known any more.
    """
    try:
        ended = wait_for(session, tasks[0], [each.submission for each in tasks], None, None, on_progress)
    except NotDone:
        raise
    except FoxError as error:
        unknown = tuple(Ended(None, each.submission, None, str(error)) for each in tasks)
        raise NotDone(str(error), unknown, tasks) from error
    return tasks_of(tasks[0], ended)


def plan(scene: str | Path, *, frames: str | None = None, environment: str | None = None, hardware: int | None = None,
         account: str | None = None, home: str | Path | None = None, timeout: float = PATIENCE,
         **wanted: Unpack[Wanted]) -> tuple[Plan, ...]:
    """Return what ``submit`` would submit, and send nothing; ``submit`` takes each of them as it is.

    Raises:
        FoxError: as of ``submit``.
    """
    given = checked({"frames": frames, "environment": environment, "hardware": hardware, **wanted})
    if "after" in given:
        raise BadInput(_("The argument “{name}” is for submitting: a plan waits for no task.").format(name="after"))
    with _closed(_of_scene(_file(scene), given, account, _folder(home), timeout)) as session, \
            tempfile.TemporaryDirectory(prefix="foxsubmit-") as folder:
        return tuple(read_plan(path) for path in save_plan(session, Path(folder) / "plan.json"))


def _of_scene(scene: Path, given: Mapping[str, Any], account: str | None, home: Path | None,
              timeout: float) -> Session:
    """Return a session with the scene gathered and checked, ready to submit."""
    settings = Settings(home)
    settings.accept_roots(str(Path(folder).expanduser().absolute()) for folder in given.get("send_from", ()))
    session = opened(settings, account, read_scene(scene), LOG.info)
    try:
        connect(session, timeout)
        state = gathered(session, given, LOG.info)
        for change in state.hooks.changes:
            LOG.info(change.sentence)
        need_ready(state)
    except BaseException:
        session.close()
        raise
    return session


def _of_plan(scene: str | Path | Plan, given: Mapping[str, Any], account: str | None, home: Path | None,
             timeout: float) -> Session:
    """Return a session that submits a plan."""
    if given:
        raise BadInput(_("The argument “{name}” is for a scene: a plan says all by itself.").format(
            name=next(iter(given))))
    saved = scene if isinstance(scene, Plan) else read_plan(Path(scene))
    session = opened(Settings(home), account, nothing_open(saved.host), LOG.info)
    try:
        connect(session, timeout)
        session.submit.submit_plan(saved)
    except BaseException:
        session.close()
        raise
    return session


@contextlib.contextmanager
def _closed(session: Session) -> Iterator[Session]:
    try:
        yield session
    finally:
        session.close()


def _is_plan(scene: object) -> bool:
    return isinstance(scene, Plan) or (isinstance(scene, (str, Path)) and Path(scene).suffix.lower() == ".json")


def _file(scene: object) -> Path:
    if not isinstance(scene, (str, Path)) or not str(scene):
        raise BadInput(_("The argument “{name}” must be {what}; it is {value}.").format(
            name="scene", what=_("the path of a scene"), value=repr(scene)))
    return Path(scene)


def _folder(home: str | Path | None) -> Path | None:
    return Path(home) if home is not None else None
