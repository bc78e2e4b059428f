from __future__ import annotations

import json

import pytest

from foxsubmit.core.common.errors import Refused
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm


@pytest.fixture(scope="module")
def farm(module_farm):
    return module_farm


def tags(visitor, task):
    return json.loads(visitor.info(task)["labels"])


def projects(visitor):
    return [each["projectName"] for each in visitor.api.tag.get_label_list()["projectNameList"]]


def test_a_project_is_added_once_and_deleted(visitor):
    visitor.api.tag.add_label("Film 蓝", status=0)
    assert projects(visitor) == ["Demo", "Lookdev", "Film 蓝"]
    assert visitor.api.tag.get_list(flag=2) == visitor.api.tag.get_label_list()
    with pytest.raises(Refused, match="Film 蓝") as caught:
        visitor.api.tag.add_label("Film 蓝")
    assert caught.value.code == 503
    visitor.api.tag.delete_label("Film 蓝")
    assert projects(visitor) == ["Demo", "Lookdev"]
    with pytest.raises(Refused, match="no project"):
        visitor.api.tag.delete_label("Film 蓝")


def test_tasks_are_tagged_and_tags_taken_off_by_id_or_by_name(visitor):
    first, second = visitor.api.task.create_task(2, labels=["own"])["taskIdList"]
    visitor.api.tag.add_task_tag("review", [first, second])
    visitor.api.tag.add_task_tag("review", [first])
    assert list(tags(visitor, first)) == ["own", "review"]
    command = visitor.api.client.command
    command("/api/render/task/deleteTaskLabel", tagIds=[tags(visitor, first)["review"]])
    assert list(tags(visitor, first)) == ["own"]
    command("/api/render/handle/deleteTaskLabel", taskIds=[second], labelNames=["own", "ghost"], labelIds=[])
    assert list(tags(visitor, second)) == ["review"]
    command("/api/render/handle/addTaskLabel", tag="spelled so", taskIds=[second])
    assert list(tags(visitor, second)) == ["review", "spelled so"]
    with pytest.raises(Refused) as caught:
        command("/api/render/handle/deleteTaskLabel", taskIds=[second])
    assert caught.value.code == 601


def test_the_reminder_is_stored(visitor):
    assert visitor.api.user.query_user_setting()["taskOverTime"] == 12
    visitor.api.user.update_user_settings(task_over_time=7200)
    setting = visitor.api.user.query_user_setting()
    assert (setting["taskOverTime"], setting["taskOverTimeSec"]) == (2, 7200)


def test_operations_on_tasks_are_on_record(visitor):
    task = visitor.submit()
    visitor.api.task.update_priority(task, 60)
    visitor.api.task.stop_task([task])
    record = visitor.api.client.query("/api/render/handle/operate/sdk/taskRecord", pageNum=1, pageSize=100)
    mine = [(each["operation"], each["detail"]) for each in record["items"] if each["taskId"] == task]
    assert mine == [("stop", ""), ("user_level", "60"), ("submit", ""), ("create", "")]
    none = visitor.api.client.query("/api/render/handle/operate/sdk/taskRecord", startDate="2020-01-01",
                                    endDate="2020-01-31")
    assert (none["items"], none["size"]) == ([], 10)


def test_a_session_is_on_record_once(visitor):
    for _each in range(3):
        visitor.api.user.query_user_profile()
    assert visitor.api.user.login_record()["total"] == 1


def test_raysync_has_an_address_and_a_key_that_is_not_the_accounts(visitor, farm):
    assert visitor.api.query.get_transfer_server_msg()["raysyncTransfer"]["serverIp"] == "127.0.0.1"
    key = visitor.api.query.get_raysync_user_key()
    assert len(key["raySyncUserKey"]) == 40
    assert farm.access_key not in json.dumps(key)


def test_rented_nodes_are_this_machine(visitor):
    assert visitor.api.query.get_pack_node_info() == [{"packNodeId": 1, "packName": "this machine"}]


def test_tasks_stop_when_the_balance_is_gone(folder, visit):
    with LocalFarm(folder, options=Options(simulate=True, seconds=0.02, balance=0.025)) as farm:
        visitor = visit(farm)
        task = visitor.submit(render={"common": {"frames": "1-6[1]"}})
        info = visitor.wait(task, lambda info: info["taskStatus"] == 20)
        assert (info["doneFrames"], info["abortFrames"]) == (3, 3)
        assert info["taskArrears"] == pytest.approx(0.005)
        assert visitor.api.user.query_user_profile()["usdbalance"] == pytest.approx(-0.005)
        output, = visitor.api.transmit.get_output_files(task)
        assert output["isArrears"] == 1
        for call in (visitor.api.task.start_task, visitor.api.query.restart_failed_frames):
            with pytest.raises(Refused, match="balance") as caught:
                call([task])
            assert caught.value.code == 100
        later = visitor.submit()
        assert visitor.info(later)["taskStatus"] == 20
    with LocalFarm(folder, options=Options(simulate=True, seconds=0.02, balance=1)) as farm:
        visitor = visit(farm)
        assert visitor.info(task)["taskStatus"] == 20, "it goes on when it is told to"
        visitor.api.task.start_task([task, later])
        assert visitor.wait(task)["doneFrames"] == 6
        assert visitor.wait(later)["doneFrames"] == 3


def test_every_way_of_not_supporting_something_is_met(visitor):
    hardware = visitor.api.user.get_hardware_config()
    for name in ("notSupportCgId", "notSupportCode", "notSupportCgVersions", "notSupportPluginList"):
        assert any(each[name] for each in hardware), name
        assert any(not each[name] for each in hardware), name
    assert {tuple(each) for kind in hardware for each in kind["notSupportCgVersions"]} == {("cgId", "cgVersionName")}
