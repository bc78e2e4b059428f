"""What comes next for the selected task: render the rest after a test, or do something about frames that failed."""

from __future__ import annotations

from qtpy.QtWidgets import QVBoxLayout, QWidget

from ...core.api.codes import TaskStatus
from ...core.common.i18n import _, count
from ...core.jobs.actions import TaskAction
from ...core.jobs.estimate import money_range, rest, time_range
from ...core.jobs.remedies import Remedy, button, changes, remedy
from ...core.jobs.tasks import FrameRow, TaskRow
from ...core.model.ending import Failures, ended, sentence
from ...core.model.logs.reasons import advice
from ...core.offer.values import Account
from ...core.session.session import Session
from ..kit.band import Band
from ..kit.draw_guard import DrawGuard
from ..kit.signals import Signal
from ..kit.style import Style
from ..kit.widgets import Button, Explained


class NextStep(QWidget):
    """A band with the reason or the price, and one button."""

    assets_wanted = Signal(str)
    """The Assets tab is to be shown, with what is called like this."""

    submit_wanted = Signal()
    """The Submit tab is to be shown, with the choices for the frames that failed."""

    environment_wanted = Signal(str)
    """The environment of this name is to be edited."""

    log_wanted = Signal()
    """The log of a frame that failed is to be shown."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__()
        self._session = session
        self._guard = DrawGuard()
        self._on_page = True
        self._task: TaskRow | None = None
        self._frames: tuple[FrameRow, ...] = ()
        self._failures: Failures | None = None
        self._remedy: Remedy | None = None
        self.go = Explained(Button(style, _("Render the rest"), "play"))
        self.help = Explained(Button(style, "", kind="small"))
        self.log = Button(style, _("Show log"), kind="small")
        self.tested = Band(style, "ok", "ok", self.go)
        self.failed = Band(style, "error", "error", self.help, self.log)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for band in (self.tested, self.failed):
            layout.addWidget(band)
        self.go.button.clicked.connect(self._render_the_rest)
        self.help.button.clicked.connect(self._help)
        self.log.clicked.connect(lambda _on=False: self.log_wanted.emit())
        self.hide()

    def draw(self, frames: tuple[FrameRow, ...], failures: Failures | None, account: Account | None,
             task: TaskRow | None, away: bool, known: bool) -> None:
        """Show what comes next for ``task``, the selected one; ``known``: its plan is on this machine."""
        if not self._guard.changed(frames, failures, account, task, away, known):
            return
        self._task, self._frames, self._failures = task, frames, failures
        trouble = [_("The farm does not answer.")] if away else []
        self._draw_tested(account, trouble)
        self._draw_failed(trouble, known)
        self.show_on(self._on_page)

    def show_on(self, wanted: bool) -> None:
        """Say whether the page that is seen has room for it; it is hidden while there is nothing to say, too."""
        self._on_page = wanted
        self.setVisible(wanted and not (self.tested.isHidden() and self.failed.isHidden()))

    def _draw_tested(self, account: Account | None, trouble: list[str]) -> None:
        task = self._task
        if task is None or task.status is not TaskStatus.TEST_DONE:
            self.tested.say("")
            return
        self.go.allow(trouble)
        left = count("{n} frame is left.", "{n} frames are left.", max(0, task.frames - task.done - task.failed))
        expected = rest(self._frames, task.frames, task.node_limit)
        if expected is None:
            self.tested.say(_("The test frames are done. What the rest will cost is not known."), left)
            return
        cost, seconds = expected
        money = money_range(cost, account.currency if account else "")
        if not seconds.high:
            text = _("The test frames are done. The rest costs about {cost}.").format(cost=money)
        elif task.node_limit:
            text = _("The test frames are done. The rest costs about {cost} and takes about {time} on {nodes}.").format(
                cost=money, time=time_range(seconds), nodes=count("{n} node", "{n} nodes", task.node_limit))
        else:
            text = _("The test frames are done. The rest costs about {cost}, for {time} of rendering.").format(
                cost=money, time=time_range(seconds))
        self.tested.say(text, left)

    def _draw_failed(self, trouble: list[str], known: bool) -> None:
        task = self._task
        if task is None or not task.failed:
            self.failed.say("")
            return
        cause = self._failures.cause if self._failures else None
        self._remedy = remedy(cause, self._frames)
        self.help.setVisible(self._remedy is not None)
        if self._remedy is not None:
            self.help.button.setText(button(self._remedy))
            mine = self._remedy.submits_again and not known
            self.help.allow([_("The task was not submitted from this machine.")] if mine else trouble)
        end = ended(task)
        reason = self._failures.reason if self._failures else ""
        if end is not None and end.failed:
            text = sentence(end, task, self._failures)
        elif reason:
            text = count("{n} frame failed so far", "{n} frames failed so far", task.failed) + f": {reason}."
        else:
            text = count("{n} frame failed so far.", "{n} frames failed so far.", task.failed)
        self.failed.say(text, advice(cause) if cause is not None else "")

    def _render_the_rest(self) -> None:
        if self._task is not None:
            self._session.jobs.act(TaskAction.START, [self._task.id])

    def _help(self) -> None:
        if self._task is None or self._remedy is None:
            return
        if self._remedy.submits_again:
            self._session.submit.choose_as(self._task.id, **changes(self._remedy, self._frames))
            self.submit_wanted.emit()
        elif self._remedy is Remedy.LOCATE:
            reasons = self._failures.reasons if self._failures else ()
            path = next((reason.what for _frame, reason in reasons if reason.what), "")
            self.assets_wanted.emit(path.replace("\\", "/").rsplit("/", 1)[-1])
        else:
            self.environment_wanted.emit(self._session.state.submit.choices.environment)
