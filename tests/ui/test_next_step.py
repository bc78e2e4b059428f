"""What comes next for a task: its test is done, or frames of it failed; each says it in a sentence, with one button."""

from __future__ import annotations

import dataclasses

import pytest
from qtpy.QtCore import Qt, QUrl
from qtpy.QtGui import QDesktopServices
from tests.ui.having import having
from tests.ui.job_states import frame

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.core.jobs.actions import TaskAction
from foxsubmit.core.jobs.tasks import Detail, FrameRow
from foxsubmit.core.model.ending import Failures
from foxsubmit.core.model.logs.reasons import Reason
from foxsubmit.core.model.logs.rules import Cause
from foxsubmit.core.offer.drafts import Notice
from foxsubmit.core.transfer.states import Transfer, TransferState
from foxsubmit.ui.jobs.task_detail import FRAMES, LOG, NEXT, VIEWER
from foxsubmit.ui.panel import ASSETS, JOBS, SUBMIT

pytestmark = pytest.mark.usefixtures("pages_turned_to")


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


def submitted_here(state):
    """The journal of this machine has the plan of the selected task."""
    row = Transfer("a", "shot.blend", TransferState.FETCHED, task_id=state.jobs.selected, host="blender",
                   folder="/renders")
    return having(state, transfers={"rows": (row,)})


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
    click(qtbot, panel.jobs.detail.buttons[FRAMES])
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
    assert step.help.button.text() == "Locate and send…"
    click(qtbot, step.help.button)
    assert panel.tabs.currentIndex() == ASSETS
    assert panel.assets.filter.text() == "brick.exr"


@pytest.mark.parametrize(("cause", "ram", "changes"), [
    (Cause.MEMORY, 128, {"frames": "3-7[2]"}), (Cause.CARD, 64, {"frames": "3-7[2]"}),
    (Cause.TIME, 64, {"frames": "3-7[2]", "stop_frame_after": 3600})])
def test_what_needs_other_choices_leads_to_submit_with_the_failed_frames(shown, states, qtbot, cause, ram, changes):
    panel, step, session = shown(failed_state(states, cause, ram=ram))
    assert not step.help.button.isEnabled(), "the plan of another machine's task is not here"
    session.becomes(submitted_here(session.state))
    click(qtbot, step.help.button)
    assert ("submit.choose_as", {"task_id": 35735988, **changes}) in session.calls
    assert panel.tabs.currentIndex() == SUBMIT


@pytest.mark.parametrize("cause", [Cause.PLUGIN, Cause.LICENCE])
def test_a_plug_in_or_a_licence_leads_to_the_environment_of_the_task(shown, states, qtbot, cause):
    panel, step, session = shown(failed_state(states, cause))
    assert step.help.button.text() == "Open the environment"
    assert not step.help.button.isEnabled(), "the farm does not tell which one it was"
    session.becomes(submitted_here(session.state))
    click(qtbot, step.help.button)
    assert [call for call in session.calls if call[0].startswith("environments.")] == [
        ("environments.edit_of", {"task_id": 35735988})]
    assert panel.tabs.currentIndex() == SUBMIT


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


def test_a_test_that_is_done_opens_a_page_with_its_pictures_and_the_price_on_the_button(shown, states, qtbot):
    panel, _step, session = shown(states.tested())
    detail, page = panel.jobs.detail, panel.jobs.detail.after.decision
    assert detail.page() == NEXT
    assert detail.buttons[NEXT].text() == "Test"
    assert [page.model.row(page.model.index(place, 0)).name for place in range(page.model.rowCount())] == [
        "1", "120", "240"]
    assert session.pictures == (1, 120, 240)
    assert page.go.button.text() == "Render the rest for 38–68 USD, about 2–3 h"
    assert figures(page) == {
        "Left": "237 of 240 frames", "Still to pay": "38–68 USD, from 3 frames", "Time": "about 2–3 h on 5 nodes",
        "Balance": "62.30 USD, which may not be enough: the farm stops the task at zero and keeps it"}
    assert page.facts.text.whole() == (
        "A click renders the 237 frames that are left, as they were submitted. The test frames are kept and not paid "
        "for again.")
    session.becomes(submitted_here(session.state))
    assert page.facts.text.whole().endswith(" Results come to /renders.")
    click(qtbot, page.go.button)
    assert session.calls == [("jobs.act", {"action": TaskAction.START, "ids": (35735988,), "value": None})]
    row = dataclasses.replace(session.state.jobs.tasks[0], status=TaskStatus.RENDERING)
    session.becomes(having(session.state, jobs={"tasks": (row,)}))
    assert detail.page() == FRAMES
    assert not detail.buttons[NEXT].isVisible()


def test_who_looks_at_the_log_stays_there_when_the_test_is_done(shown, states):
    tested = states.tested()
    row = dataclasses.replace(tested.jobs.tasks[0], status=TaskStatus.RENDERING)
    panel, _step, session = shown(having(tested, jobs={"tasks": (row,)}))
    panel.jobs.detail.turn(LOG)
    session.becomes(tested)
    assert panel.jobs.detail.page() == LOG
    assert panel.jobs.detail.buttons[NEXT].isVisible()


def test_a_test_frame_is_opened_large_from_the_page(shown, states, qtbot):
    panel, _step, _session = shown(states.tested())
    sheet = panel.jobs.detail.after.decision.sheet
    middle = sheet.visualRect(sheet.model().index(1, 0)).center()
    qtbot.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseDClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert panel.jobs.detail.page() == VIEWER
    assert panel.jobs.detail.current().id == 120


def test_to_stop_after_the_test_is_asked_and_abandons_this_task_alone(shown, states, qtbot):
    state = states.tested()
    other = dataclasses.replace(state.jobs.tasks[0], id=7, name="other")
    panel, _step, session = shown(having(state, jobs={"tasks": (*state.jobs.tasks, other)}))
    panel.jobs.view.selectAll()
    session.calls.clear()
    click(qtbot, panel.jobs.detail.after.decision.stop.button)
    assert panel.jobs.asked.isVisible()
    assert session.calls == []
    click(qtbot, panel.jobs.asked.do)
    assert session.calls == [("jobs.act", {"action": TaskAction.ABANDON, "ids": (35735988,), "value": None})]


def test_submit_says_what_is_missing_and_leads_to_the_account(opened, states, qtbot, monkeypatch):
    seen = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(url) or True)
    panel, session = opened(states.short_of_money())
    band = panel.submit.balance
    assert band.isVisible()
    assert band.text.whole() == ("The balance may not be enough: 28.00–34.00 USD expected, 18.40 USD there, up to "
                                 "15.60 USD missing.")
    assert band.more.whole() == "The farm stops tasks at zero, and keeps them until balance is added."
    assert panel.submit.footer._status.whole() == "", "there is an estimate"
    assert panel.submit.footer.submit.isEnabled(), "more may be there before it is used up"
    click(qtbot, band.add)
    assert seen == [QUrl("https://task.foxrenderfarm.com/")]
    click(qtbot, band.check)
    assert session.calls == [("account.read_balance", {})]
    profile = session.state.account.profile
    session.changes("account", profile=dataclasses.replace(profile, coupon=15.6))
    assert not band.isVisible()
    session.changes("account", profile=dataclasses.replace(profile, hidden=True))
    assert not band.isVisible(), "what nobody says is not missing"


def test_a_farm_of_this_machine_has_no_page_of_the_account_on_submit(opened, states):
    panel, _session = opened(having(states.short_of_money(), account={"domain": "127.0.0.1:8000"}))
    assert panel.submit.balance.isVisible()
    assert not panel.submit.balance.add.isVisible()


def test_dropped_scenes_are_not_submitted_without_a_word_where_there_is_nothing_to_pay_with(opened, states):
    state = states.dropped()
    panel, _session = opened(having(state, account={"profile": dataclasses.replace(
        state.account.profile, balance=0.0, coupon=0.0)}))
    assert panel.dropped.balance.isVisible()
    assert panel.dropped.balance.text.whole() == "There is nothing to pay with yet."


def test_a_balance_that_is_used_up_has_a_page_that_leads_to_the_account_and_looks_again(
        shown, states, qtbot, monkeypatch):
    opened_pages = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened_pages.append(QUrl(url).toString()))
    panel, _step, session = shown(states.out_of_balance())
    page = panel.jobs.detail.after.decision
    assert panel.jobs.detail.page() == NEXT
    assert page.facts.title.whole() == "The balance is used up"
    assert figures(page)["Still to pay"] == "38–68 USD, from 3 frames"
    assert figures(page)["Balance"] == "0.00 USD"
    assert not page.go.button.isEnabled()
    assert page.go.toolTip() == "There is nothing to pay with yet: add balance, then check again."
    click(qtbot, page.add)
    assert opened_pages == ["https://task.foxrenderfarm.com/"]
    click(qtbot, page.check.button)
    assert [name for name, _given in session.calls] == ["account.read_balance", "jobs.look_now"]
    session.calls.clear()
    session.becomes(having(session.state, account={"profile": dataclasses.replace(
        session.state.account.profile, balance=100.0)}))
    click(qtbot, page.go.button)
    assert session.calls == [("jobs.act", {"action": TaskAction.START, "ids": (35735988,), "value": None})]


@pytest.mark.parametrize("domain", ["127.0.0.1:5123", "", "not a domain"])
def test_a_farm_on_this_machine_has_no_page_to_open(shown, states, domain):
    panel, _step, _session = shown(having(states.out_of_balance(), account={"domain": domain}))
    assert not panel.jobs.detail.after.decision.add.isVisible()


def test_a_task_that_took_too_long_goes_on_with_twice_the_time(shown, states, qtbot):
    panel, _step, session = shown(states.too_slow())
    page = panel.jobs.detail.after.decision
    assert page.go.button.text() == "Allow 4 hours and go on"
    click(qtbot, page.go.button)
    assert session.calls == [
        ("jobs.act", {"action": TaskAction.STOP_AFTER, "ids": (35735988,), "value": 14400}),
        ("jobs.act", {"action": TaskAction.START, "ids": (35735988,), "value": None})]


def test_each_reason_has_a_card_with_its_frames_and_a_button_that_does_it(shown, states, qtbot):
    panel, step, session = shown(states.some_failed())
    detail = panel.jobs.detail
    assert detail.page() == FRAMES, "there are pictures to see"
    click(qtbot, step.reasons)
    assert detail.page() == NEXT
    cards = detail.after.why.cards
    assert [card.title.whole() for card in cards] == [
        "2 frames (2, 5): out of memory (63.8 GB).", "Frame 7: a file is missing: P:/maps/brick_wet.exr.",
        "Frame 8: the logs were not read."]
    assert [card.help.button.text() for card in cards if card.help.isVisible()] == [
        "Restart 2 failed with 128 GB", "Locate and send…"]
    session.calls.clear()
    click(qtbot, cards[0].help.button)
    click(qtbot, cards[1].restart.button)
    assert session.calls == [("jobs.frames.restart_with", {"ids": (2, 5), "ram": 128}),
                             ("jobs.frames.restart", {"ids": (7,)})]
    click(qtbot, cards[2].log)
    assert detail.page() == LOG
    assert detail.current().id == 8


def test_a_missing_file_of_a_task_from_here_is_located_for_its_failed_frames(shown, states, qtbot):
    panel, step, session = shown(submitted_here(states.some_failed()))
    click(qtbot, step.reasons)
    session.calls.clear()
    click(qtbot, panel.jobs.detail.after.why.cards[1].help.button)
    assert ("submit.choose_as", {"task_id": 35736301, "frames": "7"}) in session.calls
    assert panel.tabs.currentIndex() == ASSETS
    assert panel.assets.filter.text() == "brick_wet.exr"


def figures(page):
    """The names and values that a page of a decision shows."""
    return {name.text(): value.whole() for name, value in page.facts._rows if name.text()}


def test_the_reasons_stay_as_they_are_while_other_frames_go_on_rendering(shown, states):
    panel, _step, session = shown(failed_state(states, Cause.CRASH))
    panel.jobs.detail.turn(NEXT)
    page, frames = panel.jobs.detail.after.why, session.state.jobs.frames
    cards = list(page.cards)
    assert len(cards) == 1
    session.becomes(having(session.state, jobs={"frames": (dataclasses.replace(frames[0], cost=9.0), *frames[1:])}))
    assert page.cards == cards
    failed = dataclasses.replace(frames[1], status=FrameStatus.FAILED, status_number=int(FrameStatus.FAILED))
    session.becomes(having(session.state, jobs={"frames": (frames[0], failed, *frames[2:])}))
    assert [card.title.whole() for card in page.cards] != [card.title.whole() for card in cards]


def test_the_log_of_the_first_failed_frame_is_found_without_comparing_every_frame(shown, states, monkeypatch):
    state = failed_state(states, Cause.CRASH)
    many = tuple(frame(number, FrameStatus.FAILED if number > 297 else FrameStatus.DONE, 60, 0.1)
                 for number in range(1, 301))
    panel, _step, session = shown(having(state, jobs={"frames": many}))
    compared, same = [], FrameRow.__eq__
    monkeypatch.setattr(FrameRow, "__eq__", lambda one, other: compared.append(one) or same(one, other))
    panel.jobs.detail.turn(LOG)
    assert ("jobs.detail.show_log", {"frame_id": 298}) in session.calls
    assert len(compared) < len(many)


def test_reasons_without_a_card_are_counted_with_their_frames(shown, states):
    state = failed_state(states, Cause.FILE)
    task = dataclasses.replace(state.jobs.tasks[0], frames=15, done=0, failed=15)
    frames = tuple(frame(number, FrameStatus.FAILED, 60, 0.1) for number in range(1, 16))
    reasons = tuple((number, Reason(Cause.FILE, "the line", f"/tex/{name}.png"))
                    for number, name in enumerate("abcdefghijklmno", 1))
    failures = Failures(tuple(map(str, range(1, 16))), "the phrase", reasons)
    panel, _step, session = shown(having(state, jobs={
        "tasks": (task,), "frames": frames, "detail": Detail(task, complete=True, failures=failures)}))
    panel.jobs.detail.turn(NEXT)
    page = panel.jobs.detail.after.why
    assert len(page.cards) == 12
    assert page.more.isVisible()
    assert page.more.whole() == "3 more reasons are in the logs of 3 frames (13-15)."
    session.changes("jobs", detail=Detail(task, complete=True, failures=dataclasses.replace(
        failures, reasons=reasons[:2])))
    assert page.more.isHidden()
