"""The client against a farm that answers what the test tells it to."""

from __future__ import annotations

import http.server
import json
import logging
import socket
import threading
import time

import pytest

from foxsubmit.core import client as client_module
from foxsubmit.core.api import FoxAPI
from foxsubmit.core.client import Client
from foxsubmit.core.errors import BadAnswer, BadInput, CannotConnect, NotSignedIn, Refused

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

    def client(self):
        return Client("id", KEY, self.domain, "2", "http", timeout=(1, 2))


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


def test_a_command_that_may_have_arrived_is_sent_once():
    with Scripted(None, ok()) as farm:
        with pytest.raises(CannotConnect) as caught:
            farm.client().command("/api/x")
        assert caught.value.arrived
        assert len(farm.requests) == 1


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


def test_a_clock_that_cannot_be_corrected_is_an_error_not_a_loop():
    with Scripted(no(610, serverTime=0), no(610, serverTime=0)) as farm:
        with pytest.raises(Refused) as caught:
            farm.client().command("/api/x")
        assert caught.value.code == 610


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


def test_a_wrong_key_says_what_to_check():
    with Scripted(no(611)) as farm, pytest.raises(NotSignedIn, match="check both in the settings"):
        farm.client().query("/api/x")


@pytest.mark.parametrize("garbage", [b"<html>login</html>", b'{"code": 200', b"[]", b'{"data": 1}', b'{"code": "x"}'],
                         ids=["a page", "cut off", "a list", "no code", "a text as code"])
def test_what_is_no_answer_of_a_farm_is_one_sentence(garbage):
    with Scripted(garbage) as farm, pytest.raises(BadAnswer, match="did not answer as a render farm does"):
        farm.client().query("/api/x")


def test_the_key_appears_nowhere(caplog):
    caplog.set_level(logging.DEBUG)
    with Scripted(ok(), no(611)) as farm:
        client = farm.client()
        client.query("/api/x")
        with pytest.raises(NotSignedIn) as caught:
            client.query("/api/x")
    signatures = [headers["signature"] for _path, headers, _body in farm.requests]
    for text in (caplog.text, repr(client), str(caught.value), repr(vars(caught.value))):
        assert KEY not in text
        assert not any(signature in text for signature in signatures)


def test_texts_are_chinese_for_renderbus_domains_only():
    headers = {domain: Client("i", "k", domain).headers("/p", {}) for domain in ("task.renderbus.com", "jop.fox.com")}
    assert headers["task.renderbus.com"]["languageFlag"] == "0"
    assert headers["jop.fox.com"]["languageFlag"] == "1"


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
