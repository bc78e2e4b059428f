"""What the client does when the network or the farm misbehaves, through real sockets."""

from __future__ import annotations

import gzip
import socket
import threading
import time

import pytest
from mischief import (
    CLOSE,
    Mischief,
    answer,
    drip,
    http,
    ok,
    reset_after,
    reset_before,
    reset_during,
    reset_in_the_answer,
    silence,
)

from foxsubmit.core.api.wire import answers
from foxsubmit.core.api.wire import client as client_module
from foxsubmit.core.api.wire.client import Client
from foxsubmit.core.api.wire.connection import Attempt
from foxsubmit.core.common.errors import BadAnswer, CannotConnect, NotSignedIn, Refused

DAY = 86400
LARGER = "larger than any of a render farm"


RESETS = [reset_before, reset_during, reset_after, reset_in_the_answer]
GARBAGE = {
    "a page": b"<html>please sign in</html>",
    "nothing": b"",
    "cut off": b'{"code": 200, "data": {"taskIdL',
    "a list": b"[]",
    "a text as code": b'{"code": "200", "data": {}}',
    "true as code": b'{"code": true, "data": {}}',
    "no code": b'{"data": {}}',
    "no text": b'\xff\xfe{"code"',
    "a number of a million digits": b'{"code": 200, "data": ' + b"9" * 1_000_000 + b"}",
    "nested without end": b'{"code": 200, "data": ' + b"[" * 200_000,
}


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr(client_module, "WAITS", (0.0, 0.0))


@pytest.mark.parametrize("script", RESETS, ids=lambda script: script.__name__)
def test_a_query_survives_a_reset(script):
    with Mischief(script, ok([1])) as farm, farm.client() as client:
        assert client.query("/api/x", text="x" * 3_000_000) == [1]
        assert farm.connections == 2


@pytest.mark.parametrize("script", RESETS, ids=lambda script: script.__name__)
def test_a_command_is_not_sent_again_after_a_reset(script):
    with Mischief(script, ok()) as farm, farm.client() as client:
        with pytest.raises(CannotConnect) as caught:
            client.command("/api/x", text="x" * 3_000_000)
        assert caught.value.arrived
        assert caught.value.path == "/api/x"
        assert "broke off" in str(caught.value)
        assert farm.connections == 1


def test_after_a_reset_of_create_task_there_is_one_task_and_the_error_says_how_to_find_it():
    with Mischief(reset_after, ok({"taskIdList": [2]})) as farm, farm.api() as api:
        with pytest.raises(CannotConnect, match="“foxsubmit tasks” shows whether it did"):
            api.task.create_task(labels=["fox-1"])
        assert [path for path, _headers, _body in farm.requests] == ["/api/render/submit/createTask"]


def test_a_command_that_certainly_did_not_arrive_is_in_no_doubt():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        domain = f"127.0.0.1:{closed.getsockname()[1]}"
    with Client("id", "key", domain, "2", "http") as client, pytest.raises(CannotConnect) as caught:
        client.command("/api/x")
    assert not caught.value.arrived
    assert "foxsubmit tasks" not in str(caught.value)


def test_a_name_that_does_not_resolve_certainly_did_not_arrive():
    with Client("id", "key", "no-such-farm.invalid", "2") as client, pytest.raises(CannotConnect) as caught:
        client.command("/api/x")
    assert not caught.value.arrived


def test_what_fails_in_the_handshake_certainly_did_not_arrive():
    def plain(_server, connection):
        connection.recv(10)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with Mischief(plain, plain, plain) as farm:
        with Client("id", "key", farm.domain, "2", timeout=(1, 1)) as client, pytest.raises(CannotConnect) as caught:
            client.command("/api/x")
        assert not caught.value.arrived
        assert farm.connections == 3
        assert "certificate" in str(caught.value)


@pytest.mark.parametrize("said", [b"HTTP/1.1 403 Forbidden\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\nnot TLS", b""],
                         ids=["refused", "broken behind it", "hung up"])
def test_what_fails_at_a_proxy_certainly_did_not_arrive(said):
    def proxy(server, connection):
        assert b"CONNECT farm.example:443" in connection.recv(10_000)
        connection.sendall(said)

    with Mischief(proxy, proxy, proxy) as server:
        client = Client("id", "key", "farm.example", proxies={"https": f"http://{server.domain}"}, timeout=(1, 1))
        with client, pytest.raises(CannotConnect) as caught:
            client.command("/api/x")
        assert not caught.value.arrived
        assert server.connections == 3


@pytest.mark.parametrize("status", ["500 Internal Server Error", "502 Bad Gateway", "503 Busy", "504 Too Slow"])
def test_a_query_is_sent_again_when_something_is_out_of_order(status):
    with Mischief(answer(http(b"<html>", status, None, CLOSE)), ok([1])) as farm, farm.client() as client:
        assert client.query("/api/x") == [1]


def test_a_command_is_sent_once_when_something_is_out_of_order():
    with Mischief(answer(http(b"<html>", "502 Bad Gateway")), ok()) as farm, farm.client() as client:
        with pytest.raises(BadAnswer, match=r"out of order.*HTTP 502.*“foxsubmit tasks”") as caught:
            client.command("/api/x")
        assert (caught.value.status, caught.value.path) == (502, "/api/x")
        assert farm.connections == 1


def test_an_error_of_the_farm_itself_is_its_own_words():
    raw = http({"code": 500, "message": "database away", "requestId": "r7"}, "500 Internal Server Error")
    with Mischief(answer(raw)) as farm, farm.client() as client:
        with pytest.raises(Refused, match="database away") as caught:
            client.command("/api/x")
        assert (caught.value.code, caught.value.request_id) == (500, "r7")


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_what_is_no_answer_of_a_farm_names_the_domain_and_the_path(garbage):
    with Mischief(answer(http(garbage))) as farm, farm.client() as client:
        with pytest.raises(BadAnswer, match="did not answer as a render farm does") as caught:
            client.query("/api/x")
        assert farm.domain in str(caught.value)
        assert "/api/x" in str(caught.value)
        assert caught.value.path == "/api/x"


def test_a_huge_answer_is_cut_off(monkeypatch):
    monkeypatch.setattr(answers, "MOST", 100_000)

    def endless(server, connection):
        server.read(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n{")
        while True:
            connection.sendall(b" " * 10_000)

    with Mischief(endless) as farm, farm.client() as client, pytest.raises(BadAnswer, match=LARGER):
        client.query("/api/x")


def test_a_small_answer_that_unpacks_to_a_huge_one_is_cut_off(monkeypatch):
    monkeypatch.setattr(answers, "MOST", 1_000_000)
    raw = http(gzip.compress(b" " * 50_000_000), "200 OK", None, "Content-Encoding: gzip")
    with Mischief(answer(raw)) as farm, farm.client() as client, pytest.raises(BadAnswer, match=LARGER):
        client.query("/api/x")


def test_an_answer_shorter_than_announced_is_asked_for_again():
    short = http({"code": 200, "data": 1}, length=5000)
    with Mischief(answer(short), ok([1])) as farm, farm.client() as client:
        assert client.query("/api/x") == [1]


def test_a_redirection_is_not_followed_with_our_headers():
    elsewhere = http(b"", "302 Found", None, "Location: http://127.0.0.1:9/")
    with Mischief(answer(elsewhere)) as farm, farm.client() as client:
        with pytest.raises(BadAnswer, match=r"sends calls elsewhere \(HTTP 302") as caught:
            client.command("/api/x")
        assert "foxsubmit tasks" not in str(caught.value)
        assert len(farm.requests) == 1


def test_a_page_that_is_not_there_says_to_check_the_domain():
    with Mischief(answer(http(b"<html>", "404 Not Found"))) as farm, farm.client() as client:
        with pytest.raises(BadAnswer, match="check the domain") as caught:
            client.command("/api/x")
        assert "foxsubmit tasks" not in str(caught.value)


def test_the_older_path_is_tried_where_the_newer_one_is_no_page():
    missing = answer(http(b"<html>", "404 Not Found", None, CLOSE))
    with Mischief(missing, ok([1]), ok([2])) as farm, farm.client() as client:
        assert client.command("/api/new", "/api/old") == [1]
        assert client.command("/api/new", "/api/old") == [2]
        assert [path for path, _headers, _body in farm.requests] == ["/api/new", "/api/old", "/api/old"]


def test_a_silent_farm_is_left_after_the_read_timeout():
    with Mischief(silence, silence, silence) as farm, farm.client(timeout=(1, 0.2)) as client:
        with pytest.raises(CannotConnect, match="took too long to answer") as caught:
            client.command("/api/x")
        assert caught.value.arrived


@pytest.mark.parametrize("where", [0, 20, 60], ids=["the status line", "a header", "the body"])
def test_a_farm_that_drips_is_left_at_the_deadline(where):
    with Mischief(drip(where)) as farm, farm.client(deadline=0.4) as client:
        started = time.monotonic()
        with pytest.raises(CannotConnect, match="took too long to answer"):
            client.command("/api/x")
        assert time.monotonic() - started > 0.3


def test_a_farm_that_does_not_take_the_request_is_left_at_the_deadline(monkeypatch):
    monkeypatch.setattr(client_module, "SLOWEST", 1e12)
    with Mischief(lambda server, _connection: server.wait(600)) as farm, farm.client(deadline=0.4) as client:
        started = time.monotonic()
        with pytest.raises(CannotConnect, match="took too long to answer"):
            client.command("/api/x", text="x" * 30_000_000)
        assert time.monotonic() - started > 0.3


def test_a_wait_that_ends_while_the_clock_still_says_a_moment_before_took_too_long(monkeypatch):
    """The clock of Windows moves every 16 ms, so that a wait may end before the deadline as the clock has it."""
    monkeypatch.setattr(client_module, "SLOWEST", 1e12)
    monkeypatch.setattr(Attempt, "late", False)
    with Mischief(lambda server, _connection: server.wait(600)) as farm, farm.client(deadline=0.4) as client, \
            pytest.raises(CannotConnect, match="took too long to answer"):
        client.command("/api/x", text="x" * 30_000_000)


def test_a_large_request_may_take_longer_than_connecting():
    def slow(server, connection):
        server.wait(1.5)
        server.read(connection)
        connection.sendall(http({"code": 200, "data": [1]}))

    with Mischief(slow) as farm, farm.client(timeout=(1, 120)) as client:
        assert client.query("/api/x", text="x" * 30_000_000) == [1]


def test_the_deadline_is_of_one_call_and_not_of_the_connection():
    def one_after_the_other(server, connection):
        for _call in range(3):
            server.read(connection)
            server.wait(1)
            connection.sendall(http({"code": 200, "data": [1]}))

    with Mischief(one_after_the_other) as farm, farm.client(deadline=2.5) as client:
        for _call in range(3):
            assert client.query("/api/x") == [1]
        assert farm.connections == 1


def test_a_clock_that_is_off_by_a_day_is_corrected_once():
    def a_day_ahead(server, connection):
        for _call in range(3):
            now = time.time() + DAY
            _path, headers, _body = server.read(connection)
            right = abs(now - int(headers["UTCTimestamp"])) < 300
            connection.sendall(http({"code": 200 if right else 610, "data": [1], "serverTime": int(1000 * now)}))

    with Mischief(a_day_ahead) as farm, farm.client() as client:
        assert client.command("/api/x") == [1]
        assert client.command("/api/x") == [1]
        assert len(farm.requests) == 3


@pytest.mark.parametrize("said", ["null", '"yesterday"', "true", "NaN", "1e400", "-1", "12", '{"a": 1}'])
def test_a_farm_that_does_not_tell_the_time_is_asked_once(said):
    raw = http(b'{"code": 610, "message": "expired", "serverTime": ' + said.encode() + b"}")
    with Mischief(answer(raw)) as farm, farm.client() as client:
        with pytest.raises(Refused, match="set it right") as caught:
            client.command("/api/x")
        assert caught.value.code == 610
        assert len(farm.requests) == 1


def test_a_wrong_key_is_told_at_once():
    raw = http({"code": 611, "message": "invalid signature", "requestId": "r1"})
    with Mischief(answer(raw), ok()) as farm, farm.client() as client:
        with pytest.raises(NotSignedIn, match=r"check both \(code 611: invalid signature\)") as caught:
            client.query("/api/x")
        assert (caught.value.code, caught.value.path, caught.value.request_id) == (611, "/api/x", "r1")
        assert farm.connections == 1


def test_many_threads_share_a_client_and_lose_nothing():
    def polite(server, connection):
        while True:
            _path, _headers, body = server.read(connection)
            connection.sendall(http({"code": 200, "data": body["number"]}))

    found = []

    def work(client, first):
        found.extend(client.query("/api/x", number=number) for number in range(first, first + 20))

    with Mischief(*[polite] * 30) as farm, farm.client() as client:
        threads = [threading.Thread(target=work, args=(client, 100 * place)) for place in range(1, 21)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(found) == [100 * place + number for place in range(1, 21) for number in range(20)]
        assert farm.connections == 20


def test_a_closed_client_leaves_no_connection_of_any_thread_open():
    gone = []

    def polite(server, connection):
        server.read(connection)
        connection.sendall(http({"code": 200, "data": [1]}))
        connection.settimeout(5)
        gone.append(connection.recv(1) == b"")

    with Mischief(polite, polite) as farm:
        client, ready, ended = farm.client(), threading.Event(), threading.Event()

        def other():
            client.query("/api/x")
            ready.set()
            ended.wait(5)

        thread = threading.Thread(target=other)
        thread.start()
        client.query("/api/x")
        ready.wait(5)
        assert gone == []
        client.close()
        for _try in range(100):
            if len(gone) == 2:
                break
            time.sleep(0.01)
        ended.set()
        thread.join()
    assert gone == [True, True]
