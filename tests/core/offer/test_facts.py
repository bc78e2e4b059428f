"""What the farm offers an account: what it does not say is not none."""

from __future__ import annotations

import dataclasses

import pytest
from tests.core.checks.test_checks import good

from foxsubmit.core.checks.run import run_checks
from foxsubmit.core.offer.facts import read_account, read_facts
from foxsubmit.core.plan.hosts import traits_of
from foxsubmit.farm.base import refusal, routes

LISTS = {"environments": "/api/render/plugin/getUserPluginConfig", "projects": "/api/render/project/list",
         "offer": "/api/render/plugin/querySoftwareDetail"}


def refuse(_farm, _body):
    raise refusal.Refusal(605, "no")


@pytest.mark.parametrize("name", LISTS)
def test_what_may_not_be_listed_is_withheld_and_the_rest_is_there(api, monkeypatch, name):
    other = {"projects": "/api/render/project/getList"}.get(name)
    paths = [path for path in routes.ROUTES if path in (LISTS[name], other)]
    for path in paths:
        monkeypatch.setitem(routes.ROUTES, path, refuse)
    facts = read_facts(api, traits_of("blender"))
    assert facts.withheld == {name}
    assert facts.hardware


def test_nothing_is_withheld_from_who_may_see_all(api):
    assert read_facts(api, traits_of("blender")).withheld == frozenset()


@pytest.mark.parametrize(("change", "hidden"), [({}, False), ({"hideBalance": 1}, True), ({"usdbalance": None}, True)])
def test_a_balance_that_the_farm_does_not_say_is_not_zero(api, monkeypatch, change, hidden):
    path = "/api/render/setUp/queryUserProfile"
    usual = routes.ROUTES[path]
    monkeypatch.setitem(routes.ROUTES, path, lambda farm, body: {**usual(farm, body), **change})
    account = read_account(api)
    assert (account.hidden, account.balance > 0, account.arrears) == (hidden, not hidden, False)


def test_environments_that_may_not_be_listed_are_not_missing():
    it = good("blender")
    unlisted = dataclasses.replace(it, environment=None, facts=dataclasses.replace(
        it.facts, environments=(), withheld=frozenset({"environments"})))
    (finding,) = run_checks(unlisted)
    assert finding.text.startswith("This account may not list its render environments")
    none = dataclasses.replace(unlisted, facts=dataclasses.replace(unlisted.facts, withheld=frozenset()))
    (finding,) = run_checks(none)
    assert "create one" in finding.text


def test_projects_of_the_main_account_are_asked_for_too(api, monkeypatch):
    main = {0: [], 1: [{"projectId": 9, "projectName": "Of the main account"}]}
    monkeypatch.setitem(routes.ROUTES, "/api/render/project/list",
                        lambda _farm, body: {"projectNameList": main[body.get("flag", 0)]})
    assert read_facts(api, traits_of("blender")).projects == (("Of the main account", "9"),)
