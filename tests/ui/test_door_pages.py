"""Signing in, accounts, language, settings, environments, presets and notices, by mouse and keyboard on a real farm."""

from __future__ import annotations

import json

import pytest
from qtpy.QtCore import Qt
from tests.pumping import look_finds
from tests.ui.doubles import Double
from tests.ui.test_live import PATIENCE

from foxsubmit.core.api.codes import TaskStatus
from foxsubmit.core.jobs.tasks import TaskRow
from foxsubmit.core.model.host import Scene
from foxsubmit.core.session.session import Session
from foxsubmit.core.session.state import Connection
from foxsubmit.core.settings.accounts import Credentials
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.recorded import RecordedHost
from foxsubmit.ui import panel_memory
from foxsubmit.ui.kit.combo import Combo
from foxsubmit.ui.kit.widgets import Button, LineEdit
from foxsubmit.ui.panel import JOBS, SUBMIT, TRANSFERS, Panel

pytestmark = pytest.mark.usefixtures("pages_turned_to")


@pytest.fixture
def alone(tmp_path):
    """A farm that the settings do not know."""
    with LocalFarm(tmp_path / "alone", options=Options(simulate=True, seconds=0.05, balance=500.0)) as farm:
        yield farm


@pytest.fixture
def live(qtbot, settings, font):
    """Open a panel on a real session."""
    def open_panel(host, account=None):
        panel = Panel(Session(host, settings, account), font=font)
        qtbot.addWidget(panel)
        panel.show()
        return panel

    return open_panel


@pytest.fixture
def wait(qtbot):
    return lambda condition: qtbot.waitUntil(condition, timeout=PATIENCE)


def key_of(farm):
    return json.loads((farm.folder / "farm.json").read_text(encoding="utf-8"))["access_key"]


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def shows_sign_in(panel):
    return panel._whole.currentWidget() is panel.sign_in


def type_account(qtbot, page, farm, key):
    for field, text in ((page.access_id, farm.access_id), (page.access_key, key)):
        field.clear()
        qtbot.keyClicks(field, text)
    page.domain.lineEdit().clear()
    qtbot.keyClicks(page.domain.lineEdit(), farm.domain)


def connected(panel):
    return panel.session.state.account.connection is Connection.CONNECTED


def test_the_first_run_signs_in_by_the_page(live, qtbot, wait, project, alone, settings):
    panel = live(project)
    wait(lambda: shows_sign_in(panel))
    page = panel.sign_in
    assert not page.back.isVisible()
    type_account(qtbot, page, alone, "wrong")
    click(qtbot, page.test)
    wait(lambda: "does not accept the access id and key" in page.result.text.text())
    assert settings.known_accounts() == ()
    type_account(qtbot, page, alone, key_of(alone))
    click(qtbot, page.test)
    wait(lambda: page.result.text.text().startswith("Connected as "))
    assert page.platform.currentText() == "Platform 2, w2"
    qtbot.keyClick(page.access_key, Qt.Key.Key_Return)
    wait(lambda: not shows_sign_in(panel) and connected(panel))
    assert panel.head.balance.whole() == "500.00 USD"
    assert [each.id for each in settings.known_accounts()] == [alone.access_id]


def test_the_key_is_hidden_until_somebody_wants_to_see_it(opened, states):
    panel, _session = opened(states.no_account())
    page = panel.sign_in
    assert shows_sign_in(panel)
    assert page.access_key.echoMode() == page.access_key.EchoMode.Password
    page._eye.trigger()
    assert page.access_key.echoMode() == page.access_key.EchoMode.Normal


def test_while_it_is_tried_nothing_else_can_be_tried(opened, states):
    panel, _session = opened(states.signing_in())
    assert not any(button.isEnabled() for button in (panel.sign_in.test, panel.sign_in.go, panel.sign_in.local))
    assert panel.sign_in.result.text.text() == "Starting the farm on this computer…"


def test_another_account_is_a_click_in_the_menu(live, qtbot, wait, project, farm, alone, settings):
    settings.add_account(Credentials(alone.domain, alone.access_id, key_of(alone), "2", "http"), "other")
    panel = live(project, "local")
    wait(lambda: panel.head.balance.whole() == "1,000.00 USD")
    panel.submit.target.project.lineEdit().setText("")
    actions = {action.text().split("   ")[0]: action for action in panel.head.account.menu_of_accounts.actions()}
    assert [name for name, action in actions.items() if action.isChecked()] == ["Local farm"]
    actions["other"].trigger()
    wait(lambda: panel.head.balance.whole() == "500.00 USD")


def test_the_menu_leads_to_the_sign_in_page_and_back(opened, states, qtbot):
    panel, session = opened(states.many_accounts())
    action = next(each for each in panel.head.account.menu_of_accounts.actions() if "another account" in each.text())
    action.trigger()
    assert shows_sign_in(panel)
    assert session.calls == [("account.open_sign_in", {})]
    click(qtbot, panel.sign_in.back)
    assert not shows_sign_in(panel)


def test_an_account_is_forgotten_by_its_name(opened, states):
    panel, session = opened(states.many_accounts())
    menu = next(action.menu() for action in panel.head.account.menu_of_accounts.actions() if action.menu())
    assert [action.text() for action in menu.actions()] == [
        "Forget north-studio and its key", "Forget lantern and its key"]
    menu.actions()[1].trigger()
    assert session.calls == [("account.forget", {"account": "ak-lantern"})]


def test_the_platform_is_chosen_in_the_header(opened, states):
    panel, session = opened(states.many_accounts())
    assert panel.head.platform.currentText() == "Platform 6, www6"
    panel.head.platform.activated.emit(2)
    assert session.calls == [("account.choose_platform", {"platform": "9"})]


@pytest.mark.parametrize(("width", "there"), [(420, False), (900, True)])
def test_a_narrow_header_leaves_platform_and_language_to_the_settings(opened, states, qtbot, width, there):
    panel, _session = opened(states.many_accounts(), width)
    assert panel.head.platform.isVisible() is there
    assert panel.head.language.isVisible() is there
    click(qtbot, panel.head.settings)
    assert {"platform", "language"} <= set(panel.settings.rows)
    assert panel.settings.rows["language"].isVisible()


def test_switching_the_language_keeps_what_was_chosen_and_where_one_was(live, qtbot, wait, project, farm):
    panel = live(project)
    wait(lambda: connected(panel) and panel.session.state.scene.gathered)
    qtbot.keyClicks(panel.submit.target.project.lineEdit(), "courtyard")
    panel.tabs.setCurrentIndex(TRANSFERS)
    panel.head.language.activated.emit(1)
    wait(lambda: panel.tabs.tabText(SUBMIT) == "提交")
    assert panel.tabs.currentIndex() == TRANSFERS
    panel.tabs.setCurrentIndex(SUBMIT)
    assert panel.submit.target.project.lineEdit().text() == "courtyard"
    assert panel.head.connection.whole() in ("已连接", "正在连接")
    wait(lambda: panel.submit.footer.submit.text().startswith("提交"))
    panel.head.language.activated.emit(0)
    wait(lambda: panel.tabs.tabText(SUBMIT) == "Submit")


def test_what_was_typed_to_sign_in_survives_another_language(live, qtbot, wait, project):
    panel = live(project)
    wait(lambda: shows_sign_in(panel))
    qtbot.keyClicks(panel.sign_in.access_id, "ak-1")
    qtbot.keyClicks(panel.sign_in.access_key, "secret")
    panel.sign_in.language.activated.emit(1)
    wait(lambda: panel.sign_in.go.text() == "登录")
    assert panel.sign_in.typed()[:3] == ("ak-1", "secret", "task.foxrenderfarm.com")


def test_settings_are_written_and_are_there_after_a_restart(live, qtbot, wait, project, farm, settings, tmp_path):
    panel = live(project)
    click(qtbot, panel.head.settings)
    assert panel._stack.currentWidget() is panel.settings
    rows = panel.settings.rows
    folder = rows["download_folder"].line
    qtbot.keyClicks(folder, "/not/there")
    qtbot.keyClick(folder, Qt.Key.Key_Return)
    wait(lambda: "There is no folder" in rows["download_folder"].error)
    folder.clear()
    qtbot.keyClicks(folder, str(tmp_path))
    qtbot.keyClick(folder, Qt.Key.Key_Return)
    wait(lambda: settings.preferences()[0].download_folder == str(tmp_path))
    wait(lambda: rows["download_folder"].error == "")
    click(qtbot, rows["notices"].box)
    wait(lambda: not settings.preferences()[0].notices)
    panel.resize(1000, 700)
    panel.tabs.setCurrentIndex(JOBS)
    panel.close()
    again = live(project)
    assert (again.width(), again.height(), again.tabs.currentIndex()) == (1000, 700, JOBS)
    click(qtbot, again.head.settings)
    assert again.settings.rows["download_folder"].line.text() == str(tmp_path)
    assert not again.settings.rows["notices"].box.isChecked()


def test_a_setting_of_the_studio_cannot_be_changed(opened, states, qtbot):
    panel, _session = opened(states.in_settings())
    click(qtbot, panel.head.settings)
    assert not panel.settings.rows["proxy"].line.isEnabled()
    assert panel.settings.rows["proxy"].line.text() == "http://proxy.studio:8080"
    assert panel.settings.rows["download_folder"].error.startswith("There is no folder Q:/renders")


def test_a_click_on_a_tab_leaves_the_settings(opened, states, qtbot):
    panel, _session = opened(states.many_accounts())
    click(qtbot, panel.head.settings)
    qtbot.mouseClick(panel.tabs, Qt.MouseButton.LeftButton, pos=panel.tabs.tabRect(SUBMIT).center())
    assert panel._stack.currentWidget() is panel.submit


def test_an_environment_is_made_changed_and_deleted_in_the_editor(live, qtbot, wait, farm, api, tmp_path):
    scene = tmp_path / "shot.ma"
    scene.write_text("//Maya ASCII 2025 scene", encoding="utf-8")
    panel = live(RecordedHost(Scene(scene, "2025.3", plugins={"mtoa": "5.4.6"}), name="maya"))
    wait(lambda: connected(panel) and panel.session.state.scene.gathered)
    editor = panel.environments
    panel.edit_environment("")
    wait(lambda: panel._stack.currentWidget() is editor)
    editor.name.selectAll()
    qtbot.keyClicks(editor.name, "Courtyard")
    click(qtbot, editor.save)
    wait(lambda: "Courtyard" in editor.list.names())
    assert not editor.save.isEnabled()
    there = editor.grid.lines["mtoa"].there
    there.activated.emit(there.findText("5.3.5.3"))
    wait(lambda: editor._changes.whole() == "1 change not saved")
    assert "mtoa may give another picture" in editor.advice.text.text()
    click(qtbot, editor.default)
    wait(lambda: editor._changes.whole() == "2 changes not saved")
    click(qtbot, editor.save)
    wait(lambda: not editor.default.isEnabled() and editor._changes.whole() == "")
    first = api.env.get_render_env(name="maya")[0]
    assert (first["editName"], first["isDefault"]) == ("Courtyard", 1)
    click(qtbot, editor.delete)
    assert editor.asked.keep.hasFocus() or not editor.isActiveWindow()
    click(qtbot, editor.asked.do)
    wait(lambda: "Courtyard" not in editor.list.names())
    click(qtbot, editor.leave)
    assert panel._stack.currentWidget() is panel.submit


def test_changes_of_an_environment_are_not_lost_by_a_click_beside_them(opened, states, qtbot):
    panel, session = opened(states.editing_changed())
    editor = panel.environments
    editor.list.setCurrentRow(1)
    assert editor.asked.isVisible()
    assert session.calls == []
    assert editor.list.currentItem().text() == session.state.environments.editor.original
    qtbot.keyClick(editor.asked.keep, Qt.Key.Key_Escape)
    assert not editor.asked.isVisible()
    editor.list.setCurrentRow(2)
    click(qtbot, editor.asked.do)
    assert session.calls == [("environments.edit", {"name": editor.list.item(2).text()})]


def test_a_preset_is_saved_and_applied(live, qtbot, wait, project, farm):
    panel = live(project)
    wait(lambda: connected(panel) and panel.session.state.scene.gathered)
    presets = panel.submit.target.presets
    panel.session.submit.choose(priority=60)
    presets._open_menu()
    presets.menu.actions()[0].trigger()
    presets.menu.close()
    qtbot.keyClicks(presets.name, "Final quality")
    qtbot.keyClick(presets.name, Qt.Key.Key_Return)
    wait(lambda: presets.combo.currentText() == "Final quality")
    panel.session.submit.choose(priority=50)
    wait(lambda: presets.combo.picked().second == "changed")
    presets.combo.activated.emit(1)
    wait(lambda: panel.session.state.submit.choices.priority == 60)


def test_escape_leaves_the_name_of_a_preset(opened, states, qtbot):
    panel, session = opened(states.with_presets())
    presets = panel.submit.target.presets
    presets._ask_name("Quick look")
    assert presets.name.text() == "Quick look"
    qtbot.keyClick(presets.name, Qt.Key.Key_Escape)
    assert presets.currentIndex() == 0
    assert session.calls == []


def test_a_task_that_ends_is_said_in_a_band_that_leads_to_it(live, qtbot, wait, project, farm):
    panel = live(project)
    wait(lambda: connected(panel))
    session = panel.session
    row = TaskRow(7, "shot.blend", TaskStatus.RENDERING, 5, 3, 1)
    look_finds(session, (row,))
    look_finds(session, (TaskRow(7, "shot.blend", TaskStatus.DONE, 25, 3, 3),))
    wait(panel.notices.isVisible)
    band = panel.notices.bands[0]
    assert band.text.text() == "“shot.blend” (task 7) is done."
    click(qtbot, band.findChildren(type(panel._try_now))[0])
    assert panel.tabs.currentIndex() == JOBS
    wait(lambda: not panel.notices.isVisible())


def test_a_refused_account_says_what_to_do_and_offers_to_sign_in(opened, states, qtbot):
    panel, _session = opened(states.locked_out())
    assert panel.head.connection.whole() == "Refused"
    assert panel.away.text.text().startswith("The account is locked: ask the farm's support")
    click(qtbot, panel._sign_in_again)
    assert shows_sign_in(panel)


def test_a_broken_file_of_the_studio_is_a_band_that_can_be_closed(opened, states, qtbot):
    panel, _session = opened(states.studio_broken())
    assert "cannot be read" in panel.warning.text.text()
    click(qtbot, panel.warning.findChildren(type(panel._try_now))[0])
    assert not panel.warning.isVisible()


@pytest.mark.parametrize("name", ["no_account", "many_accounts", "editing"])
def test_everything_that_takes_the_keyboard_has_a_name(opened, states, qtbot, name):
    panel, _session = opened(getattr(states, name)())
    if name == "many_accounts":
        click(qtbot, panel.head.settings)
    page = panel.sign_in if shows_sign_in(panel) else panel
    for kind in (Button, LineEdit, Combo):
        for widget in page.findChildren(kind):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                named = widget.accessibleName() or getattr(widget, "text", str)()
                assert named.strip(), (type(widget).__name__, widget.geometry())


def test_tab_walks_through_the_sign_in_page_in_the_order_of_the_eye(opened, states):
    panel, _session = opened(states.no_account())
    page = panel.sign_in
    wanted = [page.access_id, page.access_key, page.domain, page.platform, page.test, page.go, page.local]
    order, at = [], page.access_id
    for _step in range(60):
        if at in wanted and at.isVisible():
            order.append(at)
        at = at.nextInFocusChain()
        if at is page.access_id:
            break
    assert order == wanted


def test_how_the_panel_is_divided_is_there_the_next_time(qtbot, states, font):
    def opened_with(remembered):
        session = Double(states.jobs())
        session.remembered = remembered
        panel = Panel(session, font=font)
        qtbot.addWidget(panel)
        panel.resize(1000, 900)
        panel.tabs.setCurrentIndex(JOBS)
        panel.show()
        return panel, session

    panel, session = opened_with({})
    qtbot.waitUntil(lambda: "JobsTab.QSplitter" in panel_memory.read(panel, {})["splitters"])
    panel.jobs.split.setSizes([500, 250])
    left = panel.jobs.split.sizes()
    panel.close()
    again, _session = opened_with(session.remembered)
    assert session.remembered["splitters"]
    qtbot.waitUntil(lambda: abs(again.jobs.split.sizes()[0] - left[0]) < 30)


def test_what_was_not_looked_at_stays_divided_as_it_was(qtbot, states, font):
    session = Double(states.studio())
    session.remembered = {"splitters": {"JobsTab.QSplitter": [600, 100]}}
    panel = Panel(session, font=font)
    qtbot.addWidget(panel)
    panel.show()
    panel.close()
    assert session.remembered["splitters"]["JobsTab.QSplitter"] == [600, 100]


@pytest.mark.parametrize("nonsense", [
    {"size": "big"}, {"size": [1, 99_999]}, {"tab": 99}, {"tab": "x"}, {"splitters": {"JobsTab": ["x"]}},
    {"splitters": []}, {"sorting": {"x": [1]}}, {"task": "x"}])
def test_a_memory_that_makes_no_sense_is_left_alone(qtbot, states, font, nonsense):
    session = Double(states.studio())
    session.remembered = nonsense
    panel = Panel(session, font=font)
    qtbot.addWidget(panel)
    assert (panel.width(), panel.height(), panel.tabs.currentIndex()) == (900, 760, SUBMIT)
