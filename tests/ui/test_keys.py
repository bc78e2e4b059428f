"""The keys of the panel: each that the help page lists acts, no other is set up, and the host keeps its own.

Every key is recognised on both versions of Qt, which share the panels in which each acts.
"""

from __future__ import annotations

import ast
import dataclasses
import re
from pathlib import Path

import pytest
from qtpy import PYSIDE2
from qtpy.QtCore import QEvent, QItemSelectionModel, Qt
from qtpy.QtGui import QKeyEvent, QKeySequence
from qtpy.QtWidgets import QApplication, QLabel
from tests.ui import shots
from tests.ui.having import having

from foxsubmit.core.jobs.tasks import FrameLog
from foxsubmit.core.session.review.compared import Way
from foxsubmit.ui.jobs.task_detail import FRAMES, LOG, VIEWER
from foxsubmit.ui.keys import table
from foxsubmit.ui.keys.press import Keys
from foxsubmit.ui.panel import ASSETS, JOBS, SUBMIT, TRANSFERS

pytestmark = pytest.mark.usefixtures("pages_turned_to")

ROOT = Path(__file__).parents[2]
MODIFIERS = {"Ctrl": Qt.KeyboardModifier.ControlModifier, "Shift": Qt.KeyboardModifier.ShiftModifier}
NAVIGATION = {"Up", "Down", "Left", "Right", "Home", "End", "PageUp", "PageDown", "Return", "Enter", "Escape",
              "Backspace", "Menu", "Shift", "Control"}
"""Keys with which a widget does what its kind does everywhere: a line of frames is walked through, a field is left."""

LISTED = [(place.name, shortcut.name, key) for place in table.places() for shortcut in place.shortcuts
          for key in shortcut.keys]


def parts(key):
    """The key and the modifiers of a text such as Ctrl+Return, for qtbot."""
    *held, last = key.split("+") if key not in "+" else ["+"]
    code = QKeySequence(last)[0]
    code = code.key() if hasattr(code, "key") else Qt.Key(int(code))
    modifiers = Qt.KeyboardModifier.NoModifier
    for each in held:
        modifiers |= MODIFIERS[each]
    return code, modifiers


def select(view, index):
    """Select a row, also where it is the current one already."""
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    view.selectionModel().setCurrentIndex(index, flags)


def press(qtbot, widget, key):
    qtbot.keyClick(widget, *parts(key))


def offered(widget, key, text=""):
    """Whether the panel keeps a key from the host, to which Qt offers it with this event."""
    code, modifiers = parts(key)
    event = QKeyEvent(QEvent.Type.ShortcutOverride, code, modifiers, text)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


@pytest.fixture
def at(opened, states, qtbot):
    """Open a panel on a tab in a state; gives the panel and the session."""
    def open_at(name, tab, **changes):
        panel, session = opened(having(getattr(states, name)(), **changes), 960, 884)
        panel.activateWindow()
        panel.tabs.setCurrentIndex(tab)
        session.calls.clear()
        return panel, session

    return open_at


@pytest.fixture
def copied():
    QApplication.clipboard().setText("nothing")
    return lambda: QApplication.clipboard().text()


class Scenes:
    """The conditions of each action of the table, and the signs that it was done."""

    def __init__(self, at, copied, monkeypatch, qtbot):
        self.at, self.copied, self.monkeypatch, self.qtbot = at, copied, monkeypatch, qtbot

    # Everywhere.

    def panel_submit(self):
        panel, session = self.at("ready", SUBMIT)
        return panel.submit.frames.field, lambda: session.calls == [("submit.submit", {})]

    def _tab(self, place, start):
        panel, _session = self.at("studio", start)
        return panel.tabs, lambda: panel.tabs.currentIndex() == place

    def panel_submit_tab(self):
        return self._tab(SUBMIT, JOBS)

    def panel_assets_tab(self):
        return self._tab(ASSETS, SUBMIT)

    def panel_transfers_tab(self):
        return self._tab(TRANSFERS, SUBMIT)

    def panel_jobs_tab(self):
        return self._tab(JOBS, SUBMIT)

    def panel_refresh(self):
        panel, session = self.at("jobs", JOBS)
        return panel.jobs.view, lambda: session.calls == [("jobs.look_now", {})]

    def panel_find(self):
        panel, _session = self.at("studio", ASSETS)
        return panel.assets.view, panel.assets.filter.hasFocus

    def panel_leave(self):
        panel, _session = self.at("ready", SUBMIT)
        panel.head.settings.click()
        assert panel.seen() == "settings"
        return panel.settings, lambda: panel.seen() == "submit"

    def panel_help(self):
        panel, _session = self.at("jobs", JOBS)
        return panel.jobs.view, lambda: panel.seen() == "help"

    # Lists of the scene.

    def units_toggle(self):
        panel, session = self.at("studio", SUBMIT)
        panel.submit.units.view.setCurrentIndex(panel.submit.units.model.index(1, 1))
        return panel.submit.units.view, lambda: [name for name, _given in session.calls] == ["submit.choose"]

    def _assets(self):
        panel, session = self.at("some_new", ASSETS)
        return panel.assets, session

    def assets_open(self):
        tab, _session = self._assets()
        tab.model.open_all(False)
        tab.view.setCurrentIndex(tab.model.index(0, 0))
        return tab.view, lambda: tab.model.is_open(0)

    def assets_close(self):
        tab, _session = self._assets()
        tab.view.setCurrentIndex(tab.model.index(0, 0))
        assert tab.model.is_open(0)
        return tab.view, lambda: not tab.model.is_open(0)

    def assets_exclude(self):
        tab, session = self._assets()
        tab.view.setCurrentIndex(tab.model.index(0, 0))
        paths = frozenset(asset.path for asset in tab.view.assets())
        return tab.view, lambda: frozenset(session.state.submit.choices.excluded) == paths

    def assets_copy(self):
        tab, _session = self._assets()
        tab.view.setCurrentIndex(tab.model.index(0, 0))
        paths = "\n".join(asset.path for asset in tab.view.assets())
        return tab.view, lambda: self.copied() == paths

    def _transfers(self):
        panel, session = self.at("studio", TRANSFERS)
        select(panel.transfers.view, panel.transfers.model.index(0, 0))
        return panel.transfers, session

    def transfers_toggle(self):
        tab, session = self._transfers()
        return tab.view, lambda: ("transfers.pause", {"transfer_id": "a"}) in session.calls

    def transfers_cancel(self):
        tab, _session = self._transfers()
        return tab.view, tab.ask.isVisible

    # Tasks and frames.

    def _task(self, action, number, state="jobs"):
        panel, session = self.at(state, JOBS)
        select(panel.jobs.view, panel.jobs.model.find(number))
        session.calls.clear()

        def done():
            if panel.jobs.asked.isVisible():
                panel.jobs.asked.do.click()
            return [given["action"].name for name, given in session.calls if name == "jobs.act"] == [action]

        return panel.jobs.view, done

    def tasks_start(self):
        return self._task("START", 35735988)

    def tasks_stop(self):
        return self._task("STOP", 7, "demo_jobs")

    def tasks_restart(self):
        return self._task("RESTART_FAILED", 35734872)

    def tasks_delete(self):
        return self._task("DELETE", 35735410)

    def tasks_copy(self):
        panel, _session = self.at("jobs", JOBS)
        return panel.jobs.view, lambda: self.copied() == "35736252"

    def tasks_fetch(self):
        panel, session = self.at("demo_jobs", JOBS)
        return panel.jobs.view, lambda: session.calls == [("transfers.fetch", {"task_id": 7, "folder": ""})]

    def tasks_folder(self):
        opened = []
        self.monkeypatch.setattr("foxsubmit.ui.jobs.task_actions.open_folder", opened.append)
        self.monkeypatch.setattr("foxsubmit.ui.jobs.task_actions.has_folder", bool)
        panel, session = self.at("demo_jobs", JOBS)
        return panel.jobs.view, lambda: opened == [session.state.transfer_of(7).folder]

    def _frames(self, *names):
        panel, session = self.at("jobs", JOBS)
        frames = panel.jobs.frames
        frames.pick(next(frame.id for frame in session.state.jobs.frames if frame.name == names[0]))
        session.calls.clear()
        return panel.jobs, session

    def frames_view(self):
        tab, _session = self._frames("1044")
        return tab.frames.sheet, lambda: tab.detail.page() == VIEWER

    def frames_log(self):
        tab, _session = self._frames("1044")
        return tab.frames.table, lambda: tab.detail.page() == LOG

    def frames_restart(self):
        tab, session = self._frames("1044")
        return tab.frames.table, lambda: session.calls == [("jobs.frames.restart", {"ids": (1044,)})]

    def frames_stop(self):
        tab, session = self._frames("1091")
        return tab.frames.table, lambda: session.calls == [("jobs.frames.stop", {"ids": (1091,)})]

    def frames_fetch(self):
        panel, session = self.at("demo_jobs", JOBS)
        panel.jobs.frames.table.selectRow(0)
        session.calls.clear()
        return panel.jobs.frames.table, lambda: [name for name, _given in session.calls] == ["transfers.fetch_frames"]

    def frames_copy(self):
        tab, _session = self._frames("1044")
        return tab.frames.table, lambda: self.copied() == "1044"

    def _size(self, larger):
        tab, _session = self._frames("1044")
        before = tab.frames.sheet._wanted
        return tab.frames.sheet, lambda: tab.frames.sheet._wanted != before and (
            tab.frames.sheet._wanted > before) is larger

    def frames_larger(self):
        return self._size(True)

    def frames_smaller(self):
        return self._size(False)

    # Log and viewer.

    def _log(self, line):
        panel, session = self.at("log", JOBS)
        lines = tuple("Error: no memory" if n in (100, 200) else f"Sample {n}" for n in range(300))
        panel.jobs.frames.pick(1046)
        panel.jobs.detail.turn(LOG)
        session.changes("jobs", detail=dataclasses.replace(session.state.jobs.detail, log=FrameLog(1046, lines)))
        log = panel.jobs.detail.log
        assert log.text.textCursor().blockNumber() == 100
        return log.text, lambda: log.text.textCursor().blockNumber() == line

    def log_next(self):
        return self._log(200)

    def log_previous(self):
        return self._log(200)

    def _viewer(self, frame="1046"):
        panel, _session = self.at("log", JOBS)
        panel.jobs.frames.pick(1046)
        panel.jobs.detail.turn(VIEWER)
        page = panel.jobs.detail.viewer
        return page, lambda: page.current().name == frame

    def viewer_play(self):
        page, _there = self._viewer()
        return page.viewer, lambda: page.playing

    def viewer_back(self):
        page, there = self._viewer("1045")
        return page.viewer, there

    def viewer_forward(self):
        page, there = self._viewer("1047")
        return page.viewer, there

    def viewer_first(self):
        page, _there = self._viewer()
        return page.viewer, lambda: page._place == 0

    def viewer_last(self):
        page, _there = self._viewer()
        return page.viewer, lambda: page._place == len(page._frames) - 1

    def viewer_fit(self):
        page, _there = self._viewer()
        page.viewer.one_to_one()
        return page.viewer, lambda: page.viewer.fits

    def viewer_whole(self):
        page, _there = self._viewer()
        page.viewer.zoom_by(0.5)
        return page.viewer, lambda: page.viewer.zoom == 1.0

    def viewer_full(self):
        page, _there = self._viewer()
        return page.viewer, lambda: page.fills_screen

    def viewer_copy(self):
        page, _there = self._viewer()
        self.qtbot.waitUntil(page.viewer.has_picture)
        return page.viewer, lambda: not QApplication.clipboard().image().isNull()

    def _compared(self):
        panel, session = self.at("wiped", JOBS)
        panel.jobs.frames.pick(1046)
        panel.jobs.detail.turn(VIEWER)
        session.calls.clear()
        return panel.jobs.detail.viewer, session

    def viewer_wipe(self):
        page, session = self._compared()
        return page.viewer, lambda: session.calls == [("review.comparing.compare", {"against": None})]

    def viewer_difference(self):
        page, session = self._compared()
        return page.viewer, lambda: session.calls == [("review.comparing.show", {"way": Way.DIFFERENCE})]

    def viewer_wipe_left(self):
        page, _session = self._compared()
        return page.viewer, lambda: page.viewer.wipe.at == 0.45

    def viewer_wipe_right(self):
        page, _session = self._compared()
        return page.viewer, lambda: page.viewer.wipe.at == 0.55

    def viewer_larger(self):
        page, _there = self._viewer()
        page.viewer.one_to_one()
        return page.viewer, lambda: page.viewer.zoom == 1.25

    def viewer_smaller(self):
        page, _there = self._viewer()
        page.viewer.one_to_one()
        return page.viewer, lambda: page.viewer.zoom == 0.8

    def _channel(self, name):
        page, _there = self._viewer()
        return page.viewer, lambda: page.channels.picked().key == name

    def viewer_red(self):
        return self._channel("red")

    def viewer_green(self):
        return self._channel("green")

    def viewer_blue(self):
        return self._channel("blue")

    def viewer_alpha(self):
        return self._channel("alpha")

    def viewer_luminance(self):
        return self._channel("luminance")


def acting(qt5=PYSIDE2):
    """A version's half of the keys, each of which acts in a panel of its own."""
    return LISTED[qt5::2]


def test_the_versions_of_qt_share_the_keys_that_act():
    assert sorted(acting(qt5=True) + acting(qt5=False)) == sorted(LISTED)


def test_each_key_is_recognised_in_its_place(qapp):
    for place, name, key in LISTED:
        assert table.name_of(place, QKeyEvent(QEvent.Type.KeyPress, *parts(key))) == name, key


@pytest.mark.parametrize(("place", "name", "key"), acting(), ids=[f"{place}-{key}" for place, _name, key in acting()])
def test_each_key_that_is_listed_acts_and_is_kept_from_the_host(at, copied, monkeypatch, qtbot, place, name, key):
    widget, acted = getattr(Scenes(at, copied, monkeypatch, qtbot), f"{place}_{name}")()
    widget.setFocus()
    assert not acted()
    assert offered(widget, key)
    assert not acted(), "it acts when it is pressed, not when it is offered"
    press(qtbot, widget, key)
    qtbot.waitUntil(acted)
    if name.startswith(("red", "green", "blue", "alpha", "luminance")):
        press(qtbot, widget, key)
        qtbot.waitUntil(lambda: not acted())


def test_the_help_page_lists_every_key_with_what_it_does(at, qtbot):
    panel, _session = at("ready", SUBMIT)
    press(qtbot, panel.tabs, "F1")
    shown = [label.whole() for label in panel.help.findChildren(QLabel) if hasattr(label, "whole")]
    for place in table.places():
        assert place.title in shown
        for shortcut in place.shortcuts:
            assert shown[shown.index("  ".join(map(table.shown, shortcut.keys))) + 1]
            assert shortcut.does in shown
    press(qtbot, panel.help, "F1")
    assert panel.seen() == "submit"


def test_the_help_is_in_the_menu_of_the_account(at):
    panel, _session = at("ready", SUBMIT)
    entry = next(action for action in panel.head.account.menu_of_accounts.actions() if action.text() == "Keys\tF1")
    entry.trigger()
    assert panel.seen() == "help"
    panel.help.back.click()
    assert panel.seen() == "submit"


def test_a_place_without_what_one_of_its_keys_does_is_refused(at):
    panel, _session = at("ready", SUBMIT)
    with pytest.raises(KeyError, match="log: previous"):
        Keys(table.LOG, {"next": panel.close}, panel)


def set_up_elsewhere(path):
    """Yield line and reason for each key that a module sets up by itself."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
        if name in ("QShortcut", "setShortcut", "setShortcuts", "StandardKey", "grabShortcut"):
            yield f"{path.name}:{node.lineno}: {name}"
        if name.startswith("Key_") and name[4:] not in NAVIGATION:
            yield f"{path.name}:{node.lineno}: {name}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(
                r"((Ctrl|Alt|Shift|Meta)\+\S+|F\d{1,2}|Del|Space)", node.value):
            yield f"{path.name}:{node.lineno}: {node.value}"


def test_no_key_is_set_up_beside_the_table():
    assert [each for path in sorted((ROOT / "ui").rglob("*.py")) if path.parent.name != "keys"
            for each in set_up_elsewhere(path)] == []


@pytest.mark.parametrize("planted", ["QShortcut(key, self)", "action.setShortcut(key)", "x = Qt.Key.Key_F5",
                                     'KEY = "Ctrl+R"', "event.matches(QKeySequence.StandardKey.Copy)"])
def test_a_planted_key_is_named(tmp_path, planted):
    path = tmp_path / "widget.py"
    path.write_text(f"{planted}\n", encoding="utf-8")
    assert len(list(set_up_elsewhere(path))) == 1


# What the keys leave alone.


def test_ctrl_enter_does_nothing_where_submit_is_disabled(at, qtbot):
    panel, session = at("two_troubles", SUBMIT)
    press(qtbot, panel.submit.frames.field, "Ctrl+Return")
    assert session.calls == []


@pytest.mark.parametrize(("state", "tab"), [("ready", ASSETS), ("ready", TRANSFERS), ("editing", SUBMIT),
                                            ("no_account", SUBMIT)])
def test_ctrl_enter_submits_on_no_other_page(at, qtbot, state, tab):
    panel, session = at(state, tab)
    press(qtbot, panel, "Ctrl+Return")
    assert [name for name, _given in session.calls if "submit.submit" in name] == []


def test_ctrl_enter_submits_the_dropped_scenes(at, qtbot):
    panel, session = at("dropped", SUBMIT)
    press(qtbot, panel.dropped.view, "Ctrl+Return")
    assert [name for name, _given in session.calls] == (
        ["dropped.submit"] if panel.dropped.submit.button.isEnabled() else [])


def test_a_completion_that_is_open_takes_ctrl_enter(at, qtbot):
    panel, session = at("studio_ready", SUBMIT)
    project = panel.submit.target.project
    project.setFocus()
    qtbot.keyClicks(project.lineEdit(), "c")
    completer = project.completer()
    completer.setCompletionPrefix("c")
    completer.complete()
    assert completer.popup().isVisible()
    press(qtbot, project, "Ctrl+Return")
    assert [name for name, _given in session.calls if name == "submit.submit"] == []
    completer.popup().hide()
    press(qtbot, project, "Ctrl+Return")
    assert [name for name, _given in session.calls if name == "submit.submit"] == ["submit.submit"]


def test_keys_that_are_typed_into_a_field_stay_there(at, qtbot):
    panel, _session = at("ready", SUBMIT)
    project = panel.submit.target.project
    project.setFocus()
    project.lineEdit().clear()
    qtbot.keyClicks(project.lineEdit(), "what?")
    assert project.lineEdit().text() == "what?"
    assert panel.seen() == "submit"


def test_a_key_that_has_nothing_to_do_is_left_to_the_host(at):
    panel, _session = at("ready", SUBMIT)
    assert not offered(panel.tabs, "Esc")
    assert not offered(panel.tabs, "Ctrl+5")
    assert not offered(panel.tabs, "Ctrl+R")
    panel.tabs.setCurrentIndex(TRANSFERS)
    assert not offered(panel.transfers, "Ctrl+F")


def test_letters_that_are_typed_in_a_list_are_kept_from_the_host(at, qtbot):
    panel, _session = at("jobs", JOBS)
    panel.jobs.view.setFocus()
    qtbot.waitUntil(panel.jobs.view.hasFocus)
    assert offered(panel.jobs.view, "W", "w")
    panel.tabs.setFocus()
    qtbot.waitUntil(panel.tabs.hasFocus)
    assert not offered(panel.tabs, "W", "w")


@pytest.mark.parametrize("key", ["?", "Ctrl+1"])
def test_a_combo_box_leaves_the_keys_of_the_panel_alone(at, qtbot, key):
    panel, session = at("studio_ready", JOBS if key == "Ctrl+1" else SUBMIT)
    combo = panel.jobs.filter.status if key == "Ctrl+1" else panel.submit.target.hardware
    code, modifiers = parts(key)
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        QApplication.sendEvent(combo, QKeyEvent(kind, code, modifiers, key[-1]))
    assert panel.seen() == ("submit" if key == "Ctrl+1" else "help")
    assert session.calls == []


@pytest.mark.parametrize("key", ["Ctrl+1", "Ctrl+Shift+1"])
def test_a_digit_is_the_same_where_the_keyboard_needs_shift_for_it(at, qtbot, key):
    panel, _session = at("studio", JOBS)
    press(qtbot, panel.tabs, key)
    assert panel.tabs.currentIndex() == SUBMIT


def test_shift_and_delete_deletes_nothing(at, qtbot):
    panel, session = at("jobs", JOBS)
    press(qtbot, panel.jobs.view, "Shift+Del")
    assert not panel.jobs.asked.isVisible()
    assert session.calls == []


# F5, Escape and letters in each place.


@pytest.mark.parametrize(("state", "tab", "asked"), [
    ("studio", SUBMIT, "scene.refresh"), ("studio", ASSETS, "scene.refresh"),
    ("studio", TRANSFERS, "transfers.look_soon"), ("jobs", JOBS, "jobs.look_now"),
    ("nothing_open", SUBMIT, "scene.refresh"), ("dropped", SUBMIT, "dropped.read_again")])
def test_f5_reads_or_looks_again_on_every_tab(at, qtbot, state, tab, asked):
    panel, session = at(state, tab)
    press(qtbot, panel, "F5")
    assert [name for name, _given in session.calls] == [asked]


def test_escape_goes_back_one_step_at_a_time(at, qtbot):
    panel, _session = at("jobs", JOBS)
    panel.jobs.detail.turn(LOG)
    panel.jobs.task_actions.delete()
    assert panel.jobs.asked.isVisible()
    press(qtbot, panel.tabs, "Esc")
    assert not panel.jobs.asked.isVisible()
    assert panel.jobs.detail.page() == LOG
    panel.jobs.task_actions.ask_nodes()
    press(qtbot, panel.tabs, "Esc")
    assert not panel.jobs.value.isVisible()
    press(qtbot, panel.tabs, "Esc")
    assert panel.jobs.detail.page() == FRAMES


def test_escape_gives_the_list_back_the_focus_after_a_question(at, qtbot):
    panel, _session = at("jobs", JOBS)
    panel.jobs.task_actions.delete()
    qtbot.waitUntil(panel.jobs.asked.keep.hasFocus)
    press(qtbot, panel.jobs.asked.keep, "Esc")
    qtbot.waitUntil(panel.jobs.view.hasFocus)


def test_escape_leaves_the_environments_and_the_sign_in_page(at, qtbot):
    panel, session = at("editing", SUBMIT)
    press(qtbot, panel.environments, "Esc")
    assert ("environments.close", {}) in session.calls
    panel, _session = at("ready", SUBMIT)
    panel._sign_in()
    assert panel._signing_in
    assert panel.sign_in.back.isVisible()
    press(qtbot, panel.sign_in.access_id, "Esc")
    assert not panel._signing_in


@pytest.mark.parametrize("where", ["assets", "jobs"])
def test_escape_empties_a_search(at, qtbot, where):
    panel, _session = at("jobs" if where == "jobs" else "some_new", JOBS if where == "jobs" else ASSETS)
    field = panel.jobs.filter.search if where == "jobs" else panel.assets.filter
    qtbot.keyClicks(field, "lantern")
    press(qtbot, field, "Esc")
    assert field.text() == ""


def test_every_list_is_gone_through_by_the_first_letters(at, qtbot, monkeypatch):
    panel, _session = at("jobs", JOBS)
    qtbot.keyClicks(panel.jobs.view, "pyr")
    assert panel.jobs.view.current().name == "pyro_test_v008"
    monkeypatch.setattr(QApplication, "keyboardInputInterval", lambda: -1)
    qtbot.keyClick(panel.jobs.view, "l")
    assert panel.jobs.view.current().name == "lantern_lookdev_v004"
    monkeypatch.undo()
    panel, _session = at("jobs", JOBS)
    qtbot.keyClicks(panel.jobs.view, "357354")
    assert panel.jobs.view.current().id == 35735410


@pytest.mark.parametrize("part", ["sheet", "table"])
def test_a_frame_is_gone_to_by_its_number(at, qtbot, part):
    panel, _session = at("jobs", JOBS)
    qtbot.keyClicks(getattr(panel.jobs.frames, part), "1100")
    assert panel.jobs.frames.table.current().name == "1100"


def test_one_letter_goes_round(at, qtbot):
    panel, _session = at("studio", SUBMIT)
    view, names = panel.submit.units.view, []
    view.setCurrentIndex(panel.submit.units.model.index(0, 0))
    for _time in range(3):
        qtbot.keyClick(view, "b")
        names.append(view.currentIndex().row())
    assert [view.rows.row(view.rows.index(row, 0)).unit.name for row in names] == ["beauty"] * 3
    assert names == [1, 0, 1]


def test_assets_transfers_and_environments_are_gone_to_by_their_names(at, qtbot):
    panel, _session = at("some_new", ASSETS)
    name = panel.assets.model.branch(3).name
    qtbot.keyClicks(panel.assets.view, name[:4])
    assert panel.assets.view.branches()[0].name.startswith(name[:4])
    panel, session = at("studio", TRANSFERS)
    wanted = session.state.transfers.rows[-1]
    qtbot.keyClicks(panel.transfers.view, wanted.name[:6])
    assert panel.transfers.view.current().name.startswith(wanted.name[:6])
    panel, session = at("editing", SUBMIT)
    last = panel.environments.list.names()[-1]
    qtbot.keyClicks(panel.environments.list, last)
    assert panel.environments.list.currentItem().text() == last


def test_a_combo_box_goes_to_the_entry_that_begins_so(at, qtbot):
    panel, session = at("studio_ready", SUBMIT)
    qtbot.keyClicks(panel.submit.target.hardware, "4 ")
    assert session.calls[-1] == ("submit.choose", {"hardware": 3})


def test_the_pictures_have_the_help_and_the_tour():
    assert {"help", "tour-1", "tour-2", "tour-3", "tour-4"} <= shots.SHOTS.keys()


def test_the_row_that_a_list_makes_the_current_one_with_the_focus_is_selected(at):
    panel, session = at("studio", TRANSFERS)
    view = panel.transfers.view
    view.selectionModel().clearSelection()
    assert view.currentIndex().isValid()
    session.changes("transfers", speed_limit=5_000_000)
    assert [each.id for each in view.selected()] == [session.state.transfers.selected or "a"]


def test_the_documentation_lists_every_key():
    page = (ROOT / "docs" / "ui.md").read_text(encoding="utf-8")
    for place in table.places():
        for shortcut in place.shortcuts:
            keys = ", ".join(f"`{table.shown(key)}`" for key in shortcut.keys)
            assert f"| {place.title} | {keys} | {shortcut.does} |\n" in page


def test_shift_and_ctrl_do_not_reach_the_host(opened, states):
    panel, _session = opened(states.empty())
    for key, kept in ((Qt.Key.Key_Shift, True), (Qt.Key.Key_Control, True), (Qt.Key.Key_F11, False)):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        event.setAccepted(False)
        QApplication.sendEvent(panel, event)
        assert event.isAccepted() is kept
