from __future__ import annotations

import dataclasses
import inspect

import pytest
from qtpy.QtCore import Qt
from tests.ui.doubles import Double
from tests.ui.having import having

from foxsubmit.core.model.finding import Finding, Fix, Severity
from foxsubmit.core.session.session import Session
from foxsubmit.core.session.state import Connection
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.ui.panel import ASSETS, JOBS, SUBMIT, Panel

pytestmark = pytest.mark.usefixtures("pages_turned_to")


def public(kind):
    return {name: [each.replace(annotation=inspect.Parameter.empty) for each in
                   inspect.signature(method).parameters.values()]
            for name, method in inspect.getmembers(kind, inspect.isfunction)
            if not name.startswith("_") and name not in ("becomes", "changes")}


def test_the_double_has_the_methods_of_the_session():
    assert public(Double) == public(Session)


def test_opening_asks_for_the_farm_and_the_scene_once_and_pumps(qtbot, states, font):
    session = Double(states.empty())
    panel = Panel(session, font=font)
    qtbot.addWidget(panel)
    assert session.calls == [("account.connect", {}), ("scene.refresh", {})]
    qtbot.waitUntil(lambda: session.pumped >= 2)


def test_drawing_the_same_state_again_changes_nothing(opened, states):
    panel, session = opened(states.studio())
    painted = []
    panel.submit.units.model.dataChanged.connect(lambda *_where: painted.append("units"))
    rows = panel.submit.findings.findChildren(type(panel.submit.findings._box))
    session.becomes(dataclasses.replace(session.state))
    assert painted == []
    assert panel.submit.findings.findChildren(type(panel.submit.findings._box)) == rows


def test_submit_is_asked_for_once(opened, states, qtbot):
    panel, session = opened(states.ready())
    qtbot.mouseClick(panel.submit.footer.submit, Qt.MouseButton.LeftButton)
    assert session.calls == [("submit.submit", {})]


def test_a_disabled_button_lists_all_reasons(opened, states, qtbot):
    state = states.two_troubles()
    panel, session = opened(state)
    footer = panel.submit.footer
    qtbot.mouseClick(footer.submit, Qt.MouseButton.LeftButton)
    assert session.calls == []
    assert len(state.reasons) == 2
    assert footer.submit.parentWidget().toolTip() == "\n".join(state.reasons)
    assert footer.reason.isVisible()


@pytest.mark.parametrize("name", ["Blender 3.6 LTS", "Blender 4.5"])
def test_choosing_an_environment(opened, states, name):
    panel, session = opened(states.ready())
    combo = panel.submit.target.environment
    combo.activated.emit(combo.findText(name))
    assert session.calls == [("submit.choose", {"environment": name})]
    assert combo.picked().key == name


def test_hardware_that_cannot_be_used_cannot_be_chosen(opened, states):
    panel, _session = opened(states.ready())
    combo = panel.submit.target.hardware
    model = combo.model()
    entries = {combo.itemText(place): bool(model.flags(model.index(place, 0)) & Qt.ItemFlag.ItemIsEnabled)
               for place in range(combo.count())}
    assert [text for text, enabled in entries.items() if not enabled] == [
        "GPU", "2 × RTX 2080 Ti, 64 GB RAM", "CPU", "16 cores, 32 GB RAM"]
    assert combo.picked().key == 1


def test_a_project_can_be_typed(opened, states, qtbot):
    panel, session = opened(states.ready())
    line = panel.submit.target.project.lineEdit()
    line.clear()
    qtbot.keyClicks(line, "new one")
    assert session.state.submit.choices.project == "new one"
    assert line.text() == "new one"


def test_custom_frames_start_from_the_units_own(opened, states, qtbot):
    panel, session = opened(states.ready())
    frames = panel.submit.frames
    qtbot.mouseClick(frames.custom, Qt.MouseButton.LeftButton)
    assert session.state.submit.choices.frames == "1-8"
    frames.field.selectAll()
    qtbot.keyClicks(frames.field, "1-4")
    assert session.state.submit.choices.frames == "1-4"
    assert frames.field.text() == "1-4"
    qtbot.mouseClick(frames.own, Qt.MouseButton.LeftButton)
    assert session.state.submit.choices.frames is None


def test_a_mistake_in_the_frames_is_said_below_the_field(opened, states):
    panel, session = opened(states.two_troubles())
    frames = panel.submit.frames
    assert frames.note.text() == session.state.submit.frames_error
    assert frames.field.property("wrong") == "true"


def test_test_frames_are_toggled(opened, states, qtbot):
    panel, session = opened(states.ready())
    qtbot.mouseClick(panel.submit.frames._tests["test_middle"], Qt.MouseButton.LeftButton)
    assert session.calls == [("submit.choose", {"test_middle": True})]
    session.becomes(having(session.state, submit={"test_count": 1}))
    assert "= 1 frame, rendered first" in panel.submit.frames._test_result.whole()


def test_what_is_typed_in_more_is_chosen(opened, states, qtbot):
    panel, session = opened(states.ready())
    more = panel.submit.more
    more.fold.setChecked(True)
    qtbot.keyClicks(more._tags.line, "sh040, li")
    qtbot.keyClicks(more._artist, "Ann ")
    more._per_task.setValue(5)
    more._stop.setValue(1.5)
    choices = session.state.submit.choices
    assert (choices.tags, choices.artist, choices.frames_per_task, choices.stop_frame_after) == (
        ("sh040", "li"), "Ann", 5, 5400)
    assert (more._tags.line.text().strip(), more._artist.text()) == ("li", "Ann ")
    qtbot.keyClick(more._tags.line, Qt.Key.Key_Return)
    qtbot.keyClick(more._tags.line, Qt.Key.Key_Backspace)
    assert session.state.submit.choices.tags == ("sh040",)


def test_drawing_choices_chooses_nothing(opened, states):
    panel, session = opened(states.ready())
    session.becomes(states.studio_ready())
    session.becomes(having(session.state, submit={"choices": dataclasses.replace(
        session.state.submit.choices, frames_per_task=9, warn_frame_after=1800, priority=60)}))
    assert session.calls == []
    assert panel.submit.more._per_task.value() == 9


def test_notes_are_shown_when_asked_for(opened, states, qtbot):
    panel, _session = opened(states.errors())
    findings = panel.submit.findings
    qtbot.mouseClick(findings._notes, Qt.MouseButton.LeftButton)
    assert sum(row.isVisible() for row in findings.rows) == 4
    assert findings._notes.text() == "Hide 2 notes"


def with_finding(states, fix=None, **more):
    state = states.ready()
    finding = Finding("35001", Severity.ERROR, "1 file is not on disk.", ('Image "moss"',), ("/p/moss.png",), fix,
                      **more)
    return having(state, submit={"findings": (finding,)}, scene={"selects": True})


def test_a_fix_acts_at_once(opened, states, qtbot):
    panel, session = opened(with_finding(states, Fix("Leave out", {"excluded": ("/p/moss.png",)})))
    row = panel.submit.findings.rows[0]
    assert row.fix.text() == "Leave out"
    qtbot.mouseClick(row.fix, Qt.MouseButton.LeftButton)
    assert session.calls == [("submit.fix", {"finding": session.state.submit.findings[0]})]


def test_to_go_without_missing_files_is_asked_first_and_can_be_taken_back(opened, states, qtbot):
    panel, session = opened(with_finding(states, Fix("Submit without them", {"allow_missing": True})))
    row = panel.submit.findings.rows[0]
    assert row.fix.text() == "Submit without them…"
    qtbot.mouseClick(row.fix, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(row.keep, Qt.MouseButton.LeftButton)
    assert (session.calls, row.fix.text()) == ([], "Submit without them…")
    for _click in range(2):
        qtbot.mouseClick(row.fix, Qt.MouseButton.LeftButton)
    assert [name for name, _arguments in session.calls] == ["submit.fix"]
    session.becomes(having(session.state, submit={"choices": dataclasses.replace(
        session.state.submit.choices, allow_missing=True)}))
    qtbot.mouseClick(panel.submit.findings.allow_missing, Qt.MouseButton.LeftButton)
    assert session.calls[-1] == ("submit.choose", {"allow_missing": False})


def test_the_nodes_of_a_finding_are_selected_where_the_host_can(opened, states, qtbot):
    panel, session = opened(with_finding(states))
    row = panel.submit.findings.rows[0]
    qtbot.mouseClick(row.select, Qt.MouseButton.LeftButton)
    assert session.calls == [("scene.select", {"nodes": ('Image "moss"',)})]
    session.becomes(having(session.state, scene={"selects": False}))
    assert not row.select.isVisible()


def test_a_missing_file_is_located_on_the_assets_tab(opened, states, qtbot):
    state = states.errors()
    panel, _session = opened(having(state, submit={"findings": with_finding(states).submit.findings}))
    qtbot.mouseClick(panel.submit.findings.rows[0].locate_it, Qt.MouseButton.LeftButton)
    assert panel.tabs.currentIndex() == ASSETS
    assert panel.assets.only_missing.isChecked()
    qtbot.waitUntil(lambda: bool(panel.assets.view.assets()))
    assert panel.assets.view.assets()[0].state.value in ("missing", "partial")


def test_the_farms_own_words_are_in_the_tooltip(opened, states):
    panel, _session = opened(with_finding(states, farm="Upload the file and submit again."))
    tip = panel.submit.findings.rows[0].toolTip()
    assert "(code 35001)" in tip
    assert "The farm says: Upload the file and submit again." in tip
    assert "/p/moss.png" in tip


def test_check_reads_everything_again(opened, states, qtbot):
    panel, session = opened(states.ready())
    qtbot.mouseClick(panel.submit.footer.check, Qt.MouseButton.LeftButton)
    assert session.calls == [("check", {})]


def test_test_frames_can_be_typed_and_given_up(opened, states, qtbot):
    panel, session = opened(states.ready())
    frames = panel.submit.frames
    qtbot.mouseClick(frames.test_custom, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(frames.test_field, "1,5")
    assert session.state.submit.choices.test_frames == "1,5"
    session.becomes(having(session.state, submit={"test_error": "“x” is not a valid frame range."}))
    assert frames.test_note.text() == "“x” is not a valid frame range."
    qtbot.mouseClick(frames.test_custom, Qt.MouseButton.LeftButton)
    assert session.state.submit.choices.test_frames == ""
    assert not frames.test_field.isVisible()


def test_columns_are_switched_by_the_menu_of_the_header(opened, states, qtbot):
    panel, _session = opened(states.studio(), 420, 800)
    units = panel.submit.units
    titles = [action.text() for action in units._columns.menu().actions()]
    assert titles == ["Camera", "Frames", "Count", "Size", "Format"]
    assert units.view.isColumnHidden(5)
    units._columns.menu().actions()[3].trigger()
    assert not units.view.isColumnHidden(5)
    panel.resize(900, 760)
    units._columns.menu().actions()[0].trigger()
    assert units.view.isColumnHidden(2)


def test_the_pencil_and_the_last_entry_open_the_editor(opened, states, qtbot):
    panel, session = opened(states.ready())
    asked = []
    panel.submit.target.edit_requested.connect(asked.append)
    combo = panel.submit.target.environment
    combo.activated.emit(combo.count() - 1)
    qtbot.mouseClick(panel.submit.target.pencil, Qt.MouseButton.LeftButton)
    assert asked == ["", "Blender 4.5"]
    assert combo.picked().key == "Blender 4.5"
    assert session.calls == [("environments.edit", {"name": None}), ("environments.edit", {"name": "Blender 4.5"})]


def test_results_are_fetched_as_chosen(opened, states):
    panel, session = opened(states.ready())
    more = panel.submit.more
    for key, expected in (("end", (True, "end")), ("", (False, "end")), ("finished", (True, "finished"))):
        more._download.chosen.emit(key)
        assert (session.state.submit.choices.download, session.state.submit.choices.fetch) == expected
        assert more._download.picked().key == key
        assert more._output.isEnabled() == bool(key)


def test_the_farm_away_is_said_on_every_tab_with_a_way_out(opened, states, qtbot):
    panel, session = opened(states.away())
    assert panel.away.isVisible()
    assert panel.away.text.whole() == session.state.account.trouble
    qtbot.mouseClick(panel._try_now, Qt.MouseButton.LeftButton)
    assert session.calls == [("account.connect", {})]
    session.becomes(having(session.state, account={"connection": Connection.CONNECTED, "trouble": ""}))
    assert not panel.away.isVisible()


def test_a_message_can_be_closed_and_comes_back_when_it_is_another(opened, states):
    panel, session = opened(states.message())
    assert panel.trouble.text.text() == session.state.message
    panel.trouble.hide()
    session.becomes(having(session.state, scene={"reading": True}))
    assert not panel.trouble.isVisible()
    session.becomes(having(session.state, message="Something else."))
    assert panel.trouble.isVisible()


def test_badges_count_what_is_going_on(opened, states):
    panel, _session = opened(states.studio())
    assert [panel.tabs.badge_number(tab) for tab in range(4)] == [0, 0, 3, 3]
    assert panel.tabs.accessibleTabName(JOBS) == "Jobs, 3 not finished"


@pytest.mark.parametrize("name", ["account", "balance", "connection"])
def test_the_header_says_who_and_how_much(opened, states, name):
    panel, _session = opened(states.studio())
    expected = {"account": "north-studio", "balance": "1,284.60 USD", "connection": "Connected"}
    assert getattr(panel.head, name).whole() == expected[name]


def test_after_submit_the_task_is_shown_once_it_is_on_the_farm(opened, states, qtbot):
    panel, session = opened(states.ready())
    qtbot.mouseClick(panel.submit.footer.submit, Qt.MouseButton.LeftButton)
    session.becomes(states.uploading())
    assert panel.tabs.currentIndex() == SUBMIT
    assert "Uploading 62 %" in panel.submit.footer._status.whole()
    session.becomes(having(states.demo_jobs(), submit={"submitted": ("t",)}, jobs={"selected": None}))
    assert panel.tabs.currentIndex() == JOBS
    assert session.state.jobs.selected == 7


def test_who_goes_on_choosing_is_not_taken_away(opened, states, qtbot):
    panel, session = opened(states.ready())
    qtbot.mouseClick(panel.submit.footer.submit, Qt.MouseButton.LeftButton)
    there = having(states.demo_jobs(), submit={"submitted": ("t",)}, jobs={"selected": None})
    session.becomes(having(there, submit={"choices": dataclasses.replace(there.submit.choices, priority=60)}))
    assert panel.tabs.currentIndex() == SUBMIT
    qtbot.mouseClick(panel.submit.footer.show_task, Qt.MouseButton.LeftButton)
    assert panel.tabs.currentIndex() == JOBS
    assert ("jobs.select", {"task_id": 7}) in session.calls


def test_who_went_elsewhere_after_submit_and_comes_back_is_not_led_away(opened, states, qtbot):
    panel, session = opened(states.ready())
    qtbot.mouseClick(panel.submit.footer.submit, Qt.MouseButton.LeftButton)
    panel.tabs.setCurrentIndex(JOBS)
    session.becomes(having(states.demo_jobs(), submit={"submitted": ("t",)}, jobs={"selected": None}))
    panel.tabs.setCurrentIndex(SUBMIT)
    assert panel.tabs.currentIndex() == SUBMIT
    assert panel.submit.footer.show_task.isVisible()


def test_a_failed_submission_says_why(opened, states):
    panel, session = opened(states.uploading())
    failed = dataclasses.replace(session.state.transfers.rows[0], state=TransferState.FAILED,
                                 message="The disk is full.")
    session.becomes(having(session.state, transfers={"rows": (failed,)}))
    assert panel.submit.footer._status.whole() == "demo.blend: The disk is full."


def test_closing_the_panel_ends_its_session_and_its_timer(qtbot, states, font):
    session = Double(states.empty())
    panel = Panel(session, font=font)
    qtbot.addWidget(panel)
    panel.close()
    assert session.calls[-1] == ("close", {})
    pumped = session.pumped
    qtbot.wait(150)
    assert session.pumped == pumped
