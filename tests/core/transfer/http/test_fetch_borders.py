"""A storage that answers as no farm does gets neither our signature elsewhere nor our disk."""

from __future__ import annotations

import pytest
from tests.core.api.wire.mischief import CLOSE, Mischief, http

from foxsubmit.core.common.errors import TransferFailed
from foxsubmit.core.common.version import USER_AGENT
from foxsubmit.core.transfer.http.engine import HttpEngine

SIZE = 5


def says(*lines, body=b"", seen=None):
    def script(_server, connection):
        said = connection.recv(10_000)
        if seen is not None:
            seen.append(said)
        connection.sendall(http(body, *lines))

    return script


def test_a_result_is_not_fetched_from_where_storage_redirects(tmp_path):
    seen = []
    with Mischief() as elsewhere:
        there = f"Location: http://{elsewhere.domain}/x"
        farm = Mischief(says("302 Found", None, there, CLOSE, seen=seen))
        with farm, farm.client() as client, pytest.raises(TransferFailed, match="HTTP 302"):
            HttpEngine(client, "1", "2").fetch("/out/a.png", tmp_path / "a.png", SIZE, lambda _done: None)
        assert elsewhere.connections == 0
    assert b"signature" in seen[0]
    assert f"User-Agent: {USER_AGENT}\r\n".encode() in seen[0]
    assert list(tmp_path.iterdir()) == []


def test_a_result_that_is_longer_than_announced_is_stopped_at_once(tmp_path):
    moved = []

    def endless(_server, connection):
        connection.recv(10_000)
        connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while True:  # until the client hangs up
            connection.sendall(bytes(1 << 20))

    farm = Mischief(endless)
    with farm, farm.client() as client, pytest.raises(TransferFailed, match="did not arrive whole"):
        HttpEngine(client, "1", "2").fetch("/out/a.png", tmp_path / "a.png", SIZE, moved.append)
    assert moved == []
    assert list(tmp_path.iterdir()) == []
