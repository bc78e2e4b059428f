"""Measures and words in which the panel is as it was designed: room between lines, lists as wide as their boxes."""

from __future__ import annotations

import dataclasses

import pytest
from qtpy.QtCore import QPoint, Qt
from qtpy.QtWidgets import QApplication, QWidget
from tests.ui.having import having

from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.finding import Finding, Severity
from foxsubmit.core.model.finding_codes import OTHER_VERSION
from foxsubmit.ui.kit.cells import CELL
from foxsubmit.ui.panel import JOBS

pytestmark = pytest.mark.usefixtures("pages_turned_to")


def top(widget, panel):
    return widget.mapTo(panel, QPoint(0, 0)).y()


def middle(widget, panel):
    return widget.mapTo(panel, widget.rect().center()).y()


def test_no_hole_is_kept_below_frames_that_nobody_types(opened, states):
    panel, session = opened(states.studio_ready())
    frames = panel.submit.frames

    def apart():
        QApplication.processEvents()
        return middle(frames.test_custom, panel) - middle(frames.own, panel)

    assert apart() == 32
    session.changes("submit", choices=Choices(frames="1"))
    typed = apart()
    session.changes("submit", choices=Choices(frames="1-"), frames_error="“1-” has no end.")
    assert apart() == typed, "it jumped while a range was typed"
    session.changes("submit", choices=Choices(frames="1-9"), frames_error="")
    assert apart() == typed


def test_a_first_error_below_the_frames_leaves_no_more_room_than_the_next(opened, states):
    panel, session = opened(states.studio_ready(), 600)
    frames = panel.submit.frames

    def below():
        for _turn in range(3):
            QApplication.processEvents()
        return top(frames.test_custom, panel) - top(frames.note, panel) - frames.note.height()

    below()
    session.changes("submit", choices=Choices(frames="1-"), frames_error="“1-” has no end.")
    first = below()
    session.changes("submit", choices=Choices(frames="1-9"), frames_error="")
    below()
    session.changes("submit", choices=Choices(frames="1-"), frames_error="“1-” has no end.")
    assert below() == first


def test_versions_stand_in_lines_as_high_as_those_of_tables_on_two_grounds(opened, states, qtbot):
    panel, _session = opened(states.editing())
    grid = panel.environments.grid
    qtbot.waitUntil(lambda: top(list(grid.lines.values())[-1].there, panel) > top(grid, panel) + 40)
    lines = [top(line.there, panel) for line in grid.lines.values()]
    assert [after - before for before, after in zip(lines, lines[1:])] == [26] * (len(lines) - 1)
    grounds = grid.findChildren(QWidget, "GridRow")
    assert len(grounds) == len(lines) // 2
    assert all(ground.width() == grid._box.width() - 2 for ground in grounds)


def test_the_list_of_a_box_is_as_wide_as_the_box_and_tells_the_memory_of_a_card(opened, states):
    panel, _session = opened(states.studio())
    box = panel.submit.target.hardware
    box.showPopup()
    assert box.view().window().width() == box.width()
    box.hidePopup()
    asides = [entry.aside for entry in box._list.entries if not entry.group]
    assert asides[:4] == ["24 GB a card", "24 GB a card", "24 GB a card", "Switched off"]
    assert asides[4:7] == [""] * 3


def test_a_layer_that_the_scene_switched_off_is_dimmed_until_it_is_taken(opened, states):
    panel, session = opened(states.studio())
    model = panel.submit.units.model

    def tones():
        return [model.index(row, 1).data(CELL).tone for row in range(model.rowCount())]

    assert tones() == ["text"] * 5 + ["text_2"]
    every = frozenset(unit.id for unit in session.state.scene.scene.units)
    session.changes("submit", choices=Choices(units=every))
    assert tones() == ["text"] * 6


def test_a_tag_can_be_added_to_others(opened, states):
    panel, _session = opened(states.studio())
    field = panel.submit.more._tags
    assert field.tags() == ("sh040", "lighting")
    assert field.line.placeholderText() == "Add a tag"


@pytest.mark.parametrize("place", ["submit", "assets", "jobs", "log"])
def test_every_search_has_a_button_that_clears_it(opened, states, place):
    panel, _session = opened(states.jobs())
    search = {"submit": lambda: panel.submit.units.filter, "assets": lambda: panel.assets.filter,
              "jobs": lambda: panel.jobs.filter.search, "log": lambda: panel.jobs.detail.log.search}[place]()
    assert search.isClearButtonEnabled()


@pytest.mark.parametrize("in_front", [True, False])
@pytest.mark.parametrize("first", ["field", "table", "nothing"])
def test_whoever_submits_by_the_mouse_finds_no_ring_on_the_jobs(opened, states, qtbot, first, in_front):
    panel, session = opened(states.studio_ready())
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    submit = panel.submit
    if first != "nothing":
        qtbot.mouseClick(submit.frames.custom if first == "field" else submit.units.view.viewport(),
                         Qt.MouseButton.LeftButton)
    other = QWidget()
    qtbot.addWidget(other)
    if not in_front:  # the artist goes on elsewhere while the task is made
        other.show()
        other.activateWindow()
        qtbot.waitUntil(other.isActiveWindow)
    qtbot.mouseClick(submit.footer.submit, Qt.MouseButton.LeftButton)
    session.changes("submit", planning=True)
    session.changes("submit", planning=False)
    panel.show_task(session.state.jobs.tasks[0].id)
    other.hide()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    assert panel.tabs.currentIndex() == JOBS
    assert not panel.jobs.isAncestorOf(QApplication.focusWidget() or panel)


def test_a_click_leaves_no_ring_and_a_key_does(opened, states, qtbot):
    panel, _session = opened(states.studio())
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    box = panel.transfers.unfinished
    panel.tabs.setCurrentIndex(2)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert box.isChecked()
    assert not box.hasFocus()
    box.setFocus(Qt.FocusReason.TabFocusReason)
    assert box.hasFocus()
    panel.tabs.setCurrentIndex(JOBS)
    for part in (panel.jobs.detail.viewer.viewer, panel.jobs.detail.log.text):
        part.setFocus(Qt.FocusReason.MouseFocusReason)
        assert part.property("ring") != "true"
        part.clearFocus()
        part.setFocus(Qt.FocusReason.TabFocusReason)
        assert part.property("ring") == "true"
        part.clearFocus()
        assert part.property("ring") == "false"


def test_one_verdict_of_a_plug_in_in_two_places(opened, states):
    panel, session = opened(states.studio())
    assert "4.2.0" in panel.submit.target._verdict.text()
    assert panel.submit.target._verdict._text.property("tone") == "text_2"
    session.changes("environments", editor=states.editing().environments.editor)
    line = panel.environments.grid.lines["Yeti"]
    assert line.verdict.whole() == "Nearest older: 4.2.1 is not on the farm"
    assert line.verdict.property("tone") == "ok"


def test_what_the_farm_stops_at_is_no_warning_above_the_error(opened, states):
    """A newer environment is a warning by itself, and an error where the farm's own texts say that it stops there."""
    state = states.ready()
    older = dataclasses.replace(state.scene.scene, version="2.93.1")
    (there, *_others) = state.environments.known
    panel, session = opened(having(state, scene={"scene": older}, environments={"known": (there,)}))
    note = panel.submit.target._verdict

    def tone(severity, environment=there.name):
        session.changes("submit", findings=(Finding(OTHER_VERSION, severity, f"2.93.1 here, 4.2 in “{environment}”."),))
        return note._text.property("tone")

    assert tone(Severity.WARNING) == "text_2"
    assert tone(Severity.ERROR) == "error"
    assert tone(Severity.ERROR, "another one") == "text_2", "it is about the one that was chosen before"
