"""The Jobs tab on states that are made up: what is drawn, and what is asked of the session."""

from __future__ import annotations

import dataclasses
import time

import pytest
from qtpy.QtCore import QItemSelectionModel, Qt
from qtpy.QtGui import QTextCursor
from tests.ui.hands import click, entries, press
from tests.ui.having import having
from tests.ui.job_states import frame, task
from tests.ui.measures import cells_elided

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.core.common.i18n import use
from foxsubmit.core.jobs.actions import TaskAction
from foxsubmit.core.jobs.tasks import Detail, FrameLog, Listing, Output, TaskFilter
from foxsubmit.core.session.state import Connection
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.ui.jobs.pictures import Gallery
from foxsubmit.ui.jobs.questions import frames_question
from foxsubmit.ui.jobs.tab import AWAY, FOUND_NOTHING, NONE, REFUSED, TASKS
from foxsubmit.ui.jobs.task_detail import FRAMES, LOG, MOSAIC, OUTPUT, VIEWER
from foxsubmit.ui.panel import JOBS

pytestmark = pytest.mark.usefixtures("pages_turned_to")


def shown(tab):
    return [tab.model.row(tab.model.index(place, 0)).name for place in range(tab.model.rowCount())]


# The list.


def test_redrawing_keeps_the_task_and_the_frame(jobs, states):
    tab, session = jobs(states.jobs())
    tab.frames.pick(1044)
    state = states.jobs()
    session.becomes(having(state, jobs={"tasks": tuple(dataclasses.replace(task,
            cost=task.cost + 1) for task in reversed(state.jobs.tasks)), "frames": tuple(dataclasses.replace(frame,
                    seconds=frame.seconds + 1) for frame in state.jobs.frames)}))
    assert tab.view.current().id == 35736252
    assert tab.frames.table.current().name == "1044"
    assert tab.frames.sheet.selectionModel().isSelected(tab.frames.model.index(7, 0))
    assert session.calls == []


def test_what_is_typed_is_asked_of_the_farm_and_looked_for_here_meanwhile(jobs, states):
    tab, session = jobs(states.jobs())
    for text, expected in (("LANTERN", ["lantern_lookdev_v004"]), ("34872", ["pyro_test_v008"]),
                           ("cam_close", ["courtyard_sh040_v017"])):
        tab.filter.search.setText(text)
        assert session.calls[-1] == ("jobs.filter", {"wanted": TaskFilter(text)})
        assert shown(tab) == expected
    session.becomes(having(session.state, jobs={"tasks": session.state.jobs.tasks[:1],
                                                "listing": Listing(TaskFilter("cam_close"), answered=True)}))
    assert shown(tab) == ["courtyard_sh040_v017"]


def test_blanks_around_a_search_text_are_not_asked_for(jobs, states):
    tab, session = jobs(states.jobs())
    tab.filter.search.setText("  lantern ")
    assert session.calls[-1] == ("jobs.filter", {"wanted": TaskFilter("lantern")})


def test_a_status_and_a_date_go_together(jobs, states):
    tab, session = jobs(states.jobs())
    for combo, text in ((tab.filter.status, "Failed"), (tab.filter.date, "Last 7 days")):
        combo.setCurrentIndex(combo.findText(text))
        combo.activated.emit(combo.findText(text))
    wanted = session.calls[-1][1]["wanted"]
    assert wanted == TaskFilter("", (TaskStatus.DONE_WITH_FAILURES, TaskStatus.FAILED), 7)
    assert shown(tab) == ["pyro_test_v008"]


def test_the_next_page_is_asked_for_at_the_end_of_the_list_and_not_before(jobs, states, qtbot):
    state = having(states.many(100, 1), jobs={"listing": Listing(answered=True, more=True)})
    tab, session = jobs(state)
    qtbot.waitUntil(lambda: session.on_screen is not None)
    tab.view.expandAll()
    tab.view.verticalScrollBar().setValue(200)
    qtbot.waitUntil(lambda: 1010 in session.on_screen)
    assert "jobs.more" not in [name for name, _values in session.calls]
    tab.view.verticalScrollBar().setValue(tab.view.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: ("jobs.more", {}) in session.calls)


def test_the_session_knows_which_tasks_are_seen_and_that_nobody_looks(jobs, states, qtbot):
    tab, session = jobs(states.many(100, 1))
    qtbot.waitUntil(lambda: (session.on_screen or ())[:1] == (1000,))
    assert len(session.on_screen) < 40
    tab.view.verticalScrollBar().setValue(tab.view.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: session.on_screen[-1] == 1099)
    assert session.watched
    tab.window().tabs.setCurrentIndex(0)
    assert not session.watched


@pytest.mark.parametrize(("name", "page", "title"), [
    ("nothing_found", FOUND_NOTHING, "No task matches “sh900”"), ("may_not_see", REFUSED, "This account may not see"),
    ("never_there", AWAY, "The farm cannot be reached"), ("ready", NONE, "No tasks yet"), ("jobs", TASKS, ""),
])
def test_an_empty_list_says_why(jobs, states, name, page, title):
    tab, _session = jobs(getattr(states, name)())
    assert tab.pages.currentIndex() == page
    if title:
        assert tab.pages.currentWidget()._title.whole().startswith(title)


def test_filters_are_cleared_where_nothing_matches(jobs, states, qtbot):
    tab, session = jobs(states.nothing_found())
    assert tab.filter.search.text() == "sh900"
    qtbot.mouseClick(tab.clear, Qt.MouseButton.LeftButton)
    assert session.calls == [("jobs.filter", {"wanted": TaskFilter()})]
    assert tab.filter.search.text() == ""


def test_without_a_farm_the_rows_say_when_they_were_current(jobs, states):
    tab, _session = jobs(states.away())
    assert tab._as_of.text() == "As of 2 min ago"
    assert not tab.stop.button.isEnabled()
    assert tab.stop.toolTip() == "The farm does not answer."


# Actions on tasks.


@pytest.mark.parametrize(("status", "start", "stop"), [
    (TaskStatus.RENDERING, False, True), (TaskStatus.WAITING, False, True), (TaskStatus.USER_STOPPED, True, False),
    (TaskStatus.TEST_DONE, True, False), (TaskStatus.DONE, False, False), (TaskStatus.UNKNOWN, False, False),
])
def test_what_can_be_done_goes_by_the_status(jobs, states, status, start, stop):
    state = states.demo_jobs()
    tab, _session = jobs(having(state, jobs={"tasks": (dataclasses.replace(state.jobs.tasks[0], status=status),)}))
    assert (tab.start.button.isEnabled(), tab.stop.button.isEnabled()) == (start, stop)
    assert bool(tab.start.toolTip()) != start


def test_the_buttons_act_on_the_selected_task(jobs, states, qtbot):
    tab, session = jobs(states.demo_jobs())
    for explained in (tab.stop, tab.fetch):
        qtbot.mouseClick(explained.button, Qt.MouseButton.LeftButton)
    assert session.calls == [("jobs.act", {"action": TaskAction.STOP, "ids": (7,), "value": None}),
                               ("transfers.fetch", {"task_id": 7, "folder": ""})]


def test_an_action_goes_to_those_of_the_selected_tasks_that_it_fits(jobs, states, qtbot):
    tab, session = jobs(states.jobs())
    click(qtbot, tab.view, tab.model.find(35735988))
    click(qtbot, tab.view, tab.model.find(35735410), Qt.KeyboardModifier.ControlModifier)
    click(qtbot, tab.view, tab.model.find(35734871), Qt.KeyboardModifier.ControlModifier)
    session.calls.clear()
    press(qtbot, tab.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert tab.asked._title.whole() == "Start 2 tasks?"
    tab.asked.do.click()
    (name, asked), = session.calls
    assert name == "jobs.act"
    assert (asked["action"], sorted(asked["ids"])) == (TaskAction.START, [35734871, 35735988])


def test_every_disabled_entry_says_why(jobs, states):
    tab, _session = jobs(states.demo_jobs())
    menu = tab.task_actions.menu()
    disabled = [action for action in menu.actions() if not action.isEnabled() and not action.isSeparator()]
    assert disabled
    for action in disabled:
        assert action.toolTip().endswith("."), action.text()
    assert entries(menu)["Start"].toolTip() == (
        "Only a task that is stopped, or whose test is done, can be started.")


@pytest.mark.parametrize(("entry", "action"), [
    ("Full speed…", TaskAction.FULL_SPEED), ("Stop", TaskAction.STOP), ("Restart all frames…", TaskAction.RESTART_ALL)])
def test_entries_of_the_menu_act(jobs, states, entry, action):
    tab, session = jobs(states.demo_jobs())
    entries(tab.task_actions.menu())[entry].trigger()
    if entry.endswith("…"):
        assert session.calls == []
        tab.asked.do.click()
    assert session.calls == [("jobs.act", {"action": action, "ids": (7,), "value": None})]


def test_priority_and_tags_have_menus_of_their_own(jobs, states):
    state = states.demo_jobs()
    tagged = dataclasses.replace(state.jobs.tasks[0], tags=("night", "client"), priority=60)
    tab, session = jobs(having(state, jobs={"tasks": (tagged,)}))
    menu = tab.task_actions.menu()
    priorities = entries(entries(menu)["Priority"].menu())
    assert [name for name, action in priorities.items() if action.isChecked()] == ["High"]
    priorities["Normal"].trigger()
    entries(entries(menu)["Tags"].menu())["Remove “client”"].trigger()
    assert [(each["action"], each["value"]) for _name, each in session.calls] == [
        (TaskAction.PRIORITY, 50), (TaskAction.REMOVE_TAG, "client")]


def test_a_task_from_elsewhere_is_fetched_to_a_folder_that_is_asked_for(jobs, states, qtbot, monkeypatch):
    tab, session = jobs(having(states.demo_jobs(), transfers={"rows": ()}))
    asked = []
    monkeypatch.setattr("foxsubmit.ui.jobs.task_actions.ask_folder", lambda *question: asked.append(question))
    qtbot.mouseClick(tab.fetch.button, Qt.MouseButton.LeftButton)
    assert session.calls == []
    asked[0][-1]("/results")
    assert session.calls == [("transfers.fetch", {"task_id": 7, "folder": "/results"})]


def test_the_settings_of_a_task_from_here_are_chosen_again(jobs, states):
    state = states.demo_jobs()
    tab, _session = jobs(state)
    assert "not submitted from this machine" in entries(tab.task_actions.menu())[
        "Submit again with these settings"].toolTip()
    here = dataclasses.replace(state.transfers.rows[0], host="blender")
    tab, session = jobs(having(state, transfers={"rows": (here,)}))
    turned = []
    tab.task_actions.settings_chosen.connect(lambda: turned.append(True))
    entries(tab.task_actions.menu())["Submit again with these settings"].trigger()
    assert session.calls == [("submit.choose_as", {"task_id": 7})]
    assert turned


def test_only_one_tasks_settings_are_chosen_again(jobs, states):
    state = states.jobs()
    here = tuple(dataclasses.replace(row, host="blender") for row in state.transfers.rows)
    tab, session = jobs(having(state, transfers={"rows": here}))
    tab.view.selectAll()
    assert len(tab.task_actions.tasks()) > 1
    session.calls.clear()
    submit_again = entries(tab.task_actions.menu())["Submit again with these settings"]
    assert "Select one task only." in submit_again.toolTip()
    assert not submit_again.isEnabled()
    tab.task_actions.again()
    assert session.calls == []


# Frames.


def test_several_frames_that_are_done_are_rendered_again_once_that_was_asked(jobs, states, qtbot):
    tab, session = jobs(states.jobs())
    first, second = [frame for frame in session.state.jobs.frames if frame.status is FrameStatus.DONE][:2]
    tab.frames.pick(first.id)
    add = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    tab.frames.table.selectionModel().select(tab.frames.model.find(second.id), add)
    session.calls.clear()
    press(qtbot, tab.frames.table, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert session.calls == []
    assert tab.asked._title.whole() == "Render 2 frames of beauty, cam_main (task 35736252) again?"
    assert tab.asked._text.whole().startswith(
        f"{first.label}, {second.label}. 2 finished frames are rendered and paid for again. So far it cost ")
    qtbot.mouseClick(tab.asked.do, Qt.MouseButton.LeftButton)
    assert session.calls == [("jobs.frames.restart", {"ids": (first.id, second.id)})]


def test_no_space_parts_the_sentences_of_a_question_in_chinese():
    use("zh_CN")
    rows = [frame(number, FrameStatus.DONE, 60, 0.5) for number in (1, 2)]
    asked = frames_question(rows, task(7, "shot.blend", TaskStatus.DONE, 2, 2, 1.0, 60))
    assert asked is not None
    assert "。" in asked.text
    assert "。 " not in asked.text


def test_all_failed_frames_are_one_button(jobs, states, qtbot):
    tab, session = jobs(states.jobs())
    assert tab.footer.failed.button.text() == "Restart 1 failed"
    qtbot.mouseClick(tab.footer.failed.button, Qt.MouseButton.LeftButton)
    assert session.calls == [("jobs.frames.restart", {"ids": (1044,)})]


def test_every_failed_frame_is_restarted_also_where_there_are_several(jobs, states, qtbot):
    state = states.jobs()
    failed = next(frame for frame in state.jobs.frames if frame.name == "1044")
    frames = tuple(dataclasses.replace(frame, status=failed.status, status_number=failed.status_number)
                   if frame.name in ("1041", "1043") else frame for frame in state.jobs.frames)
    tab, session = jobs(having(state, jobs={"frames": frames}))
    assert tab.footer.failed.button.text() == "Restart 3 failed"
    qtbot.mouseClick(tab.footer.failed.button, Qt.MouseButton.LeftButton)
    assert session.calls == [("jobs.frames.restart", {"ids": (1041, 1043, 1044)})]


def test_frames_of_a_paused_transfer_are_not_fetched_and_it_says_why(jobs, states, qtbot):
    state = states.demo_jobs()
    paused = dataclasses.replace(state.transfers.rows[0], state=TransferState.PAUSED)
    tab, session = jobs(having(state, transfers={"rows": (paused,)}))
    tab.frames.table.selectAll()
    session.calls.clear()
    fetch = entries(tab.detail.frame_actions.menu())["Fetch 5 frames"]
    assert "resume it on the Transfers tab" in fetch.toolTip()
    assert not fetch.isEnabled()
    press(qtbot, tab.frames.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert session.calls == []


def test_the_footer_says_what_became_of_the_selected_frame(jobs, states):
    tab, _session = jobs(states.jobs())
    tab.frames.pick(1044)
    assert tab.footer.text.whole() == "1 frame selected: 1044 ran out of memory at 63.8 of 64 GB"


def test_frames_are_sorted_by_what_they_took(jobs, states):
    tab, _session = jobs(states.jobs())
    tab.frames.model.sort(3, Qt.SortOrder.DescendingOrder)
    costs = [tab.frames.model.row(tab.frames.model.index(place, 0)).cost for place in range(10)]
    assert costs == sorted(costs, reverse=True)


def test_only_what_is_seen_of_ten_thousand_frames_is_asked_for(jobs, states, qtbot):
    tab, session = jobs(states.many(3, 10_000))
    qtbot.waitUntil(lambda: bool(session.pictures))
    assert session.pictures[0] == 0
    assert len(session.pictures) < 100
    sheet = tab.frames.sheet
    sheet.verticalScrollBar().setValue(sheet.verticalScrollBar().maximum())
    assert session.pictures[-1] == 9999
    assert len(session.pictures) < 100


@pytest.mark.parametrize("width", [900, 1400])
def test_no_number_of_a_task_is_elided_however_large(opened, states, qtbot, width):
    state = states.jobs()
    panel, session = opened(state, width)
    panel.tabs.setCurrentIndex(JOBS)
    task = dataclasses.replace(state.jobs.tasks[0], done=10_512, frames=1_210_000, cost=1_234_567.89, seconds=88e6)
    session.becomes(dataclasses.replace(state, jobs=dataclasses.replace(
        state.jobs, tasks=(task, *state.jobs.tasks[1:]))))
    qtbot.wait(1)
    assert list(cells_elided(panel)) == []
    assert panel.jobs.view.columnWidth(0) >= 150
    wide = panel.jobs.view.columnWidth(4)
    session.becomes(state)
    assert panel.jobs.view.columnWidth(4) < wide


def test_a_picture_that_was_rendered_again_is_read_again(states, tmp_path, qtbot, qapp):
    came, path = [], tmp_path / "frame.png"
    path.write_bytes(states.thumbnails[0].read_bytes())
    gallery = Gallery(qapp, lambda: came.append(True))
    assert gallery.get(path, 160, 90) is None
    qtbot.waitUntil(lambda: gallery.idle and bool(came))
    first = gallery.get(path, 160, 90)
    assert (first.width(), first.height()) == (160, 90)
    assert gallery.get(path, 160, 90).cacheKey() == first.cacheKey()
    time.sleep(0.02)
    path.write_bytes(b"cut off")
    assert gallery.get(path, 160, 90).cacheKey() == first.cacheKey()
    qtbot.waitUntil(lambda: gallery.idle)
    assert gallery.get(path, 160, 90).isNull()
    gallery.get(tmp_path / "none.png", 160, 90)
    qtbot.waitUntil(lambda: gallery.idle)
    assert gallery.get(tmp_path / "none.png", 160, 90).isNull()


def test_pictures_stay_within_a_number_of_bytes(states, qtbot, qapp):
    gallery = Gallery(qapp, lambda: None, room=160 * 90 * 4 * 3)
    for path in states.thumbnails[:8]:
        gallery.get(path, 160, 90)
    qtbot.waitUntil(lambda: gallery.idle)
    assert gallery._bytes <= gallery._room
    assert 1 <= len(gallery._kept) < 4


# Viewer, log, output, blocks.


def test_a_viewer_that_opens_without_a_frame_shows_the_first_picture_and_is_drawn_once(jobs, states, monkeypatch):
    tab, session = jobs(states.jobs())
    tab.detail._frame_id = None
    tab.frames.table.clearSelection()
    drawn = []
    draw = tab.detail.viewer.draw
    monkeypatch.setattr(tab.detail.viewer, "draw", lambda *given: drawn.append(given) or draw(*given))
    tab.detail.turn(VIEWER)
    first = next(frame for frame in session.state.jobs.frames if frame.thumbnail)
    assert tab.detail.viewer.current().id == tab.frames.table.current().id == first.id
    assert [frame.id for frame in tab.frames.selected()] == [first.id]
    assert len(drawn) == 1


def test_the_viewer_fits_before_there_is_a_picture(jobs, states):
    tab, _session = jobs(states.jobs())
    assert tab.detail.viewer._zooms.picked().text == "Fit"


def test_a_frame_that_cannot_be_shown_says_why(jobs, states, qtbot):
    tab, _session = jobs(states.not_shown())
    tab.frames.pick(1)
    tab.detail.turn(VIEWER)
    assert "oiiotool" in tab.detail.viewer.viewer._word
    assert not tab.detail.viewer.viewer.has_picture()


def test_the_log_of_the_selected_frame_is_searched(jobs, states, qtbot):
    tab, session = jobs(states.log())
    tab.frames.pick(1046)
    tab.detail.turn(LOG)
    log = tab.detail.log
    assert ("jobs.detail.show_log", {"frame_id": 1046}) in session.calls
    assert log._summary.whole() == "1 error · 1 warning"
    log.search.setText("done")
    assert log._hits.text() == "8 places"
    first = log.text.textCursor().blockNumber()
    log.find_next()
    assert log.text.textCursor().blockNumber() == first + 1
    log.text.moveCursor(QTextCursor.MoveOperation.End)
    log.find_next()
    assert log.text.textCursor().blockNumber() == first


def test_lines_that_come_are_put_below_those_that_are_there(jobs, states):
    tab, session = jobs(states.log())
    tab.frames.pick(1046)
    tab.detail.turn(LOG)
    before = tab.detail.log.text.blockCount()
    known = session.state.jobs.detail.log
    longer = dataclasses.replace(known, lines=(*known.lines, "07:00 more", "07:01 warning: more"))
    session.becomes(having(session.state, jobs={"detail": dataclasses.replace(session.state.jobs.detail, log=longer)}))
    assert tab.detail.log.text.blockCount() == before + 2
    assert tab.detail.log._summary.whole() == "1 error · 2 warnings"


def test_a_log_that_is_not_there_says_so(jobs, states):
    tab, _session = jobs(states.no_log())
    tab.frames.pick(1046)
    tab.detail.turn(LOG)
    assert tab.detail.log._none._title.whole() == "No log yet"


def test_a_folder_of_the_output_is_read_when_it_is_opened(jobs, states, qtbot):
    tab, session = jobs(having(states.jobs(), jobs={"detail": Detail(complete=True)}))
    tab.detail.turn(OUTPUT)
    assert ("jobs.detail.list_output", {"path": ""}) in session.calls
    session.becomes(states.output())
    output = tab.detail.output
    crypto = output.model.find("/35736252_courtyard_sh040_v017/crypto")
    assert crypto.isValid()
    output.view.expand(crypto)
    assert session.calls[-1] == ("jobs.detail.list_output", {"path": "/35736252_courtyard_sh040_v017/crypto"})


def test_a_file_of_the_output_is_fetched(jobs, states, qtbot, monkeypatch):
    tab, session = jobs(states.output())
    monkeypatch.setattr("foxsubmit.ui.jobs.task_actions.ask_folder", lambda *question: question[-1]("/results"))
    tab.detail.turn(OUTPUT)
    output = tab.detail.output
    assert not output.fetch.button.isEnabled()
    path = "/35736252_courtyard_sh040_v017/beauty/beauty.1040.exr"
    output.view.setCurrentIndex(output.model.find(path))
    qtbot.mouseClick(output.fetch.button, Qt.MouseButton.LeftButton)
    name, asked = session.calls[-1]
    assert name == "jobs.detail.fetch_output"
    assert [entry.path for entry in asked["entries"]] == [path]
    assert asked["folder"] == "/results"


def test_an_output_that_cannot_be_listed_says_why(jobs, states):
    trouble = Output(trouble="The farm does not allow this (code 403).")
    tab, _session = jobs(having(states.jobs(), jobs={"detail": Detail(complete=True, output=trouble)}))
    tab.detail.turn(OUTPUT)
    assert tab.detail.output._none._text.text() == trouble.trouble


def test_blocks_are_there_for_3ds_max_only(jobs, states):
    tab, session = jobs(states.jobs())
    assert not tab.detail.buttons[MOSAIC].isVisible()
    session.becomes(states.blocks())
    assert tab.detail.buttons[MOSAIC].isVisible()
    tab.detail.turn(MOSAIC)
    assert session.mosaic
    assert tab.detail.mosaic.blocks.accessibleDescription() == "2 of 8 blocks are done"
    session.becomes(states.jobs())
    assert tab.detail.page() == FRAMES
    assert not session.mosaic


def test_after_the_test_frames_there_is_an_estimate_with_a_band(jobs, states):
    tab, _session = jobs(states.tested())
    figures = tab.detail.figures
    assert figures._estimate._name.whole() == "Estimate for 240 frames, from 3 test frames"
    assert figures._estimate._value.whole() == "39–68 USD"
    assert figures.track.isVisible()
    assert figures.track.accessibleDescription() == "0.66 USD so far, 39–68 USD in the end"


def test_nothing_left_to_render_is_nothing_to_estimate(jobs, states):
    state = states.demo_jobs()
    frames = tuple(frame(number, FrameStatus.DONE, 6, 0.01) for number in range(8))
    done = dataclasses.replace(state.jobs.tasks[0], status=TaskStatus.DONE, done=8, rendering=0)
    tab, _session = jobs(having(state, jobs={"tasks": (done,), "frames": frames}))
    assert not tab.detail.figures.track.isVisible()
    assert tab.detail.figures._estimate._name.whole() == "A frame, on average"


def test_a_task_that_the_list_does_not_have_is_shown_all_the_same(jobs, states):
    state = states.jobs()
    row = dataclasses.replace(state.jobs.tasks[2], id=99, name="from elsewhere")
    tab, _session = jobs(having(state, jobs={"selected": 99, "detail": Detail(row, complete=True)}))
    assert tab.detail._title.whole() == "from elsewhere"


def test_a_state_without_a_connection_asks_for_patience(jobs, states):
    tab, _session = jobs(having(states.ready(), account={"connection": Connection.UNKNOWN},
                                jobs={"listing": Listing()}))
    assert tab.pages.currentIndex() == NONE
    assert tab._none._title.whole() == "Loading from the farm"


def test_the_wrong_frames_log_is_not_shown(jobs, states):
    tab, session = jobs(states.log())
    tab.frames.pick(1046)
    tab.detail.turn(LOG)
    session.becomes(having(session.state, jobs={"detail": Detail(
        complete=True, log=FrameLog(1047, ("of another frame",), complete=True))}))
    assert tab.detail.log.text.toPlainText() == ""
