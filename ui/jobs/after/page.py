"""The page of a task's next step: a decision, or the reasons of what failed."""

from __future__ import annotations

from qtpy.QtWidgets import QStackedWidget

from ....core.common.i18n import _
from ....core.jobs.next_step import Step, next_step
from ....core.jobs.tasks import TaskRow
from ....core.session.session import Session
from ...kit import slices
from ...kit.draw_guard import DrawGuard
from ...kit.style import Style
from .decision_page import DecisionPage
from .helper import Helper
from .seen import Seen
from .why_page import WhyPage

OPENS = (Step.REST, Step.BALANCE, Step.TIME)
"""Steps that stand before the frames: there is little else to see, and nothing goes on without them."""


class NextPage(QStackedWidget):
    """One of two pages, by what the task needs."""

    def __init__(self, style: Style, session: Session, helper: Helper) -> None:
        super().__init__()
        self._guard = DrawGuard()
        self.decision = DecisionPage(style, session)
        self.why = WhyPage(style, session, helper)
        for page in (self.decision, self.why):
            self.addWidget(page)

    def draw(self, seen: Seen) -> slices.Work:
        """Show what is known around the selected task, a part at a time."""
        if not self._guard.changed(seen):
            return
        failed = next_step(seen.task) is Step.FAILED
        self.setCurrentWidget(self.why if failed else self.decision)
        if failed:
            yield from self.why.draw(seen.why)
        else:
            self.decision.draw(seen)


def word(task: TaskRow | None) -> str:
    """Return the name of the page in the switch; empty where there is nothing to decide."""
    step = next_step(task)
    return {Step.REST: _("Test"), Step.BALANCE: _("Balance"), Step.TIME: _("Time limit"), Step.FAILED: _("Reasons"),
            None: ""}[step]
