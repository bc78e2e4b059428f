"""Parts of libraries that their documentation does not promise and that we use (docs/decisions/0012).

A version of a library that lacks one is named here with a sentence, not by an upload that hangs.
"""

from __future__ import annotations

import ast
import asyncio
import http.client
import re
import socket
import threading
from operator import attrgetter
from pathlib import Path

import pytest
import requests
import urllib3
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from foxsubmit.core.api.wire.connection import Attempt, TimedAdapter, TimedHTTP, TimedHTTPS
from foxsubmit.farm.http.intake import Connection

ROOT = Path(__file__).parents[1]
HEAD = b"PUT /storage/10201 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n"

INTAKE = {  # member of uvicorn's H11Protocol while a request is under way: what farm/http/intake.py does with it
    "conn": "replaces it, because it has not seen the body",
    "conn.their_state": "tells whether a head is complete",
    "conn.trailing_data": "tells whether bytes are left over",
    "conn.they_are_waiting_for_100_continue": "leaves such a request to uvicorn",
    "scope": "hands the intake to the application in its state",
    "headers": "finds the length of the body",
    "transport": "receives for itself",
    "transport.set_protocol": "receives for itself",
    "transport.is_closing": "leaves a closing connection alone",
    "flow.pause_reading": "lets the sender wait for the disk",
    "flow.resume_reading": "lets the sender go on",
    "cycle.disconnected": "ends a request whose body cannot be read",
    "cycle.message_event.set": "wakes who waits for a body that does not come",
    "conn.our_state": "tells whether the request was answered already",
    "transport.close": "ends a connection whose bytes are no request",
    "data_received": "gives uvicorn the head",
    "on_response_complete": "drops what comes after the answer",
    "connection_lost": "passes the event on",
    "pause_writing": "passes the event on",
    "resume_writing": "passes the event on",
    "send_400_response": "answers a body that is not framed",
    "_unset_keepalive_if_required": "stops the timer while a body still comes",
}
SERVER = {  # member of uvicorn.Server: what farm/http/server.py does with it
    "run": "serves the socket",
    "should_exit": "asks it to end",
    "force_exit": "ends it without waiting for clients",
    "server_state.connections": "ends the connections of clients that say nothing",
}
CONNECTION = {  # member of each of those connections
    "loop": "ends the connection on its own thread",
    "transport": "ends the connection",
}
HTTP = {  # member of http.client's classes: what core/api/wire and core/transfer/http do with it
    "HTTPConnection.response_class": "reads an answer no longer than the deadline",
    "HTTPConnection.connect": "notes that nothing of the request was sent",
    "HTTPConnection.send": "notes that something of the request was sent",
    "HTTPResponse.isclosed": "tells whether an answer was read to its end",
}


def missing(thing, members, library):
    """A sentence for each member that a thing of a library lacks."""
    found = []
    for member, use in members.items():
        try:
            attrgetter(member)(thing)
        except AttributeError:
            found.append(f"{library} has no {member} any more: our code {use}")
    return found


class Wire(asyncio.Transport):
    """A transport whose other end takes everything."""

    def get_extra_info(self, name, default=None):
        return {"sockname": ("127.0.0.1", 1), "peername": ("127.0.0.1", 2)}.get(name, default)

    def set_protocol(self, protocol):
        self.protocol = protocol

    def write(self, data):
        pass

    def is_closing(self):
        return False

    def close(self):
        pass

    def pause_reading(self):
        pass

    def resume_reading(self):
        pass


def under_way(look):
    """What ``look(protocol, scope, send)`` finds while uvicorn carries out a request."""
    async def scene():
        called = asyncio.get_running_loop().create_future()

        async def app(scope, _receive, send):
            called.set_result((scope, send))

        config = uvicorn.Config(app, lifespan="off", log_config=None, ws="none")
        config.load()
        protocol = H11Protocol(config, ServerState(), {"ours": 1})
        protocol.connection_made(Wire())
        protocol.data_received(HEAD)
        scope, send = await asyncio.wait_for(called, 20)
        return look(protocol, scope, send)

    return asyncio.run(scene())


def test_uvicorn_has_what_the_intake_uses():
    assert under_way(lambda protocol, _scope, _send: missing(protocol, INTAKE, "uvicorn's H11Protocol")) == []
    assert under_way(lambda protocol, scope, _send: protocol.scope is scope and scope["state"]) == {"ours": 1}, (
        "uvicorn's protocol no longer shares the state of a request with the application: "
        "the intake gets into it by protocol.scope[\"state\"]")
    assert under_way(lambda protocol, _scope, _send: dict(protocol.headers)[b"content-length"]) == b"5", (
        "uvicorn's protocol no longer has the headers as pairs of bytes, names in lower case")


def test_uvicorn_has_what_a_cut_connection_uses():
    own = under_way(lambda protocol, _scope, send: send.__self__.transport is protocol.transport)
    assert own, "uvicorn's send is no longer a method of a cycle with its transport: the faults drop and reset need it"


def test_uvicorn_has_what_the_end_of_a_server_uses():
    server = uvicorn.Server(uvicorn.Config("none:none", log_config=None))
    assert missing(server, SERVER, "uvicorn's Server") == []
    assert under_way(lambda protocol, _scope, _send: missing(protocol, CONNECTION, "uvicorn's H11Protocol")) == []
    there = under_way(lambda protocol, _scope, _send: protocol in protocol.server_state.connections)
    assert there, "uvicorn no longer keeps its connections in server_state.connections: a farm would wait for clients"


def test_a_member_that_is_gone_is_named():
    class Flow:
        def pause_reading(self):
            """Reading waits."""

    class Protocol:
        flow = Flow()

    members = {name: INTAKE[name] for name in ("flow.pause_reading", "flow.resume_reading", "conn.their_state")}
    assert missing(Protocol(), members, "uvicorn's H11Protocol") == [
        "uvicorn's H11Protocol has no flow.resume_reading any more: our code lets the sender go on",
        "uvicorn's H11Protocol has no conn.their_state any more: our code tells whether a head is complete"]


def chains(source, *roots):
    """The dotted names below the roots that a source uses, each as long as it is written."""
    found = {ast.unparse(node) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    below = {name[len(root) + 1 :] for name in found for root in roots if name.startswith(root + ".")}
    return {name for name in below if re.fullmatch(r"\w+(\.\w+)*", name)
            and not any(other.startswith(name + ".") for other in below)}


def test_the_lists_above_are_what_the_farm_uses():
    source = (ROOT / "farm/http/intake.py").read_text(encoding="utf-8")
    connection, intake = (ast.unparse(node) for node in ast.parse(source).body
                          if isinstance(node, ast.ClassDef) and node.name in {"Connection", "Intake"})
    used = chains(connection, "self", "super()") | chains(intake, "self._connection")
    own = {name for name in used if name.split(".")[0] in vars(Connection)} - {
        "data_received", "on_response_complete", "send_400_response"}
    parents = {name for name in INTAKE if any(other.startswith(name + ".") for other in INTAKE)}
    assert used - own == set(INTAKE) - parents
    source = (ROOT / "farm/http/server.py").read_text(encoding="utf-8")
    serving = next(ast.unparse(node) for node in ast.parse(source).body if getattr(node, "name", "") == "serving")
    used = chains(serving, "server", "connection")
    assert {re.sub(r"^(transport|loop)\..*", r"\1", name) for name in used} == {*SERVER, *CONNECTION}


def test_the_standard_library_has_what_the_connections_use():
    assert missing(http.client, HTTP, "Python's http.client") == []
    connection = http.client.HTTPConnection("127.0.0.1")
    assert connection.sock is None, "http.client no longer has its socket as sock: both kinds of connection wait on it"


@pytest.fixture
def answering():
    """An address that answers one request."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        def answer():
            client, _address = listener.accept()
            with client:
                client.recv(65536)
                client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        thread.join()


class Counted(Attempt):
    """An attempt that counts the waits that it limits, before and after the first byte left."""

    def __init__(self):
        super().__init__(60)
        self.waits = []

    def limit(self, connection):
        self.waits.append(self.sent)
        super().limit(connection)


def test_urllib3_makes_our_connections_and_they_limit_every_wait(answering):
    adapter = TimedAdapter()
    for url, kind in (("http://a", TimedHTTP), ("https://a", TimedHTTPS)):
        for manager in (adapter.poolmanager, adapter.proxy_manager_for("http://127.0.0.1:1")):
            assert manager.connection_from_url(url).ConnectionCls is kind, (
                f"urllib3 {urllib3.__version__} no longer takes its pools from pool_classes_by_scheme: "
                "no request would end at its deadline")
    with requests.Session() as session, Counted() as attempt:
        session.mount("http://", adapter)
        assert session.get(answering, timeout=20).text == "ok"
    assert attempt.sent, "urllib3 no longer sends by the connection's send: a lost request could be taken for unsent"
    assert attempt.waits[0] is False, "urllib3 no longer sends by the connection's send"
    assert True in attempt.waits, "http.client no longer reads an answer by response_class: it would not end in time"
