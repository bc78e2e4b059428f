from __future__ import annotations

import itertools
import json
import time

import pytest
import requests

from foxsubmit.core.api import FoxAPI
from foxsubmit.core.api.wire.signing import SIGNED_HEADERS, sign, string_to_sign
from foxsubmit.core.common.errors import NotSignedIn, Refused
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

PATH = "/api/render/common/queryPlatforms"
NONCES = itertools.count(100000)


@pytest.fixture(scope="module")
def farm(module_farm):
    return module_farm


@pytest.fixture
def post(farm):
    """POST with headers of one's own; returns the envelope."""

    def post(headers, body="{}", path=PATH):
        with requests.post(f"http://{farm.domain}{path}", data=body.encode(), headers=headers, timeout=60) as answer:
            return {**answer.json(), "http": answer.status_code}

    return post


def signed(farm, seconds=0, body=None, path=PATH, **changed):
    headers = {
        "accessId": farm.access_id, "channel": "4", "platform": "2", "nonce": str(next(NONCES)), "version": "2.0.0",
        "UTCTimestamp": str(int(time.time()) + seconds), **changed,
    }
    headers["signature"] = sign(farm.access_key, string_to_sign(farm.domain, path, headers, body or {}))
    return headers


def test_a_signed_request_gets_the_documented_envelope(farm, post):
    answer = post(signed(farm))
    assert answer.pop("requestId")
    assert abs(answer.pop("serverTime") / 1000 - time.time()) < 60
    assert answer == {"version": "2.0.0", "result": True, "message": "success", "code": 200, "http": 200,
                      "data": [{"platform": 2, "name": "query_platform_w2"}]}


def test_a_client_that_signs_port_80_is_let_in_though_its_header_has_none(farm):
    headers = {**signed(farm), "host": "127.0.0.1"}
    headers["signature"] = sign(farm.access_key, string_to_sign("127.0.0.1:80", PATH, headers, {}))
    farm.state.gate.check("POST", PATH, headers, {})


def test_a_signature_by_another_key_is_refused(farm, post):
    headers = signed(farm)
    headers["signature"] = sign("another", string_to_sign(farm.domain, PATH, headers, {}))
    answer = post(headers)
    assert (answer["code"], answer["http"], answer["result"], answer["data"]) == (611, 200, False, None)


def test_an_unknown_access_id_is_refused(farm, post):
    assert post(signed(farm, accessId="somebody"))["code"] == 611


def test_a_body_that_was_changed_on_its_way_is_refused(farm, post):
    assert post(signed(farm, body={"zone": 2}), json.dumps({"zone": 1}))["code"] == 611


def test_a_request_signed_for_another_path_is_refused(farm, post):
    assert post(signed(farm, path="/api/render/setUp/queryUserProfile"))["code"] == 611


@pytest.mark.parametrize("seconds", [-320, 320])
def test_a_clock_that_is_far_off_is_refused_with_the_farms_own_time(farm, post, seconds):
    answer = post(signed(farm, seconds))
    assert answer["code"] == 610
    assert answer["serverTime"] > 0


@pytest.mark.parametrize("seconds", [-280, 280])
def test_a_clock_that_is_a_little_off_will_do(farm, post, seconds):
    assert post(signed(farm, seconds))["code"] == 200


def test_a_request_that_is_sent_a_second_time_is_refused(farm, post):
    headers = signed(farm)
    assert [post(headers)["code"], post(headers)["code"]] == [200, 611]


def test_two_requests_that_drew_the_same_nonce_by_chance_are_both_served(farm, post):
    assert post(signed(farm, body={"zone": 1}, nonce="7"), '{"zone": 1}')["code"] == 200
    assert post(signed(farm, body={"zone": 2}, nonce="7"), '{"zone": 2}')["code"] == 200


@pytest.mark.parametrize("name", [*SIGNED_HEADERS, "signature"])
def test_a_missing_header_is_named(farm, post, name):
    headers = signed(farm)
    del headers[name]
    answer = post(headers)
    assert answer["code"] == 601
    assert name in answer["message"]


def test_a_timestamp_that_is_no_number_is_named(farm, post):
    answer = post(signed(farm, UTCTimestamp="today"))
    assert answer["code"] == 600
    assert "UTCTimestamp" in answer["message"]


@pytest.mark.parametrize("body", ["", "[]", "{", "7", '"x"', "\x00"])
def test_a_body_that_is_no_json_object_is_refused(farm, post, body):
    assert post(signed(farm), body)["code"] == 400


def test_half_a_character_is_refused_rather_than_signed(farm, post):
    assert post(signed(farm), '{"a": "\\ud800"}')["code"] == 600


def test_an_unknown_path_is_not_found(farm, post):
    answer = post(signed(farm, path="/api/render/nothing"), path="/api/render/nothing")
    assert (answer["http"], answer["code"]) == (404, 404)
    assert "/api/render/nothing" in answer["message"]


def test_a_request_that_was_sent_to_the_farm_before_is_refused_by_the_next_one(folder):
    def code(running, headers):
        with requests.post(f"http://{running.domain}{PATH}", data=b"{}", headers=headers, timeout=60) as answer:
            return answer.json()["code"]

    with LocalFarm(folder, options=Options(simulate=True)) as first:
        headers, port = signed(first), int(first.domain.split(":")[1])
        assert code(first, headers) == 200
    with LocalFarm(folder, port, Options(simulate=True)) as second:
        assert code(second, headers) == 611


def test_a_body_may_say_the_platform_once_more_as_the_vendors_client_signs_it(farm, post):
    path = "/api/render/handle/operate/sdk/taskRecord"
    headers = signed(farm)
    shown = {name: value for name, value in headers.items() if name != "platform"}
    text = string_to_sign(farm.domain, path, shown, {"platform": 2, "pageNum": 1})
    headers["signature"] = sign(farm.access_key, text)
    assert post(headers, '{"platform": 2, "pageNum": 1}', path)["code"] == 200


def test_a_body_cannot_hide_the_time_from_the_signature(farm, post):
    headers = signed(farm)
    body = {"UTCTimestamp": headers["UTCTimestamp"]}
    shown = {name: value for name, value in headers.items() if name != "UTCTimestamp"}
    headers["signature"] = sign(farm.access_key, string_to_sign(farm.domain, PATH, shown, body))
    assert post(headers, json.dumps(body))["code"] == 611


@pytest.mark.parametrize("size", [17 << 20, 40 << 20])
def test_a_body_that_is_too_long_is_refused_in_a_sentence(farm, post, size):
    answer = post(signed(farm), '{"a": "' + "x" * size + '"}')
    assert (answer["code"], answer["http"]) == (600, 413)
    assert "16 MiB" in answer["message"]


def test_a_body_that_is_nested_without_end_is_refused(farm, post):
    assert post(signed(farm), '{"a": ' + "[" * 200_000 + "]" * 200_000 + "}")["code"] == 400


def test_numbers_beyond_all_measure_are_refused(visitor):
    for number in (1 << 64, -(1 << 64)):
        with pytest.raises(Refused) as caught:
            visitor.api.client.query("/api/render/handle/getTaskList", pageNum=number)
        assert caught.value.code == 600
    assert visitor.api.query.get_task_list(page_num=1 << 53, page_size=10_000)["items"] == []


def test_the_client_corrects_its_clock(visitor, monkeypatch):
    late = time.time
    monkeypatch.setattr("foxsubmit.core.api.wire.client.time.time", lambda: late() - 4000)
    # The farm runs in this process and shares the clock: only the client's headers may be late.
    monkeypatch.setattr("foxsubmit.farm.gate.time", Clock(late))
    monkeypatch.setattr("foxsubmit.farm.base.database.time", Clock(late))
    assert visitor.api.query.platforms()


class Clock:
    """A time module that is right."""

    def __init__(self, now):
        self.time = now
        self.monotonic = time.monotonic


def test_the_client_says_that_the_key_is_wrong(farm):
    api = FoxAPI(farm.access_id, "wrong", farm.domain, "2", protocol="http")
    with pytest.raises(NotSignedIn) as caught:
        api.user.query_user_profile()
    api.client.http.close()
    assert caught.value.code == 611


def test_the_storage_asks_for_a_signature_too(farm, visitor):
    with requests.put(f"http://{farm.domain}/storage/10201?path=/a&size=1", data=b"a", timeout=60) as answer:
        assert answer.json()["code"] == 601
    with requests.get(f"http://{farm.domain}/storage/10201?path=/a", timeout=60) as answer:
        assert (answer.status_code, answer.json()["code"]) == (400, 601)
    headers = visitor.api.client.headers("/storage/10201", {"path": "/a", "size": "1"}, "GET")
    url = f"http://{farm.domain}/storage/10201?path=/a&size=1"
    with requests.put(url, data=b"a", headers=headers, timeout=60) as answer:
        assert answer.json()["code"] == 611, "signed for another method"
