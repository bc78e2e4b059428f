"""The Jobs tab on a real session and the embedded farm in this process: nothing between them is doubled."""

from __future__ import annotations

from pathlib import Path

import pytest
from qtpy.QtCore import Qt
from tests.conftest import make_project

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.core.jobs.actions import TaskAction
from foxsubmit.core.jobs.tasks import TaskFilter
from foxsubmit.core.session.session import Session
from foxsubmit.core.session.state import Connection
from foxsubmit.core.transfer.agent import Agent
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.ui.jobs.tab import FOUND_NOTHING
from foxsubmit.ui.jobs.task_detail import LOG, OUTPUT, VIEWER
from foxsubmit.ui.panel import JOBS, SUBMIT, Panel

PATIENCE = 180_000  # milliseconds


@pytest.fixture
def rendered(tmp_path, settings, qtbot, font, monkeypatch):
    """A panel whose session has submitted a scene of six frames, all of them rendered and fetched."""
    monkeypatch.setattr("foxsubmit.core.session.link.ensure_agent", lambda _settings: False)
    with LocalFarm(tmp_path / "farm", options=Options(simulate=True, seconds=0.05)) as farm:
        settings.remember_farm(tmp_path / "farm")
        panel = Panel(Session(make_project(tmp_path / "project", {"wood.png": b"wood"}, frames=6), settings), font=font)
        qtbot.addWidget(panel)
        panel.resize(960, 884)
        panel.show()
        session = panel.session
        qtbot.waitUntil(lambda: session.state.can_submit and session.state.scene.new_bytes is not None,
                        timeout=PATIENCE)
        session.submit.choose(tags=("night",), output_folder=str(tmp_path / "results"))
        session.submit.submit()
        qtbot.waitUntil(lambda: bool(session.state.submit.submitted), timeout=PATIENCE)
        Agent(settings, idle=0.2).run()
        qtbot.waitUntil(lambda: bool(session.state.transfers.rows) and (
            session.state.transfers.rows[0].state is TransferState.FETCHED), timeout=PATIENCE)
        panel.show_task(session.state.transfers.rows[0].task_id)
        qtbot.waitUntil(lambda: len(session.state.jobs.frames) == 6 and all(
            frame.thumbnail for frame in session.state.jobs.frames), timeout=PATIENCE)
        yield panel, session, farm
        panel.close()


def many_tasks(farm, number):
    """Finished tasks of a name each, straight into the farm's database."""
    with farm.state.database.change() as change:
        first = change.execute("SELECT COALESCE(MAX(id), 999) + 1 AS n FROM tasks").fetchone()["n"]
        change.executemany(
            "INSERT INTO tasks (id, status, created, submitted, cg_id, scene_name, output, unit) "
            "VALUES (?, 25, 1, 1, 2007, ?, 'x', '{\"frames\": \"1-3[1]\"}')",
            [(first + place, f"shot_{place:05}.blend") for place in range(number)])


def test_a_frame_is_restarted_and_rendered_again(rendered, qtbot):
    panel, session, _farm = rendered
    tab = panel.jobs
    before = session.state.jobs.frames[2]
    tab.frames.pick(before.id)
    task = session.state.jobs.tasks[0].id
    qtbot.mouseClick(tab.footer.restart.button, Qt.MouseButton.LeftButton)
    assert tab.asked.isVisible()
    assert tab.asked._title.whole() == f"Render frame 3 of shot · Scene · Camera · 1-6 (task {task}) again?"
    assert tab.asked._text.whole() == "1 finished frame is rendered and paid for again. So far it cost 0.01."
    qtbot.wait(50)
    seen = tab.frames.table.visualRect(tab.frames.table.currentIndex())
    assert tab.frames.table.viewport().rect().contains(seen.center()), "the frame that is asked about is in view"
    qtbot.wait(600)
    assert session.state.jobs.frames[2].again == 0, "nothing is done before somebody has said so"
    tab.asked.do.click()
    qtbot.waitUntil(lambda: session.state.jobs.frames[2].again == 1 and (
        session.state.jobs.frames[2].status is FrameStatus.DONE), timeout=PATIENCE)
    after = session.state.jobs.frames[2]
    assert after.ended > before.ended
    qtbot.waitUntil(lambda: bool(session.state.jobs.frames[2].thumbnail), timeout=PATIENCE)
    assert session.state.jobs.frames[2].thumbnail != before.thumbnail
    assert [frame.again for frame in session.state.jobs.frames] == [0, 0, 1, 0, 0, 0]


def test_a_frame_is_fetched_alone_and_seen_as_it_is(rendered, qtbot, settings):
    panel, session, _farm = rendered
    results = Path(session.state.transfers.rows[0].folder)
    for path in results.rglob("*.png"):
        path.unlink()
    frame = session.state.jobs.frames[2]
    panel.jobs.frames.pick(frame.id)
    panel.jobs.detail.turn(VIEWER)
    qtbot.waitUntil(lambda: session.state.jobs.detail.view is not None and session.state.jobs.detail.view.file is None,
                    timeout=PATIENCE)
    qtbot.mouseClick(panel.jobs.footer.fetch.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(session.state.transfers.rows[0].wanted), timeout=PATIENCE)
    assert panel.jobs.footer.text.whole().startswith(f"Frame {frame.name} is being fetched to ")
    Agent(settings, idle=0.2).run()
    qtbot.waitUntil(lambda: session.state.jobs.detail.view.file is not None, timeout=PATIENCE)
    (path,) = results.rglob("*.png")
    assert session.state.jobs.detail.view.file == path
    assert panel.jobs.footer.text.whole() == f"Fetched: {path}"
    assert session.state.transfers.rows[0].state is TransferState.FETCHED


def test_the_farm_filters_and_clearing_brings_all_back(rendered, qtbot):
    panel, session, _farm = rendered
    tab = panel.jobs
    tab.filter.search.setText("no such shot")
    qtbot.waitUntil(lambda: tab.pages.currentIndex() == FOUND_NOTHING, timeout=PATIENCE)
    qtbot.mouseClick(tab.clear, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.state.jobs.listing.answered and len(session.state.jobs.tasks) == 1,
                    timeout=PATIENCE)
    session.jobs.filter(TaskFilter(statuses=(TaskStatus.FAILED,)))
    qtbot.waitUntil(lambda: session.state.jobs.listing.answered and not session.state.jobs.tasks, timeout=PATIENCE)
    session.jobs.filter(TaskFilter(days=1))
    qtbot.waitUntil(lambda: session.state.jobs.listing.answered and len(session.state.jobs.tasks) == 1,
                    timeout=PATIENCE)


def test_what_the_farm_refuses_is_a_sentence(rendered, qtbot):
    _panel, session, _farm = rendered
    session.jobs.act(TaskAction.STOP, [424242])
    qtbot.waitUntil(lambda: bool(session.state.message), timeout=PATIENCE)
    assert session.state.message.endswith(".")
    assert session.state.account.connection is Connection.CONNECTED


def test_the_pictures_the_log_and_the_output_of_a_task_are_seen_read_and_fetched(rendered, qtbot, tmp_path):
    panel, session, _farm = rendered
    tab = panel.jobs
    tab.frames.pick(session.state.jobs.frames[0].id)
    tab.detail.turn(VIEWER)
    page = tab.detail.viewer
    qtbot.waitUntil(page.viewer.has_picture, timeout=PATIENCE)
    qtbot.waitUntil(lambda: session.state.jobs.detail.view is not None and bool(session.state.jobs.detail.view.path),
                    timeout=PATIENCE)
    assert session.state.jobs.detail.view.format == "PNG"
    qtbot.waitUntil(lambda: page._size.whole().endswith(", PNG"), timeout=PATIENCE)
    page.toggle()
    seen = set()

    def played():
        seen.add(page.current().name)
        return len(seen) == 6

    qtbot.waitUntil(played, timeout=PATIENCE)
    page.toggle()

    tab.frames.pick(session.state.jobs.frames[1].id)
    tab.detail.turn(LOG)
    qtbot.waitUntil(lambda: "is not rendered here" in tab.detail.log.text.toPlainText(), timeout=PATIENCE)
    tab.detail.log.search.setText("rendered")
    assert tab.detail.log._hits.text() == "1 place"

    tab.detail.turn(OUTPUT)
    model = tab.detail.output.model
    qtbot.waitUntil(lambda: model.rowCount() > 0, timeout=PATIENCE)
    top = model.index(0, 0)
    if model.row(top).entry.folder:
        tab.detail.output.view.expand(top)
        qtbot.waitUntil(lambda: model.rowCount(top) >= 6, timeout=PATIENCE)
        files = [model.row(model.index(place, 0, top)).entry for place in range(model.rowCount(top))]
    else:
        files = [model.row(model.index(place, 0)).entry for place in range(model.rowCount())]
    pictures = [entry for entry in files if entry.name.endswith(".png")]
    assert len(pictures) == 6
    session.jobs.detail.fetch_output(pictures[:1], str(tmp_path / "one"))
    qtbot.waitUntil(lambda: bool(session.state.jobs.detail.said), timeout=PATIENCE)
    assert [path.name for path in (tmp_path / "one").rglob("*.png")] == [pictures[0].name]


def test_values_reach_the_farm_and_come_back_and_a_task_whose_deletion_was_asked_is_gone(rendered, qtbot):
    panel, session, _farm = rendered
    tab = panel.jobs
    actions = panel.jobs.task_actions
    assert session.state.jobs.tasks[0].tags == ("night",)
    actions.act(TaskAction.ADD_TAG, "client")
    actions.act(TaskAction.REMOVE_TAG, "night")
    qtbot.waitUntil(lambda: session.state.jobs.tasks[0].tags == ("client",), timeout=PATIENCE)
    task = session.state.jobs.tasks[0].id
    for action, value in ((TaskAction.PRIORITY, 60), (TaskAction.NODE_LIMIT, 3), (TaskAction.STOP_AFTER, 7200)):
        session.jobs.act(action, [task], value)
    qtbot.waitUntil(lambda: session.state.jobs.tasks[0].stop_after == 7200, timeout=PATIENCE)
    assert (session.state.jobs.tasks[0].priority, session.state.jobs.tasks[0].node_limit) == (60, 3)

    tab.task_actions.delete()
    assert tab.asked.isVisible()
    tab.asked.do.click()
    qtbot.waitUntil(lambda: not session.state.jobs.tasks, timeout=PATIENCE)
    assert session.state.message == ""


def test_submitting_again_chooses_what_was_chosen(rendered, qtbot):
    panel, session, _farm = rendered
    session.submit.choose(tags=(), frames="1-2", priority=60)
    panel.jobs.task_actions.again()
    qtbot.waitUntil(lambda: session.state.submit.choices.tags == ("night",), timeout=PATIENCE)
    assert session.state.submit.choices.priority == 50
    assert session.state.submit.frame_count == 6
    assert panel.tabs.currentIndex() == SUBMIT


def test_five_hundred_tasks_come_page_by_page_as_one_scrolls(rendered, qtbot):
    panel, session, farm = rendered
    many_tasks(farm, 499)
    session.jobs.look_now()
    qtbot.waitUntil(lambda: session.state.jobs.listing.more and len(session.state.jobs.tasks) == 50, timeout=PATIENCE)
    view = panel.jobs.view
    qtbot.wait(500)
    assert len(session.state.jobs.tasks) == 50

    def scrolled():
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
        return not session.state.jobs.listing.more

    qtbot.waitUntil(scrolled, timeout=PATIENCE)
    ids = [task.id for task in session.state.jobs.tasks]
    assert len(ids) == len(set(ids)) == 500
    assert ids == sorted(ids, reverse=True)
    assert panel.tabs.currentIndex() == JOBS
