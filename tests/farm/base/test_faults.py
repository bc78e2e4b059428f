from __future__ import annotations

import time

import pytest
import requests

from foxsubmit.core.common.errors import BadInput, Refused
from foxsubmit.farm.base.faults import KINDS, Fault, Faults, make_fault, read_fault
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

CREATE = "/api/render/submit/createTask"


@pytest.fixture(scope="module")
def farm(module_farm):
    return module_farm


@pytest.fixture(autouse=True)
def healthy(farm):
    yield
    farm.state.faults.set([])


@pytest.fixture
def switch(visitor):
    """Switch faults on as a test of another process would."""
    def switch(*faults):
        return visitor.api.client.command("/farm/faults", faults=list(faults))

    return switch


@pytest.fixture
def post(farm, visitor):
    """One signed request, without a client that tries again."""
    def post(path=CREATE, timeout=60):
        headers = {**visitor.api.client.headers(path, {}), "Content-Type": "application/json"}
        return requests.post(f"http://{farm.domain}{path}", data=b"{}", headers=headers, timeout=timeout)

    return post


def tasks(visitor):
    return visitor.api.query.get_task_list(page_size=1)["total"]


@pytest.mark.parametrize("kind", [
    "drop", pytest.param("reset", marks=pytest.mark.not_in_wine("a connection is reset by its closing"))])
@pytest.mark.parametrize("after", [0, 1], ids=["before", "after"])
def test_a_connection_ends_before_or_after_the_request_is_carried_out(visitor, switch, post, kind, after, caplog):
    before = tasks(visitor)
    switch({"kind": kind, "path": CREATE, "after": after, "count": 1})
    with pytest.raises(requests.ConnectionError) as caught:
        post()
    assert ("reset" in str(caught.value)) == (kind == "reset")
    assert tasks(visitor) == before + after
    with post() as answer:
        assert answer.json()["code"] == 200, "once was enough"
    assert not caplog.records, "what is done on purpose is no error of the server"


def test_an_answer_is_late(switch, post):
    switch({"kind": "delay", "seconds": 0.3, "path": CREATE})
    started = time.monotonic()
    with post() as answer:
        assert answer.json()["code"] == 200
    assert time.monotonic() - started >= 0.3
    with pytest.raises(requests.Timeout):
        post(timeout=0.1)


def test_an_answer_comes_in_drops(switch, post):
    switch({"kind": "drip", "seconds": 0.002, "path": CREATE})
    started = time.monotonic()
    with post() as answer:
        assert answer.json()["code"] == 200
    assert time.monotonic() - started > 0.1


@pytest.mark.parametrize(("fault", "status", "says"), [
    ({"kind": "4xx"}, 403, "<html>"), ({"kind": "4xx", "status": 407}, 407, "<html>"),
    ({"kind": "429", "seconds": 2}, 429, "<html>"),
    ({"kind": "5xx"}, 503, "<html>"), ({"kind": "5xx", "status": 502}, 502, "<html>"),
    ({"kind": "garbage"}, 200, "not what you asked"), ({"kind": "truncated"}, 200, '{"version"'),
    ({"kind": "610"}, 200, '"code":610'), ({"kind": "611"}, 200, '"code":611')])
def test_something_else_is_answered(visitor, switch, post, fault, status, says):
    before = tasks(visitor)
    switch({**fault, "path": CREATE})
    with post() as answer:
        assert (answer.status_code, says in answer.text) == (status, True)
        if fault["kind"] not in {"610", "611"}:
            with pytest.raises(ValueError):
                answer.json()
    assert tasks(visitor) == before + (fault["kind"] == "truncated")


def test_something_else_is_answered_although_it_was_done(visitor, switch, post):
    before = tasks(visitor)
    switch({"kind": "5xx", "path": CREATE, "after": 1})
    with post() as answer:
        assert answer.status_code == 503
    assert tasks(visitor) == before + 1


def test_a_fault_concerns_its_paths_only_and_counts_down(visitor, switch, post):
    assert switch({"kind": "611", "path": CREATE, "count": 2})[0]["count"] == 2
    assert visitor.api.query.platforms()
    codes = []
    for _each in range(3):
        with post() as answer:
            codes.append(answer.json()["code"])
    assert codes == [611, 611, 200]
    assert visitor.api.client.command("/farm/faults") == []


def test_a_fault_happens_as_often_as_its_probability_says():
    faults = Faults([Fault("5xx", probability=0.5)])
    hits = sum(faults.hit("/api/x") is not None for _each in range(1000))
    assert 350 < hits < 650


def test_a_full_disk_is_told_of_and_passes(visitor, switch):
    switch({"kind": "full-disk", "path": "/D/", "count": 1})
    assert visitor.put("/D/a.png", b"picture")["code"] == 507
    assert visitor.put("/D/a.png", b"picture")["data"]["complete"]


def test_a_disk_that_was_full_for_a_result_fails_no_frame(visitor, switch):
    switch({"kind": "full-disk", "path": "_shot/shot_0002", "count": 1})
    info = visitor.wait(visitor.submit())
    assert (info["doneFrames"], info["failedFrames"]) == (3, 0)


def test_a_slow_disk_takes_its_time(visitor, switch):
    switch({"kind": "slow-disk", "seconds": 0.2})
    started = time.monotonic()
    assert visitor.put("/D/b.png", b"picture")["data"]["complete"]
    assert time.monotonic() - started >= 0.2


def test_faults_are_switched_by_who_has_the_key_only(farm):
    with requests.post(f"http://{farm.domain}/farm/faults", data=b'{"faults": []}', timeout=60) as answer:
        assert answer.json()["code"] == 601


@pytest.mark.parametrize("fault", [{"kind": "fire"}, {"kind": "drop", "probability": 2}, {"kind": "drop", "often": 1},
                                   {"kind": "drop", "count": "x"}, {}, {"kind": "5xx", "status": 200},
                                   {"kind": "4xx", "status": 503}, {"kind": "429", "status": 403}])
def test_a_fault_that_is_none_is_refused(switch, fault):
    with pytest.raises(Refused) as caught:
        switch(fault)
    assert caught.value.code == 600


def test_the_farms_own_calls_are_spared(switch, visitor):
    switch({"kind": "drop"})
    assert visitor.api.client.command("/farm/status")["faults"][0]["kind"] == "drop"


def test_a_fault_can_be_there_from_the_start(folder, visit):
    options = Options(simulate=True, faults=(read_fault("5xx,path=createTask,count=1,status=500"),))
    with LocalFarm(folder, options=options) as farm:
        path = CREATE
        headers = {**visit(farm).api.client.headers(path, {}), "Content-Type": "application/json"}
        with requests.post(f"http://{farm.domain}{path}", data=b"{}", headers=headers, timeout=60) as answer:
            assert answer.status_code == 500


@pytest.mark.parametrize("kind", KINDS)
def test_every_fault_can_be_typed(kind):
    assert read_fault(f"{kind}, seconds=2.5,after=0") == make_fault({"kind": kind, "seconds": 2.5})


@pytest.mark.parametrize("text", ["", "drop,path", "drop,seconds=soon", "drop;count=1"])
def test_what_is_typed_and_is_no_fault_is_a_sentence(text):
    if text == "drop,path":
        assert read_fault(text).path == ""
        return
    with pytest.raises(BadInput, match="fault"):
        read_fault(text)


def test_too_many_requests_says_when_to_come_again(switch, post):
    switch({"kind": "429", "seconds": 7, "count": 1})
    assert post().headers["Retry-After"] == "7"


def test_an_answer_of_other_types_still_says_that_it_went_well(switch, post):
    switch({"kind": "types", "count": 1})
    spoiled, whole = post().json(), post().json()
    assert spoiled["code"] == whole["code"] == 200
    assert {name: type(value) for name, value in whole["data"].items()} != {
        name: type(value) for name, value in spoiled["data"].items()}
    assert not any(isinstance(value, (int, list)) for value in spoiled["data"].values())
