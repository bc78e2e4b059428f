"""Does what helps against frames that failed, for every button that offers it."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import QObject

from ....core.common.i18n import _
from ....core.jobs.more_memory import next_memory
from ....core.jobs.remedies import Remedy, changes
from ....core.jobs.tasks import FrameRow
from ....core.model.logs.reasons import Reason
from ....core.offer.values import Hardware
from ....core.session.session import Session
from ...kit.signals import Signal


class Helper(QObject):
    """Restarts, chooses for another submission, and says where else to go."""

    assets_wanted = Signal(str)
    """The Assets tab is to be shown, with what is called like this."""

    submit_wanted = Signal()
    """The Submit tab is to be shown, with the choices for the frames that failed, or with the task's environment."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def do(self, what: Remedy, task_id: int, frames: Sequence[FrameRow], reason: Reason | None,
           offered: Sequence[Hardware], known: bool) -> None:
        """``frames`` are those that failed for ``reason``; ``known``: the task's plan is on this machine."""
        submit = self._session.submit
        if what is Remedy.MORE_MEMORY:
            self._session.jobs.frames.restart_with([frame.id for frame in frames], next_memory(frames, offered))
        elif what.submits_again:
            submit.choose_as(task_id, **changes(what, frames))
            self.submit_wanted.emit()
        elif what is Remedy.LOCATE:
            if known:
                submit.choose_as(task_id, **changes(what, frames))
            path = reason.what if reason is not None else ""
            self.assets_wanted.emit(path.replace("\\", "/").rsplit("/", 1)[-1])
        else:
            self._session.environments.edit_of(task_id)
            self.submit_wanted.emit()


def why_not(what: Remedy, known: bool, away: bool) -> list[str]:
    """Why it cannot be done now, as sentences."""
    if what.needs_plan and not known:
        return [_("The task was not submitted from this machine.")]
    return [_("The farm does not answer.")] if away else []
