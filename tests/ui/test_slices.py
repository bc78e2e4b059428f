from __future__ import annotations

import re
import time
from decimal import Decimal

import pytest
from qtpy.QtCore import QEvent, QObject, QTimer
from tests.ui.having import having
from tests.ui.settling import settle
from tests.ui.states import found

from foxsubmit.core.assets.gathered import gathered
from foxsubmit.core.jobs.tasks import Detail
from foxsubmit.core.money.costs import Costs, TaskEntry
from foxsubmit.core.session.state import SceneState, State
from foxsubmit.ui.kit import slices
from foxsubmit.ui.kit.slices import InParts, Sliced
from foxsubmit.ui.panel import ASSETS, JOBS


@pytest.fixture(autouse=True)
def short_slices(long_slices, monkeypatch):
    """As on a machine so busy that a slice is over with the first step."""
    monkeypatch.setattr(slices, "SLICE", -1)


@pytest.fixture
def sliced(qapp):
    parent = QObject()
    yield Sliced(parent)
    parent.deleteLater()


def counted(steps, seen):
    for step in range(steps):
        seen.append(step)
        yield
    return steps


def test_long_work_goes_on_with_every_turn_of_the_event_loop(sliced, qtbot):
    seen, results = [], []
    sliced.run(counted(5, seen), results.append)
    assert (seen, results, sliced.idle) == ([0], [], False)
    qtbot.waitUntil(lambda: sliced.idle)
    assert (seen, results) == ([0, 1, 2, 3, 4], [5])


def test_a_timer_of_the_host_comes_between_two_long_slices(sliced, qtbot):
    came = []
    timer = QTimer()
    timer.timeout.connect(lambda: came.append("host"))
    timer.start(1)

    def long_steps():
        for _step in range(5):
            came.append("slice")
            time.sleep(0.01)
            yield

    qtbot.waitUntil(lambda: bool(came))
    sliced.run(long_steps(), lambda _none: None)
    qtbot.waitUntil(lambda: sliced.idle)
    timer.stop()
    slices_at = [place for place, each in enumerate(came) if each == "slice"]
    assert len(slices_at) == 5
    assert all(after - before > 1 for before, after in zip(slices_at, slices_at[1:]))


def test_of_two_works_one_does_a_slice_in_a_turn_and_both_come_on(qtbot, qapp):
    owner, came = QObject(), []
    timer = QTimer()
    timer.timeout.connect(lambda: came.append("host"))
    timer.start(1)

    def long_steps(name):
        for _step in range(5):
            came.append(name)
            time.sleep(0.01)
            yield

    works = [Sliced(owner), Sliced(owner)]
    for name, work in zip("ab", works):
        work.run(long_steps(name), lambda _none: None, at_once=False)
    qtbot.waitUntil(lambda: all(work.idle for work in works))
    timer.stop()
    done = "".join(each[0] for each in came).strip("h")
    assert sorted(done.replace("h", "")) == sorted("aaaaabbbbb")
    assert re.findall("[ab]{2,}", done) == []


def test_what_need_not_be_there_at_once_waits_for_the_event_loop(sliced, qtbot):
    seen, results = [], []
    sliced.run(counted(2, seen), results.append, at_once=False)
    assert seen == []
    qtbot.waitUntil(lambda: results == [2])


def test_a_call_that_is_put_off_comes_in_the_next_turn_and_not_once_its_owner_is_gone(qtbot, qapp):
    came, owners = [], [QObject(), QObject()]
    for owner in owners:
        slices.later(owner, lambda owner=owner: came.append(owner))
    assert came == []
    owners[0].deleteLater()
    qapp.sendPostedEvents(owners[0], QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: bool(came))
    assert came == owners[1:]


def test_newer_work_takes_the_place_of_what_was_not_done(sliced, qtbot):
    older, newer, results = [], [], []
    sliced.run(counted(5, older), results.append)
    sliced.run(counted(3, newer), results.append)
    qtbot.waitUntil(lambda: sliced.idle)
    assert (older, newer, results) == ([0], [0, 1, 2], [3])


def test_a_state_that_comes_while_another_is_drawn_is_drawn_after_it_and_none_by_half(qtbot):
    parent, seen = QObject(), []

    def parts(state):
        for part in "ab":
            seen.append(f"{state}{part}")
            yield

    drawn = InParts(parent, parts)
    drawn.draw(1, in_turns=True)
    assert seen == ["1a"]
    drawn.draw(2, in_turns=True)
    drawn.draw(3, in_turns=False)
    assert seen == ["1a"]
    qtbot.waitUntil(lambda: len(seen) == 4)
    assert seen == ["1a", "1b", "3a", "3b"]
    drawn.draw(4, in_turns=False)
    assert seen[4:] == ["4a", "4b"]
    parent.deleteLater()


def test_very_many_frames_are_drawn_whole_on_a_busy_machine_too(opened, states, qtbot):
    state = having(states.many(1, 1100), scene={"assets": states.empty().scene.assets})
    panel, session = opened(states.studio(), 960, 884)
    panel.tabs.setCurrentIndex(JOBS)
    session.becomes(state)
    few = having(state, jobs={"frames": state.jobs.frames[:1050], "detail": Detail(complete=True)})
    session.becomes(few)
    jobs = panel.jobs
    qtbot.waitUntil(lambda: jobs.frames.model.rowCount() == 1050)
    qtbot.waitUntil(lambda: jobs.detail._summary.whole() == "1,050 done")
    qtbot.waitUntil(lambda: jobs.footer.text.whole() == "No frame is done yet.")


def test_very_many_costs_are_added_up_in_slices_and_are_all_there(opened, states, qtbot):
    tasks = tuple(TaskEntry(number, f"project {number % 7}", "", "2026-03-01", Decimal(1)) for number in range(1100))
    panel, session = opened(states.money())
    panel._turn_aside("money")
    part = panel.money.parts["costs"]
    session.becomes(having(session.state, money={"costs": Costs(tasks, "USD")}))
    assert part.total.whole() == "", "no sum of other tasks is said meanwhile"
    few = Costs(tasks[:1050], "USD")
    session.becomes(having(session.state, money={"costs": few}))
    qtbot.waitUntil(lambda: part.total.whole() == "1,050 tasks: 1,050.00 USD")
    assert part.view.model().rowCount() == 7


def test_whoever_looks_at_a_settled_panel_sees_very_many_assets_however_late_they_are_drawn(
        opened, states, monkeypatch):
    panel, session = opened(states.empty())
    panel.tabs.setCurrentIndex(ASSETS)
    settle(panel)
    monkeypatch.setattr(slices, "BETWEEN", 20)
    session.becomes(states.studio())
    assert panel.assets.model.rowCount() == 0
    settle(panel)
    assert panel.assets.model.branch(0).name == "P:/courtyard"
    assert panel.assets.model.branch(0).leaves == len(session.state.scene.assets) == 1200


def test_assets_appear_filtered_on_a_busy_machine_too(opened, qtbot):
    files = gathered(found(f"/projects/demo/{name}.png", 1, "Image") for name in ("moss", "stone", "sky"))
    panel, _session = opened(State(scene=SceneState(host="blender", gathered=True, assets=files)))
    panel.tabs.setCurrentIndex(ASSETS)
    tab = panel.assets
    tab.filter.setText("moss")
    tab.filter.setText("stone")

    def shown():
        return [tab.model.branch(place).name for place in range(tab.model.rowCount())]

    qtbot.waitUntil(lambda: shown() == ["/projects/demo", "stone.png"])


def test_a_page_that_is_turned_to_first_is_made_in_turns_and_the_one_before_is_seen_until_it_is_there(
        opened, states, qtbot):
    panel, session = opened(states.own_things())
    qtbot.waitUntil(lambda: panel._stack.currentWidget() is not None)
    before = panel._stack.currentWidget()
    panel._turn_aside("account")
    assert panel._stack.currentWidget() is before
    qtbot.waitUntil(lambda: panel.seen() == "account" and panel._stack.has("account"))
    assert panel._stack.currentWidget() is panel.account_page
    assert panel.account_page.title.whole() == "north-studio"
    assert session.looked is True


def test_who_needs_a_page_while_it_is_being_made_gets_the_whole_of_it(opened, states, qtbot):
    panel, _session = opened(states.in_settings())
    panel._turn_aside("settings")
    assert not panel._stack.has("settings")
    page = panel.settings
    assert panel._stack.has("settings")
    assert panel._stack.currentWidget() is page
    assert page.rows["proxy"].editor.text() == "http://proxy.studio:8080"


def test_turning_elsewhere_while_a_page_is_made_leads_there_and_the_page_can_be_had_later(opened, states, qtbot):
    panel, _session = opened(states.own_things())
    panel._turn_aside("account")
    panel._turn_aside("help")
    qtbot.waitUntil(lambda: panel._stack.has("help"))
    assert panel._stack.currentWidget() is panel.help
    panel._turn_aside("account")
    qtbot.waitUntil(lambda: panel._stack.has("account"))
    assert panel._stack.currentWidget() is panel.account_page


def test_a_part_of_a_page_is_made_when_it_is_turned_to_and_shows_the_state(opened, states):
    panel, _session = opened(states.own_things())
    page = panel.account_page
    page.draw(states.own_things().account, states.own_things().details)
    assert len(page.parts.there()) == 1
    page.show_part("projects")
    assert len(page.parts.there()) == 2
    assert page.parts["projects"].model.rowCount() == 2
