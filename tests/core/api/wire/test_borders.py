"""What a request shows of us and to whom, and what a server cannot make of it."""

from __future__ import annotations

import datetime
import ipaddress
import ssl

import pytest
from tests.core.api.wire.mischief import CLOSE, Mischief, answer, http, ok

from foxsubmit.core.api import FoxAPI
from foxsubmit.core.api.wire.client import Client
from foxsubmit.core.common.errors import BadAnswer, BadInput, CannotConnect
from foxsubmit.core.common.version import USER_AGENT, VERSION

KEY = "secret"


def certificate(folder):
    """A certificate that nobody vouches for, as one file with its key."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.timezone.utc)
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(1).not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
            .sign(key, hashes.SHA256()))
    path = folder / "server.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return path


@pytest.mark.parametrize("call", ["query", "command"])
def test_a_certificate_that_is_refused_is_not_tried_again(tmp_path, call):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(tmp_path))

    def tls(_server, connection):
        context.wrap_socket(connection, server_side=True)

    with Mischief(tls, tls, tls) as farm, Client("id", KEY, farm.domain) as client:
        with pytest.raises(CannotConnect, match="certificate") as caught:
            getattr(client, call)("/api/x")
        assert caught.value.untrusted
        assert not caught.value.arrived
        assert farm.connections == 1


def test_requests_go_out_under_our_name():
    with Mischief(ok()) as farm, farm.client() as client:
        client.query("/api/x")
        assert farm.requests[0][1]["User-Agent"] == USER_AGENT == f"foxsubmit/{VERSION}"


def test_a_signed_call_follows_no_redirection_and_a_picture_carries_no_credentials(tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login artist password secret\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    seen = []

    def picture(_server, connection):
        seen.append(connection.recv(10_000))
        connection.sendall(http(b"picture", "200 OK", None, CLOSE))

    with Mischief(picture) as elsewhere:
        there = f"Location: http://artist:pass@{elsewhere.domain}/x"

        def redirect(_server, connection):
            seen.append(connection.recv(10_000))
            connection.sendall(http(b"", "302 Found", None, there, CLOSE))

        with Mischief(answer(http(b"", "302 Found", None, there, CLOSE)), redirect) as farm, farm.client() as client:
            with pytest.raises(BadAnswer, match="elsewhere"):
                client.command("/api/x")
            assert elsewhere.connections == 0
            assert client.get(f"http://{farm.domain}/a.jpg").content == b"picture"
    assert len(seen) == 2
    assert not any(b"authorization" in request.lower() or b"signature" in request.lower() for request in seen)


def test_a_picture_is_not_followed_from_address_to_address_for_ever():
    def on(_server, connection):
        connection.recv(10_000)
        connection.sendall(http(b"", "302 Found", None, "Location: /next", CLOSE))

    with Mischief(*[on] * 40) as farm, farm.client() as client:
        with pytest.raises(OSError, match="redirect"):
            client.get(f"http://{farm.domain}/a.jpg")
        assert farm.connections == 4


@pytest.mark.parametrize(("what", "wrong"), [
    ("timeout", 0), ("timeout", -1), ("timeout", (5, 0)), ("timeout", float("nan")), ("timeout", float("inf")),
    ("timeout", "5"), ("timeout", None), ("timeout", True), ("deadline", 0), ("deadline", 1e9),
    ("platform", "двa"), ("platform", "2\r\nX-Evil: 1"), ("platform", "2\ud800"), ("platform", "\uff12"),
    ("access_id", "id\r\nX-Evil: 1"), ("access_key", "key\ud800"), ("access_key", "key\n"), ("access_key", "ключ")])
def test_a_value_that_cannot_be_sent_is_refused_where_it_is_given(what, wrong):
    with pytest.raises(BadInput) as caught:
        FoxAPI(**{"access_id": "id", "access_key": KEY, what: wrong})
    assert str(caught.value).isprintable()
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("wire", [{"na\udcffme": 1}, {"name": ["\ud800"]}, {"a": {"b\udcff": "c"}}])
def test_a_half_of_a_character_anywhere_in_a_call_is_refused_before_it_is_signed(wire):
    with Client("id", KEY, "127.0.0.1:9", protocol="http") as client:
        with pytest.raises(BadInput, match="rename the file"):
            client.command("/api/x", **wire)
        with pytest.raises(BadInput, match="rename the file"):
            client.headers("/storage/x", wire, "GET")


@pytest.mark.parametrize("said", [
    b"Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n", b"Transfer-Encoding: chunked\r\n\r\n\xff\r\n",
    b"Content-Length: -5\r\n\r\nhello", b"X" * 70_000 + b"\r\n\r\n", b"X: y\r\n" * 200 + b"\r\n",
    b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello", b"Content-Length: 5, 6\r\n\r\nhello"])
def test_an_answer_that_is_no_http_is_an_error_of_ours(said):
    farm = Mischief(*[answer(b"HTTP/1.1 200 OK\r\nConnection: close\r\n" + said)] * 3)
    with farm, farm.client() as client, pytest.raises((BadAnswer, CannotConnect)):
        client.command("/api/x")
