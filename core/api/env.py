"""``api.env``: render environments."""

from __future__ import annotations

from collections.abc import Sequence

from ..client import Client
from .software import cg_id
from .types import RenderEnv


class Env:
    """``api.env``"""

    def __init__(self, client: Client) -> None:
        self._query = client.query
        self._command = client.command

    def get_render_env(
        self, name: str | None = None, cg_names: Sequence[str] | None = None, os_name: int = 1
    ) -> list[RenderEnv]:
        """The user's environments for a host application; ``os_name`` 0 Linux, 1 Windows."""
        names = list(cg_names) if cg_names else [name or ""]
        data: list[RenderEnv] = self._query(
            "/api/render/plugin/getUserPluginConfig",
            cgIds=[str(cg_id(each)) for each in names],
            osName=os_name,
        )
        return data
