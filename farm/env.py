"""``api.env``: render environments."""

from __future__ import annotations

from typing import Any

from ..core.i18n import _
from . import catalogue
from .parameters import INVALID, integer, integers, need
from .routes import Body, Refuse, route
from .state import Farm

WINDOWS = 1


@route("/api/render/plugin/getUserPluginConfig")
def get_user_plugin_config(farm: Farm, body: Body) -> Any:
    """The environments of the applications asked for.

    Each is offered for the system that is asked for: this machine has one, and a client that insists
    on Windows nodes must be able to work against it as well.
    """
    need(body, "cgIds")
    blender = farm.blender.version if farm.blender else ""
    system = integer(body, "osName", WINDOWS)
    found: list[dict[str, Any]] = []
    for cg_id in integers(body, "cgIds"):
        if cg_id not in catalogue.SOFTWARE:
            raise Refuse(INVALID, _("cgIds: the farm has no software {number}.").format(number=cg_id))
        found += [{**each, "osName": system} for each in catalogue.environments(cg_id, blender)]
    return found
