"""The client against a farm that answers what the test tells it to."""

from __future__ import annotations

import http.server
import json
import logging
import re
import socket
import threading
import time
import traceback
from pathlib import Path

import pytest
import requests

from foxsubmit.core.api import FoxAPI
from foxsubmit.core.api.wire import client as client_module
from foxsubmit.core.api.wire.client import Client
from foxsubmit.core.common.errors import BadAnswer, BadInput, CannotConnect, FoxError, NotSignedIn, Refused

KEY = "the-secret-key"


class Scripted:
    """A server that gives each request the next answer: a dict, bytes, or None to hang up."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.requests = []
        scripted = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                scripted.requests.append((self.path, dict(self.headers), json.loads(body)))
                answer = scripted.answers.pop(0)
                if answer is None:
                    self.connection.shutdown(socket.SHUT_RDWR)
                    self.close_connection = True
                    return
                data = json.dumps(answer).encode() if isinstance(answer, dict) else answer
                self.send_response(200)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.domain = f"127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.server.shutdown()
        self.server.server_close()

    def client(self, **more):
        return Client("id", KEY, self.domain, "2", "http", timeout=(1, 2), **more)


def ok(data=None):
    return {"code": 200, "message": "success", "data": data, "serverTime": int(time.time() * 1000)}


def no(code, **more):
    return {"code": code, "message": "no", "data": None, "requestId": "r1", **more}


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr(client_module, "WAITS", (0.0, 0.0))


def test_a_query_is_sent_again_when_the_connection_breaks():
    with Scripted(None, ok([1])) as farm:
        assert farm.client().query("/api/x") == [1]
        assert len(farm.requests) == 2


def test_a_command_that_certainly_did_not_arrive_is_tried_three_times(monkeypatch):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        client = Client("id", KEY, f"127.0.0.1:{closed.getsockname()[1]}", "2", "http")
    tries = []
    original = client._call
    monkeypatch.setattr(client, "_call", lambda *args: (tries.append(1), original(*args)))
    with pytest.raises(CannotConnect) as caught:
        client.command("/api/x")
    assert not caught.value.arrived
    assert len(tries) == 3
    assert "No farm answers at 127.0.0.1" in str(caught.value)


def test_a_wrong_clock_is_corrected_once_from_the_farms():
    later = int((time.time() + 5000) * 1000)
    with Scripted(no(610, serverTime=later), ok("fine"), ok("again")) as farm:
        client = farm.client()
        assert client.command("/api/x") == "fine"
        assert client.command("/api/y") == "again"
        stamps = [int(headers["UTCTimestamp"]) for _path, headers, _body in farm.requests]
        assert abs(stamps[1] - later / 1000) < 5
        assert abs(stamps[2] - later / 1000) < 5


def test_the_newer_path_is_tried_after_404_and_remembered():
    with Scripted(no(404), ok(1), ok(2)) as farm:
        client = farm.client()
        assert client.query("/api/old", "/api/new") == 1
        assert client.query("/api/old", "/api/new") == 2
        assert [path for path, _headers, _body in farm.requests] == ["/api/old", "/api/new", "/api/new"]


def test_none_is_left_out_of_the_body():
    with Scripted(ok()) as farm:
        farm.client().query("/api/x", here=1, gone=None)
        assert farm.requests[0][2] == {"here": 1}


def test_a_refusal_carries_code_path_and_request():
    with Scripted(no(600)) as farm:
        with pytest.raises(Refused) as caught:
            farm.client().command("/api/x")
        assert (caught.value.code, caught.value.path, caught.value.request_id) == (600, "/api/x", "r1")


def test_a_log_shows_calls_and_how_long_they_took(caplog):
    caplog.set_level(logging.DEBUG, "foxsubmit")
    with Scripted(ok({"phone": "173333333333"}), no(604), None) as farm, farm.client() as client:
        client.query("/api/render/setUp/queryUserProfile", searchKeyword="private-name")
        with pytest.raises(Refused):
            client.command("/api/y")
        with pytest.raises(CannotConnect):
            client.command("/api/z")
    first, second, third = (record.getMessage() for record in caplog.records)
    assert re.fullmatch(r"/api/render/setUp/queryUserProfile: HTTP 200, code 200 in \d+ ms", first)
    assert re.fullmatch(r"/api/y: HTTP 200, code 604 in \d+ ms", second)
    assert re.fullmatch(r"/api/z: no answer in \d+ ms", third)


def test_keys_signatures_and_personal_data_appear_nowhere(caplog):
    caplog.set_level(logging.DEBUG)
    profile = {"phone": "173333333333", "userName": "private-name", "usdbalance": "private-sum"}
    with Scripted(ok(profile), no(611), ok(profile), None) as farm, FoxAPI(
            "id", KEY, farm.domain, "2", "http", timeout=(1, 2)) as api:
        api.client.query("/api/x", searchKeyword="private-word")
        errors = []
        for call in (lambda: api.client.query("/api/x"), api.user.query_user_profile, lambda: api.task.stop_task([1])):
            with pytest.raises(FoxError) as caught:
                call()
            errors.append(caught.value)
    secrets = [KEY, "173333333333", *(headers["signature"] for _path, headers, _body in farm.requests)]
    shown = [caplog.text, repr(api), repr(api.client), repr(vars(api.task))]
    for error in errors:
        shown += [str(error), repr(error), repr(vars(error)), "".join(traceback.format_exception(
            type(error), error, error.__traceback__)), repr(vars(error.__cause__ or error))]
    assert [type(error) for error in errors] == [NotSignedIn, BadAnswer, CannotConnect]
    assert all(getattr(error.__cause__, "request", None) is None for error in errors)  # its headers are the signature
    for text in shown:
        assert "private" not in text
        assert not any(secret in text for secret in secrets)


def test_texts_are_chinese_for_renderbus_domains_or_when_asked_for():
    def flag(domain, language=None):
        return Client("i", "k", domain, language=language).headers("/p", {})["languageFlag"]

    assert [flag("task.renderbus.com"), flag("jop.foxrenderfarm.com")] == ["0", "1"]
    assert [flag("task.renderbus.com", "en"), flag("jop.foxrenderfarm.com", "zh_CN")] == ["1", "0"]


@pytest.mark.parametrize("code", [100, 301, 400, 403, 404, 500, 503, 513, 600, 601, 602, 603, 605, 608, 610, 611, 700,
                                  804, 812, 999])
def test_a_refusal_is_a_sentence_for_the_artist_and_data_for_the_engineer(code):
    with Scripted(no(code), no(code)) as farm:
        said = []
        for language in ("en", "zh"):
            with farm.client(language=language) as client, pytest.raises(Refused) as caught:
                client.command("/api/x")
            error = caught.value
            assert (error.code, error.path, error.request_id, error.message) == (code, "/api/x", "r1", "no")
            said.append(str(error))
    assert re.fullmatch(r"(The|This|There) .{8,}[^.] \(code \d+: no\)\.", said[0])
    assert re.fullmatch(r"(IP )?[\u4e00-\u9fff].{3,}（代码 \d+：no）。", said[1])


def test_a_refusal_without_words_has_ours():
    said = r"^The account is locked: ask the farm's support \(code 804\)\.$"
    with Scripted({"code": 804}) as farm, farm.client() as client, pytest.raises(NotSignedIn, match=said):
        client.query("/api/x")


def test_calls_go_through_the_proxy_that_is_given(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with Scripted(ok([1])) as proxy:
        with Client("id", KEY, "farm.example", "2", "http", proxies={"http": f"http://{proxy.domain}"}) as client:
            assert client.query("/api/x") == [1]
        assert proxy.requests[0][0] == "http://farm.example/api/x"


def test_calls_go_through_the_proxy_of_the_environment(monkeypatch):
    with Scripted(ok([1])) as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://{proxy.domain}")
        monkeypatch.setenv("NO_PROXY", "")
        with Client("id", KEY, "farm.example", "2", "http") as client:
            assert client.query("/api/x") == [1]


def test_no_proxy_of_the_environment_leads_to_a_farm_on_this_machine(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "corp.example")
    with Scripted(ok([1])) as farm, farm.client() as client:
        assert client.query("/api/x") == [1]


def test_what_no_proxy_says_of_other_machines_stays_so(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "farm.example")
    said = {}

    def send(_request, **settings):
        said.update(settings["proxies"])
        raise requests.ConnectionError

    with Client("id", KEY, "farm.example", "2", "http") as client:
        monkeypatch.setattr(client.http, "send", send)
        with pytest.raises(CannotConnect):
            client.command("/api/x")
    assert "http" not in said


def test_pictures_come_by_the_proxy_that_is_given():
    with Scripted() as proxy, Client("id", KEY, "farm.example", "2", "http", proxies={
            "http": f"http://{proxy.domain}"}) as client:
        assert client.get("http://pictures.example/a.jpg").status_code == 501  # that proxy knows no GET
    client = Client("id", KEY, "farm.example", "2", "http", proxies={"http": "http://127.0.0.1:9"})
    with client, pytest.raises(requests.exceptions.ProxyError):
        client.get("http://pictures.example/a.jpg")


def test_a_proxy_that_is_not_there_certainly_did_not_pass_the_call_on():
    client = Client("id", KEY, "farm.example", proxies={"https": "http://127.0.0.1:9"})
    with client, pytest.raises(CannotConnect, match="check the proxy settings") as caught:
        client.command("/api/x")
    assert not caught.value.arrived


@pytest.mark.parametrize("verify", [False, True, "/no/such/bundle.pem", Path("/no/such")])
def test_certificates_are_always_checked_and_by_authorities_that_are_there(verify):
    with pytest.raises(BadInput, match="CA bundle"):
        Client("id", KEY, "farm.example", verify=verify)


def test_the_authorities_that_are_given_go_before_those_of_the_environment(monkeypatch, tmp_path):
    bundle = tmp_path / "ca.pem"
    bundle.write_text("", encoding="utf-8")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/elsewhere.pem")
    sent = []
    with Client("id", KEY, "farm.example", verify=bundle) as client:
        def send(_request, **settings):
            sent.append(settings["verify"])
            raise requests.ConnectionError

        monkeypatch.setattr(client.http, "send", send)
        with pytest.raises(CannotConnect):
            client.command("/api/x")
    assert set(sent) == {str(bundle)}


@pytest.mark.parametrize(("what", "wrong"), [
    ("domain", "ftp://task.foxrenderfarm.com"), ("domain", "http://task.foxrenderfarm.com"), ("domain", "a b"),
    ("domain", ""), ("domain", "farm:port"), ("domain", "user:key@farm.example"), ("protocol", "ftp"),
    ("access_id", "id\n"), ("access_id", "ключ")])
def test_what_can_never_work_is_said_at_once(what, wrong):
    with pytest.raises(BadInput):
        FoxAPI(**{"access_id": "id", "access_key": KEY, what: wrong})


def test_a_text_that_is_no_text_is_not_sent():
    with Client("id", KEY, "127.0.0.1:9", protocol="http") as client, pytest.raises(BadInput, match="rename the file"):
        client.command("/api/x", name="shot_\udcff.blend")


def test_missing_keys_are_named(monkeypatch):
    monkeypatch.delenv("RAYVISION_API_KEY", raising=False)
    with pytest.raises(BadInput, match="RAYVISION_API_KEY"):
        FoxAPI("id", None)


def test_keys_come_from_the_vendors_variables(monkeypatch):
    monkeypatch.setenv("RAYVISION_API_ACCESS_ID", "from-there")
    monkeypatch.setenv("RAYVISION_API_KEY", "secret")
    assert FoxAPI().client.access_id == "from-there"


def test_the_documents_own_example_submits_the_first_created_task():
    with Scripted(ok({"taskIdList": [19097], "aliasTaskIdList": ["2W19097"], "userId": 1}), ok()) as farm:
        api = FoxAPI("id", KEY, farm.domain, "2", "http")
        create_task_id = api.task.create_task(count=1, task_user_level=50, labels=["label_test1", "label_test2"])
        api.task.submit_task(task_id=create_task_id[0])
        assert create_task_id["taskIdList"] == [19097]
        assert farm.requests[0][2] == {"count": 1, "taskUserLevel": 50, "labels": ["label_test1", "label_test2"]}
        assert farm.requests[1][2] == {"taskId": 19097}


def test_no_nonce_comes_twice_in_a_second():
    client = Client("id", "key", "farm.example", "2")
    nonces = [client.headers("/api/x", {})["nonce"] for _request in range(2000)]
    assert len(set(nonces)) == len(nonces)
    assert all(nonce.isdigit() and len(nonce) == 6 for nonce in nonces)
