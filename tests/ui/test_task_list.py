"""The task list: columns that tell tasks apart, groups, saved filters, several rows, names whose end survives."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from qtpy.QtCore import QItemSelectionModel, Qt
from qtpy.QtWidgets import QMenu
from tests.ui.having import having
from tests.ui.job_states import task

from foxsubmit.core.api.codes import TaskStatus
from foxsubmit.core.jobs.actions import TaskAction
from foxsubmit.core.jobs.history import in_words
from foxsubmit.core.jobs.tasks import TaskFilter
from foxsubmit.core.model.job_identity import JobIdentity
from foxsubmit.core.settings.task_filters import SavedFilter
from foxsubmit.core.transfer.states import Transfer, TransferState
from foxsubmit.ui import panel_memory
from foxsubmit.ui.kit import slices
from foxsubmit.ui.panel import JOBS
from foxsubmit.ui.table.views import ROW_HEIGHT

pytestmark = pytest.mark.usefixtures("pages_turned_to")

NOON = datetime.datetime(2026, 3, 1, 12, 0).timestamp()


@pytest.fixture
def jobs(jobs):
    """Open the Jobs tab in a panel that has room for every column."""
    def open_wide(state, width=1400, height=884):
        return jobs(state, width, height)

    return open_wide


def row(number, **more):
    return dataclasses.replace(task(number, "three.blend", TaskStatus.DONE, 8, 8, 1.0, 60), **more)


def listed(states, *rows, transfers=()):
    return having(states.jobs(), jobs={"tasks": rows, "selected": None, "frames": ()},
                  transfers={"rows": tuple(transfers), "whose": ()})


def titles(tab):
    return [column.title for place, column in enumerate(tab.model.columns)
            if not tab.view.header().isSectionHidden(place)]


def cells(tab, name, parent=None):
    place = next(at for at, column in enumerate(tab.model.columns) if column.name == name)
    above = tab.model.index(0, 0).parent() if parent is None else parent
    return [tab.model.cell(tab.model.index(at, place, above)).text for at in range(tab.model.rowCount(above))]


def select(tab, *numbers):
    """Select rows, of which one is the current one, as after clicks."""
    if not tab.view.currentIndex().isValid():
        tab.view.pick(numbers[0])
    for number in numbers:
        tab.view.selectionModel().select(tab.model.find(number), QItemSelectionModel.SelectionFlag.Select |
                                         QItemSelectionModel.SelectionFlag.Rows)


def test_tasks_of_one_scene_are_told_apart_by_name_unit_and_camera(jobs, states):
    tab, _session = jobs(listed(
        states, row(1, title="three · Demo · Camera · 1-8", camera="Camera"), row(2, camera="Side", layer="fog")))
    assert cells(tab, "task") == ["three · Demo · Camera · 1-8", "three.blend"]
    assert cells(tab, "camera") == ["Camera", "Side"]
    assert cells(tab, "unit") == ["unknown", "fog"]


def test_what_nobody_told_is_unknown_and_what_is_known_to_be_none_is_a_dash(jobs, states):
    about = JobIdentity(unit="Demo", camera="Camera")
    known = Transfer("a", "three.blend", TransferState.FETCHED, task_id=2, host="blender", about=about, created=NOON)
    tab, _session = jobs(listed(states, row(1), row(2), row(3, artist="", project="", submitted=NOON),
                                transfers=[known]))
    assert cells(tab, "artist") == ["unknown", "–", "–"]
    assert cells(tab, "project") == ["unknown", "–", "–"]
    assert cells(tab, "unit") == ["unknown", "Demo", "unknown"]
    assert cells(tab, "submitted") == ["unknown", "2026-03-01 12:00", "2026-03-01 12:00"]


def test_what_the_journal_says_later_is_shown_at_once(jobs, states):
    tab, session = jobs(listed(states, row(2)))
    assert cells(tab, "camera") == ["unknown"]
    known = Transfer("a", "three.blend", TransferState.WATCHING, task_id=2, host="blender",
                     about=JobIdentity(camera="Camera"))
    session.becomes(having(session.state, transfers={"rows": (known,)}))
    assert cells(tab, "camera") == ["Camera"]


@pytest.mark.parametrize(("width", "shown", "hidden"), [
    (1800, ("Unit", "Camera", "Artist", "Project", "Submitted", "Time"), ()),
    (900, ("ID", "Submitted"), ("Project",)), (420, ("Status", "Progress"), ("Submitted", "ID"))])
def test_columns_that_have_room_are_shown_and_the_name_keeps_its_own(jobs, states, width, shown, hidden):
    tab, _session = jobs(states.jobs(), width)
    assert set(shown) <= set(titles(tab))
    assert not set(hidden) & set(titles(tab))
    assert tab.view.header().sectionSize(0) >= 120


def test_columns_are_chosen_and_remembered_with_order_and_groups(jobs, states):
    tab, _session = jobs(states.jobs(), 900)
    entries = {action.text(): action for action in tab.column_menu.menu().actions()}
    assert "Batch" not in titles(tab)
    entries["Batch"].trigger()
    entries["ID"].trigger()
    assert "Batch" in titles(tab)
    assert "ID" not in titles(tab)
    tab.view.sort_by(5)
    tab.view.sort_by(5)
    tab.look.group_by("batch")
    left = panel_memory.read(tab.window(), {})
    other, _session = jobs(states.jobs(), 900)
    panel_memory.restore(other.window(), left)
    assert "Batch" in titles(other)
    assert "ID" not in titles(other)
    assert other.view.sorted_by() == ("cost", True)
    assert other.look.group == "batch"


def test_a_click_on_a_title_sorts_with_an_arrow_and_unknown_values_last(jobs, states):
    tab, _session = jobs(listed(states, row(1, camera="b"), row(2), row(3, camera="A")))
    place = next(at for at, column in enumerate(tab.model.columns) if column.name == "camera")
    tab.view.sort_by(place)
    assert cells(tab, "id") == ["3", "1", "2"]
    assert tab.view.header().sortIndicatorSection() == place


def test_tasks_are_grouped_by_scene_batch_and_day_with_what_they_add_up_to(jobs, states):
    rows = (row(1, batch="dailies", submitted=NOON), row(2, batch="dailies", submitted=NOON + 86_400),
            dataclasses.replace(row(3), name="other.blend"))
    tab, session = jobs(listed(states, *rows))
    tab.look.group_by("batch")
    assert cells(tab, "task") == ["dailies", "Without a batch"]
    assert cells(tab, "cost") == ["2.00", "1.00"]
    assert tab.view.isExpanded(tab.model.index(0, 0))
    assert cells(tab, "id", tab.model.index(0, 0)) == ["1", "2"]
    tab.look.group_by("scene")
    assert cells(tab, "task") == ["three.blend", "other.blend"]
    tab.look.group_by("day")
    assert cells(tab, "task") == ["2026-03-01", "2026-03-02", "Day not known"]
    tab.view.setCurrentIndex(tab.model.index(0, 0))
    assert session.calls == []
    tab.look.group_by("")
    assert cells(tab, "id") == ["1", "2", "3"]


def test_a_group_that_somebody_closed_stays_closed_and_a_new_one_opens(jobs, states):
    tab, session = jobs(listed(states, row(1, batch="a")))
    tab.look.group_by("batch")
    tab.view.collapse(tab.model.index(0, 0))
    session.becomes(having(session.state, jobs={"tasks": (row(2, batch="b"), row(1, batch="a", cost=2.0))}))
    opened = {tab.model.row(tab.model.index(at, 0)).name: tab.view.isExpanded(tab.model.index(at, 0)) for at in (0, 1)}
    assert opened == {"a": False, "b": True}


def test_an_action_on_a_group_is_for_all_its_tasks(jobs, states):
    tab, _session = jobs(listed(states, row(1, batch="a"), row(2, batch="a"), row(3)))
    tab.look.group_by("batch")
    select(tab, ("batch", "a"), 1)
    assert sorted(each.id for each in tab.task_actions.tasks()) == [1, 2]


def test_a_filter_is_saved_by_name_chosen_again_and_deleted(jobs, states):
    by = TaskFilter("lantern", (TaskStatus.FAILED,), 7)
    tab, session = jobs(having(states.jobs(), jobs={"listing": dataclasses.replace(
        states.jobs().jobs.listing, filter=by)}))
    tab.look.group_by("day")
    {action.text(): action for action in tab.look.menu().actions()}["Save this filter…"].trigger()
    tab.value.field.setText("Failed & new")
    tab.value.do.click()
    saved = SavedFilter("Failed & new", "lantern", (45,), 7, "day")
    assert session.calls[-1] == ("jobs.save_filter", {"new": saved})
    tab.look.group_by("")
    session.becomes(having(session.state, jobs={"saved": (saved,)}))
    menu = tab.look.menu()
    {action.text(): action for action in menu.actions()}["Failed && new"].trigger()
    assert session.calls[-1] == ("jobs.filter", {"wanted": by})
    assert tab.look.group == "day"
    gone = next(below for below in menu.findChildren(QMenu) if below.title() == "Delete a filter")
    gone.actions()[0].trigger()
    assert session.calls[-1] == ("jobs.delete_filter", {"name": "Failed & new"})


def test_the_tooltip_has_the_whole_name_and_no_markup_of_others(jobs, states):
    tab, _session = jobs(listed(states, row(1, title="<img src=x> shot", comment="new\x1bfog", batch="dailies")))
    text = tab.model.data(tab.model.index(0, 0), int(Qt.ItemDataRole.ToolTipRole))
    assert "<img" not in text
    assert "&lt;img src=x&gt; shot" in text
    assert "\\x1b" in text
    assert "three.blend" in text


def test_a_question_about_a_task_names_it_and_its_number_and_keeps_its_row_in_view(jobs, states, qtbot):
    rows = tuple(row(number, title=f"shot {number}") for number in range(1, 10))
    tab, _session = jobs(listed(states, *rows), 900, 760)
    tab.view.setCurrentIndex(tab.model.find(9))
    tab.task_actions.delete()
    assert tab.asked._title.whole() == "Delete shot 9 (task 9)?"
    assert tab.asked._text.whole().startswith("8 finished frames on the farm are removed too.")
    seen = tab.view.viewport().rect
    qtbot.waitUntil(lambda: seen().intersected(tab.view.visualRect(tab.view.currentIndex())).height() >= ROW_HEIGHT - 2)
    above = tab.split.sizes()[0]
    tab.asked.keep.click()
    assert tab.split.sizes()[0] < above


def test_no_number_is_said_of_frames_that_nobody_counted(jobs, states):
    tab, _session = jobs(listed(states, row(9, done=0, frames=0)))
    tab.view.setCurrentIndex(tab.model.find(9))
    tab.task_actions.delete()
    assert "0" not in tab.asked._text.whole()
    assert tab.asked._text.whole().startswith("Whatever the farm keeps of it is removed too.")


@pytest.mark.parametrize(("action", "title", "text"), [
    (TaskAction.DELETE, "Delete 2 tasks?", "a (1), b (2). 16 finished frames"),
    (TaskAction.ABANDON, "Abandon 2 tasks?", "a (1), b (2). Finished frames are kept."),
    (TaskAction.STOP, "Stop 2 tasks?", "a (1), b (2). Frames that render now are lost"),
    (TaskAction.RESTART_FAILED, "Restart the failed frames of 2 tasks?", "a (1), b (2). 4 frames failed."),
    (TaskAction.RESTART_ALL, "Render all frames of 2 tasks again?",
     "a (1), b (2). 16 finished frames are rendered and paid for again. So far it cost 2.00."),
    (TaskAction.FULL_SPEED, "Render the rest of 2 tasks on all nodes?", "a (1), b (2). 20 frames are left.")])
def test_what_is_done_to_several_tasks_is_asked_with_their_number_and_names(jobs, states, action, title, text):
    rows = [row(number, title=name, status=TaskStatus.RENDERING, frames=20, failed=2)
            for number, name in ((1, "a"), (2, "b"), (3, "c"))]
    tab, session = jobs(listed(states, *rows))
    select(tab, 1, 2)
    tab.task_actions.act(action)
    assert tab.asked._title.whole() == title
    assert tab.asked._text.whole().startswith(text)
    assert session.calls == []
    tab.asked.do.click()
    assert session.calls == [("jobs.act", {"action": action, "ids": (1, 2), "value": None})]


def test_failed_frames_of_several_tasks_go_to_other_nodes_by_one_menu_and_one_question(jobs, states):
    rows = [row(number, title=name, frames=20, done=10, failed=failed, cost=5.0)
            for number, name, failed in ((1, "a", 3), (2, "b", 1), (3, "c", 0))]
    tab, session = jobs(listed(states, *rows))
    select(tab, 1, 2, 3)
    entries = {action.text(): action for action in tab.task_actions.menu().actions()}
    below = {action.text(): action for action in entries["Restart failed frames on"].menu().actions() if action.text()}
    kinds = session.state.environments.hardware
    assert list(below) == ["Nodes like now with 64 GB…", "Nodes like now with 128 GB…",
                           *(f"{each.label}…" for each in kinds)]
    session.calls.clear()
    below["Nodes like now with 128 GB…"].trigger()
    assert tab.asked._title.whole() == "Restart the failed frames of 2 tasks on other nodes?"
    assert tab.asked._text.whole() == (
        "a (1), b (2). 4 frames failed. At what their frames cost so far that is about 2.00. Other nodes may have "
        "another price. They go to nodes like now with 128 GB.")
    assert session.calls == []
    tab.asked.do.click()
    assert session.calls == [("jobs.act", {"action": TaskAction.RESTART_LARGER, "ids": (1, 2), "value": 128})]
    below[f"{kinds[0].label}…"].trigger()
    assert f"They go to {kinds[0].label}." in tab.asked._text.whole()
    tab.asked.do.click()
    assert session.calls[-1] == ("jobs.act", {"action": TaskAction.RESTART_ON, "ids": (1, 2), "value": kinds[0].id})


def test_a_price_of_failed_frames_is_not_said_where_a_task_has_none(jobs, states):
    tab, _session = jobs(listed(states, row(1, done=10, failed=2, cost=5.0), row(2, done=0, failed=2, cost=0.0)))
    select(tab, 1, 2)
    tab.task_actions.act(TaskAction.RESTART_FAILED)
    assert "about" not in tab.asked._text.whole()


def test_what_costs_or_destroys_is_asked_of_one_task_too(jobs, states):
    tab, session = jobs(listed(states, row(1, title="shot", status=TaskStatus.RENDERING, frames=20, failed=2)))
    select(tab, 1)
    asked = {}
    for action in (TaskAction.RESTART_ALL, TaskAction.FULL_SPEED, TaskAction.DELETE, TaskAction.ABANDON,
                   TaskAction.HARDWARE):
        tab.task_actions.act(action, 301)
        asked[action.value] = tab.asked._title.whole()
        assert tab.view.viewport().rect().contains(tab.view.visualRect(tab.model.find(1)).center()), "it is in view"
        tab.asked.keep.click()
    assert session.calls == []
    assert asked == {
        "restart all": "Render all frames of shot (task 1) again?",
        "full speed": "Render the rest of shot (task 1) on all nodes?", "delete": "Delete shot (task 1)?",
        "abandon": "Abandon shot (task 1)?", "hardware": "Render shot (task 1) on other hardware?"}


def test_the_history_of_a_scene_is_reached_from_a_task(jobs, states):
    tab, session = jobs(states.jobs())
    tab.view.setCurrentIndex(tab.model.find(35736252))
    session.calls.clear()
    entries = {action.text(): action for action in tab.task_actions.menu().actions()}
    entries["Other tasks of this scene"].trigger()
    assert session.calls == [("jobs.filter", {"wanted": TaskFilter("courtyard_sh040_v017")})]
    assert tab.look.group == "scene"
    assert cells(tab, "cost")[0] == "21.84"


def test_the_history_of_the_open_scene_is_said_and_reached_from_submit(opened, states):
    state = states.ready()
    path = state.scene.scene.path
    done = Transfer("a", path.name, TransferState.FETCHED, task_id=7, host=state.scene.host, created=NOON,
                    about=JobIdentity(scene=str(path)))
    others = (dataclasses.replace(done, id="b", task_id=8, about=JobIdentity(scene="/elsewhere/" + path.name)),
              dataclasses.replace(done, id="c", task_id=None),
              dataclasses.replace(done, id="d", task_id=6, created=1.0))
    panel, session = opened(having(state, transfers={"rows": (done, *others), "whose": ()}))
    line = panel.submit.history
    assert line.text.whole() == "2 earlier tasks of this scene, the last of 2026-03-01 12:00."
    line.show_tasks.click()
    assert panel.tabs.currentIndex() == JOBS
    assert ("jobs.filter", {"wanted": TaskFilter(path.name)}) in session.calls
    assert panel.jobs.look.group == "scene"
    panel.tabs.setCurrentIndex(0)
    session.becomes(having(session.state, transfers={"rows": ()}))
    assert line.isHidden()


def test_all_tasks_of_open_groups_are_selected_at_once(jobs, states):
    tab, _session = jobs(listed(states, row(1, batch="a"), row(2, batch="a"), row(3, batch="b")))
    tab.look.group_by("batch")
    tab.view.collapse(tab.model.index(1, 0))
    tab.view.selectAll()
    assert sorted(each.id for each in tab.task_actions.tasks()) == [1, 2, 3]
    assert len(tab.view.selectionModel().selectedRows()) == 4


def test_very_many_tasks_come_in_slices_and_are_all_there_however_they_are_grouped(jobs, states, qtbot, monkeypatch):
    rows = tuple(row(number, batch=f"b{number % 7}") for number in range(1, 2101))
    tab, session = jobs(listed(states))
    monkeypatch.setattr(slices, "SLICE", 0)
    session.becomes(listed(states, *rows))
    assert tab.list.filling
    assert tab.model.rowCount() < len(rows)
    qtbot.waitUntil(lambda: not tab.list.filling)
    assert cells(tab, "id") == [str(each.id) for each in rows]
    tab.view.sort_by(1)
    tab.view.sort_by(1)
    tab.look.group_by("batch")
    fewer = rows[:2000]
    session.becomes(listed(states, *fewer))
    qtbot.waitUntil(lambda: not tab.list.filling)
    groups = [tab.model.index(place, 0) for place in range(tab.model.rowCount())]
    assert len(groups) == 7
    assert all(tab.view.isExpanded(each) for each in groups)
    below = [int(text) for each in groups for text in cells(tab, "id", each)]
    assert sorted(below) == [each.id for each in fewer]
    assert [text for each in groups for text in cells(tab, "id", each)[:1]] == [
        str(max(each.id for each in fewer if each.batch == name)) for name in cells(tab, "task")]
    tab.look.group_by("")
    qtbot.waitUntil(lambda: not tab.list.filling)
    assert cells(tab, "id") == [str(each.id) for each in fewer][::-1]


def test_an_earlier_task_without_a_date_is_said_to_have_none_that_is_known():
    assert in_words([Transfer("a", "a.blend", TransferState.FETCHED, task_id=7)]) == (
        "1 earlier task of this scene; the date of the last is not known.")
