"""What comes next for the selected task, as a band above its frames: the price of the rest, or why frames failed."""

from __future__ import annotations

from qtpy.QtGui import QResizeEvent
from qtpy.QtWidgets import QVBoxLayout, QWidget

from ....core.common.i18n import _, count, full_stop, labelled
from ....core.jobs.actions import TaskAction
from ....core.jobs.estimate import money_range
from ....core.jobs.failure_groups import Group
from ....core.jobs.next_step import Step, next_step, rest_of, time_words
from ....core.jobs.remedies import Remedy, button, remedy
from ....core.model.ending import ended, sentence
from ....core.model.logs.reasons import advice
from ....core.session.session import Session
from ...kit.band import Band
from ...kit.draw_guard import DrawGuard
from ...kit.signals import Signal
from ...kit.style import Style
from ...kit.widgets import Button, Explained
from .helper import Helper, why_not
from .seen import Seen

WIDE = 560
"""Pixels from which a band has room for all its buttons."""


class NextStep(QWidget):
    """A band with the reason or the price, and one button."""

    log_wanted = Signal()
    """The log of a frame that failed is to be shown."""

    reasons_wanted = Signal()
    """All reasons are to be shown."""

    def __init__(self, style: Style, session: Session, helper: Helper) -> None:
        super().__init__()
        self._session, self._helper = session, helper
        self._guard = DrawGuard()
        self._wide = style.wide(WIDE)
        self._on_page = True
        self._seen: Seen | None = None
        self._group: Group | None = None
        self._remedy: Remedy | None = None
        self._reasons = 0
        self.go = Explained(Button(style, _("Render the rest"), "play"))
        self.help = Explained(Button(style, "", kind="small"))
        self.reasons = Button(style, "", kind="small")
        self.log = Button(style, _("Show log"), kind="small")
        self.tested = Band(style, "ok", "ok", self.go)
        self.failed = Band(style, "error", "error", self.help, self.reasons, self.log)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for band in (self.tested, self.failed):
            layout.addWidget(band)
        self.go.button.clicked.connect(self._render_the_rest)
        self.help.button.clicked.connect(self._help)
        self.reasons.clicked.connect(lambda _on=False: self.reasons_wanted.emit())
        self.log.clicked.connect(lambda _on=False: self.log_wanted.emit())
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Keep one button where there is no room: the way to all reasons has the others on its page."""
        wide = self.width() >= self._wide
        self.help.setVisible(self._remedy is not None and (wide or self._reasons < 2))
        self.reasons.setVisible(self._reasons > 1)
        self.log.setVisible(wide or (self._remedy is None and self._reasons < 2))

    def draw(self, seen: Seen) -> None:
        """Show what comes next for the selected task."""
        if not self._guard.changed(seen):
            return
        self._seen = seen
        self._draw_tested(seen)
        self._draw_failed(seen)
        self.show_on(self._on_page)

    def show_on(self, wanted: bool) -> None:
        """Say whether the page that is seen has room for it; it is hidden while there is nothing to say, too."""
        self._on_page = wanted
        self.setVisible(wanted and not (self.tested.isHidden() and self.failed.isHidden()))

    def _draw_tested(self, seen: Seen) -> None:
        task = seen.task
        if task is None or next_step(task) is not Step.REST:
            self.tested.say("")
            return
        self.go.allow([_("The farm does not answer.")] if seen.away else [])
        rest = rest_of(task, seen.measured)
        left = count("{n} frame is left.", "{n} frames are left.", rest.frames)
        if rest.cost is None:
            self.tested.say(_("The test frames are done. What the rest will cost is not known."), left)
            return
        money = money_range(rest.cost, seen.currency)
        if rest.seconds is None:
            text = _("The test frames are done. The rest costs about {cost}.").format(cost=money)
        else:
            text = _("The test frames are done. The rest costs about {cost}: {time}.").format(
                cost=money, time=time_words(rest))
        self.tested.say(text, left)

    def _draw_failed(self, seen: Seen) -> None:
        task = seen.task
        if task is None or not task.failed:
            self.failed.say("")
            return
        self._group = group = seen.groups[0] if seen.groups else None
        cause = group.reason.cause if group is not None and group.reason is not None else None
        self._remedy = remedy(cause, group.frames, seen.offered) if group is not None else None
        self._reasons = len(seen.groups)
        self._fit()
        if self._remedy is not None and group is not None:
            self.help.button.setText(button(self._remedy, group.frames, seen.offered))
            self.help.allow(why_not(self._remedy, seen.known, seen.away))
        self.reasons.setText(count("{n} reason", "All {n} reasons", len(seen.groups)))
        end = ended(task)
        reason = seen.failures.reason if seen.failures else ""
        if end is not None and end.failed:
            text = sentence(end, task, seen.failures)
        elif reason:
            text = full_stop(labelled(
                count("{n} frame failed so far", "{n} frames failed so far", task.failed), reason))
        else:
            text = count("{n} frame failed so far.", "{n} frames failed so far.", task.failed)
        self.failed.say(text, advice(cause) if cause is not None else "")

    def _render_the_rest(self) -> None:
        if self._seen is not None and self._seen.task is not None:
            self._session.jobs.act(TaskAction.START, [self._seen.task.id])

    def _help(self) -> None:
        seen, group = self._seen, self._group
        if seen is not None and seen.task is not None and group is not None and self._remedy is not None:
            self._helper.do(self._remedy, seen.task.id, group.frames, group.reason, seen.offered, seen.known)
