"""Submit the open scene without a window, and come back when that is done: the same Session in a loop."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Callable

from ....core.common.errors import FoxError
from ....core.jobs.tasks import TaskRow
from ....core.session.follower import Follower, outcome
from ....core.session.following import words
from ....core.session.session import Session
from ....core.settings.settings import Settings
from ....core.transfer.states import Transfer
from ..scene.host import Blender
from . import online
from .submitting import Submitting
from .wish import Wish

TICK = 0.02  # seconds

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
        session.account.connect()
        return submit_through(session, session.pump, wish, say)
    finally:
        session.close()


def submit_through(session: Session, turn: Callable[[], None], wish: Wish, say: Say) -> tuple[Transfer, ...]:
    """Submit through a session that is open already; ``turn`` keeps it going.

    Raises:
        BadInput: what keeps it from being submitted, a line each.
        FoxError: the farm does not answer, or the submission failed later, if that was waited for.
    """
    submitting = Submitting(session, wish)
    while (submitted := submitting.look()) is None:
        turn()
        time.sleep(TICK)
    return _followed(session, [each.id for each in submitted], say) if wish.wait else submitted


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

