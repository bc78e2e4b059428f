"""``api.query``, its part about frames: pages, stopping, rendering again, pictures, logs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..common.errors import BadInput, Refused
from ..common.i18n import _, listed
from .codes import FrameStatus
from .group import Group
from .types import FrameInfo, FramePage, FrameStats, ProcessImage, RenderLog

FRAME = {
    "id": int, "taskId": int, "frameIndex": (str, int), "frameStatus": int, "endTime?": int,
    **dict.fromkeys(("frameExecuteTime?", "feeAmount?", "couponFee?"), float),
}
PAGE = {"pageCount": int, "items?": [FRAME]}
NO_MORE = 700
"""The code of an answer that says that the list ended before this page."""


class FrameCalls(Group):
    """``api.query``, its part about frames."""

    def task_frames(
        self,
        task_id: int,
        page_num: int = 1,
        page_size: int = 100,
        search_keyword: str | None = None,
    ) -> FramePage:
        """One page of a task's frames; the keyword matches the frame's name."""
        page: FramePage = self._query(
            "/api/render/handle/queryTaskFrames",
            answer=PAGE,
            taskId=task_id,
            pageNum=page_num,
            pageSize=page_size,
            searchKeyword=search_keyword or None,
        )
        page["items"] = page.get("items") or []
        return page

    def iter_all_frames(
        self, task_id: int, start_page: int = 1, end_page: int = 2000, page_size: int = 100
    ) -> Iterator[FrameInfo]:
        """Every frame; a page is asked for when its first frame is taken."""
        for number in range(start_page, end_page + 1):
            try:
                page = self.task_frames(task_id, number, page_size)
            except Refused as error:
                if error.code != NO_MORE:
                    raise
                return
            yield from page["items"]
            if number >= page["pageCount"] or not page["items"]:
                return

    def get_all_frames(
        self, task_id: int, start_page: int = 1, end_page: int = 2000, page_size: int = 100
    ) -> dict[str, FrameInfo]:
        """Every frame by its ``frameIndex``: ``{"1": …, "2-4[1]": …}``."""
        frames = self.iter_all_frames(task_id, start_page, end_page, page_size)
        return {str(frame["frameIndex"]): frame for frame in frames}

    def all_frame_status(self) -> FrameStats:
        """How many frames of the account wait, render, are done, failed."""
        data: FrameStats = self._query("/api/render/handle/queryAllFrameStats", answer={})
        return data

    def restart_failed_frames(self, task_param_list: Sequence[int], status: Sequence[int] | None = None) -> None:
        """Render the failed frames of tasks again, or those of the given statuses."""
        self._command(
            "/api/render/handle/recommitTasks",
            taskIds=list(task_param_list),
            status=list(status) if status else None,
        )

    def restart_frame(
        self,
        task_id: int | None = None,
        select_all: int = 1,
        ids_list: Sequence[int] | None = None,
        status: Sequence[int] | None = None,
    ) -> None:
        """Render frames of a task again: all (``select_all`` 1, of the statuses if given) or the ids (0)."""
        _check(task_id, select_all, ids_list)
        self._command(
            "/api/render/handle/recommitTaskFrames",
            taskId=task_id,
            ids=list(ids_list or ()) if select_all != 1 else None,
            selectAll=select_all,
            status=list(status) if status else None,
        )

    def get_custome_frames(self, task_id: int, restartframes: Collection[str]) -> None:
        """Render the frames of these names again: ``["6", "7-9[1]"]``, spelled as ``frameIndex``."""
        self.restart_frame(task_id, 0, self._ids(task_id, restartframes))

    def stop_frame(
        self,
        task_id: int | None = None,
        select_all: int = 1,
        ids_list: Sequence[int] | None = None,
        status: Sequence[int] | None = None,
    ) -> None:
        """Stop frames of a task: all (``select_all`` 1, of the statuses if given) or the ids (0)."""
        _check(task_id, select_all, ids_list)
        self._command(
            "/api/render/handle/stopTaskFrames",
            taskId=task_id,
            ids=list(ids_list or ()) if select_all != 1 else None,
            selectAll=select_all,
            status=list(status) if status else None,
        )

    def frame_number_to_stop(self, task_id: int, stop_frame: Collection[str]) -> None:
        """Stop the frames of these names: ``["6", "7-9[1]"]``, spelled as ``frameIndex``."""
        self.stop_frame(task_id, 0, self._ids(task_id, stop_frame))

    def get_frame_thumbnall(self, frame_id: int, frame_status: int = FrameStatus.DONE) -> list[str]:
        """Pictures of a finished frame: server-side paths or URLs. No call serves the bytes of a path."""
        data: list[str] | str | None = self._query(
            "/api/render/handle/loadingFrameThumbnail",
            answer=([str], str, None),  # a text in the document's example, which is that of another call
            id=frame_id,
            frameStatus=int(frame_status),
        )
        return data if isinstance(data, list) else []

    def get_task_processing_img(self, task_id: int, frame_type: int | None = None) -> ProcessImage:
        """How far the blocks of a 3ds Max task are; ``frame_type`` 2 photon, 5 picture, else what is on now."""
        data: ProcessImage = self._query(
            "/api/render/handle/loadTaskProcessImg", answer={}, taskId=task_id, frameType=frame_type)
        return data

    def get_render_log(
        self,
        renderingType: str = "render",  # noqa: N803 - the SDK's own names
        pageNum: int = 1,  # noqa: N803
        pageSize: int = 1,  # noqa: N803
        frame_id: int | None = None,
    ) -> RenderLog:
        """Pages of a frame's log. Of the SDK; the document does not have it."""
        data: RenderLog = self._query(
            "/api/render/handle/showLog",
            answer={"items?": [str]},
            renderingType=renderingType,
            pageNum=pageNum,
            pageSize=pageSize,
            id=frame_id,
        )
        data["items"] = data.get("items") or []
        return data

    def _ids(self, task_id: int, names: Collection[str]) -> list[int]:
        """The ids of frames, in the task's order."""
        wanted = {str(name) for name in ([names] if isinstance(names, str) else names)}
        frames = self.get_all_frames(task_id)
        missing = sorted(wanted - frames.keys())
        if missing or not wanted:
            raise BadInput(_("Task {task} has no frame {names}: spell frames as the farm lists them.").format(
                task=task_id, names=listed(f"“{name}”" for name in missing) or "“”"))
        return [frame["id"] for name, frame in frames.items() if name in wanted]


def _check(task_id: int | None, select_all: int, ids: Sequence[int] | None) -> None:
    if select_all == 1 and not task_id:
        raise BadInput(_("All frames of which task? Give task_id, or select_all=0 with ids_list."))
    if select_all != 1 and not ids:
        raise BadInput(_("Which frames? Give ids_list, or select_all=1 for all frames of the task."))
