"""``api.transmit``: transfer servers, configuration files, output storage."""

from __future__ import annotations

from ..client import Client
from .types import OutputFile, TransferConfig


class Transmit:
    """``api.transmit``"""

    def __init__(self, client: Client) -> None:
        self._query = client.query
        self._command = client.command

    def get_transfer_config(self) -> TransferConfig:
        """Storage ids and the engines with their servers."""
        data: TransferConfig = self._query("/api/render/transfer/getConfig")
        return data

    def upload_json_content(self, task_id: int, content: str, file_name: str = "task.json") -> None:
        """Store one of a task's configuration files; sending it again replaces it."""
        self._command(
            "/api/render/submit/taskJsonFile", taskId=task_id, fileName=file_name, content=content)

    def get_output_files(self, task_id: int | None = None, tree_path: str = "/") -> list[OutputFile]:
        """One folder of output storage."""
        data: list[OutputFile] = self._query(
            "/api/render/file/operate/getOutputUserDirFile", taskId=task_id, treePath=tree_path)
        return data
