"""``api.tag``: projects and tags."""

from __future__ import annotations

from typing import Any

from .catalogue import PROJECTS
from .routes import Body, route
from .state import Farm


@route("/api/render/project/getList")
def get_list(_farm: Farm, _body: Body) -> Any:
    """The projects that tasks are booked on."""
    return {"projectNameList": PROJECTS}
