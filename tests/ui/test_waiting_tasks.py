"""A submission that waits for a task: chosen on Submit, seen in Transfers, started by one click."""

from __future__ import annotations

import dataclasses

from qtpy.QtCore import Qt
from tests.ui.having import having

from foxsubmit.core.transfer.states import TransferState
from foxsubmit.ui.panel import JOBS, SUBMIT, TRANSFERS
from foxsubmit.ui.transfers.actions import actions, places


def entries(combo):
    return [combo.itemText(place) for place in range(combo.count())]


def test_the_task_to_wait_for_is_chosen_among_those_that_go_on(opened, states):
    panel, session = opened(states.studio_ready())
    field = panel.submit.more.after
    keys = [entry.key for entry in field.after.model().entries]
    going = [each.id for each in session.state.transfers.rows if not each.state.over]
    listed = [str(task.id) for task in session.state.jobs.tasks if not task.status.over]
    assert keys[: 1 + len(going)] == ["", *going]
    known = {each.task_id for each in session.state.transfers.rows}
    assert keys[1 + len(going):] == [number for number in listed if int(number) not in known]
    assert not field.if_failed.isEnabled(), "nothing is waited for"
    field.after.activated.emit(2)
    assert session.calls == [("submit.choose", {"after": (going[1],)})]
    session.changes("submit", choices=dataclasses.replace(session.state.submit.choices, after=(going[1],)))
    assert field.if_failed.isEnabled()
    field.if_failed.activated.emit(2)
    assert session.calls[-1] == ("submit.choose", {"if_failed": "give up"})


def test_a_task_that_has_ended_meanwhile_stays_chosen_and_is_said(opened, states):
    state = states.studio_ready()
    panel, _session = opened(having(state, submit={"choices": dataclasses.replace(
        state.submit.choices, after=("gone",))}))
    assert panel.submit.more.after.after.picked().text == "A task that has ended"


def test_what_waits_says_for_which_task_and_is_started_by_one_click(opened, states, qtbot):
    panel, session = opened(states.after_another())
    panel.tabs.setCurrentIndex(TRANSFERS)
    tab = panel.transfers
    held, later = session.state.transfers.rows[:2]
    assert [action.name for action in actions(held)] == ["release", "pause", "cancel"]
    assert "release" not in [action.name for action in actions(later)], "it is not sent yet"
    assert tab.model.cell(tab.model.index(1, 0)).below.startswith("3ds Max · Waits for 35736260")
    assert tab.model.cell(tab.model.index(0, 1)).below == held.message
    assert not tab.detail.show_task.isVisible(), "the farm lists no task before it is started"
    session.calls.clear()
    index = tab.model.index(0, len(tab.model.columns) - 1)
    box = next(box for action, box in places(tab.view.visualRect(index), actions(held)) if action.name == "release")
    qtbot.mouseClick(tab.view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert ("transfers.release", {"transfer_id": "h"}) in session.calls


def test_one_that_was_given_up_may_be_tried_again_or_started(opened, states):
    panel, session = opened(states.after_another())
    panel.tabs.setCurrentIndex(TRANSFERS)
    held = dataclasses.replace(session.state.transfers.rows[0], state=TransferState.FAILED)
    session.becomes(having(session.state, transfers={"rows": (held,)}))
    assert [action.name for action in actions(held)] == ["release", "resume", "cancel"]
    assert panel.transfers.model.rowCount() == 1


def test_the_notice_starts_it(opened, states, qtbot):
    panel, session = opened(states.after_another())
    (band,) = panel.notices.bands
    session.calls.clear()
    go, _close = band.findChildren(type(panel._try_now))
    assert go.text() == "Start now"
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert session.calls == [("transfers.release", {"transfer_id": "h"}), ("money.close", {"notice": "4"})]


def test_dropped_scenes_wait_for_each_other_by_one_tick(opened, states, qtbot):
    panel, session = opened(states.dropped())
    panel.tabs.setCurrentIndex(SUBMIT)
    page = panel.dropped
    session.calls.clear()
    page.in_turn.click()
    assert session.calls == [("dropped.choose_in_turn", {"in_turn": True})]
    session.changes("dropped", in_turn=True)
    assert page.in_turn.isChecked()
    assert page.more.after.if_failed.isEnabled()


def test_what_waits_is_seen_above_the_tasks_with_what_can_be_done(opened, states):
    state = states.after_another()
    held, later = state.transfers.rows[:2]
    panel, session = opened(state)
    panel.tabs.setCurrentIndex(JOBS)
    shown = panel.jobs.held
    said = [line.text.whole() for line in shown.lines if line.isVisible()]
    assert sorted(said) == sorted([f"35736260, {held.name}: {held.message}",
                                   f"{later.name}: Waits for 35736260"])
    place = next(at for at, text in enumerate(said) if text.startswith("35736260"))
    assert not shown.lines[1 - place].start.isVisible(), "it is not sent yet"
    shown.lines[place].start.click()
    assert session.calls[-1] == ("transfers.release", {"transfer_id": "h"})
    shown.lines[place].cancel.click()
    assert session.calls[-1][0] == "transfers.release", "it is asked first"
    shown.asked.do.click()
    assert session.calls[-1] == ("transfers.cancel", {"transfer_id": "h"})
    four = [dataclasses.replace(held, id=str(number), created=number) for number in range(5)]
    session.changes("transfers", rows=tuple(four))
    assert shown.more.whole() == "2 more tasks wait for others: see Transfers."
    session.changes("transfers", rows=(dataclasses.replace(held, account="another"),), whose=("mine", "farm"))
    assert not shown.isVisible(), "it is another account's"
    session.changes("transfers", rows=(dataclasses.replace(held, state=TransferState.CANCELLED),), whose=())
    assert not shown.isVisible()


def test_who_is_asked_about_a_task_that_goes_on_meanwhile_is_not_asked_any_more(opened, states):
    panel, session = opened(states.after_another())
    panel.tabs.setCurrentIndex(JOBS)
    held = session.state.transfers.rows[0]
    others = tuple(dataclasses.replace(held, id=str(number), created=number) for number in range(2))
    session.changes("transfers", rows=others)
    shown = panel.jobs.held
    shown.lines[0].cancel.click()
    asked = shown._shown[0].id
    left = next(each for each in others if each.id != asked)
    session.changes("transfers", rows=(*others, dataclasses.replace(held, id="another")))
    assert shown.asked.isVisible()
    session.changes("transfers", rows=(left,))
    assert not shown.asked.isVisible()
    assert len([line for line in shown.lines if line.isVisible()]) == 1
