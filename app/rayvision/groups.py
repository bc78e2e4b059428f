"""The groups of calls as the vendor's interface has them, where it is otherwise than the document's."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from ..core.api.env import Env
from ..core.api.query import Query
from ..core.api.tag import Tag
from ..core.api.task import Task
from ..core.api.types import NewRenderEnv, RenderEnvName, SoftwareDetail
from ..core.api.user import User
from ..core.common.i18n import _
from .connect import Connect
from .exception import RayvisionError


class UserOperator(User):
    """``api.user``"""

    def __init__(self, connect: Connect) -> None:
        super().__init__(connect)
        self._info: dict[str, Any] = {"local_os": platform.system().lower(), "domain": connect.domain,
                                      "platform": connect.platform}

    @property
    def info(self) -> dict[str, Any]:
        """All that is known of the account, under names like ``user_id``."""
        return self._info

    @property
    def user_id(self) -> Any:
        """The number of the account, asked of the farm each time."""
        return self.query_user_profile()["userId"]

    def sign_in(self) -> None:
        """Ask for profile, settings and storage; the platform stays the one that was given."""
        for part in (self.query_user_profile(), self.query_user_setting(), self.get_transfer_bid()):
            known: Mapping[str, Any] = {**part}
            self._info.update({_snake(name): value for name, value in known.items() if name != "platform"})


class TaskOperator(Task):
    """``api.task``"""

    def __init__(self, connect: Connect) -> None:
        super().__init__(connect)
        self._task_id: int | None = None

    @property
    def task_id(self) -> int:
        """A reserved task: the same one until it is submitted."""
        return self._generate_task_id()

    def _generate_task_id(self) -> int:
        # RayvisionCheck of the vendor's calls it by this name.
        if self._task_id is None:
            self._task_id = self.create_task()["taskIdList"][0]
        return self._task_id

    def submit_task(  # type: ignore[override]
        self, task_id: int, producer: str | None = None, only_id: bool = False
    ) -> int | None:
        """Start a task whose configuration files are uploaded; ``only_id`` returns its number and keeps ``task_id``."""
        super().submit_task(task_id, producer)
        if only_id:
            return task_id
        self._task_id = None
        return None


class QueryOperator(Query):
    """``api.query``"""

    def supported_plugin(self, name: str, os_name: str = "default") -> SoftwareDetail:
        """Versions and plug-ins of one host application; by default for the system of this computer."""
        here = "windows" if sys.platform.startswith("win") else "linux"
        return super().supported_plugin(name, here if os_name == "default" else os_name)


class TagOperator(Tag):
    """``api.tag``"""

    def delete_task_tag(  # type: ignore[override]
        self, taskIds: Sequence[int], labelNames: Sequence[str],  # noqa: N803 - the vendor's names
        tag_ids: Sequence[int] | None = None,
    ) -> None:
        """Take tags off tasks."""
        super().delete_task_tag(tag_ids=tag_ids, taskIds=taskIds, labelNames=labelNames)


class RenderEnvOperator(Env):
    """``api.env``"""

    def add_render_env(self, data: NewRenderEnv) -> RenderEnvName:  # type: ignore[override]
        """Set up an environment."""
        return super().add_render_env(data)

    def update_render_env(self, data: NewRenderEnv) -> None:  # type: ignore[override]
        """Change the environment of that ``editName``."""
        super().update_render_env(data)


def number_of(user: UserOperator) -> Any:
    """Return the number of the account.

    Raises:
        RayvisionError: the farm does not tell it.
    """
    try:
        return user.user_id
    except KeyError:
        raise RayvisionError(1000000, _("The farm does not tell the number of this account.")) from None


def _snake(name: str) -> str:
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()
