from __future__ import annotations

import dataclasses

import pytest
from qtpy.QtCore import QPoint, Qt
from qtpy.QtGui import QFontMetrics
from qtpy.QtWidgets import QMenu
from tests.ui.having import having

from foxsubmit.core.model.ending import End
from foxsubmit.core.model.job_identity import JobIdentity
from foxsubmit.core.session.state import TransferCheck
from foxsubmit.core.transfer.fetch.checking import Checked
from foxsubmit.core.transfer.fetch.verify import Fault, Verified
from foxsubmit.core.transfer.states import SETTLED, TransferFile, TransferState
from foxsubmit.ui import panel_memory
from foxsubmit.ui.kit import slices
from foxsubmit.ui.kit.cells import CELL
from foxsubmit.ui.kit.font_metrics import fit
from foxsubmit.ui.kit.words import transfer_state
from foxsubmit.ui.panel import JOBS, TRANSFERS
from foxsubmit.ui.transfers.actions import SIDE, actions
from foxsubmit.ui.transfers.speed_line import SAMPLES, Samples
from foxsubmit.ui.transfers.transfer_words import progress

pytestmark = pytest.mark.usefixtures("pages_turned_to")


@pytest.fixture
def transfers(opened, states):
    panel, session = opened(states.studio())
    panel.tabs.setCurrentIndex(TRANSFERS)
    return panel.transfers, session


def click_icon(qtbot, view, place, name):
    """On the icon at the end of a row."""
    index = view.rows.index(place, len(view.rows.columns) - 1)
    rect = view.visualRect(index)
    names = [action.name for action in actions(view.rows.row(index))]
    left = rect.right() - 4 - SIDE * len(names) + SIDE * names.index(name)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(left + SIDE // 2, rect.center().y()))


@pytest.mark.parametrize(("place", "name", "intent"), [
    (0, "pause", "transfers.pause"), (2, "resume", "transfers.resume"), (4, "resume", "transfers.resume"),
    (3, "front", "transfers.to_front"),
])
def test_a_click_on_an_icon_acts_on_its_transfer(transfers, qtbot, place, name, intent):
    tab, session = transfers
    click_icon(qtbot, tab.view, place, name)
    assert session.calls[-1] == (intent, {"transfer_id": "abcdef"[place]})


def test_cancelling_is_asked_in_the_panel(transfers, qtbot):
    tab, session = transfers
    click_icon(qtbot, tab.view, 0, "cancel")
    assert tab.ask.isVisible()
    qtbot.mouseClick(tab.ask.keep, Qt.MouseButton.LeftButton)
    assert [name for name, _arguments in session.calls if name == "transfers.cancel"] == []
    click_icon(qtbot, tab.view, 0, "cancel")
    qtbot.mouseClick(tab.ask.do, Qt.MouseButton.LeftButton)
    assert session.calls[-1] == ("transfers.cancel", {"transfer_id": "a"})
    assert not tab.ask.isVisible()


def test_keys_pause_and_cancel_the_selected_one(transfers, qtbot):
    tab, session = transfers
    tab.view.setFocus()
    tab.view.setCurrentIndex(tab.model.index(0, 0))
    qtbot.keyClick(tab.view, Qt.Key.Key_Space)
    assert session.calls[-1] == ("transfers.pause", {"transfer_id": "a"})
    qtbot.keyClick(tab.view, Qt.Key.Key_Delete)
    assert tab.ask.isVisible()


def test_a_transfer_that_is_over_cannot_be_paused(transfers):
    _tab, session = transfers
    assert [action.name for action in actions(session.state.transfers.rows[5])] == ["open", "check", "remove"]


def test_all_are_paused_and_resumed(transfers, qtbot):
    tab, session = transfers
    qtbot.mouseClick(tab.pause_all.button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(tab.resume_all.button, Qt.MouseButton.LeftButton)
    assert session.calls == [("transfers.pause_all", {}), ("transfers.resume_all", {})]
    session.becomes(having(session.state, transfers={"rows": session.state.transfers.rows[5:]}))
    assert not tab.pause_all.button.isEnabled()
    assert tab.resume_all.toolTip() == "Nothing is paused, failed or waits for another try."


def test_all_are_resumed_where_one_has_failed(transfers):
    tab, session = transfers
    failed = [row for row in session.state.transfers.rows if row.state is TransferState.FAILED]
    session.becomes(having(session.state, transfers={"rows": tuple(failed)}))
    assert tab.resume_all.button.isEnabled()
    assert not tab.pause_all.button.isEnabled()


def test_what_is_being_cancelled_says_that_it_may_cost_and_can_only_be_tried_again(transfers, qtbot):
    tab, session = transfers
    row = dataclasses.replace(session.state.transfers.rows[0], state=TransferState.CANCELLING, task_id=7, message="",
                              stage=TransferState.WATCHING)
    session.becomes(having(session.state, transfers={"rows": (row,)}))
    assert transfer_state(row).text == "Being cancelled"
    assert progress(row) == ("Task 7 is being cancelled: until the farm confirms it, it may still render and cost "
                             "money.")
    assert not tab.pause_all.button.isEnabled()
    click_icon(qtbot, tab.view, 0, "again")
    assert session.calls[-1] == ("transfers.cancel", {"transfer_id": row.id})
    assert not tab.ask.isVisible()


def test_the_speed_is_limited(transfers):
    tab, session = transfers
    tab.limit.activated.emit(3)
    assert session.calls == [("transfers.limit_speed", {"limit": 5_000_000})]
    assert tab.limit.picked().text == "5.0 MB/s"
    session.becomes(having(session.state, transfers={"speed_limit": 1_234_000}))
    assert tab.limit.picked().text == "1.2 MB/s"


def test_the_selected_transfer_stays_selected_and_shows_its_files(transfers):
    tab, session = transfers
    tab.view.setCurrentIndex(tab.model.index(2, 0))
    assert session.calls == [("transfers.select", {"transfer_id": "c"})]
    rows = session.state.transfers.rows
    files = (TransferFile("/p/a.vdb", 100, 40, False, False), TransferFile("/p/b.vdb", 100, 100, True, False))
    session.becomes(having(session.state, transfers={"files": files, "rows": (dataclasses.replace(
        rows[0], id="new"), rows[1], dataclasses.replace(rows[2], state=TransferState.UPLOADING))}))
    assert tab.view.current().id == "c"
    texts = [tab.detail.model.index(place, 2).data() for place in range(2)]
    assert texts == ["Sending", "Same content, not sent"]


@pytest.mark.parametrize(("new", "same"), [(0, "4.0 MB, not sent again"), (1_000_000, "3.0 MB, not sent again"),
                                           (4_000_000, "–")])
def test_the_files_of_a_transfer_and_what_of_them_was_not_sent_are_said(transfers, new, same):
    tab, session = transfers
    tab.view.setCurrentIndex(tab.model.index(2, 0))
    rows = session.state.transfers.rows
    over = dataclasses.replace(rows[2], state=TransferState.FETCHED, stage=None, files=8, files_done=8, bytes=4_000_000,
                               bytes_done=4_000_000, bytes_new=new, bytes_sent=new)
    session.becomes(having(session.state, transfers={"rows": (*rows[:2], over)}))
    texts = {name: label.whole() for name, label in tab.detail._values.items()}
    assert (texts["Files"], texts["Unchanged"]) == ("8 files, 4.0 MB", same)


def test_what_is_over_can_be_hidden(transfers):
    tab, session = transfers
    tab.unfinished.setChecked(True)
    assert [tab.model.row(tab.model.index(place, 0)).id for place in range(tab.model.rowCount())] == list("abcde")
    session.becomes(having(session.state, transfers={"rows": session.state.transfers.rows[5:]}))
    assert tab._list.currentIndex() == 1


def listed(tab):
    return [tab.model.row(tab.model.index(place, 0)).id for place in range(tab.model.rowCount())]


def test_a_page_that_nothing_was_cleared_on_is_listed_once_when_its_look_comes_back(transfers, monkeypatch):
    tab, _session = transfers
    listed_anew = []
    monkeypatch.setattr(tab.model, "show", listed_anew.append)
    panel_memory.restore(tab, {})
    assert listed_anew == []
    panel_memory.restore(tab, {"cleared": ["a transfer"]})
    assert len(listed_anew) == 1


def test_very_many_transfers_come_in_slices_and_are_all_there_once_however_they_are_grouped(
        transfers, qtbot, monkeypatch):
    tab, session = transfers
    some = session.state.transfers.rows[0]
    rows = tuple(dataclasses.replace(some, id=f"t{number}", name=f"shot_{number % 7}") for number in range(2100))
    session.becomes(having(session.state, transfers={"rows": ()}))
    monkeypatch.setattr(slices, "SLICE", 0)
    session.becomes(having(session.state, transfers={"rows": rows}))
    assert tab.model.size() < len(rows)
    qtbot.waitUntil(lambda: tab.model.size() == len(rows))
    session.becomes(having(session.state, transfers={"rows": ()}))
    qtbot.waitUntil(lambda: tab.model.size() == 0)
    session.becomes(having(session.state, transfers={"rows": rows}))
    tab.grouping.group_by("scene")
    qtbot.waitUntil(lambda: tab.model.size() == len(rows) + tab.model.rowCount())
    newest = (*rows[:-1], dataclasses.replace(rows[-1], name="the last one"))
    session.becomes(having(session.state, transfers={"rows": newest}))
    qtbot.waitUntil(lambda: tab.model.row(tab.model.find("t2099")).name == "the last one")


def test_what_is_finished_is_cleared_by_one_button_and_stays_so_the_next_time(transfers):
    tab, session = transfers
    over = [each.id for each in session.state.transfers.rows if each.state in SETTLED]
    assert over
    assert set(over) <= set(listed(tab))
    tab.clear.button.click()
    assert not set(over) & set(listed(tab))
    assert not tab.clear.button.isEnabled()
    left = panel_memory.read(tab, {})
    assert left["cleared"] == over
    tab.cleared._ids.clear()
    tab.cleared.changed.emit()
    assert set(over) <= set(listed(tab))
    panel_memory.restore(tab, left)
    assert not set(over) & set(listed(tab))


def test_one_that_was_cancelled_can_be_removed_from_the_list(transfers):
    tab, session = transfers
    row = dataclasses.replace(session.state.transfers.rows[0], state=TransferState.CANCELLED)
    session.becomes(having(session.state, transfers={"rows": (row, *session.state.transfers.rows[1:])}))
    tab._act(next(action.name for action in actions(row) if action.text == "Remove from the list"), row)
    assert row.id not in listed(tab)


def test_a_new_submission_is_selected(transfers):
    _tab, session = transfers
    session.becomes(having(session.state, transfers={"read": True}))
    row = dataclasses.replace(session.state.transfers.rows[0], id="new", created=9e9)
    session.calls.clear()
    session.becomes(having(session.state, transfers={"rows": (row, *session.state.transfers.rows)}))
    assert session.calls == [("transfers.select", {"transfer_id": "new"})]


def test_a_text_that_is_cut_has_a_tooltip(transfers):
    tab, _session = transfers
    cell = tab.model.cell(tab.model.index(0, 1))
    assert cell.tip == cell.below != ""


def test_a_job_whose_frames_failed_is_green_nowhere(transfers):
    tab, session = transfers
    row = dataclasses.replace(session.state.transfers.rows[0], id="bad", state=TransferState.FETCHED,
                              end=End.ALL_FAILED, ended=1.0)
    session.becomes(having(session.state, transfers={"rows": (row,)}))
    name, progress_cell = (tab.model.cell(tab.model.index(0, column)) for column in range(2))
    assert [name.icon_tone, progress_cell.bar, progress_cell.below_tone] == ["error"] * 3


def test_the_menu_leads_to_the_task(opened, states):
    panel, session = opened(states.studio())
    panel.tabs.setCurrentIndex(TRANSFERS)
    menu = panel.transfers.menu(session.state.transfers.rows[1])
    assert [action.text() for action in menu.actions()] == ["Pause", "Cancel…", "Show task"]
    menu.actions()[-1].trigger()
    assert panel.tabs.currentIndex() == JOBS
    assert ("jobs.select", {"task_id": 35735988}) in session.calls


def test_speeds_of_the_last_two_minutes_are_kept():
    samples = Samples()
    for second in range(SAMPLES + 5):
        samples.add([("a", float(second))])
    assert samples.of("a")[0] == 5.0
    assert len(samples.of("a")) == SAMPLES
    samples.add([("b", 1.0)])
    assert samples.of("a") == ()


def test_a_transfer_that_waits_for_its_folder_offers_to_use_it_as_it_is(opened, states, qtbot):
    state = states.studio()
    row = dataclasses.replace(state.transfers.rows[1], folder_gone=True, message="The results folder is gone.")
    panel, session = opened(having(state, transfers={"rows": (row,), "selected": None}))
    panel.tabs.setCurrentIndex(TRANSFERS)
    tab = panel.transfers
    click_icon(qtbot, tab.view, 0, "folder")
    assert tab.ask.isVisible()
    assert [name for name, _arguments in session.calls if name == "transfers.use_folder"] == []
    qtbot.mouseClick(tab.ask.do, Qt.MouseButton.LeftButton)
    assert session.calls[-1] == ("transfers.use_folder", {"transfer_id": "b", "folder": "P:/lantern/renders"})


def test_uploads_of_one_scene_are_told_apart_and_what_was_not_told_is_unknown(transfers):
    tab, session = transfers
    row = session.state.transfers.rows[0]
    about = JobIdentity(name="sh040 · beauty · cam_main · 1-8", unit="beauty", camera="cam_main", artist="mira")
    session.becomes(having(session.state, transfers={"rows": (
        dataclasses.replace(row, id="x", about=about, created=0.0), dataclasses.replace(row, id="y", about=None))}))
    shown = {column.name: [tab.model.cell(tab.model.index(place, at)).text for place in (0, 1)]
             for at, column in enumerate(tab.model.columns)}
    assert shown["transfer"] == ["sh040 · beauty · cam_main · 1-8", row.name]
    assert shown["unit"] == ["beauty", "unknown"]
    assert shown["artist"] == ["mira", "unknown"]
    assert shown["project"] == ["–", "unknown"]
    assert shown["submitted"][0] == "unknown"


def test_columns_of_transfers_come_with_the_width_and_the_icons_always_stay(opened, states):
    for width, there in ((1800, True), (420, False)):
        panel, _session = opened(states.studio(), width)
        panel.tabs.setCurrentIndex(TRANSFERS)
        header, columns = panel.transfers.view.header(), panel.transfers.model.columns
        titles = {column.title for place, column in enumerate(columns) if not header.isSectionHidden(place)}
        assert ("Camera" in titles) == there
        assert {"Transfer", "Progress", ""} <= titles
        assert header.sectionSize(0) >= 90


@pytest.mark.parametrize("tab", ["jobs", "transfers", "submit"])
def test_names_give_way_in_the_middle_so_that_the_version_is_seen(opened, states, tab):
    panel, _session = opened(states.long_names())
    panel.tabs.setCurrentIndex({"submit": 0, "jobs": JOBS, "transfers": TRANSFERS}[tab])
    model = {"jobs": lambda: panel.jobs.model, "transfers": lambda: panel.transfers.model,
             "submit": lambda: panel.submit.units.model}[tab]()
    column = 1 if tab == "submit" else 0
    assert all(model.cell(model.index(place, column)).path for place in range(model.rowCount()))
    assert panel.submit.scene.name.elide == Qt.TextElideMode.ElideMiddle


@pytest.mark.parametrize(("room", "seen"), [(110, ""), (160, "1-4"), (260, "Camera · 1-4")])
def test_the_version_of_a_scene_is_seen_in_the_name_of_its_job(font, room, seen):
    name = "sq010_sh0240_courtyard_exterior_night_rain_lighting_v0173 · Scene · Camera · 1-4"
    shown, width = fit(font, name, room, Qt.TextElideMode.ElideMiddle)
    assert shown.startswith("sq") and "v0173" in shown and shown.endswith(seen), shown
    assert width <= room


@pytest.mark.parametrize("name", ["a_long_name_without_a_version_of_it · Camera · 1-4",
                                  "/show/sq010/v0173/a_long_name_of_it.png"])
def test_a_name_without_a_version_gives_way_in_its_middle(font, name):
    metrics = QFontMetrics(font)
    assert fit(font, name, 120, Qt.TextElideMode.ElideMiddle)[0] == metrics.elidedText(
        name, Qt.TextElideMode.ElideMiddle, 120)


def test_several_transfers_are_paused_and_cancelled_at_once_with_their_number_and_names(transfers, qtbot):
    tab, session = transfers
    tab.view.setFocus()
    tab.view.selectAll()
    session.calls.clear()
    qtbot.keyClick(tab.view, Qt.Key.Key_Space)
    paused = [given["transfer_id"] for name, given in session.calls if name == "transfers.pause"]
    assert len(paused) > 1
    session.calls.clear()
    texts = [action.text() for action in tab.menu(tab.view.current()).actions()]
    assert "Pause" in texts
    assert "Cancel…" in texts
    qtbot.keyClick(tab.view, Qt.Key.Key_Delete)
    fitting = [each for each in session.state.transfers.rows
               if any(action.name == "cancel" for action in actions(each))]
    assert tab.ask._title.whole() == f"Cancel {len(fitting)} transfers?"
    assert fitting[0].name in tab.ask._text.whole()
    assert session.calls == []
    tab.ask.do.click()
    assert [given["transfer_id"] for _name, given in session.calls] == [each.id for each in fitting]


def test_the_files_of_what_is_over_are_checked_by_its_icon_and_the_check_can_be_stopped(transfers, qtbot):
    tab, session = transfers
    click_icon(qtbot, tab.view, 5, "check")
    assert session.calls[-1] == ("transfers.checking.start", {"transfer_id": "f"})
    row = session.state.transfers.rows[5]
    session.becomes(having(session.state, transfers={"selected": "f", "check": TransferCheck(row)}))
    check = tab.detail.check
    assert check.said.whole().startswith("Every result is read again")
    assert check.stop.text() == "Stop"
    assert not (check.faults.isVisible() or check.repair.isVisible() or tab.detail.files.isVisible())
    qtbot.mouseClick(check.stop, Qt.MouseButton.LeftButton)
    assert session.calls[-1] == ("transfers.checking.stop", {})


def test_where_nothing_is_right_no_number_says_so(transfers):
    tab, session = transfers
    row = session.state.transfers.rows[5]
    found = Checked(Verified(0, (Fault("/r", "The folder /r is not there."),)), Verified(0, ()))
    session.becomes(having(session.state, transfers={"selected": "f", "check": TransferCheck(row, found)}))
    assert tab.detail.check.said.whole() == "No file was found to be right."


@pytest.mark.parametrize(("faults", "again"), [
    ((Fault("/r/a.exr", "/r/a.exr is gone.", "/1/a.exr"),), True),
    ((Fault("/r/a.exr", "Whether /r/a.exr is right is not known."),), False),
    ((Fault("/r", "The folder /r is not there."),), False),
])
def test_what_is_wrong_is_listed_and_fetched_again_only_where_that_helps(transfers, qtbot, faults, again):
    tab, session = transfers
    row = session.state.transfers.rows[5]
    found = Checked(Verified(95, faults), Verified(0, ()))
    session.becomes(having(session.state, transfers={"selected": "f", "check": TransferCheck(row, found)}))
    check = tab.detail.check
    assert check.said.whole() == "95 files are right, 1 is not, or is not known."
    assert [cell_of(check.model, number).text for number in range(check.model.rowCount())] == [faults[0].sentence]
    assert check.repair.isVisible() is again
    if again:
        qtbot.mouseClick(check.repair, Qt.MouseButton.LeftButton)
        assert session.calls[-1] == ("transfers.checking.repair", {})


def test_a_check_is_seen_in_a_low_panel_and_gone_with_another_transfer(opened, states):
    panel, session = opened(states.checked(), 900, 400)
    panel.tabs.setCurrentIndex(TRANSFERS)
    assert panel.transfers.detail.check.isVisible()
    session.becomes(having(session.state, transfers={"selected": "a", "check": None}))
    assert not panel.transfers.detail.check.isVisible()


def cell_of(model, number):
    return model.index(number, 0).data(CELL)


def test_transfers_are_grouped_by_scene_batch_and_day_and_a_group_stands_for_all_its_own(transfers, qtbot):
    tab, session = transfers
    rows = session.state.transfers.rows[:3]
    about = JobIdentity(batch="dailies")
    session.becomes(having(session.state, transfers={"rows": (
        dataclasses.replace(rows[0], about=about, created=0.0), dataclasses.replace(rows[1], about=about), rows[2])}))
    below = next(each for each in tab.column_menu.menu().findChildren(QMenu) if each.title() == "Group by")
    next(action for action in below.actions() if action.text() == "Batch").trigger()
    names = [tab.model.cell(tab.model.index(place, 0)).text for place in range(tab.model.rowCount())]
    assert names == ["dailies", "Without a batch"]
    assert tab.view.isExpanded(tab.model.index(0, 0))
    tab.view.setFocus()
    session.calls.clear()
    tab.view.setCurrentIndex(tab.model.index(0, 0))
    session.becomes(having(session.state, transfers={"speed_limit": 1_000_000}))
    assert tab.view.current().name == "dailies"
    assert [action.text() for action in tab.menu(rows[0]).actions()]
    qtbot.keyClick(tab.view, Qt.Key.Key_Space)
    assert {given["transfer_id"] for name, given in session.calls if name == "transfers.pause"} == {"a", "b"}
    tab.grouping.group_by("day")
    assert "Day not known" in [tab.model.cell(tab.model.index(place, 0)).text for place in range(tab.model.rowCount())]
    tab.grouping.group_by("scene")
    assert tab.model.rowCount() == 3
    tab.grouping.group_by("")
    assert tab.view.indentation() == 0
