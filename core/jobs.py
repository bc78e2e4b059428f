"""Tasks, frames and their pictures, read from the farm into plain data. Blocks: for the worker."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path
from typing import Any

import requests

from .api import FoxAPI
from .api.types import FrameInfo, TaskInfo
from .state import FrameRow, FrameStatus, TaskRow, TaskStatus

log = logging.getLogger(__name__)

PAGE = 50  # tasks in the list
MOST_PICTURES = 8  # fetched in one look, so that the rest of the panel stays fresh
MOST_BYTES = 5_000_000  # of one picture
BLOCK = 1 << 16


def read_tasks(api: FoxAPI) -> tuple[TaskRow, ...]:
    """The newest tasks that were submitted."""
    items = api.query.get_task_list(page_num=1, page_size=PAGE)["items"]
    return tuple(_task(item) for item in items if item.get("sceneName"))


def _task(item: TaskInfo) -> TaskRow:
    children = tuple(_task(child) for child in item.get("respRenderingTaskList") or ())
    number = item["taskStatus"]
    return TaskRow(
        id=item["id"],
        name=item.get("sceneName") or "",
        status=TaskStatus(number),
        status_number=number,
        frames=item.get("totalFrames") or 0,
        done=item.get("doneFrames") or 0,
        failed=item.get("failedFrames") or 0,
        rendering=item.get("executingFrames") or 0,
        cost=float(item.get("renderConsume") or item.get("couponConsume") or 0),
        seconds=float(item.get("renderDuration") or 0),
        output=item.get("outputFileName") or "",
        children=children,
    )


class Frames:
    """The frames of tasks, with pictures kept in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._without: set[int] = set()
        self._last: tuple[int, TaskRow | None] | None = None
        self._rows: tuple[FrameRow, ...] = ()

    def read(self, api: FoxAPI, task_id: int, task: TaskRow | None) -> tuple[FrameRow, ...]:
        """Every frame of the task and of its children; ``task`` as just listed tells whether any moved."""
        if task is None or self._last != (task_id, task) or self._pictures_left():
            self._rows = self._read(api, task_id)
            self._last = (task_id, task)
        return self._rows

    def _pictures_left(self) -> bool:
        return any(row.status is FrameStatus.DONE and row.thumbnail is None and row.id not in self._without
                   for row in self._rows)

    def _read(self, api: FoxAPI, task_id: int) -> tuple[FrameRow, ...]:
        rows, pictures = [], MOST_PICTURES
        for each in api.query.get_small_task_id(task_id):
            for item in api.query.iter_all_frames(each):
                picture = self._kept(item)
                if picture is None and pictures and item["frameStatus"] == FrameStatus.DONE:
                    picture = self._fetch(api, item)
                    pictures -= 1
                rows.append(_frame(item, picture))
        return tuple(rows)

    def _path(self, item: FrameInfo) -> Path:
        # A frame that is rendered again has another picture.
        return self._folder / str(item["taskId"]) / f"{item['id']}-{item.get('endTime') or 0}.jpg"

    def _kept(self, item: FrameInfo) -> Path | None:
        path = self._path(item)
        return path if path.exists() else None

    def _fetch(self, api: FoxAPI, item: FrameInfo) -> Path | None:
        """The picture, where the farm gives an address that can be fetched."""
        if item["id"] in self._without:
            return None
        for address in api.query.get_frame_thumbnall(item["id"]):
            if address.startswith(("http://", "https://")):
                path = self._path(item)
                with contextlib.suppress(requests.RequestException):
                    return path if _download(api, address, path) else None
        self._without.add(item["id"])
        return None


def _download(api: FoxAPI, address: str, path: Path) -> bool:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with api.client.http.get(address, timeout=(3, 10), stream=True) as response, part.open("wb") as file:
        if not response.ok:
            return False
        for block in response.iter_content(BLOCK):
            file.write(block)
            if file.tell() > MOST_BYTES:
                log.warning("the picture at %s is larger than %s bytes", path.name, MOST_BYTES)
                return False
    part.replace(path)
    return True


def _frame(item: FrameInfo, picture: Path | None) -> FrameRow:
    fees: list[Any] = [item.get("feeAmount"), item.get("couponFee")]
    number = item["frameStatus"]
    return FrameRow(
        id=item["id"],
        name=str(item["frameIndex"]),
        status=FrameStatus(number),
        status_number=number,
        seconds=float(item.get("frameExecuteTime") or 0),
        cost=sum(float(fee or 0) for fee in fees),
        thumbnail=picture,
    )
