"""``api.task``: create, submit, stop, change."""

from __future__ import annotations

from collections.abc import Sequence

from .group import Group
from .types import CreatedTasks


class Task(Group):
    """``api.task``"""

    def create_task(
        self,
        count: int = 1,
        task_user_level: int = 50,
        out_user_id: int | None = None,
        labels: Sequence[str] | None = None,
        clone_original_id: int | str | None = None,
        artist: str | None = None,
    ) -> CreatedTasks:
        """Reserve task ids to upload into; ``task_user_level`` 50 or 60 is the priority."""
        return CreatedTasks(self._command(
            "/api/render/submit/createTask",
            answer={"taskIdList": [int, ...]},
            count=count,
            taskUserLevel=task_user_level,
            outUserId=out_user_id,
            labels=list(labels) if labels else None,
            cloneOriginalId=int(clone_original_id) if clone_original_id else None,
            artist=artist or None,
        ))

    def submit_task(self, task_id: int, producer: str | None = None) -> None:
        """Start a task whose configuration files are uploaded."""
        self._command("/api/render/submit/task", taskId=task_id, producer=producer or None)

    def stop_task(self, task_param_list: Sequence[int]) -> None:
        """Stop tasks; frames being rendered are lost, finished ones are kept."""
        self._command(
            "/api/rendering/task/renderingTask/stopTask",
            "/api/render/handle/stopTask",
            taskIds=list(task_param_list),
        )

    def start_task(self, task_param_list: Sequence[int]) -> None:
        """Go on with stopped tasks, or with those that wait after their test frames."""
        self._command(
            "/api/rendering/task/renderingTask/startTask",
            "/api/render/handle/startTask",
            taskIds=list(task_param_list),
        )

    def abort_task(self, task_param_list: Sequence[int]) -> None:
        """Give tasks up for good; they cannot be started again."""
        self._command("/api/render/handle/abandonTask", taskIds=list(task_param_list))

    def delete_task(self, task_param_list: Sequence[int]) -> None:
        """Move tasks into the recycle bin."""
        self._command("/api/render/handle/deleteTask", taskIds=list(task_param_list))

    def set_task_overtime_top(self, task_id_list: Sequence[int], overtime: int) -> str | None:
        """Stop tasks after so many seconds."""
        said: str | None = self._command(
            "/api/render/handle/setTaskOverTimeStop",
            answer=(str, None),
            taskIds=list(task_id_list),
            overTime=overtime,
        )
        return said

    def full_speed(self, task_id_list: Sequence[int]) -> str | None:
        """Render the rest of tasks that wait after their test frames, on as many nodes as there are."""
        said: str | None = self._command(
            "/api/render/handle/fullSpeedRendering", answer=(str, None), taskIds=list(task_id_list))
        return said

    def update_priority(self, task_id: int, priority: int) -> None:
        """Change the priority, 50 or 60. Of the SDK; the document does not have it, nor the next two."""
        self._command(
            "/api/rendering/task/renderingTask/updateTaskUserLevel", taskId=task_id, taskUserLevel=priority)

    def update_task_limit(self, taskId: int, taskLimit: int) -> None:  # noqa: N803 - the SDK's own names
        """Change how many nodes may render a task at once."""
        self._command("/api/render/handle/updateTaskLimit", taskId=taskId, taskLimit=taskLimit)

    def edit_task_hardware_config(
        self,
        taskIds: Sequence[int],  # noqa: N803 - the SDK's own names
        hardwareConfigIds: Sequence[str],  # noqa: N803
        model: str,
        gpuNum: str | None,  # noqa: N803
        ram: str,
    ) -> None:
        """Have tasks rendered on another kind of node, as ``api.user.get_hardware_config`` lists them."""
        self._command(
            "/api/render/handle/editTaskHardwareConfig",
            taskIds=list(taskIds),
            hardwareConfigIds=[str(number) for number in hardwareConfigIds],
            model=model,
            gpuNum=gpuNum,
            ram=ram,
        )
