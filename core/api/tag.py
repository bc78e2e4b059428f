"""``api.tag``: projects and tags."""

from __future__ import annotations

from ..client import Client
from .types import ProjectList


class Tag:
    """``api.tag``"""

    def __init__(self, client: Client) -> None:
        self._query = client.query
        self._command = client.command

    def get_label_list(self) -> ProjectList:
        """Projects of this account."""
        data: ProjectList = self._query("/api/render/project/getList")
        return data
