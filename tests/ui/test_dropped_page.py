"""Scenes and folders that are dropped on the panel: a list, what is wrong with each, one button for all."""

from __future__ import annotations

import dataclasses

import pytest
from qtpy.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from qtpy.QtGui import QDragEnterEvent, QDropEvent
from qtpy.QtWidgets import QApplication
from tests.ui.having import having

from foxsubmit.core.session.dropped.state import Stage
from foxsubmit.ui.panel import ASSETS, SUBMIT

# Qt 6 calls the only constructor that Qt 5 has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:.*QDragEnterEvent:DeprecationWarning")


def dragged(*urls):
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    return data


def enter(widget, data):
    """Whether the widget would take what is dragged onto it."""
    event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                            Qt.KeyboardModifier.NoModifier)
    event.setAccepted(False)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def drop(widget, data):
    QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                                              Qt.KeyboardModifier.NoModifier, QEvent.Type.Drop))


def test_files_and_folders_of_this_machine_are_taken_and_shown_on_the_submit_tab(opened, states):
    panel, session = opened(states.ready())
    panel.tabs.setCurrentIndex(ASSETS)
    session.calls.clear()
    data = dragged("file:///jobs/a.blend", "file:///jobs/folder", "https://example.com/b.blend")
    assert enter(panel, data)
    drop(panel, data)
    assert ("dropped.take", {"paths": ["/jobs/a.blend", "/jobs/folder"]}) in session.calls
    assert panel.tabs.currentIndex() == SUBMIT


def test_what_is_no_file_is_not_taken(opened, states):
    panel, session = opened(states.ready())
    text = QMimeData()
    text.setText("shot.blend")
    for data in (dragged("https://example.com/b.blend"), text):
        assert not enter(panel, data)
        drop(panel, data)
    assert session.calls == []


def test_no_field_of_the_form_takes_a_file_as_text(opened, states):
    panel, _session = opened(states.ready())
    fields = [panel.submit.more._output, panel.submit.more._artist, panel.submit.target.project.lineEdit()]
    assert [each.acceptDrops() for each in fields] == [False] * 3


def test_the_list_stands_in_place_of_the_form_until_it_is_closed(opened, states):
    panel, session = opened(states.dropped())
    page = panel.dropped
    assert panel._stack.currentWidget() is page
    assert page.model.rowCount() == 4
    assert [page.model.cell(page.model.index(place, 4)).text for place in range(3)] == [
        "Ready", "Ready, 1 warning", "1 error"]
    page.close_list.click()
    assert session.calls[-1] == ("dropped.clear", {})
    session.becomes(having(session.state, dropped={"scenes": ()}))
    assert panel._stack.currentWidget() is panel.submit


def test_findings_of_the_selected_scene_are_shown_and_fixed_for_it_alone(opened, states):
    panel, session = opened(states.dropped())
    page, third = panel.dropped, session.state.dropped.scenes[2]
    assert page.view.current().scene == third, "the first with something to fix"
    row = page.findings.rows[0]
    assert row.text.whole() == third.findings[0].text
    assert row.locate_it.isHidden()
    row.fix.click()
    row.fix.click()  # it asks first
    assert session.calls[-1] == ("dropped.fix", {"path": third.path, "finding": third.findings[0]})
    page.view.setCurrentIndex(page.model.index(3, 0))
    assert session.state.dropped.selected == session.state.dropped.scenes[3].path
    assert "Maya was not found" in page._trouble.whole()
    assert page.findings.isHidden()


def test_one_button_submits_all_that_can_be_and_says_how_many(opened, states):
    panel, session = opened(states.dropped())
    page = panel.dropped
    assert page.submit.button.text() == "Submit 2 scenes"
    assert page._status.whole() == "216 frames, 1.8 GB"
    page.submit.button.click()
    assert session.calls[-1] == ("dropped.submit", {})
    session.becomes(states.dropping())
    assert not page.submit.button.isEnabled()
    assert page.submit.toolTip() == "The scenes are still being read."


def test_a_row_is_taken_off_or_read_again(opened, states):
    panel, session = opened(states.dropped())
    path = session.state.dropped.scenes[2].path
    panel.dropped.remove.click()
    panel.dropped.again.click()
    assert session.calls[-2:] == [("dropped.remove", {"path": path}), ("dropped.read_again", {"path": path})]


def test_what_became_of_each_is_shown_and_its_task(opened, states):
    panel, session = opened(states.dropped_sent())
    page = panel.dropped
    said = [page.model.cell(page.model.index(place, 4)).text for place in range(4)]
    assert said[0].startswith("Uploading: ")
    sent = next(row for row in page.model.between(0, 3, None) if row.task is not None)
    page.view.setCurrentIndex(page.model.find(sent.scene.path))
    page.show_task.click()
    assert session.calls[-1] == ("jobs.select", {"task_id": sent.task})


def test_hardware_and_further_options_are_the_present_choices(opened, states):
    panel, session = opened(states.dropped())
    page = panel.dropped
    page.hardware.chosen.emit(5)
    page.more._own_output.click()
    assert (session.state.submit.choices.hardware, session.state.submit.choices.own_output) == (5, True)


def test_it_is_said_that_files_are_sent_as_they_are_where_settings_are_others(opened, states):
    panel, session = opened(states.dropped())
    assert panel.dropped._as_it_is.isHidden()
    session.becomes(having(session.state, submit={"choices": dataclasses.replace(
        session.state.submit.choices, samples=64)}))
    assert "sent as it is" in panel.dropped._as_it_is.text()


@pytest.mark.parametrize("stage", [Stage.READING, Stage.JUDGING, Stage.SENDING, Stage.SUBMITTED])
def test_every_stage_has_its_words(opened, states, stage):
    state = states.dropped()
    rows = (dataclasses.replace(state.dropped.scenes[0], stage=stage),)
    panel, _session = opened(having(state, dropped={"scenes": rows}))
    page = panel.dropped
    assert page.model.cell(page.model.index(0, 4)).text
    assert page.findings.isHidden()


def test_scenes_can_be_chosen_where_nothing_is_open(opened, states):
    panel, session = opened(states.nothing_open())
    button = next(each for each in panel.submit._empty.findChildren(type(panel.submit.footer.check))
                  if each.text() == "Choose scenes…")
    button.click()
    from qtpy.QtWidgets import QFileDialog

    (dialog,) = panel.findChildren(QFileDialog)
    dialog.filesSelected.emit(["/jobs/a.blend"])
    assert session.calls[-1] == ("dropped.take", {"paths": ["/jobs/a.blend"]})
