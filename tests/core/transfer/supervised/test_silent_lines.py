"""A thread that waits for a silent line ends as soon as it is left behind, however long it would wait."""

from __future__ import annotations

import contextlib
import socket
import threading

import pytest
import requests
from tests.core.transfer.agents import wait_for
from tests.core.transfer.relay import Relay
from tests.listening import stop_listening

from foxsubmit.core.api.wire import lines
from foxsubmit.core.api.wire.network import OwnSession, Sessions
from foxsubmit.core.common.errors import CannotConnect
from foxsubmit.core.transfer.fetch.side_by_side import SideBySide
from foxsubmit.core.transfer.http.connection import StorageConnection
from foxsubmit.core.transfer.http.engine import HttpEngine
from foxsubmit.core.transfer.supervised.crew import Crew
from foxsubmit.core.transfer.supervised.pulse import pulse


@pytest.fixture
def patient(monkeypatch):
    """Nobody gives a connection up by himself."""
    ask = requests.Session.request

    def without_end(self, *arguments, **named):
        return ask(self, *arguments, **{**named, "timeout": None})

    monkeypatch.setattr(OwnSession, "request", without_end)
    monkeypatch.setattr("foxsubmit.core.transfer.http.connection.STALL", 1e6)


@pytest.fixture
def silent():
    """A farm that takes connections and says the beginning of an answer, then nothing."""
    with contextlib.ExitStack() as opened, socket.create_server(("127.0.0.1", 0)) as listener:
        heard = threading.Event()

        def answer():
            with contextlib.suppress(OSError):
                while True:
                    client = opened.enter_context(listener.accept()[0])
                    client.recv(1 << 16)
                    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nthe beginning")
                    heard.set()

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"127.0.0.1:{listener.getsockname()[1]}", heard
        stop_listening(listener)
        thread.join()


def call(domain):
    with contextlib.closing(Sessions()) as sessions:
        return sessions.post(f"http://{domain}/api", b"{}", {}, 1e6).content


def send(domain):
    with contextlib.closing(StorageConnection("http", domain, lambda: None)) as connection:
        connection.begin("PUT", "/storage", {"Content-Length": "0"})
        return connection.answer()


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("how", [call, send])
def test_a_thread_that_is_left_behind_ends_although_the_line_says_nothing(silent, how):
    domain, heard = silent
    ended = []

    def work():
        try:
            how(domain)
        except (OSError, CannotConnect):
            pass
        finally:
            ended.append(how)

    crew = Crew({"sender": work})
    heard.wait()
    left = crew.leave_behind(crew.members[0])
    left.join()
    assert ended
    crew.members[0].pulse.leave()
    crew.members[0].thread.join()


@pytest.mark.usefixtures("patient")
def test_it_ends_where_shutting_a_socket_wakes_nobody(silent, monkeypatch):
    """The thread looks for itself whether its line is cut, as it has to on Windows."""
    monkeypatch.setattr(lines, "WAKES", False)
    monkeypatch.setattr(lines, "_shut", lambda _connection: None)
    domain, heard = silent
    ended = []

    def work():
        try:
            call(domain)
        except (OSError, CannotConnect) as error:
            ended.append(error)

    crew = Crew({"sender": work})
    heard.wait()
    crew.leave_behind(crew.members[0]).join()
    assert ended
    crew.members[0].pulse.leave()
    crew.members[0].thread.join()
    assert len(ended) == 2


@pytest.mark.usefixtures("patient")
def test_what_a_thread_opens_after_it_was_left_behind_is_cut_too(silent):
    domain, _heard = silent
    begin, ended = threading.Event(), []

    def work():
        begin.wait()
        try:
            call(domain)
        except OSError as error:
            ended.append(error)

    crew = Crew({"sender": work})
    left = crew.leave_behind(crew.members[0])
    crew.members[0].pulse.leave()
    begin.set()
    left.join()
    crew.members[0].thread.join()
    assert len(ended) == 2


@pytest.mark.usefixtures("patient")
def test_results_that_do_not_come_any_more_hold_no_thread(api, farm, tmp_path):
    with Relay(int(farm.domain.rpartition(":")[2])) as relay:
        relay.silent = True
        api.client.domain = f"127.0.0.1:{relay.port}"
        engine = HttpEngine(api.client, "1", "2")

        def stop():
            if relay._sockets:
                raise KeyboardInterrupt

        side = SideBySide(3, stop)
        jobs = [lambda name=name: engine.fetch(name, tmp_path / name, 10, lambda _done: pulse().check())
                for name in ("a", "b", "c")]
        with pytest.raises(KeyboardInterrupt):
            list(side.run(iter(jobs)))
        wait_for(lambda: not side._pulses)


@pytest.mark.usefixtures("patient")
def test_the_connection_of_one_thread_is_not_cut_with_that_of_another(silent):
    domain, heard = silent
    crew = Crew({"one": lambda: call(domain), "other": lambda: call(domain)})
    heard.wait()
    before = crew.members[1].thread
    crew.leave_behind(crew.members[0]).join()
    assert before.is_alive()
    for member in crew.members:
        member.pulse.leave()
        member.thread.join()
