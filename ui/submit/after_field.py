"""The task that a submission waits for: two fields of the advanced options."""

from __future__ import annotations

from qtpy.QtWidgets import QWidget

from ...core.common.i18n import _
from ...core.model.choices import GIVE_UP, START, WAIT, Choices
from ...core.session.jobs.awaitable import Awaitable, awaitable
from ...core.session.jobs.state import JobsState
from ...core.session.session import Session
from ...core.session.state import TransfersState
from ..kit.combo import Combo, Entry
from ..kit.draw_guard import DrawGuard
from ..kit.form import Field
from ..kit.style import Style


class AfterField:
    """Fields for the form; the agent holds the task back, also while every window is closed."""

    def __init__(self, style: Style, session: Session) -> None:
        self._guard = DrawGuard()
        self.after, self.if_failed = Combo(style, _("After task")), Combo(style, _("If that fails"))
        self.after.setToolTip(_(
            "The files are sent at once, and the task is started when that one has ended well, also while this window "
            "is closed. It holds for the next submission only."))
        self.if_failed.setToolTip(_(
            "What becomes of it where that task fails, is abandoned, cancelled or deleted. While the farm does not "
            "answer, it waits."))
        self.if_failed.fill([Entry(WAIT, _("Wait for me")), Entry(START, _("Start all the same")),
                             Entry(GIVE_UP, _("Give it up"))])
        self.fields = [Field(style, _("After task"), self.after), Field(style, _("If that fails"), self.if_failed)]
        self.after.chosen.connect(lambda key: session.submit.choose(after=(str(key),) if key else ()))
        self.if_failed.chosen.connect(lambda key: session.submit.choose(if_failed=str(key)))

    def editors(self) -> dict[str, list[QWidget]]:
        """Return the editors by the names of their choices."""
        return {"after": [self.after], "if_failed": [self.if_failed]}

    def draw(self, choices: Choices, transfers: TransfersState, jobs: JobsState, in_turn: bool = False) -> None:
        """Show what may be waited for, and what is chosen; ``in_turn``: scenes wait for each other."""
        if not self._guard.changed(choices, transfers, jobs, in_turn):
            return
        offered = awaitable(transfers, jobs)
        chosen = choices.after[0] if choices.after else ""
        entries = [Entry("", _("None, start at once")), *map(_entry, offered)]
        if chosen not in [each.key for each in entries]:  # it has ended meanwhile, which does no harm
            entries.append(Entry(chosen, chosen if chosen.isdigit() else _("A task that has ended")))
        self.after.fill(entries)
        self.after.pick(chosen)
        self.if_failed.pick(choices.if_failed)
        self.if_failed.setEnabled(bool(chosen) or in_turn)


def _entry(each: Awaitable) -> Entry:
    if each.number is None:
        return Entry(each.key, each.name)
    return Entry(each.key, str(each.number), second=each.name)
