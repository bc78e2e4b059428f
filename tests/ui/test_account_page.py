"""The page of the account: what it shows of a state, what it asks of the session, and the real farm behind it."""

from __future__ import annotations

import pytest

from foxsubmit.core.session.session import Session
from foxsubmit.core.session.state import Connection
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.recorded import nothing_open
from foxsubmit.ui.kit.theme import DARK
from foxsubmit.ui.panel import Panel

pytestmark = pytest.mark.usefixtures("pages_turned_to")


@pytest.fixture
def page(opened, states):
    """The page on the double of a session."""
    panel, session = opened(states.own_things())
    panel._turn_aside("account")
    yield panel.account_page, session


def entries(menu):
    return {action.text(): action for action in menu.actions()}


def test_the_menu_of_the_account_leads_to_the_page_and_back_leads_away(opened, states):
    panel, session = opened(states.own_things())
    entries(panel.head.account.menu_of_accounts)["About north-studio…"].trigger()
    assert panel.account_page.isVisible()
    assert session.looked is True
    panel.account_page.back.click()
    assert not panel.account_page.isVisible()
    assert session.looked is False


def test_whoever_signs_in_with_another_account_leaves_the_page_for_it(opened, states):
    panel, _session = opened(states.own_things())
    panel._turn_aside("account")
    entries(panel.head.account.menu_of_accounts)["Sign in with another account…"].trigger()
    assert panel.sign_in.isVisible()
    assert not panel.account_page.isVisible()


def test_without_an_account_there_is_nothing_to_be_told_about(opened, states):
    panel, _session = opened(states.empty())
    assert not [text for text in entries(panel.head.account.menu_of_accounts) if text.startswith("About")]


def test_what_the_farm_says_is_shown_and_what_it_does_not_say_is_unknown(page):
    overview = page[0].parts["overview"]
    assert dict(overview.settings.facts())["Downloads"] == "Allowed"
    assert dict(overview.settings.facts())["Rendering is paid by"] == "unknown"
    assert dict(overview.totals.facts())["Done"] == "128,450"
    assert overview.slow_after.value() == 2
    assert overview.nodes.whole() == "Twelve nodes with 4090 (1), Night pack (7)"


def test_a_refusal_is_shown_where_it_belongs_and_nothing_is_called_none(opened, states):
    panel, _session = opened(states.own_things_refused())
    panel._turn_aside("account")
    overview = panel.account_page.parts["overview"]
    assert "may not do that" in overview.troubles["nodes"].text.text()
    assert overview.nodes.whole() == ""
    assert not overview.slow_after.isEnabled()
    assert [text for text, _value in overview.totals.facts()] == ["Loading from the farm…"]


def test_hours_are_set_when_they_are_others_than_before(page):
    overview, session = page[0].parts["overview"], page[1]
    overview.slow_after.editingFinished.emit()
    assert session.calls == []
    overview.slow_after.setValue(2.5)
    overview.slow_after.editingFinished.emit()
    assert session.calls == [("details.slow_after", {"seconds": 9000})]


def test_a_project_is_deleted_once_it_was_confirmed_by_name_and_number(page):
    projects, session = page[0].parts["projects"], page[1]
    page[0].show_part("projects")
    assert "Select a project first." in projects.delete.toolTip()
    projects.view.setCurrentIndex(projects.model.index(1, 0))
    assert "main account" in projects.delete.toolTip()
    assert not projects.delete.button.isEnabled()
    projects.view.setCurrentIndex(projects.model.index(0, 0))
    projects.delete.button.click()
    assert "“lantern” (1003674)" in projects.asked._title.whole()
    assert session.calls == []
    projects.asked.do.click()
    assert session.calls == [("details.delete_project", {"name": "lantern"})]


def test_more_records_are_asked_for(page):
    records, session = page[0].parts["task_records"], page[1]
    page[0].show_part("task_records")
    assert records.more.isVisible()
    records.more.click()
    assert session.calls == [("details.more", {"name": "task_records"})]
    assert not page[0].parts["sign_ins"].more.isVisibleTo(page[0].parts["sign_ins"])


def test_the_page_of_a_sub_account_at_a_real_farm(qtbot, font, tmp_path, settings):
    with LocalFarm(tmp_path / "main", options=Options(simulate=True)), LocalFarm(
            tmp_path / "sub", options=Options(simulate=True, main=tmp_path / "main")):
        settings.remember_farm(tmp_path / "sub")
        panel = Panel(Session(nothing_open(), settings), DARK, font=font)
        qtbot.addWidget(panel)
        panel.show()
        qtbot.waitUntil(lambda: panel.session.state.account.connection is Connection.CONNECTED)
        panel._turn_aside("account")
        page = panel.account_page
        qtbot.waitUntil(lambda: page.parts["projects"].model.rowCount() == 2)
        assert page.title.whole() == "local-1"
        page.parts["projects"].name.setText("Mine")
        page.parts["projects"].add.click()
        qtbot.waitUntil(lambda: page.parts["projects"].model.rowCount() == 3)
        assert page.parts["projects"].name.text() == ""
        assert [(each.name, each.own) for each in panel.session.state.details.account_projects] == [
            ("Mine", True), ("Demo", False), ("Lookdev", False)]
        page.parts["overview"].slow_after.setValue(3)
        page.parts["overview"].slow_after.editingFinished.emit()
        qtbot.waitUntil(lambda: panel.session.state.details.settings.slow_after == 3 * 3600)
        assert panel.session._link.api.user.query_user_setting()["taskOverTimeSec"] == 3 * 3600
        panel.close()
