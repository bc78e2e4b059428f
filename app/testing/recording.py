"""Record what a client and a farm say to each other."""

from __future__ import annotations

import dataclasses
import json
import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from ..core.api.wire.network import OwnSession
from .conversation import Cleaner, Conversation, Exchange


class Recorder:
    """Records every call of clients whose ``session`` it is, and writes the file when its context ends.

        with Recorder("conversation.json") as recorder, FoxAPI(access_id, access_key, session=recorder.session) as api:
            my_pipeline.look(api)

    Headers, which hold access id and signature, are not recorded. Passwords, keys, addresses and names of the account
    are taken out, and so is every text in ``hide``, in requests and answers, and the query of every URL. Names of
    scenes, files, projects and tasks stay: read the file before you pass it on.
    """

    def __init__(self, path: Path | str, *, hide: Iterable[str] = ()) -> None:
        self._path = Path(path)
        self._cleaner = Cleaner(hide)
        self._lock = threading.Lock()
        self._platform = ""
        self._exchanges: list[Exchange] = []

    def __enter__(self) -> Recorder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.save()

    def session(self) -> OwnSession:
        """Return connections that are recorded: ``FoxAPI(…, session=recorder.session)``."""
        return _Recorded(self)

    def save(self) -> None:
        """Write what was said so far."""
        with self._lock:
            conversation = Conversation(self._platform, tuple(self._exchanges))
        conversation.save(self._path)

    def asked(self, request: Any) -> int:
        """Note a request that is about to leave; return its place."""
        body: Any = request.body
        if hasattr(body, "read"):
            body, _position = body.read(), body.seek(0)
        self._cleaner.hide(str(request.headers.get("accessId", "")))
        path = urlsplit(str(request.url)).path
        asked = Exchange(path, self._cleaner.clean(json.loads(body), path))
        with self._lock:
            self._platform = str(request.headers.get("platform", self._platform))
            self._exchanges.append(asked)
            return len(self._exchanges) - 1

    def answered(self, place: int, response: Any) -> None:
        """Note the answer of a request."""
        path = self._exchanges[place].path
        try:
            answer = self._cleaner.clean(json.loads(response.content), path)
        except ValueError:
            answer = self._cleaner.clean(response.content.decode(errors="replace"))
        with self._lock:
            self._exchanges[place] = dataclasses.replace(
                self._exchanges[place], status=response.status_code, answer=answer,
                retry_after=response.headers.get("Retry-After"))


class _Recorded(OwnSession):
    def __init__(self, recorder: Recorder) -> None:
        super().__init__()
        self._recorder = recorder

    def send(self, request: Any, **settings: Any) -> Any:
        """Send, and read the answer to its end; a picture, which is asked for by GET, is none of the conversation."""
        if request.method != "POST":
            return super().send(request, **settings)
        place = self._recorder.asked(request)
        response = super().send(request, **settings)
        self._recorder.answered(place, response)
        return response
