"""``api.tag``: projects, which the farm also calls labels, and tags of tasks."""

from __future__ import annotations

from collections.abc import Sequence

from ..common.errors import BadInput
from ..common.i18n import _
from .group import Group
from .types import Project, ProjectList

PROJECTS = {"projectNameList?": [{"projectId": int, "projectName": str}]}


class Tag(Group):
    """``api.tag``"""

    def add_label(self, new_name: str, status: int = 1) -> None:
        """Add a project; ``status`` 0 on, 1 off."""
        self._command("/api/render/project/add", newName=new_name, status=int(status))

    def delete_label(self, del_name: str) -> None:
        """Remove a project."""
        self._command("/api/render/project/delete", delName=del_name)

    def get_label_list(self) -> ProjectList:
        """Projects of this account."""
        data: ProjectList = self._query("/api/render/project/getList", answer=PROJECTS)
        data["projectNameList"] = data.get("projectNameList") or []
        return data

    def get_project_list(self) -> list[Project]:
        """Projects of this account, the list alone."""
        return self.get_label_list()["projectNameList"]

    def get_list(self, flag: int = 0) -> ProjectList:
        """Projects: ``flag`` 0 of this account, 1 of the main account too, 2 of all its sub-accounts too."""
        data: ProjectList = self._query("/api/render/project/list", answer=PROJECTS, flag=flag)
        data["projectNameList"] = data.get("projectNameList") or []
        return data

    def add_task_tag(self, tag: str, task_ids: Sequence[int]) -> None:
        """Put a tag on tasks."""
        self._command("/api/render/handle/addTaskLabel", label=tag, taskIds=list(task_ids))

    def delete_task_tag(
        self,
        tag_ids: Sequence[int] | None = None,
        *,
        taskIds: Sequence[int] | None = None,  # noqa: N803 - the SDK's own names
        labelNames: Sequence[str] | None = None,  # noqa: N803
    ) -> None:
        """Take tags off tasks: by their ids, as documented, or by tasks and names, as in the SDK.

        Tasks and names are named: in the SDK they come first, where ids of other tags would be taken for theirs.
        """
        if not tag_ids and not (taskIds and labelNames):
            raise BadInput(_("Which tags? Give tag_ids, or taskIds with labelNames."))
        self._command(
            "/api/render/handle/deleteTaskLabel",
            "/api/render/task/deleteTaskLabel",
            taskIds=list(taskIds) if taskIds else None,
            labelNames=list(labelNames) if labelNames else None,
            labelIds=list(tag_ids) if tag_ids else None,
        )
