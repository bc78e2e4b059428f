"""The connection to a farm's storage, as far as only a system call that fails can tell."""

from __future__ import annotations

import errno
import socket

import pytest

from foxsubmit.core.common.errors import CannotConnect
from foxsubmit.core.transfer.http.connection import StorageConnection


class Unreachable:
    """A socket whose network is gone while it sends; the connection itself stays."""

    def __init__(self, real):
        self._real = real

    def __getattr__(self, name):
        return getattr(self._real, name)

    def send(self, _data):
        raise OSError(errno.ENETUNREACH, "Network is unreachable")


def test_a_body_that_cannot_be_sent_on_is_no_reason_to_wait_for_an_answer(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        connection = StorageConnection("http", f"127.0.0.1:{listener.getsockname()[1]}", lambda: None)
        connection.begin("PUT", "/", {"Content-Length": "10"})
        monkeypatch.setattr(connection, "_socket", Unreachable(connection._socket))
        with pytest.raises(CannotConnect):
            connection.send(b"0123456789")
        connection.close()
