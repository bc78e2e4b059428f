"""Uploads as they come over the wire: in any pieces, with the next request behind them, or broken."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import socket
import time
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxsubmit.core.transfer.http.bundle import head
from foxsubmit.farm.base.constants import INPUT
from foxsubmit.farm.http.framing import Chunked, Length, framing_of
from foxsubmit.farm.store.incoming import BLOCK

CONTINUE = 100
PATH = f"/storage/{INPUT}"
_names = itertools.count()


@pytest.fixture(scope="module")
def farm(module_farm):
    return module_farm


@pytest.fixture
def name():
    """A server path of the test's own."""
    return f"/D/intake/{next(_names)}.bin"


class Wire:
    """A connection, byte by byte."""

    def __init__(self, visitor):
        host, port = visitor.domain.split(":")
        self._client, self._domain = visitor.api.client, visitor.domain
        self._socket = socket.create_connection((host, int(port)), timeout=20)
        self._answers = self._socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._answers.close()
        self._socket.close()

    def head(self, target, extra, **parameters):
        parameters = {key: str(value) for key, value in parameters.items()}
        fields = {"Host": self._domain, **self._client.headers(target, parameters, "PUT"), **extra}
        first = f"PUT {target}?{urlencode(parameters)} HTTP/1.1"
        return "\r\n".join([first, *(f"{key}: {value}" for key, value in fields.items()), "", ""]).encode()

    def file(self, name, content, **extra):
        """The bytes of a request that sends one file."""
        size = len(content)
        return self.head(PATH, {"Content-Length": size, **extra}, path=name, offset=0, size=size) + content

    def send(self, *pieces):
        for piece in pieces:
            self._socket.sendall(piece)

    def answer(self):
        """Status and body of the next answer; None where the farm has hung up."""
        first = self._answers.readline()
        if not first:
            return None
        length = -1
        while (line := self._answers.readline().strip()):
            key, _colon, value = line.partition(b":")
            length = int(value) if key.lower() == b"content-length" else length
        status = int(first.split()[1])
        return status, b"" if status == CONTINUE else self._answers.read(length)

    def stored(self):
        status, body = self.answer()
        assert status == 200
        return json.loads(body)["data"]


@pytest.fixture
def wire(visitor):
    with Wire(visitor) as wire:
        yield wire


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def chunked(content, sizes):
    """A body in chunks of these sizes, the rest in one."""
    out, start = [], 0
    for size in [*sizes, len(content)]:
        chunk = content[start : start + size]
        start += len(chunk)
        if chunk:
            out.append(b"%x;by=test\r\n" % len(chunk) + chunk + b"\r\n")
    return b"".join(out) + b"0\r\nX-Trailer: 1\r\n\r\n"


def fed(framing, body, pieces):
    """The content that the framing finds in a body that comes in pieces, and what lies behind its end."""
    content, start = b"", 0
    for size in [*pieces, len(body)]:
        view = memoryview(body[start : start + size])
        start += len(view)
        spans, stop = framing.feed(view, 0, len(view))
        content += b"".join(view[begin:end] for begin, end in spans)
        if framing.done:
            return content, bytes(view[stop:]) + body[start:]
    return content, None


sizes = st.lists(st.integers(1, 40), max_size=8)


@given(content=st.binary(max_size=200), chunks=sizes, pieces=sizes, rest=st.binary(max_size=20))
def test_chunks_give_their_content_however_they_arrive(content, chunks, pieces, rest):
    assert fed(Chunked(), chunked(content, chunks) + rest, pieces) == (content, rest)


@given(content=st.binary(min_size=1, max_size=200), pieces=sizes, rest=st.binary(max_size=20))
def test_a_counted_body_ends_where_its_length_says(content, pieces, rest):
    assert fed(Length(len(content)), content + rest, pieces) == (content, rest)


@pytest.mark.parametrize("body", [
    b"\r\n", b"zz\r\n", b"-1\r\n", b"0x10\r\n", b"1_0\r\n", b"f" * 17 + b"\r\n", b"1\r\nab\r\n", b"1" * 2000])
def test_what_is_no_chunk_is_an_error(body):
    with pytest.raises(ValueError):
        fed(Chunked(), body, [1] * len(body))


def test_chunked_counts_more_than_a_length():
    assert isinstance(framing_of({b"transfer-encoding": b"Chunked", b"content-length": b"3"}), Chunked)


def test_a_file_of_several_blocks_arrives_whole(wire, name):
    content = os.urandom(3 * BLOCK + 17)
    wire.send(wire.file(name, content))
    assert wire.stored() == {"stored": len(content), "complete": True, "sha256": sha256(content)}


def test_a_head_in_pieces_is_read_all_the_same(wire, name):
    content = os.urandom(BLOCK + 1)
    request = wire.file(name, content)
    wire.send(*(request[place : place + 1] for place in range(300)), request[300:])
    assert wire.stored()["sha256"] == sha256(content)


def test_requests_behind_each_other_are_answered_one_by_one(wire, name):
    wire.send(wire.file(f"{name}1", b"first") + wire.file(f"{name}2", b"second") + wire.file(f"{name}3", b""))
    assert [wire.stored()["sha256"] for _file in range(3)] == [sha256(b"first"), sha256(b"second"), sha256(b"")]


def test_a_request_behind_a_bundle_is_answered(wire, name):
    bundle = head(f"{name}1", 5) + b"first"
    wire.send(wire.head(f"{PATH}/bundle", {"Transfer-Encoding": "chunked"}) + chunked(bundle, [1, 2, 3])
              + wire.file(f"{name}2", b"second"))
    assert wire.stored()[0]["sha256"] == sha256(b"first")
    assert wire.stored()["sha256"] == sha256(b"second")


def test_a_bundle_in_chunks_of_any_size_leaves_no_gap_in_its_files(wire, name):
    contents = [os.urandom(size) for size in (BLOCK, 70_000, 0, BLOCK - 1, 5)]
    bundle = b"".join(head(f"{name}{number}", len(content)) + content for number, content in enumerate(contents))
    wire.send(wire.head(f"{PATH}/bundle", {"Transfer-Encoding": "chunked"})
              + chunked(bundle, [BLOCK - 3, 1, 65_536, 7, 900_000]))
    assert [each["sha256"] for each in wire.stored()] == [sha256(content) for content in contents]


def test_who_waits_to_be_asked_for_the_body_is_asked(wire, name):
    request = wire.file(name, b"content", Expect="100-continue")
    wire.send(request[: -len(b"content")])
    assert wire.answer() == (100, b"")
    wire.send(b"content")
    assert wire.stored()["sha256"] == sha256(b"content")


def test_a_body_that_is_refused_is_read_to_its_end_and_the_connection_goes_on(wire, name):
    content = os.urandom(8 * BLOCK)
    refused = wire.head(PATH, {"Content-Length": len(content), "signature": "wrong"}, path=name, offset=0, size=0)
    wire.send(refused)
    status, body = wire.answer()
    assert (status, json.loads(body)["code"]) == (200, 611)
    wire.send(content, wire.file(name, b"good"))
    assert wire.stored()["sha256"] == sha256(b"good")


def test_chunks_that_are_none_end_the_connection_with_a_reason(wire, name, farm):
    wire.send(wire.head(f"{PATH}/bundle", {"Transfer-Encoding": "chunked"}), b"5\r\n[\"/xy\r\nnonsense\r\n")
    status, body = wire.answer()
    assert status == 400
    assert b"not framed" in body
    assert wire.answer() is None
    assert farm.running


def test_what_came_before_a_cut_is_kept(visitor, name):
    with Wire(visitor) as wire:
        content = os.urandom(2 * BLOCK + 100)
        wire.send(wire.file(name, content)[:-50])
    end = [each["stored"] for each in _until(visitor, name, len(content))]
    assert end == [len(content) - 50]


def _until(visitor, name, size):
    """What is stored, once the farm has noticed the cut."""
    for _try in range(200):
        found = visitor.have((name, size))
        if found[0]["stored"] == size - 50:
            break
        time.sleep(0.05)
    return found
