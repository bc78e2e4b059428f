"""What no client of a farm sends costs the farm neither time nor pages of its log."""

from __future__ import annotations

import json
import logging
import socket

import pytest
from tests.farm.http.test_gate import PATH, signed
from tests.farm.http.test_intake import Wire

from foxsubmit.core.common.logs import LONGEST, PLAIN, HarmlessFormatter
from foxsubmit.farm.base.constants import INPUT
from foxsubmit.farm.http.app import MOST_VALUES
from foxsubmit.farm.http.rare_lines import MOST, PERIOD, RareLines
from foxsubmit.farm.store.places import DEEPEST
from foxsubmit.farm.store.places import LONGEST as LONGEST_PATH


@pytest.fixture(scope="module")
def farm(module_farm):
    return module_farm


def post(farm, raw):
    import requests

    with requests.post(f"http://{farm.domain}{PATH}", data=raw, headers=signed(farm), timeout=60) as answer:
        return answer.status_code, answer.json()["code"], answer.json()["message"]


@pytest.mark.parametrize("raw", [
    b'{"a": [' + b"{}," * MOST_VALUES + b"{}]}", b'{"a": [' + b"0," * MOST_VALUES + b"0]}",
    b"[" * (MOST_VALUES + 1)])
def test_a_body_of_more_values_than_any_call_has_is_refused_before_it_is_read(farm, raw):
    status, code, message = post(farm, raw)
    assert (status, code) == (413, 600)
    assert "values" in message


@pytest.mark.parametrize("raw", [
    b'{"a": ' + b"[" * 900 + b"]" * 900 + b"}", b'{"a": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    b'{"a": ' * 900 + b"1" + b"}" * 900, b'{"a": ' + b"1" * 5000 + b"}", b'{"a": NaN}'])
def test_a_body_that_is_nested_or_counts_beyond_reason_does_not_break_the_farm(farm, raw, caplog):
    status, code, _message = post(farm, raw)
    assert status == 200
    assert code in {200, 400, 611}
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("path", ["/D" + "/d" * 2000, "/D/" + "n" * LONGEST_PATH, "/D" + "/d" * DEEPEST + "/x"])
def test_a_path_that_is_too_deep_or_too_long_is_refused_with_an_error_of_http(visitor, farm, caplog, path):
    answer = visitor.storage("PUT", data=b"x", path=path, offset=0, size=1)
    assert answer.status_code == 413
    assert len(answer.json()["message"]) < 400
    assert visitor.storage("GET", path=path).status_code == 413
    assert caplog.records == []
    assert farm.running


@pytest.mark.not_in_wine("a path of more than 260 letters is resolved")
def test_a_path_as_deep_as_any_is_stored(visitor):
    assert visitor.put("/D" + "/d" * (DEEPEST - 3) + "/x", b"x")["data"]["complete"]


def test_a_name_that_no_file_system_takes_is_a_refusal_without_a_traceback(visitor, caplog):
    assert visitor.put("/D/" + "n" * 300, b"x")["code"] == 600
    assert visitor.put("/D/\x1b[2J\\x", b"x")["message"].isprintable()
    assert caplog.records == []


def test_a_client_that_goes_away_in_the_middle_of_a_call_is_no_error_of_the_farm(farm, caplog):
    for body in (b"", b'{"a": '):
        with socket.create_connection(farm.domain.split(":"), timeout=20) as wire:
            wire.sendall(f"POST {PATH} HTTP/1.1\r\nhost: {farm.domain}\r\ncontent-length: 100\r\n\r\n".encode() + body)
    assert post(farm, b"{}")[1] == 200
    assert [record for record in caplog.records if record.exc_info] == []


def test_a_head_that_is_none_is_one_line_of_the_log_and_many_are_a_few(farm, visitor, caplog):
    for _try in range(30):
        with socket.create_connection(farm.domain.split(":"), timeout=20) as wire:
            wire.sendall(f"PUT /storage/{INPUT} HTTP/1.1\r\nbad\r\n\r\nx".encode())
            assert wire.recv(1000).startswith(b"HTTP/1.1 400 ")
    lines = [record for record in caplog.records if record.name == "uvicorn.error"]
    assert 0 < len(lines) <= MOST
    assert not any(record.exc_info for record in lines)
    with Wire(visitor) as wire:
        wire.send(wire.file("/D/after.bin", b"good"))
        assert wire.stored()["complete"]


def test_the_log_says_how_many_lines_it_left_out():
    now = 0.0
    rare = RareLines(lambda: now)

    def said(text):
        record = logging.LogRecord("uvicorn.error", logging.WARNING, "", 0, "%s", (text,), None)
        return record.getMessage() if rare.filter(record) else None

    assert [said("bad") for _try in range(MOST + 5)] == ["bad"] * MOST + [None] * 5
    now = PERIOD
    assert said("bad") == "bad (5 lines before were left out)"
    assert said("bad") == "bad"


def test_a_traceback_in_a_log_has_an_end():
    def deeper(level):
        if not level:
            raise ValueError("x" * 1000)
        try:
            deeper(level - 1)
        except ValueError as error:
            raise ValueError("x" * 1000) from error

    try:
        deeper(100)
    except ValueError as error:
        failed = (type(error), error, error.__traceback__)
    record = logging.LogRecord("farm", logging.ERROR, "", 0, "broken", (), failed)
    text = HarmlessFormatter(PLAIN).format(record)
    assert text.startswith("farm: broken\nTraceback")
    assert len(text) < LONGEST + 100


def test_json_with_halves_of_characters_is_still_refused_for_them(farm):
    raw = json.dumps({"a": "\ud800"}).encode()
    assert post(farm, raw)[1] == 600
