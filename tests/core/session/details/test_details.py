"""The account's own things at the farm, as the session of a panel has them."""

from __future__ import annotations

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit
from tests.farm.conftest import Visitor
from tests.pumping import until

from foxsubmit.core.jobs.account_told import operation, settings_told, totals_told
from foxsubmit.core.offer import account_details
from foxsubmit.core.offer.account_details import FarmSettings, FrameTotals
from foxsubmit.core.session.details.state import DetailsState
from foxsubmit.core.session.session import Session
from foxsubmit.core.session.state import Connection
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base import refusal, routes
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.recorded import nothing_open

ALL = ("settings", "totals", "nodes", "account_projects", "software", "task_records", "sign_ins", "recycled",
       "elsewhere")


@pytest.fixture
def session(farm, settings):
    """A session that has been told by the farm what it offers."""
    session = Session(nothing_open(), settings)
    session.account.connect()
    until(session, lambda state: state.account.connection is Connection.CONNECTED)
    yield session
    session.close()


def all_answered(state):
    return all(state.details.answers.get(name) for name in ALL)


def test_nothing_is_asked_before_somebody_looks_and_all_of_it_then(session, farm):
    assert session.state.details.answers == {}
    session.details.watch(True)
    found = until(session, all_answered).details
    assert found.troubles == {}
    assert found.settings.slow_after == 12 * 3600
    assert found.totals.all == 0
    assert [each.name for each in found.nodes] == ["this machine"]
    assert [each.name for each in found.account_projects] == ["Demo", "Lookdev"]
    assert "Blender" in found.software
    assert (found.task_records.rows, found.task_records.pages) == ((), 1)
    assert [each.address for each in found.sign_ins.rows] == ["127.0.0.1"]


def test_what_renders_elsewhere_is_what_this_machine_did_not_submit(session, farm, api, journal, tmp_path):
    visitor = Visitor(farm)
    theirs = visitor.submit(render={"common": {"frames": "1-400[1]"}})
    own = visitor.submit(render={"common": {"frames": "1-400[1]"}})
    submission = submit(make_project(tmp_path / "p", {}), api, journal)
    journal.record(submission, TransferState.WATCHING, task_id=own)
    session.details.watch(True)
    found = until(session, all_answered).details.elsewhere
    assert [(each.id, each.user) for each in found.rows] == [(theirs, "local")]
    visitor.api.task.abort_task([theirs])
    session.details.read_list("elsewhere")
    assert until(session, lambda state: not state.details.elsewhere.rows).details.elsewhere.pages == 1
    visitor.close()


def test_one_thing_that_is_refused_takes_none_of_the_others(session, farm, monkeypatch):
    def refuse(_farm, _body):
        raise refusal.Refusal(605, "insufficient permissions")

    monkeypatch.setitem(routes.ROUTES, "/api/render/submit/getUserPackNodeInfo", refuse)
    session.details.watch(True)
    found = until(session, all_answered).details
    assert list(found.troubles) == ["nodes"]
    assert "ask the owner of the main account" in found.troubles["nodes"]
    assert found.nodes is None
    assert found.settings is not None


def test_a_project_that_is_added_can_be_chosen_at_once(session):
    session.details.add_project(" Feature ")
    state = until(session, lambda state: state.details.answers.get("account_projects"))
    assert [each.name for each in state.details.account_projects] == ["Demo", "Lookdev", "Feature"]
    assert state.environments.projects == ("Demo", "Lookdev", "Feature")
    session.details.delete_project("Demo")
    state = until(session, lambda state: state.details.answers["account_projects"] == 2)
    assert state.environments.projects == ("Lookdev", "Feature")


def test_a_project_without_a_name_is_refused_and_one_that_cannot_be_deleted_stays(session):
    session.details.read_projects()
    until(session, lambda state: state.details.account_projects)
    session.details.add_project("  ")
    assert session.state.details.troubles["account_projects"] == "Type the name of the project."
    session.details.delete_project("nothing")
    state = until(session, lambda state: state.details.answers["account_projects"] == 3)
    assert "there is no project “nothing”" in state.details.troubles["account_projects"]
    assert len(state.details.account_projects) == 2


def test_records_are_read_a_page_at_a_time(tmp_path, settings, monkeypatch):
    monkeypatch.setattr(account_details, "RECORDS", 2)
    with LocalFarm(tmp_path / "farm", options=Options(simulate=True)):
        settings.remember_farm(tmp_path / "farm")
        session = Session(nothing_open(), settings)
        session.account.connect()
        until(session, lambda state: state.account.connection is Connection.CONNECTED)
        api = session._link.api
        numbers = api.task.create_task(count=3)["taskIdList"][::-1]
        session.details.read_list("task_records")
        found = until(session, lambda state: state.details.task_records.pages == 1).details.task_records
        assert ([each.task for each in found.rows], found.more) == (numbers[:2], True)
        session.details.more("task_records")
        found = until(session, lambda state: state.details.task_records.pages == 2).details.task_records
        assert ([each.task for each in found.rows], found.more) == (numbers, False)
        assert {operation(each) for each in found.rows} == {"Created"}
        session.close()


def test_another_account_has_nothing_of_the_one_before(session):
    session.details.watch(True)
    until(session, all_answered)
    session.details.forget_account(None)
    assert session.state.details == DetailsState()


def test_a_farm_that_comes_back_is_asked_again_where_somebody_looks(session):
    session.details.watch(True)
    until(session, all_answered)
    session.account.connect()
    until(session, lambda state: state.details.answers["settings"] == 2)
    session.details.watch(False)
    session.account.connect()
    until(session, lambda state: state.account.retry_at is None)
    assert session.state.details.answers["settings"] == 2


def test_what_nobody_says_is_unknown_and_not_none():
    assert {value for _title, value in settings_told(FarmSettings())} == {"unknown"}
    assert {value for _title, value in totals_told(FrameTotals())} == {"unknown"}


@pytest.mark.parametrize(("answer", "told"), [
    ([{"id": 5, "operateTime": "2026-03-01 12:00:00", "userName": "ann", "operation": "merge", "cluster": "east"}],
     ("merge", "ann", "cluster: east")),
    ({"items": [{"userName": "ann", "operation": "stop"}]}, ("stop", "ann", "")), ([], None), (None, None)])
def test_records_of_a_farm_that_says_them_otherwise_are_shown_as_they_are(answer, told):
    page = account_details._page(1, answer)
    assert [(each.what, each.who, each.more) for each in page.rows] == ([told] if told else [])
    assert not page.more
