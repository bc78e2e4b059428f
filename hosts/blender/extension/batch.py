"""Submit the open scene without a window, and come back when that is done: the same Session in a loop."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Callable

from ....core.api.codes import TaskStatus
from ....core.common.errors import BadInput, FoxError
from ....core.common.i18n import _
from ....core.jobs.tasks import TaskRow
from ....core.session.following import connect, until, words
from ....core.session.session import Session
from ....core.session.state import State
from ....core.settings.settings import Settings
from ....core.transfer.states import Transfer, TransferState
from ..scene.host import Blender
from . import online


@dataclasses.dataclass(frozen=True)
class Wish:
    """What is submitted, and how; empty is what the scene and the settings say."""

    frames: str = ""
    environment: str = ""
    output: str = ""
    """A folder."""
    allow_missing: bool = False
    wait: bool = False
    """Until the frames are here, not only until all is written down for the agent."""
    account: str = ""
    home: str = ""


Say = Callable[[str], object]


def submit(wish: Wish, say: Say) -> tuple[Transfer, ...]:
    """Submit the open scene; ``say`` is told each step, a sentence or a few words.

    Raises:
        BadInput: what keeps it from being submitted, a line each.
        FoxError: the farm does not answer, or the submission failed later, if that was waited for.
    """
    online.need_access()
    session = Session(Blender(), Settings(Path(wish.home) if wish.home else None), wish.account or None)
    try:
        connect(session)
        session.scene.refresh()
        session.submit.choose(**_choices(wish, session.state))
        _ready(until(session, lambda state: state.scene.gathered or bool(state.message)))
        session.submit.submit()
        state = until(session, lambda state: bool(state.submit.submitted) or (not state.busy and bool(state.message)))
        if not state.submit.submitted:
            raise BadInput(state.message)
        ids = state.submit.submitted
        state = until(session, lambda state: len(_mine(state, ids)) == len(ids))
        return _followed(session, ids, say) if wish.wait else _mine(state, ids)
    finally:
        session.close()


def _choices(wish: Wish, state: State) -> dict[str, Any]:
    offered = [each.name for each in state.environments.known]
    if wish.environment and wish.environment not in offered:
        raise BadInput(_("There is no {what} “{name}”; there is: {known}.").format(
            what=_("render environment"), name=wish.environment, known=", ".join(offered) or "–"))
    wanted = {"frames": wish.frames, "environment": wish.environment,
              "output_folder": str(Path(wish.output).absolute()) if wish.output else "",
              "allow_missing": wish.allow_missing}
    return {name: value for name, value in wanted.items() if value}


def _ready(state: State) -> None:
    reasons = state.reasons if state.scene.gathered else (state.message,)
    if reasons:
        raise BadInput("\n".join(reasons))


def _followed(session: Session, ids: Sequence[str], say: Say) -> tuple[Transfer, ...]:
    said: dict[str, str] = {}

    def over(state: State) -> bool:
        mine = _mine(state, ids)
        for each in mine:
            text = words(each, _task(state, each))
            if said.get(each.id) != text:
                said[each.id] = text
                say(f"{each.name}: {text}")
        return all(each.state.over for each in mine)

    transfers = _mine(until(session, over), ids)
    session.jobs.see([each.task_id for each in transfers if each.task_id is not None])
    session.jobs.look_now()
    state = until(session, lambda state: all(_ended(_task(state, each)) for each in transfers), 20.0)
    for each in transfers:
        task = _task(state, each)
        if each.state is not TransferState.FETCHED:
            raise FoxError(each.message or _("The submission was stopped."))
        if task is not None and task.status is not TaskStatus.DONE:
            raise FoxError(_("Not every frame of task {id} was rendered: {done} of {all}.").format(
                id=task.id, done=task.done, all=task.frames))
    return transfers


def _mine(state: State, ids: Sequence[str]) -> tuple[Transfer, ...]:
    return tuple(each for each in state.transfers.rows if each.id in ids)


def _task(state: State, transfer: Transfer) -> TaskRow | None:
    return next((each for each in state.jobs.tasks if each.id == transfer.task_id), None)


def _ended(task: TaskRow | None) -> bool:
    return task is not None and task.status.over
