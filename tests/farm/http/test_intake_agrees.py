"""The intake ends every request where h11 ends it; bench/fuzz_intake.py found these, and looks for more."""

from __future__ import annotations

import hashlib
import random

import pytest
from bench.fuzz_intake import cut, differs, session
from tests.farm.http.one_connection import play

HEAD = b"PUT /storage/x?a=1 HTTP/1.1\r\nHost: a\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
NEXT = b"PUT /storage/next HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok"


def bodies(outcome):
    return [digest for _method, _path, _query, digest in outcome.requests]


def sha256(content):
    return hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("end", [b"\n\n", b"\r\n\n", b"\n\r\n", b"\r\n\r\n"])
def test_a_body_begins_behind_its_head_whatever_its_line_breaks(end):
    content = b"abcd\r\n\r\nefgh\n\n"
    head = b"PUT /storage/x HTTP/1.1\nHost: a\nContent-Length: %d" % len(content) + end
    own = play([head + content + NEXT], own=True)
    assert bodies(own) == [sha256(content), sha256(b"ok")]
    assert own.alike() == play([head + content + NEXT], own=False).alike()


@pytest.mark.parametrize("said", [
    HEAD + b"bad\r\n\r\nx", HEAD + b"X: y\r\n folded\r\nContent-Length: 2\r\n\r\nab", b"PUT /storage/\r\n\r\nx",
    HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", HEAD + b"Content-Length: 5, 6\r\n\r\nhello",
    HEAD + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", HEAD + b"Content-Length: -5\r\n\r\nhello",
    HEAD + b"Content-Length: +5\r\n\r\nhello", HEAD + b"Content-Length: " + b"9" * 21 + b"\r\n\r\nhello",
    HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    HEAD + b"Transfer-Encoding: gzip\r\n\r\n",
    HEAD + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"PUT /storage/x HTTP/1.0\r\n\r\nrest", HEAD + b"Connection: close\r\n\r\nrest",
    HEAD + b"Upgrade: websocket\r\nContent-Length: 2\r\n\r\nab",
    CHUNKED + b"-1\r\nx", CHUNKED + b"+1\r\nx\r\n0\r\n\r\n", CHUNKED + b"1\nx\r\n0\r\n\r\n",
    CHUNKED + b" 1\r\nx\r\n0\r\n\r\n",
    CHUNKED + b"1\r\nxy\r\n0\r\n\r\n", CHUNKED + b"1\r\nx\n0\r\n\r\n", CHUNKED + b"1;\n\r\nx\r\n0\r\n\r\n",
    CHUNKED + b"0\r\n\n", CHUNKED + b"0\r\n\r\r\n\r\n", CHUNKED + b"0\r\nbad\r\n\r\n",
    CHUNKED + b"0\r\n folded\r\n\r\n",
    CHUNKED + b"0\r\nX: y\n\n", CHUNKED + b"0\r\nX: y\r\n folded\r\n\r\n", CHUNKED + b"0\r\nContent-Length: -\r\n\r\n",
    b"PUT /storage/x/early HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
    b"PUT /storage/x/early HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
])
@pytest.mark.parametrize("split", [False, True])
def test_an_odd_request_is_served_as_h11_serves_it_and_without_a_traceback(said, split):
    whole = said + NEXT
    pieces = [whole[at : at + 1] for at in range(len(whole))] if split else [whole]
    assert differs(pieces) == ""


@pytest.mark.parametrize("size", [b"f" * 17, b"0" * 17 + b"5"])
def test_a_size_of_more_than_64_bits_ends_the_connection(size):
    own = play([CHUNKED + size + b"\r\nx"], own=True)
    assert own.answers.startswith(b"HTTP/1.1 400 ")
    assert own.closed
    assert own.troubles == []


@pytest.mark.parametrize("line", [b"1;" + b"a" * 2000, b"0\r\n" + b"X: y\r\n" * 3000])
def test_lines_between_and_behind_chunks_are_bounded(line):
    pieces = [CHUNKED + line]
    assert play(pieces, own=True).answers.startswith(b"HTTP/1.1 400 ")


def test_random_sessions_are_served_as_h11_serves_them():
    chance = random.Random(20261128)  # noqa: S311 - the same sessions in every run
    for _session in range(400):
        pieces = cut(chance, session(chance))
        assert differs(pieces) == "", pieces
