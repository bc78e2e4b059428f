"""Every documented call of the farm, one method each."""

from __future__ import annotations

import os

from ..client import TIMEOUT, Client
from ..errors import BadInput
from ..i18n import _
from .env import Env
from .query import Query
from .tag import Tag
from .task import Task
from .transmit import Transmit
from .user import User

ID_VARIABLE = "RAYVISION_API_ACCESS_ID"
KEY_VARIABLE = "RAYVISION_API_KEY"


class FoxAPI:
    """``api.query.platforms()``: the groups, names and parameters of the vendor's documentation.

    ``access_id`` and ``access_key`` come from the environment variables RAYVISION_API_ACCESS_ID and
    RAYVISION_API_KEY where they are not given.

    Raises:
        BadInput: one of them is missing.
    """

    def __init__(
        self,
        access_id: str | None = None,
        access_key: str | None = None,
        domain: str = "task.foxrenderfarm.com",
        platform: str = "2",
        protocol: str = "https",
        timeout: tuple[float, float] = TIMEOUT,
    ) -> None:
        access_id = access_id or os.environ.get(ID_VARIABLE, "")
        access_key = access_key or os.environ.get(KEY_VARIABLE, "")
        for value, name in ((access_id, ID_VARIABLE), (access_key, KEY_VARIABLE)):
            if not value:
                raise BadInput(_("The access id or key is missing: pass it, or set {name}.").format(name=name))
        self.client = Client(access_id, access_key, domain, platform, protocol, timeout)
        self.env = Env(self.client)
        self.query = Query(self.client)
        self.tag = Tag(self.client)
        self.task = Task(self.client)
        self.transmit = Transmit(self.client)
        self.user = User(self.client)

    def __repr__(self) -> str:
        return f"FoxAPI({self.client!r})"


RayvisionAPI = FoxAPI
