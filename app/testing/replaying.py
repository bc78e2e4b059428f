"""Play a recorded conversation back: a server that answers what it was asked when it was recorded, and nothing else."""

from __future__ import annotations

import contextlib
import dataclasses
import http.server
import json
import secrets
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..core.api import FoxAPI
from ..core.api.wire.signing import SIGNED_HEADERS, sign, string_to_sign
from ..core.common.errors import FoxError
from ..core.common.i18n import _, count, sentences
from .conversation import Cleaner, Conversation, Exchange, read_conversation

WRONG_SIGNATURE, NOT_RECORDED = 611, 400


class NotAsRecorded(FoxError, AssertionError):
    """A client asked for something else than was recorded, or not for all of it."""


@dataclasses.dataclass(frozen=True)
class Replay:
    """A farm that plays a conversation; its keys are made up."""

    domain: str
    access_id: str
    access_key: str = dataclasses.field(repr=False)
    platform: str
    api: FoxAPI


class _Player:
    """Finds the answer to each request; any number of threads may ask."""

    def __init__(self, conversation: Conversation, cleaner: Cleaner, in_order: bool) -> None:
        self._cleaner, self._in_order = cleaner, in_order
        self._lock = threading.Lock()
        self._left = [dataclasses.replace(each, request=cleaner.clean(each.request, each.path))
                      for each in conversation.exchanges]
        self.wrong = ""

    def answer(self, path: str, body: Any) -> Exchange:
        asked = self._cleaner.clean(body, path)
        with self._lock:
            among = self._left[:1] if self._in_order else self._left
            for each in among:
                if (each.path, each.request) == (path, asked):
                    self._left.remove(each)
                    return each
            self.wrong = self.wrong or self._otherwise(path, asked)
            return Exchange(path, asked, 200, {"code": NOT_RECORDED, "message": self.wrong, "data": None})

    def unasked(self) -> str:
        """Say what was recorded and not asked for; empty where there is nothing."""
        with self._lock:
            if not self._left:
                return ""
            return sentences(
                count("{n} recorded request was not made.", "{n} recorded requests were not made.", len(self._left)),
                _("The first is to {path}.").format(path=self._left[0].path))

    def _otherwise(self, path: str, asked: Any) -> str:
        if not self._left:
            return _("The recording has ended, and {path} was asked with {body}.").format(path=path, body=_short(asked))
        recorded = next((each for each in self._left if each.path == path), self._left[0])
        if self._in_order:
            recorded = self._left[0]
        return _("{path} was asked with {body}; recorded is {recorded} with {other}.").format(
            path=path, body=_short(asked), recorded=recorded.path, other=_short(recorded.request))


def _short(body: Any) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= 500 else f"{text[:500]}…"


@contextlib.contextmanager
def replay(path: Path | str, *, in_order: bool = True, hide: Iterable[str] = (),
           ignore: Iterable[str] = ()) -> Iterator[Replay]:
    """Play the conversation in a file while the context lasts; each exchange is played once.

    A request that differs in its path or any value of its body is refused, and the context ends with
    ``NotAsRecorded``; so it does where not everything was asked for. ``in_order=False`` is for clients with threads,
    ``hide`` what it was while recording, and values at the keys of ``ignore`` (ids, times) may differ.

    Raises:
        BadInput: there is no conversation in the file.
        NotAsRecorded: the client did not go through it as it was recorded.
    """
    conversation = read_conversation(Path(path))
    player = _Player(conversation, Cleaner(hide, ignore), in_order)
    access_id, access_key = secrets.token_hex(8), secrets.token_hex(16)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(player, access_key))
    server.daemon_threads = True
    domain = f"127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True, name="foxsubmit-replay").start()
    try:
        with FoxAPI(access_id, access_key, domain, conversation.platform, protocol="http") as api:
            yield Replay(domain, access_id, access_key, conversation.platform, api)
    finally:
        server.shutdown()
        server.server_close()
    wrong = player.wrong or player.unasked()
    if wrong:
        raise NotAsRecorded(wrong)


def _handler(player: _Player, access_key: str) -> type[http.server.BaseHTTPRequestHandler]:
    """Return what answers the requests of one server."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            """Answer as it was recorded; a wrong signature is refused as a farm does."""
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            headers = {name: self.headers.get(name, "") for name in SIGNED_HEADERS}
            signed = sign(access_key, string_to_sign(self.headers["host"], self.path, headers, body))
            if signed != self.headers["signature"]:
                self._say(Exchange(self.path, body, 200, {"code": WRONG_SIGNATURE, "message": "", "data": None}))
            else:
                self._say(player.answer(self.path, body))

        def _say(self, exchange: Exchange) -> None:
            if not exchange.status:  # the connection ended without an answer
                self.close_connection = True
                return
            plain = isinstance(exchange.answer, str)
            data = (exchange.answer if plain else json.dumps(exchange.answer)).encode()
            self.send_response(exchange.status)
            self.send_header("Content-Type", "text/html" if plain else "application/json")
            self.send_header("Content-Length", str(len(data)))
            if exchange.retry_after is not None:
                self.send_header("Retry-After", exchange.retry_after)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_given: Any) -> None:
            """Say nothing on the stream of errors."""

    return Handler
