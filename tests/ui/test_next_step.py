"""What comes next for a task: its test is done, or frames of it failed; each says it in a sentence, with one button."""

from __future__ import annotations

import dataclasses

import pytest
from qtpy.QtCore import Qt
from tests.ui.having import having
from tests.ui.job_states import frame

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.core.jobs.actions import TaskAction
from foxsubmit.core.jobs.tasks import Detail
from foxsubmit.core.model.ending import Failures
from foxsubmit.core.model.logs.reasons import Reason
from foxsubmit.core.model.logs.rules import Cause
from foxsubmit.core.offer.drafts import Notice
from foxsubmit.ui.jobs.task_detail import LOG
from foxsubmit.ui.panel import ASSETS, JOBS, SUBMIT


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def failed_state(states, cause, what="", ram=64):
    """The task that is selected has ended with three failed frames of eight."""
    state = states.tested()
    row = dataclasses.replace(state.jobs.tasks[0], status=TaskStatus.DONE_WITH_FAILURES, status_number=30, frames=8,
                              done=5, failed=3)
    frames = tuple(frame(number, FrameStatus.FAILED if number in (3, 5, 7) else FrameStatus.DONE, 60, 0.1, ram=ram)
                   for number in range(1, 9))
    reason = Reason(cause, "the line", what)
    failures = Failures(("3", "5", "7"), "the phrase", ((3, reason), (5, reason)))
    return having(state, jobs={"tasks": (row,), "frames": frames, "detail": Detail(row, complete=True,
                                                                                  failures=failures)})


@pytest.fixture
def shown(opened, states):
    def show(state):
        panel, session = opened(state, 960, 884)
        panel.tabs.setCurrentIndex(JOBS)
        session.calls.clear()
        return panel, panel.jobs.detail.next_step, session

    return show


def test_after_the_test_frames_the_price_of_the_rest_stands_beside_one_button(shown, states, qtbot):
    panel, step, session = shown(states.tested())
    assert step.tested.isVisible()
    text = step.tested.text.text()
    assert text.startswith("The test frames are done. The rest costs about ")
    assert "USD" in text
    assert step.tested.more.whole() == "237 frames are left."
    click(qtbot, step.go.button)
    assert session.calls == [("jobs.act", {"action": TaskAction.START, "ids": (35735988,), "value": None})]
    row = dataclasses.replace(session.state.jobs.tasks[0], status=TaskStatus.RENDERING)
    session.becomes(having(session.state, jobs={"tasks": (row,)}))
    assert not step.isVisible()
    assert panel.jobs.isVisible()


def test_frames_that_failed_are_explained_with_what_to_do(shown, states, qtbot):
    panel, step, _session = shown(failed_state(states, Cause.CRASH))
    assert step.failed.text.text() == "3 of 8 frames failed (3, 5, 7): the phrase."
    assert step.failed.more.whole() == "Restart the frames; if they fail again, look at the end of the log."
    assert not step.help.isVisible()
    click(qtbot, step.log)
    assert panel.jobs.detail.page() == LOG
    assert panel.jobs.detail.current().id == 3


def test_a_missing_file_is_shown_in_assets(shown, states, qtbot):
    panel, step, _session = shown(failed_state(states, Cause.FILE, "P:\\maps\\brick.exr"))
    assert step.help.button.text() == "Show in Assets"
    click(qtbot, step.help.button)
    assert panel.tabs.currentIndex() == ASSETS
    assert panel.assets.filter.text() == "brick.exr"


@pytest.mark.parametrize(("cause", "ram", "changes"), [
    (Cause.MEMORY, 64, {"frames": "3,5,7", "ram": 128}), (Cause.MEMORY, 128, {"frames": "3,5,7"}),
    (Cause.CARD, 64, {"frames": "3,5,7"}), (Cause.TIME, 64, {"frames": "3,5,7"})])
def test_what_needs_other_choices_leads_to_submit_with_the_failed_frames(shown, states, qtbot, cause, ram, changes):
    panel, step, session = shown(failed_state(states, cause, ram=ram))
    assert not step.help.button.isEnabled(), "the plan of another machine's task is not here"
    state = session.state
    step.draw(state.jobs.frames, state.jobs.detail.failures, state.account.profile, state.jobs.tasks[0], away=False,
              known=True)
    click(qtbot, step.help.button)
    assert ("submit.choose_as", {"task_id": 35735988, **changes}) in session.calls
    assert panel.tabs.currentIndex() == SUBMIT


@pytest.mark.parametrize("cause", [Cause.PLUGIN, Cause.LICENCE])
def test_a_plug_in_or_a_licence_leads_to_the_environment(shown, states, qtbot, cause):
    _panel, step, session = shown(failed_state(states, cause))
    click(qtbot, step.help.button)
    assert [name for name, _given in session.calls if name == "environments.edit"] == ["environments.edit"]


def test_notices_do_not_stack_up_and_each_has_its_action(opened, states, qtbot):
    notices = tuple(Notice(f"{n} 30 1 1", f"“shot” (task {n}): over.", tone, n, leads_to) for n, tone, leads_to in (
        (1001, "warn", "rest"), (1002, "error", "why"), (1003, "ok", ""), (1004, "ok", "")))
    panel, session = opened(having(states.connected(), jobs={"notices": notices}))
    newest, older = panel.notices.bands
    assert [button.text() for button in newest.findChildren(type(panel._try_now))] == [
        "Look, render the rest…", "Close"]
    assert older.text.text() == "3 more tasks have ended or wait for you: 1002, 1003, 1004"
    click(qtbot, older.findChildren(type(panel._try_now))[0])
    assert session.calls == [("jobs.close_notices", {})]


def test_a_budget_that_is_used_up_goes_on_by_one_click(opened, states, qtbot):
    notice = Notice("budget b used up 20", "Task 1001 is paused: its budget of 20.00 USD is used up (20.61 USD spent).",
                    "error", 1001, "budget", "b", kept=True)
    panel, session = opened(having(states.connected(), money={"notices": (notice,)}))
    (band,) = panel.notices.bands
    go, close = band.findChildren(type(panel._try_now))
    assert (go.text(), close.text()) == ("Go on", "Close")
    click(qtbot, go)
    assert session.calls == [("money.go_on", {"budget": "b", "amount": None, "no_limit": False}),
                             ("jobs.select", {"task_id": 1001}), ("money.close", {"notice": notice.id})]


def test_a_budget_is_typed_under_more_and_shown_as_it_was_chosen(opened, states):
    panel, session = opened(states.studio_ready())
    field = panel.submit.more.budget
    field.amount.setValue(20.5)
    assert session.calls == [("submit.choose", {"budget": 20.5})]
    session.changes("submit", choices=dataclasses.replace(session.state.submit.choices, budget=0.0))
    assert field.amount.text() == "None"
