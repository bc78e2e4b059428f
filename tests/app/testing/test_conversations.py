"""Conversations with a farm, recorded and played back."""

from __future__ import annotations

import json

import pytest

from foxsubmit import FoxAPI, Retry
from foxsubmit.core.common.errors import BadInput, CannotConnect, FoxError, Refused
from foxsubmit.rayvision import RayvisionAPI
from foxsubmit.testing import NotAsRecorded, Recorder, farm, replay
from foxsubmit.testing.conversation import Cleaner


def looks(api):
    """A script of a pipeline; what it finds out."""
    task = api.task.create_task(labels=["trailer"])["taskIdList"][0]
    api.transmit.upload_json_content(task, json.dumps({"scene_info": {"path": "/home/ann/secret_film/shot.ma"}}))
    with pytest.raises(Refused):
        api.task.stop_task([987654])
    return task, api.query.get_task_list(page_size=5)["total"], sorted(api.user.query_user_profile())


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """The file of a conversation with a busy farm, what its client found out, and the secrets that it knew."""
    folder = tmp_path_factory.mktemp("recorded")
    path = folder / "conversation.json"
    with farm(folder / "farm") as local, Recorder(path, hide=["secret_film", "ann"]) as recorder, \
            FoxAPI(local.access_id, local.access_key, local.domain, protocol="http", session=recorder.session,
                   retry=Retry(waits=(0,))) as api:
        api.user.query_user_profile()
        api.query.get_raysync_user_key()
        with local.faults("429,path=createTask,count=1,seconds=0", "drop,path=getTaskList,count=1"):
            found = looks(api)
    return path, found, (local.access_id, local.access_key)


def play(played):
    api = FoxAPI(played.access_id, played.access_key, played.domain, played.platform, protocol="http",
                 retry=Retry(waits=(0,)))
    with api:
        api.user.query_user_profile()
        api.query.get_raysync_user_key()
        return looks(api)


def test_what_was_recorded_is_played_with_its_failures_and_without_the_farm(recorded):
    path, found, _secrets = recorded
    statuses = [each["status"] for each in json.loads(path.read_text(encoding="utf-8"))["exchanges"]]
    assert (statuses.count(429), statuses.count(0)) == (1, 1)
    with replay(path, hide=["secret_film", "ann"]) as played:
        assert play(played) == found


def test_the_file_has_no_secret_and_nothing_that_was_to_be_hidden(recorded):
    path, _found, secrets = recorded
    text = path.read_text(encoding="utf-8")
    told = json.loads(text)
    for secret in (*secrets, "secret_film", "/ann/", "headers"):
        assert secret not in text
    answers = {each["path"].rpartition("/")[2]: each["answer"]["data"] for each in told["exchanges"]
               if each["status"] == 200}
    assert answers["getRaySyncUserKey"]["raySyncUserKey"] == "removed"
    assert answers["queryUserProfile"]["userName"] == "removed"
    (sent,) = [each["request"]["content"] for each in told["exchanges"] if "taskJsonFile" in each["path"]]
    assert "/home/hidden-2/hidden-1/shot.ma" in sent


def test_passwords_addresses_and_queries_of_urls_are_taken_out_wherever_they_stand():
    said = {"data": {"userKey": "u", "resqEngineAccounts": [{"bid": "5", "password": "p"}], "loginIp": "10.1.2.3",
                     "pictures": ["https://storage.example/a.jpg?X-Signature=abc&b=1 and https://x.example/b?c"],
                     "count": 3, "none": None}}
    assert Cleaner(()).clean(said, "/api/x") == {"data": {
        "userKey": "removed", "resqEngineAccounts": [{"bid": "5", "password": "removed"}], "loginIp": "removed",
        "pictures": ["https://storage.example/a.jpg and https://x.example/b"], "count": 3, "none": None}}
    profile = {"message": "success", "data": {"name": "Ann", "job": "TD", "email": "", "userId": 7}}
    assert Cleaner(()).clean(profile, "/api/render/setUp/queryUserProfile") == {
        "message": "success", "data": {"name": "removed", "job": "removed", "email": "", "userId": 7}}


@pytest.mark.parametrize(("otherwise", "said"), [
    (lambda api: api.query.platforms(), "queryPlatforms was asked with .*; recorded is .*queryUserProfile"),
    (lambda api: (api.user.query_user_profile(), api.query.get_task_list(page_size=6)), '"pageSize": 6'),
    (lambda api: None, "9 recorded requests were not made. The first is to /api/render/setUp/queryUserProfile"),
])
def test_whoever_asks_otherwise_or_not_for_all_is_told(recorded, otherwise, said):
    with pytest.raises(NotAsRecorded, match=said) as caught, replay(recorded[0]) as played:
        try:
            otherwise(played.api)
        except Refused as error:  # a client that goes on in spite of it
            assert error.code == 400
    assert isinstance(caught.value, FoxError)


def test_without_an_order_each_answer_is_given_once_and_what_may_differ_is_left_out(tmp_path, recorded):
    told = json.loads(recorded[0].read_text(encoding="utf-8"))
    told["exchanges"] = [each for each in told["exchanges"] if each["status"] == 200
                         and each["path"].endswith(("createTask", "queryUserProfile"))]
    (tmp_path / "two.json").write_text(json.dumps(told), encoding="utf-8")
    with replay(tmp_path / "two.json", in_order=False, ignore=["labels"]) as played:
        assert played.api.task.create_task(labels=["another"])["taskIdList"]
        for _time in range(2):
            assert played.api.user.query_user_profile()["userName"] == "removed"
    with pytest.raises(Refused, match="The recording has ended"), \
            replay(tmp_path / "two.json", in_order=False, ignore=["labels"]) as played:
        played.api.task.create_task(labels=["another"])
        for _time in range(3):
            played.api.user.query_user_profile()


def test_a_wrong_key_is_refused_and_what_is_no_conversation_is_named(tmp_path, recorded):
    with pytest.raises(NotAsRecorded, match="were not made"), replay(recorded[0]) as played, \
            FoxAPI(played.access_id, "another", played.domain, protocol="http") as api, pytest.raises(Refused) as no:
        api.user.query_user_profile()
    assert no.value.code == 611
    (tmp_path / "x.json").write_text("[]", encoding="utf-8")
    for name, said in (("x.json", "is no conversation"), ("gone.json", "cannot be read")):
        with pytest.raises(BadInput, match=said), replay(tmp_path / name):
            pass


def test_the_vendors_class_plays_too(tmp_path, recorded):
    with farm(tmp_path / "farm") as local, Recorder(tmp_path / "c.json") as recorder, \
            FoxAPI(local.access_id, local.access_key, local.domain, protocol="http",
                   session=recorder.session) as api:
        api.user.query_user_profile()
        api.user.query_user_setting()
        api.user.get_transfer_bid()
    with replay(tmp_path / "c.json") as played:
        api = RayvisionAPI(played.access_id, played.access_key, played.domain, "2", "http")
        assert api.user_info["user_name"] == "removed"


@pytest.mark.parametrize("fault", ["untrusted", "expired", "elsewhere", "cut"])
def test_a_farm_by_https_has_the_faults_of_certificates(tls_farm, fault):
    with tls_farm.tls(fault) as front, FoxAPI(
            tls_farm.access_id, tls_farm.access_key, front.domain, protocol="https", verify=front.authority,
            retry=Retry(waits=())) as api, pytest.raises(CannotConnect) as caught:
        api.query.platforms()
    assert not caught.value.arrived
    assert caught.value.untrusted == (fault != "cut")


def test_a_good_certificate_a_handshake_that_is_cut_once_and_one_that_is_never_answered(tls_farm):
    def client(front, **more):
        return FoxAPI(tls_farm.access_id, tls_farm.access_key, front.domain, protocol="https",
                      **{"verify": front.authority, "retry": Retry(waits=(0,)), **more})

    with tls_farm.tls() as front, client(front) as api:
        assert api.query.platforms() == tls_farm.api.query.platforms()
        task = api.task.create_task()["taskIdList"][0]
        assert api.transmit.upload_json_content(task, json.dumps({"x": "y" * 300_000})) is None
    with tls_farm.tls("cut", count=1) as front, client(front) as api:
        assert api.task.create_task()["taskIdList"] == [task + 1]
    with tls_farm.tls("silent") as front, client(front, timeout=0.1, retry=Retry(waits=())) as api, \
            pytest.raises(CannotConnect):
        api.query.platforms()
    with pytest.raises(BadInput, match="There is no fault “rusty”"), tls_farm.tls("rusty"):
        pass


@pytest.fixture(scope="module")
def tls_farm(tmp_path_factory):
    with farm(tmp_path_factory.mktemp("tls")) as local:
        yield local
