"""The page of costs, budgets and notices: it shows what is known, and its buttons lead somewhere."""

from __future__ import annotations

from decimal import Decimal

import pytest
from qtpy.QtCore import QPoint, Qt
from tests.ui.having import having

from foxsubmit.core.money import costs
from foxsubmit.core.money.before import EarlierTask
from foxsubmit.core.money.costs import Costs, TaskEntry
from foxsubmit.core.settings.sinks import PASSWORD, WEBHOOK, Sinks
from foxsubmit.ui.panel import JOBS


@pytest.fixture
def page(opened, states):
    """The page in a panel, and the session's double."""
    def show(part, state=None):
        panel, session = opened(state or states.money())
        panel._turn_aside("money")
        panel.money.show_part(part)
        session.calls.clear()
        return panel, panel.money.parts[part], session

    return show


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(view, column):
    model = view.model()
    return [model.data(model.index(place, column)) for place in range(model.rowCount())]


def test_costs_are_added_up_as_is_chosen_and_unknown_ones_counted_apart(page):
    _panel, part, _session = page("costs")
    assert texts(part.view, 0) == ["courtyard", "lantern", "Without a project", "unknown"]
    assert texts(part.view, 2) == ["1,030.00 USD", "29.75 USD + 1 unknown", "0.20 USD", "unknown"]
    assert part.total.whole() == "52 tasks: 1,059.95 USD + 2 unknown"
    part.by.chosen.emit("artist")
    assert texts(part.view, 0) == ["Lea"]
    part.by.chosen.emit("day")
    assert texts(part.view, 0)[0] == "2026-03-28"


def test_the_plot_has_a_bar_for_each_day_and_the_highest_fills_it(page):
    _panel, part, _session = page("costs")
    plot = part.plot
    heights = [plot.bar(place).height() for place in range(28)]
    assert len(plot._days) == 28
    assert max(heights) == plot.height() - 36
    assert plot.tip_at(QPoint(0, 0)).startswith("2026-03-01: ")
    assert plot.tip_at(QPoint(plot.width() + 5, 0)).startswith("2026-03-28: ")


def test_costs_that_are_all_nothing_have_no_bar(page, states):
    costs = Costs((TaskEntry(1, "", "", "2026-03-01", Decimal(0)),), "USD")
    _panel, part, _session = page("costs", having(states.money(), money={"costs": costs}))
    assert part.plot.bar(0).height() == 0


def test_costs_are_added_up_once_while_nothing_of_them_changes(page, states, monkeypatch):
    _panel, part, session = page("costs")
    added = []
    monkeypatch.setattr(costs, "rows", lambda *given: added.append(given) or ())
    session.becomes(having(session.state, money={"tested": "The test was sent by mail."}))
    assert added == []
    session.becomes(having(session.state, money={"costs": Costs((), "USD")}))
    assert part.total.whole() == "No task was submitted in these days."
    assert len(added) == 2  # of the plot, and of the table


def test_other_days_are_asked_of_the_farm(page, qtbot):
    _panel, part, session = page("costs")
    part.days.chosen.emit(90)
    click(qtbot, part.again)
    assert session.calls == [("money.read_costs", {"days": 90}), ("money.read_costs", {"days": None})]


def test_the_farm_is_asked_once_the_page_is_seen(opened, states):
    panel, session = opened(having(states.money(), money={"costs": None}))
    panel._turn_aside("money")
    assert ("money.read_costs", {"days": None}) in session.calls


def test_only_a_budget_that_paused_something_goes_on(page, qtbot):
    _panel, part, session = page("budgets")
    assert texts(part.view, 0) == ["Project “courtyard”", "Task 35736251"]
    part.view.setCurrentIndex(part.model.index(0, 0))
    assert not part.go_on.button.isEnabled()
    part.view.setCurrentIndex(part.model.index(1, 0))
    assert part.go_on.button.text() == "Go on, up to 40.00 USD"
    click(qtbot, part.go_on.button)
    click(qtbot, part.no_limit.button)
    assert session.calls == [("money.go_on", {"budget": "c", "amount": None, "no_limit": limit})
                             for limit in (False, True)]


def test_a_project_gets_a_budget_and_the_selected_one_is_changed(page, qtbot):
    _panel, part, session = page("budgets")
    line = part.project
    names = [entry.key for entry in line.project.model().entries]
    assert names == list(session.state.environments.projects)
    assert (line.project.picked().key, line.amount.value()) == ("courtyard", 500.0)
    line.project.activated.emit(names.index("lantern"))
    line.project.pick("lantern")
    assert line.amount.text() == "No limit"
    line.amount.setValue(80.25)
    click(qtbot, line.set.button)
    part.view.setCurrentIndex(part.model.index(0, 0))
    assert (line.project.picked().key, line.amount.value()) == ("courtyard", 500.0)
    line.amount.setValue(0.0)
    click(qtbot, line.set.button)
    assert session.calls == [("money.set_project", {"project": "lantern", "amount": Decimal("80.25")}),
                             ("money.set_project", {"project": "courtyard", "amount": None})]


def test_what_is_being_typed_stays_when_the_budgets_are_read_again(page):
    _panel, part, session = page("budgets")
    part.project.amount.setValue(77.0)
    session.changes("money", budgets=(session.state.money.budgets[0]._replace(spent=Decimal("440")),
                                      *session.state.money.budgets[1:]))
    assert part.project.amount.value() == 77.0


def test_a_notice_of_the_history_that_holds_leads_to_what_can_be_done(page, states, qtbot):
    notice = states.money().money.history[0]._replace(account=states.money().account.id, leads_to="budget", budget="c")
    panel, part, session = page("notices", having(states.money(), money={"history": (notice,)}))
    part.view.setCurrentIndex(part.model.index(0, 0))
    assert part.show_task.button.text() == "Go on"
    click(qtbot, part.show_task.button)
    assert session.calls == [("money.go_on", {"budget": "c", "amount": None, "no_limit": False}),
                             ("jobs.select", {"task_id": 35736251}), ("money.close", {"notice": notice.id})]
    panel._turn_aside("money")
    session.changes("money", history=(notice._replace(gone=1.0),))
    assert part.show_task.button.text() == "Show task"


def test_a_notice_of_the_history_leads_to_its_task(page, qtbot):
    panel, part, session = page("notices")
    assert texts(part.view, 2) == ["yes", "no", "no"]
    part.view.setCurrentIndex(part.model.index(1, 0))
    click(qtbot, part.show_task.button)
    assert session.calls == [("jobs.select", {"task_id": 35736251})]
    assert panel.tabs.currentIndex() == JOBS


def test_a_secret_is_handed_over_and_shown_no_more(page, qtbot):
    _panel, part, session = page("sending")
    for name, typed in ((PASSWORD, "pa55word"), (WEBHOOK, "https://hooks.slack.com/x")):
        line = part.secrets[name]
        assert line.echoMode() == line.EchoMode.Password
        qtbot.keyClicks(line, typed)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert line.text() == ""
    assert session.calls == [("money.sending.keep", {"name": PASSWORD, "value": "pa55word"}),
                             ("money.sending.keep", {"name": WEBHOOK, "value": "https://hooks.slack.com/x"})]


def test_one_machine_tells_of_what_others_submit_by_one_tick(page, states, qtbot):
    _panel, part, session = page("sending")
    account = session.state.account.id
    part.everybody.click()
    assert session.calls == [("money.sending.change", {"everybody": account})]
    session.changes("money", sinks=Sinks(everybody=account))
    assert part.everybody.isChecked()
    part.everybody.click()
    assert session.calls[-1] == ("money.sending.change", {"everybody": ""})
    session.changes("money", sinks=Sinks(everybody="another account"))
    assert not part.everybody.isChecked()


def test_a_test_is_offered_once_there_is_somewhere_to_send_it(page, states, qtbot):
    _panel, part, session = page("sending", having(states.money(), money={"sinks": Sinks()}))
    assert not part.test.isEnabled()
    session.changes("money", sinks=Sinks(chat="dingtalk"))
    assert part.test.isEnabled()
    assert part._signing.isVisibleTo(part)
    click(qtbot, part.test)
    assert session.calls == [("money.sending.test", {})]
    session.changes("money", tested="Slack cannot be reached.", tested_well=False)
    assert part.said.isVisibleTo(part)


def test_submit_says_what_the_frames_may_cost_and_by_which_tasks(opened, states):
    earlier = (EarlierTask(1, Decimal("24"), 120), EarlierTask(2, Decimal("36"), 120), EarlierTask(3, None, 120))
    panel, _session = opened(having(states.studio_ready(), money={"earlier": earlier}))
    assert panel.submit.history.text.whole().endswith(
        "240 frames may cost 48.00–72.00 USD, by what a frame cost in 2 earlier tasks.")
