"""``api.task``: create, submit, stop."""

from __future__ import annotations

from collections.abc import Sequence

from ..client import Client
from .types import CreatedTasks


class Task:
    """``api.task``"""

    def __init__(self, client: Client) -> None:
        self._query = client.query
        self._command = client.command

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
            count=count,
            taskUserLevel=task_user_level,
            outUserId=out_user_id,
            labels=list(labels) if labels else None,
            cloneOriginalId=int(clone_original_id) if clone_original_id else None,
            artist=artist,
        ))

    def submit_task(self, task_id: int, producer: str | None = None) -> None:
        """Start a task whose configuration files are uploaded."""
        self._command("/api/render/submit/task", taskId=task_id, producer=producer)

    def stop_task(self, task_param_list: Sequence[int]) -> None:
        """Stop tasks; frames being rendered are lost, finished ones are kept."""
        self._command(
            "/api/render/handle/stopTask",
            "/api/rendering/task/renderingTask/stopTask",
            taskIds=list(task_param_list),
        )

    def start_task(self, task_param_list: Sequence[int]) -> None:
        """Go on with stopped tasks, or with those that wait after their test frames."""
        self._command(
            "/api/render/handle/startTask",
            "/api/rendering/task/renderingTask/startTask",
            taskIds=list(task_param_list),
        )
