"""``api.env``: render environments."""

from __future__ import annotations

from collections.abc import Sequence

from ..common.errors import BadInput
from ..common.i18n import _
from .group import Group
from .software import software_id
from .types import NewRenderEnv, RenderEnv, RenderEnvName

PLUGINS = [{"pluginName": str, "pluginVersion": str}]
ENVIRONMENTS = [{"cgId": int, "editName": str, "cgName": str, "cgVersion": str, "respUserPluginInfoVos?": PLUGINS}]


class Env(Group):
    """``api.env``"""

    def add_render_env(
        self, render_env: NewRenderEnv | None = None, *, data: NewRenderEnv | None = None
    ) -> RenderEnvName:
        """Set up an environment; ``data`` is the SDK's name of the parameter."""
        name: RenderEnvName | None = self._command(
            "/api/render/plugin/addUserPluginConfig", answer=({}, None), **_one_of(render_env, data))
        return name or {}

    def update_render_env(
        self, render_env: NewRenderEnv | None = None, *, data: NewRenderEnv | None = None
    ) -> None:
        """Change the environment of that ``editName``; ``data`` is the SDK's name of the parameter."""
        self._command("/api/render/plugin/editUserPluginConfig", **_one_of(render_env, data))

    def delete_render_env(self, edit_name: str) -> None:
        """Remove an environment."""
        self._command("/api/render/plugin/deleteUserPluginConfig", editName=edit_name)

    def set_default_render_env(self, edit_name: str) -> None:
        """Make an environment the one that is chosen when none is."""
        self._command("/api/render/plugin/setDefaultUserPluginConfig", editName=edit_name)

    def get_render_env(
        self, name: str | None = None, cg_names: Sequence[str] | None = None, os_name: int = 1
    ) -> list[RenderEnv]:
        """The user's environments for one host application or several; ``os_name`` 0 Linux, 1 Windows."""
        if not name and not cg_names:
            raise BadInput(_("Name a host application: name=\"maya\" or cg_names=[\"maya\", \"houdini\"]."))
        data: list[RenderEnv] | None = self._query(
            "/api/render/plugin/getUserPluginConfig",
            answer=(ENVIRONMENTS, None),
            cgId=int(software_id(name)) if name else None,
            # The SDK sends these as texts.
            cgIds=[str(int(software_id(each))) for each in cg_names] if cg_names else None,
            osName=os_name,
        )
        return data or []


def _one_of(render_env: NewRenderEnv | None, data: NewRenderEnv | None) -> dict[str, object]:
    chosen = render_env or data
    if not chosen:
        raise BadInput(_("The render environment is missing: pass render_env={\"cgId\": 2000, …}."))
    return {**chosen}
