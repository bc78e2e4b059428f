"""What leads to the farm: its settings, how one gets there, when the farm is asked again."""

from __future__ import annotations

import time

import pytest
from qtpy.QtCore import Qt
from qtpy.QtWidgets import QApplication
from tests.ui.having import having

from foxsubmit.core.session.state import Connection
from foxsubmit.core.settings.accounts import KnownAccount
from foxsubmit.ui.jobs.tab import REFUSED
from foxsubmit.ui.panel import JOBS, TRANSFERS


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_where_the_farm_is_not_reached_one_gets_to_what_leads_there(opened, states, qtbot):
    panel, _session = opened(states.never_there())
    panel.tabs.setCurrentIndex(JOBS)
    click(qtbot, panel.jobs.network)
    assert panel._stack.currentWidget() is panel.settings
    domain = panel.settings.rows["domain"].combo
    assert (domain.currentText(), domain.isEnabled()) == ("task.foxrenderfarm.com", True)
    area = panel.settings._area
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() in (
        panel.settings._network.y(), area.verticalScrollBar().maximum()))
    panel.activateWindow()
    assert panel.focusWidget() in (domain, domain.line)


def test_whoever_cannot_sign_in_gets_to_the_proxy_and_back(opened, states, qtbot):
    panel, session = opened(states.no_account())
    panel.sign_in.access_id.setText("ak-1")
    click(qtbot, panel.sign_in.network)
    row = panel.settings.rows["proxy"]
    assert row.isVisible()
    assert not panel.settings.rows["domain"].combo.isEnabled()
    row.line.setText("http://proxy.studio:8080")
    row.line.editingFinished.emit()
    assert session.calls[-1] == ("settings.prefer", {"proxy": "http://proxy.studio:8080"})
    click(qtbot, panel.settings.back)
    assert panel._whole.currentWidget() is panel.sign_in
    assert panel.sign_in.access_id.text() == "ak-1"


def test_another_domain_is_chosen_for_the_account(opened, states, qtbot):
    panel, session = opened(states.never_there())
    panel.show_network()
    row = panel.settings.rows["domain"]
    row.combo.setEditText("task.renderbus.com")
    row.combo.line.editingFinished.emit()
    row.combo.line.editingFinished.emit()
    assert session.calls.count(("account.choose_domain", {"domain": "task.renderbus.com"})) == 1
    session.becomes(having(session.state, settings={"errors": {"domain": "“a b” is not a valid domain."}}))
    assert row.error == "“a b” is not a valid domain."


def test_an_account_of_the_variables_keeps_its_domain(opened, states):
    panel, _session = opened(having(states.never_there(), account={"known": (
        KnownAccount("ak-1", "ak-1", "task.foxrenderfarm.com", "6", removable=False),)}))
    panel.show_network()
    assert not panel.settings.rows["domain"].combo.isEnabled()


def test_the_speed_limit_is_one_wherever_it_is_set(opened, states):
    panel, session = opened(states.studio())
    panel.show_network()
    box = panel.settings.rows["speed_limit"].box
    assert box.text() == "No limit"
    box.setValue(7.5)
    box.editingFinished.emit()
    assert session.calls[-1] == ("transfers.limit_speed", {"limit": 7_500_000})
    panel.tabs.setCurrentIndex(TRANSFERS)
    panel._leave_settings()
    assert panel.transfers.limit.picked().key == 7_500_000
    panel.transfers.limit.chosen.emit(20_000_000)
    panel.show_network()
    assert box.value() == 20


def test_it_is_said_when_the_farm_is_asked_again(opened, states, qtbot, monkeypatch):
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    state = having(states.never_there(), account={"retry_at": now + 40})
    panel, session = opened(state)
    panel.tabs.setCurrentIndex(JOBS)
    assert panel.away.more.whole().startswith("Trying again in 40 s.")
    monkeypatch.setattr(time, "time", lambda: now + 7)
    qtbot.waitUntil(lambda: panel.away.more.whole().startswith("Trying again in 33 s."), timeout=120_000)
    session.becomes(having(state, account={"retry_at": 0.0}))
    assert panel.away.more.whole().startswith("Trying again now.")
    assert "Trying again now." in panel.jobs._away._text.text()
    session.becomes(having(state, account={"retry_at": 0.0, "connection": Connection.CONNECTED, "trouble": ""}))
    assert not panel.away.isVisible()
    assert not panel._seconds.isActive()


def test_nothing_is_said_to_be_tried_again_where_it_is_not(opened, states):
    trouble = "The accounts in /home/artist/accounts.json cannot be read."
    panel, _session = opened(having(states.never_there(), account={"trouble": trouble, "retry_at": None}))
    panel.tabs.setCurrentIndex(JOBS)
    assert panel.away.more.whole() == ""
    assert panel.jobs._away._text.text().endswith("cannot be read.")


def test_what_the_farm_has_refused_is_not_a_matter_of_the_network(opened, states):
    panel, _session = opened(having(states.never_there(), account={"trouble_code": 602, "retry_at": None}))
    panel.tabs.setCurrentIndex(JOBS)
    assert not panel.jobs.network.isVisible()
    assert panel.away.more.whole() == ""


def test_who_may_not_see_tasks_switches_the_account_or_tells_its_owner(opened, states, qtbot):
    panel, _session = opened(states.may_not_see())
    panel.tabs.setCurrentIndex(JOBS)
    assert panel.jobs.pages.currentIndex() == REFUSED
    click(qtbot, panel.jobs.copy_details)
    name, *_middle, said = QApplication.clipboard().text().split("\n")
    assert (name, "code 605" in said) == ("north-studio", True)
    click(qtbot, panel.jobs.switch)
    assert panel.head.account.menu_of_accounts.isVisible()
    panel.head.account.menu_of_accounts.close()


@pytest.mark.parametrize("name", ["priority", "tiles", "output_folder"])
def test_what_the_studio_has_decided_cannot_be_changed(opened, states, name):
    locked = frozenset({name, "test_first", "project"})
    panel, _session = opened(having(states.studio_ready(), settings={"locked": locked}))
    more = panel.submit.more
    more.fold.setChecked(True)
    assert [(field.isEnabled(), field.toolTip()) for field in more._fields[name]] == (
        [(False, "Set by the studio.")] * len(more._fields[name]))
    assert more._artist.isEnabled()
    assert more._studio.whole() == "1 value set by the studio"
    assert not panel.submit.target.project.isEnabled()
    tests = panel.submit.frames._tests
    assert (tests["test_first"].isEnabled(), tests["test_last"].isEnabled()) == (False, True)
