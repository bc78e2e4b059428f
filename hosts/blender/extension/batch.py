"""Submit the open scene without a window, and come back when that is done: the same Session in a loop."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Callable

from ....core.common.errors import BadInput, FoxError
from ....core.common.i18n import _
from ....core.jobs.tasks import TaskRow
from ....core.session.follower import Follower, outcome
from ....core.session.following import connect, hints, until, words
from ....core.session.session import Session
from ....core.session.state import State
from ....core.settings.settings import Settings
from ....core.transfer.states import Transfer
from ..scene.host import Blender
from . import online


@dataclasses.dataclass(frozen=True)
class Wish:
    """Options of a submission; an empty one takes the value of the scene or the settings."""

    frames: str = ""
    environment: str = ""
    output: str = ""
    """A folder."""
    allow_missing: bool = False
    send_from: tuple[str, ...] = ()
    """Folders from which files may be sent from now on."""
    leave_out: tuple[str, ...] = ()
    """Assets that are not sent, by name, path or kind."""
    send_too: tuple[str, ...] = ()
    """Assets that are sent although no render needs them, named in the same way."""
    wait: bool = False
    """Whether to wait until the frames are here, not only until the agent has its work."""
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
    settings = Settings(Path(wish.home) if wish.home else None)
    if wish.send_from:
        settings.accept_roots(str(Path(folder).expanduser().absolute()) for folder in wish.send_from)
    session = Session(Blender(), settings, wish.account or None)
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
              "allow_missing": wish.allow_missing, "leave_out": wish.leave_out, "send_too": wish.send_too}
    return {name: value for name, value in wanted.items() if value}


def _ready(state: State) -> None:
    reasons = (*state.reasons, *hints(state)) if state.scene.gathered else (state.message,)
    if reasons:
        raise BadInput("\n".join(reasons))


def _followed(session: Session, ids: Sequence[str], say: Say) -> tuple[Transfer, ...]:
    said: dict[str, str] = {}

    def show(transfer: Transfer | None, task: TaskRow | None) -> None:
        text = words(transfer, task, noted=not transfer.state.over) if transfer is not None else ""
        if transfer is not None and said.get(transfer.id) != text:
            said[transfer.id] = text
            say(f"{transfer.name}: {text}")

    followed = Follower(session, show, ids).run()
    for each in followed:
        code, sentence = outcome(each)
        if code:
            raise FoxError(sentence)
    return tuple(each.transfer for each in followed if each.transfer is not None)


def _mine(state: State, ids: Sequence[str]) -> tuple[Transfer, ...]:
    return tuple(each for each in state.transfers.rows if each.id in ids)
