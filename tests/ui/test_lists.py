"""Assets, Transfers and Jobs."""

from __future__ import annotations

import dataclasses

import pytest
from qtpy.QtCore import QPoint, QPointF, Qt
from qtpy.QtGui import QWheelEvent
from qtpy.QtWidgets import QApplication

from foxsubmit.core.state import TaskStatus, TransferState
from foxsubmit.ui.contact_sheet import Pictures
from foxsubmit.ui.panel import ASSETS, JOBS, TRANSFERS


@pytest.fixture
def jobs(opened, states):
    def open_jobs(state):
        panel, session = opened(state, 960, 884)
        panel.tabs.setCurrentIndex(JOBS)
        return panel.jobs, session

    return open_jobs


@pytest.fixture
def transfers(opened, states):
    panel, session = opened(states.studio())
    panel.tabs.setCurrentIndex(TRANSFERS)
    return panel.transfers, session


def click(qtbot, view, index):
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())


def test_a_click_on_a_task_selects_it(jobs, states, qtbot):
    tab, session = jobs(states.jobs())
    click(qtbot, tab.view, tab.model.find(35735410))
    assert session.intents == [("select_task", {"task_id": 35735410})]


def test_redrawing_keeps_the_task_and_the_frame(jobs, states):
    tab, session = jobs(states.jobs())
    tab.frames.table.setCurrentIndex(tab.frames.model.index(7, 0))
    state = states.jobs()
    session.becomes(dataclasses.replace(
        state, tasks=tuple(dataclasses.replace(task, cost=task.cost + 1) for task in reversed(state.tasks)),
        task_frames=tuple(dataclasses.replace(frame, seconds=frame.seconds + 1) for frame in state.task_frames)))
    assert tab.view.current().id == 35736252
    assert tab.frames.table.current().name == "1044"
    assert tab.frames.sheet.selectionModel().isSelected(tab.frames.model.index(7, 0))
    assert session.intents == []


@pytest.mark.parametrize(("status", "start", "stop"), [
    (TaskStatus.RENDERING, False, True), (TaskStatus.WAITING, False, True), (TaskStatus.USER_STOPPED, True, False),
    (TaskStatus.TEST_DONE, True, False), (TaskStatus.DONE, False, False), (TaskStatus.UNKNOWN, False, False),
])
def test_what_can_be_done_goes_by_the_status(jobs, states, status, start, stop):
    state = states.demo_jobs()
    tab, _session = jobs(dataclasses.replace(state, tasks=(dataclasses.replace(state.tasks[0], status=status),)))
    assert (tab.start.button.isEnabled(), tab.stop.button.isEnabled()) == (start, stop)
    assert bool(tab.start.toolTip()) != start


def test_the_buttons_act_on_the_selected_task(jobs, states, qtbot):
    tab, session = jobs(states.demo_jobs())
    for explained in (tab.stop, tab.fetch):
        qtbot.mouseClick(explained.button, Qt.MouseButton.LeftButton)
    assert session.intents == [("stop_task", {"task_id": 7}), ("fetch", {"task_id": 7, "folder": ""})]


def test_a_task_from_elsewhere_is_fetched_to_a_folder_that_is_asked_for(jobs, states, qtbot, monkeypatch):
    tab, session = jobs(dataclasses.replace(states.demo_jobs(), transfers=()))
    answers = iter(["", "/results"])
    monkeypatch.setattr("foxsubmit.ui.jobs_tab.QFileDialog.getExistingDirectory", lambda *_question: next(answers))
    for _click in range(2):
        qtbot.mouseClick(tab.fetch.button, Qt.MouseButton.LeftButton)
    assert session.intents == [("fetch", {"task_id": 7, "folder": "/results"})]


def test_tasks_are_filtered_by_name_and_number(jobs, states, qtbot):
    tab, _session = jobs(states.jobs())
    for text, expected in (("LANTERN", ["lantern_lookdev_v004"]), ("34872", ["pyro_test_v008"]),
                           ("cam_close", ["courtyard_sh040_v017"]), ("nothing", [])):
        tab.filter.setText(text)
        assert [tab.model.row(tab.model.index(place, 0)).name for place in range(tab.model.rowCount())] == expected


def test_the_folder_is_opened_where_there_is_one(jobs, states, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr("foxsubmit.ui.jobs_tab.open_folder", opened.append)
    tab, _session = jobs(states.demo_jobs())
    qtbot.mouseClick(tab._footer.open, Qt.MouseButton.LeftButton)
    assert opened == [str(states.folder)]
    tab, _session = jobs(states.jobs())
    assert not tab._footer.open.isVisible()


def test_the_sheet_fills_its_width_and_the_wheel_changes_the_cells(jobs, states):
    tab, _session = jobs(states.jobs())
    sheet = tab.frames.sheet
    before = sheet._frames.cell.width()
    for _notch in range(3):
        QApplication.sendEvent(sheet.viewport(), QWheelEvent(
            QPointF(20, 20), QPointF(20, 20), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False))
    assert sheet._frames.cell.width() > before
    tops = [sheet.visualRect(tab.frames.model.index(place, 0)).top() for place in range(3)]
    assert len(set(tops)) == 1


def test_a_picture_that_was_rendered_again_is_read_again(states, tmp_path):
    pictures, path = Pictures(), tmp_path / "frame.png"
    path.write_bytes(states.thumbnails[0].read_bytes())
    first = pictures.get(path, 160, 90)
    assert (first.width(), first.height()) == (160, 90)
    assert pictures.get(path, 160, 90) is first
    path.write_bytes(b"cut off")
    assert pictures.get(path, 160, 90).isNull()
    assert pictures.get(tmp_path / "none.png", 160, 90).isNull()


@pytest.mark.parametrize(("place", "button", "intent"), [
    (0, "pause", "pause"), (2, "resume", "resume"), (4, "resume", "resume"), (0, "cancel", "cancel"),
])
def test_a_transfer_is_paused_resumed_and_cancelled(transfers, qtbot, place, button, intent):
    tab, session = transfers
    click(qtbot, tab.view, tab.model.index(place, 0))
    qtbot.mouseClick(getattr(tab, button).button, Qt.MouseButton.LeftButton)
    assert session.intents == [(intent, {"transfer_id": "abcdef"[place]})]


def test_a_transfer_that_is_over_cannot_be_paused(transfers, qtbot):
    tab, _session = transfers
    click(qtbot, tab.view, tab.model.index(5, 0))
    assert not tab.pause.button.isEnabled()
    assert not tab.cancel.button.isEnabled()
    assert tab.cancel.toolTip() == "This transfer is over."


def test_the_selected_transfer_stays_selected(transfers, states):
    tab, session = transfers
    tab.view.pick("c")
    rows = session.state.transfers
    session.becomes(dataclasses.replace(session.state, transfers=(dataclasses.replace(
        rows[0], id="new"), rows[1], dataclasses.replace(rows[2], state=TransferState.UPLOADING))))
    assert tab.view.current().id == "c"
    assert tab.pause.button.isVisible()


def test_assets_are_listed_once_they_are_all_found(opened, states):
    panel, session = opened(states.gathering())
    panel.tabs.setCurrentIndex(ASSETS)
    tab = panel.assets
    assert tab._pages.currentIndex() == 1
    session.becomes(states.errors())
    assert tab._pages.currentIndex() == 0
    tab.only_missing.setChecked(True)
    leaves = tab.model.row(tab.model.index(0, 0)).missing
    assert leaves == 3
    tab.only_missing.setChecked(False)
    tab.filter.setText("ivy.001")
    assert tab.model.row(tab.model.index(0, 0)).name == "/projects/demo/textures"
