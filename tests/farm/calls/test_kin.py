"""Main account and sub-accounts: each a farm of its own, whose projects the others may list."""

from __future__ import annotations

import pytest

from foxsubmit.core.common.errors import BadInput, Refused
from foxsubmit.core.offer.account_details import read_account_projects
from foxsubmit.core.offer.facts import read_projects
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm


def names(api, flag):
    return [each["projectName"] for each in api.tag.get_list(flag=flag)["projectNameList"]]


@pytest.fixture
def kin(tmp_path, visit):
    """Visitors of a main account and of its two sub-accounts, each with a project of its own."""
    with LocalFarm(tmp_path / "main", options=Options(simulate=True)) as main:
        of_main = Options(simulate=True, main=tmp_path / "main")
        with LocalFarm(tmp_path / "a", options=of_main) as first, LocalFarm(tmp_path / "b", options=of_main) as second:
            visitors = [visit(each) for each in (main, first, second)]
            for visitor, name in zip(visitors, ("of main", "of a", "of b")):
                visitor.api.tag.add_label(name, status=0)
            yield [visitor.api for visitor in visitors]


def test_a_sub_account_sees_the_main_accounts_projects_by_flag(kin):
    main, first, _second = kin
    assert names(first, 0) == ["of a"]
    assert names(first, 1) == ["of a", "Demo", "Lookdev", "of main"]
    assert names(first, 2) == ["of a", "Demo", "Lookdev", "of main", "of b"]
    assert names(main, 0) == names(main, 1) == ["Demo", "Lookdev", "of main"]
    assert names(main, 2) == ["Demo", "Lookdev", "of main", "of a", "of b"]


def test_no_two_accounts_have_a_project_of_one_number(kin):
    numbers = [each["projectId"] for each in kin[0].tag.get_list(flag=2)["projectNameList"]]
    assert len(set(numbers)) == len(numbers) == 5


def test_the_projects_that_a_task_can_be_booked_on_are_those_of_the_main_account_too(kin):
    assert [name for name, _id in read_projects(kin[1])] == ["of a", "Demo", "Lookdev", "of main"]
    assert [(each.name, each.own) for each in read_account_projects(kin[1])] == [
        ("of a", True), ("Demo", False), ("Lookdev", False), ("of main", False)]


def test_a_sub_account_cannot_delete_the_main_accounts_project(kin):
    with pytest.raises(Refused, match="there is no project"):
        kin[1].tag.delete_label("of main")
    assert "of main" in names(kin[0], 0)


def test_each_account_has_a_number_and_a_name_and_tells_its_main_account(kin):
    found = [(each["userId"], each["mainUserId"], each["userName"])
             for each in (api.user.query_user_profile() for api in kin)]
    assert found == [(10000001, 0, "local"), (10000002, 10000001, "local-1"), (10000003, 10000001, "local-2")]


def test_a_sub_account_keeps_its_place_when_its_farm_is_started_again(tmp_path, visit):
    with LocalFarm(tmp_path / "main", options=Options(simulate=True)):
        pass
    for _start in range(2):
        with LocalFarm(tmp_path / "a", options=Options(simulate=True, main=tmp_path / "main")) as farm:
            visitor = visit(farm)
            assert visitor.api.user.query_user_profile()["userId"] == 10000002
            assert names(visitor.api, 1) == ["Demo", "Lookdev"], "the main account's farm need not run"


def test_a_flag_that_is_none_is_refused(kin):
    with pytest.raises(Refused, match="flag"):
        kin[0].tag.get_list(flag=3)


def test_a_folder_without_a_farm_is_no_main_account(tmp_path):
    with pytest.raises(BadInput, match="There is no farm in"):
        LocalFarm(tmp_path / "a", options=Options(simulate=True, main=tmp_path / "nothing")).__enter__()
