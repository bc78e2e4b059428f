"""``api.transmit``: transfer servers, configuration files, output storage."""

from __future__ import annotations

from .group import Group
from .types import OutputFile, TransferConfig
from .wire.large_text import LargeText

CONFIG = {"inputBid": str, "outputBid": str, "parentInputBid?": str, "resqEngines?": [{"engineName?": str}]}
FILES = [{"filePath": str, "directory": bool, "lastModify": str, "fileSize?": int}]


class Transmit(Group):
    """``api.transmit``"""

    def get_transfer_config(self) -> TransferConfig:
        """Storage ids and the engines with their servers."""
        data: TransferConfig = self._query("/api/render/transfer/getConfig", answer=CONFIG)
        return data

    def upload_json_content(self, task_id: int, content: str | LargeText, file_name: str = "task.json") -> None:
        """Store one of a task's configuration files; sending it again replaces it."""
        self._command(
            "/api/render/submit/taskJsonFile", taskId=task_id, fileName=file_name, content=content)

    def get_output_files(self, task_id: int | None = None, tree_path: str = "/") -> list[OutputFile]:
        """One folder of output storage; with ``task_id`` (a layer's, where there are layers) that of the task."""
        data: list[OutputFile] | None = self._query(
            "/api/render/file/operate/getOutputUserDirFile",
            answer=(FILES, None),
            taskId=task_id,
            treePath=tree_path,
        )
        return data or []
