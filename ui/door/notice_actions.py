"""What a notice leads to: the words of its button, and what that does. The band and the history have the same."""

from __future__ import annotations

from typing import Callable

from ...core.common.i18n import _
from ...core.session.session import Session


def action_words(leads_to: str) -> str:
    """Return the text of the button of a notice."""
    return {"rest": _("Look, render the rest…"), "why": _("Why, and what to do"), "budget": _("Go on"),
            "release": _("Start now")}.get(leads_to, _("Show task"))


def act(session: Session, show_task: Callable[[int], None], leads_to: str, task_id: int, budget: str) -> None:
    """Do what a notice leads to."""
    if leads_to == "release":
        held = session.state.transfer_of(task_id)
        if held is not None:
            session.transfers.release(held.id)
        return
    if leads_to == "budget":
        session.money.go_on(budget)
    if task_id:
        show_task(task_id)
