"""Every documented call of the farm, one method each."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from ..common.errors import BadInput
from ..common.i18n import _
from .env import Env
from .query import Query
from .tag import Tag
from .task import Task
from .transmit import Transmit
from .user import User
from .wire.client import DEADLINE, TIMEOUT, Client
from .wire.domain import DOMAIN_VARIABLE, FOX, read_domain
from .wire.network import NewSession
from .wire.retry import Retry
from .wire.told import Request, RequestHook, Response, ResponseHook

__all__ = ["FoxAPI", "Request", "Response", "Retry"]

ID_VARIABLE = "RAYVISION_API_ACCESS_ID"
KEY_VARIABLE = "RAYVISION_API_KEY"


class FoxAPI:
    """``api.query.platforms()``: the groups, names and parameters of the vendor's documentation.

    ``access_id`` and ``access_key`` come from the environment variables RAYVISION_API_ACCESS_ID and
    RAYVISION_API_KEY where they are not given; ``domain`` from RAYVISION_API_DOMAIN, else it is
    task.foxrenderfarm.com; in any case, with or without ``https://`` and its port. ``protocol`` is https, for a farm
    on this machine http.
    ``timeout`` is that of requests; ``deadline`` the seconds that a
    call may take in all. ``language`` ("en", "zh") is that of the farm's texts, by default the domain's.
    ``proxies`` and ``verify``, a CA bundle, go before what requests finds in the environment.

    ``retry`` says when a failed call is sent again. ``session`` is a function that makes a ``requests.Session``, one
    for each thread, instead of ours. ``on_request`` and ``on_response`` are called with each ``Request`` before it
    leaves and with each ``Response``, also of those that failed; they cannot change anything.

    Use it from any number of threads and processes; ``close()`` it, or use it as a context manager.

    Raises:
        BadInput: a parameter is missing or cannot be used.
    """

    def __init__(
        self,
        access_id: str | None = None,
        access_key: str | None = None,
        domain: str | None = None,
        platform: str = "2",
        protocol: str | None = None,
        timeout: float | tuple[float, float] = TIMEOUT,
        *,
        deadline: float = DEADLINE,
        language: str | None = None,
        proxies: Mapping[str, str] | None = None,
        verify: str | Path | None = None,
        retry: Retry | None = None,
        session: NewSession | None = None,
        on_request: RequestHook = None,
        on_response: ResponseHook = None,
    ) -> None:
        access_id = access_id or os.environ.get(ID_VARIABLE, "")
        access_key = access_key or os.environ.get(KEY_VARIABLE, "")
        for value, name in ((access_id, ID_VARIABLE), (access_key, KEY_VARIABLE)):
            if not value:
                raise BadInput(_("The access id or key is missing: pass it, or set {name}.").format(name=name))
        if domain is None or protocol is None:
            domain, usual = read_domain(domain if domain is not None else os.environ.get(DOMAIN_VARIABLE) or FOX)
            protocol = protocol or usual
        self.client = Client(access_id, access_key, domain, platform, protocol, timeout, deadline=deadline,
                             language=language, proxies=proxies, verify=verify, retry=retry, session=session,
                             on_request=on_request, on_response=on_response)
        self.env = Env(self.client)
        self.query = Query(self.client)
        self.tag = Tag(self.client)
        self.task = Task(self.client)
        self.transmit = Transmit(self.client)
        self.user = User(self.client)

    def __repr__(self) -> str:
        return f"FoxAPI({self.client!r})"

    def __enter__(self) -> FoxAPI:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections of every thread. The next call opens new ones."""
        self.client.close()

    @property
    def last_response(self) -> Response | None:
        """The last answer that this thread got, or failed to get; None before its first call."""
        return self.client.last_response

