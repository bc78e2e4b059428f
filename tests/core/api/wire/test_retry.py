"""A farm that is asked too often, or is out of order: what is sent again, when, and what scripts are told of it."""

from __future__ import annotations

import email.utils
import pickle
import time

import pytest
import requests
from mischief import CLOSE, Mischief, answer, http, ok, reset_after, reset_before

from foxsubmit import FoxAPI, Retry
from foxsubmit.core.api.wire import client as client_module
from foxsubmit.core.api.wire.told import seconds_of
from foxsubmit.core.common import i18n
from foxsubmit.core.common.errors import BadAnswer, BadInput, CannotConnect, Refused


@pytest.fixture(autouse=True)
def slept(monkeypatch):
    """The seconds of each wait; nothing really waits."""
    waits = []
    monkeypatch.setattr(client_module.time, "sleep", waits.append)
    return waits


def busy(after, status="429 Too Many Requests", body=b"slow down"):
    return answer(http(body, status, None, f"Retry-After: {after}\r\n{CLOSE}"))


def said(code, after=None):
    return answer(http({"code": code, "message": "no", "requestId": "r1"}, "200 OK", None,
                       *([f"Retry-After: {after}"] if after else []), CLOSE))


@pytest.mark.parametrize("verb", ["query", "command"])
@pytest.mark.parametrize("first", [busy(7), said(429, 7)], ids=["HTTP 429", "code 429"])
def test_a_farm_that_is_asked_too_often_is_asked_again_when_it_says(verb, first, slept):
    with Mischief(first, ok({"taskIdList": [5]})) as farm, farm.client() as client:
        assert getattr(client, verb)("/api/render/submit/createTask") == {"taskIdList": [5]}
        assert [request[0] for request in farm.requests] == ["/api/render/submit/createTask"] * 2
    assert slept == [7.0]


def test_a_wait_that_is_too_long_is_left_to_the_caller(slept):
    with Mischief(busy(3600)) as farm, farm.client() as client:
        with pytest.raises(BadAnswer, match=r"takes no more calls for the moment \(HTTP 429 to /api/x\): try again in "
                                            r"60 minutes\.$") as caught:
            client.command("/api/x")
        assert (caught.value.status, caught.value.retry_after) == (429, 3600)
        assert "foxsubmit tasks" not in str(caught.value), "nothing was made: there is no doubt"
    assert slept == []


def test_too_many_calls_in_the_farms_own_words_say_so_and_how_long(slept):
    with Mischief(said(429, 90)) as farm, farm.client() as client:
        with pytest.raises(Refused, match="takes no more calls for the moment: try again in 90 seconds") as caught:
            client.query("/api/x")
        assert (caught.value.code, caught.value.retry_after, slept) == (429, 90, [])


@pytest.mark.parametrize(("wait", "english", "chinese"), [
    (None, "in a minute", "一分钟后"), (0, "in 1 second", "1 秒后"), (1, "in 1 second", "1 秒后"),
    (99.2, "in 100 seconds", "100 秒后"), (120, "in 120 seconds", "120 秒后"), (121, "in 3 minutes", "3 分钟后"),
    (7200, "in 120 minutes", "120 分钟后")])
def test_the_wait_is_told_as_the_farm_named_it_and_never_shorter(wait, english, chinese):
    said_so = {language: str(Refused(429, "slow down", "/api/x", chinese=language == "zh", retry_after=wait))
               for language in ("en", "zh")}
    assert said_so["en"] == (f"The farm takes no more calls for the moment: try again {english} "
                             "(code 429: slow down).")
    assert said_so["zh"] == f"请求过于频繁：请{'' if wait is None else ' '}{chinese}重试（代码 429：slow down）。"


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_the_wait_is_told_in_the_users_language_where_the_answer_is_not_the_farms(status):
    i18n.use("zh_CN")
    with Mischief(busy(100, status)) as farm, farm.client() as client, pytest.raises(
            BadAnswer, match=f"返回 HTTP {status[:3]}）：请 100 秒后重试。"):
        client.command("/api/x")


@pytest.mark.parametrize("code", [500, 503])
def test_a_fault_of_the_farms_own_is_asked_again_for_a_query_and_never_for_a_change(code, slept):
    with Mischief(said(code), ok([1]), said(code)) as farm, farm.client() as client:
        assert client.query("/api/x") == [1]
        assert len(slept) == 1
        with pytest.raises(Refused):
            client.command("/api/render/project/add")
        assert len(farm.requests) == 3


def test_a_time_to_wait_is_a_number_or_a_date():
    in_a_minute = email.utils.formatdate(time.time() + 60, usegmt=True)
    assert 55 < seconds_of(in_a_minute) <= 60
    assert [seconds_of(value) for value in ("5", " 5 ", "Wed, 21 Oct 2015 07:28:00 GMT")] == [5, 5, 0]
    assert [seconds_of(value) for value in (None, "", "-1", "soon", "1.5", "٣", "Wed, 99 Oct")] == [None] * 7


@pytest.mark.parametrize(("status", "sentence"), [
    ("401 Unauthorized", "turns calls away"), ("403 Forbidden", "turns calls away"),
    ("407 Proxy Authentication Required", "A proxy wants a sign-in"), ("413 Too Large", "a request of this size")])
def test_what_turns_a_call_away_before_the_farm_is_named_and_nothing_was_made(status, sentence, slept):
    with Mischief(answer(http(b"<html>", status))) as farm, farm.client() as client:
        with pytest.raises(BadAnswer, match=sentence) as caught:
            client.command("/api/x")
        assert "foxsubmit tasks" not in str(caught.value)
        assert (len(farm.requests), slept) == (1, [])


def test_a_policy_of_ones_own_decides_how_often(slept):
    class Patient(Retry):
        def again(self, error, *, change):
            return isinstance(error, Refused) or super().again(error, change=change)

    with Mischief(said(600), said(600), ok([1])) as farm, farm.client(retry=Patient((0.5, 1))) as client:
        assert client.query("/api/x") == [1]
    with Mischief(reset_before) as farm, farm.client(retry=Retry(waits=())) as client, pytest.raises(CannotConnect):
        client.query("/api/x")
    assert len(slept) == 2


@pytest.mark.parametrize("wrong", [{"waits": (-1,)}, {"waits": ("1",)}, {"longest": float("nan")},
                                   {"waits": (True,)}, {"longest": float("inf")}])
def test_a_wait_that_is_no_time_is_refused(wrong):
    with pytest.raises(BadInput, match="is not a time to wait"):
        Retry(**wrong)


def test_the_last_answer_tells_the_request_the_clock_and_the_attempts():
    at = 1_800_000_000_000
    right = http({"code": 200, "data": [1], "requestId": "r9", "serverTime": at})
    with Mischief(busy(0), answer(right)) as farm, FoxAPI("id", "key", farm.domain, protocol="http") as api:
        assert api.last_response is None
        api.query.platforms.__self__._query("/api/x")
        last = api.last_response
        assert (last.path, last.attempts, last.status, last.code, last.request_id, last.server_time) == (
            "/api/x", 2, 200, 200, "r9", at / 1000)


def test_hooks_hear_of_every_request_and_answer_and_see_no_secret(caplog):
    heard = []

    def fails(response):
        heard.append(response)
        raise RuntimeError("a hook of the studio's")

    with Mischief(reset_after, said(429), ok([1])) as farm, FoxAPI(
            "id", "the-key", farm.domain, protocol="http", on_request=heard.append, on_response=fails) as api:
        assert api.query._query("/api/x", word=1) == [1]
        requests_, answers = heard[::2], heard[1::2]
        assert [(each.path, each.body, each.attempt) for each in requests_] == [
            ("/api/x", {"word": 1}, number) for number in (1, 2, 3)]
        assert [(each.status, each.code, each.attempts) for each in answers] == [
            (0, None, 1), (200, 429, 2), (200, 200, 3)]
        assert "broke off" in answers[0].error
        assert "the-key" not in repr(heard)
        assert "signature" not in repr(heard)
    assert "RuntimeError: a hook of the studio's" in caplog.text


class Counting(requests.adapters.HTTPAdapter):
    """Connections that somebody else has set up; they do not tell whether anything has left."""


def own_session():
    session = requests.Session()
    session.headers["User-Agent"] = "studio"
    session.mount("http://", Counting())
    return session


def test_a_session_of_ones_own_carries_the_calls_and_a_change_is_sent_once_all_the_same():
    with Mischief(ok([1]), reset_after) as farm, farm.client(session=own_session) as client:
        assert client.query("/api/x") == [1]
        assert farm.requests[0][1]["User-Agent"] == "studio"
        with pytest.raises(CannotConnect, match="may have done it all the same") as caught:
            client.command("/api/x")
        assert caught.value.arrived
        assert len(farm.requests) == 2


def test_a_client_with_a_policy_hooks_and_a_session_travels_to_another_process():
    api = FoxAPI("id", "key", "127.0.0.1:9", retry=Retry((1,)), session=own_session, on_response=print)
    copied = pickle.loads(pickle.dumps(api)).client  # noqa: S301 - ours
    assert copied._retry == Retry((1,))
    assert copied._sessions._new is own_session
    assert copied._told._on_response is print
    assert copied.last_response is None
