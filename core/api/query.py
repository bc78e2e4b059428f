"""``api.query``: software, tasks, frames, thumbnails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..client import Client
from .software import cg_id
from .types import ErrorDetail, FrameInfo, FramePage, Platform, SoftwareDetail, SoftwareList, TaskPage

FRAME_DONE = 4


class Query:
    """``api.query``"""

    def __init__(self, client: Client) -> None:
        self._query = client.query
        self._command = client.command
        self._domain = client.domain

    def platforms(self) -> list[Platform]:
        """Render zones, those of the domain's region (zone 1 China, 2 abroad)."""
        data: list[Platform] = self._query(
            "/api/render/common/queryPlatforms", zone=1 if "renderbus" in self._domain else 2)
        return data

    def error_detail(
        self, code: str | None = None, codes: Sequence[str] | None = None, language: int = 0
    ) -> list[ErrorDetail]:
        """Explain codes of tips.json; ``language`` 0 Chinese, 1 English."""
        data: list[ErrorDetail] = self._query(
            "/api/render/submit/queryAnalyseErrorDetail",
            code=code, codes=list(codes) if codes else None, language=language)
        return data

    def get_task_list(
        self,
        page_num: int = 1,
        page_size: int = 100,
        status_list: Sequence[int] | None = None,
        search_keyword: str | None = None,
        start_time: str | None = None,
        end_time: str | None = None,
    ) -> TaskPage:
        """Tasks, newest first; the keyword matches scene name or task id, times are ``yyyy-MM-dd HH:mm:ss``."""
        data: TaskPage = self._query(
            "/api/render/handle/getTaskList",
            "/api/render/handle/getTaskList/v2",
            pageNum=page_num,
            pageSize=page_size,
            statusList=list(status_list) if status_list else None,
            searchKeyword=search_keyword,
            startTime=start_time,
            endTime=end_time,
        )
        return data

    def task_info(self, task_ids_list: Sequence[int]) -> TaskPage:
        """Details of tasks; layered ones carry their children in ``respRenderingTaskList``."""
        data: TaskPage = self._query(
            "/api/render/handle/queryTaskInfo",
            "/api/render/handle/queryTaskInfo/v2",
            taskIds=list(task_ids_list),
        )
        return data

    def get_small_task_id(self, task_id: int | str) -> list[int]:
        """The tasks that hold the frames: the children of a layered task, else the task itself."""
        items = self.task_info([int(task_id)])["items"]
        children = (items[0].get("respRenderingTaskList") if items else None) or []
        return [child["id"] for child in children] or [int(task_id)]

    def task_frames(
        self,
        task_id: int,
        page_num: int | None = None,
        page_size: int | None = None,
        search_keyword: str | None = None,
    ) -> FramePage:
        """One page of a task's frames; the keyword matches the frame's name."""
        data: FramePage = self._query(
            "/api/render/handle/queryTaskFrames",
            taskId=task_id,
            pageNum=page_num,
            pageSize=page_size,
            searchKeyword=search_keyword,
        )
        return data

    def iter_all_frames(
        self, task_id: int, start_page: int = 1, end_page: int = 2000, page_size: int = 100
    ) -> Iterator[FrameInfo]:
        """Every frame, a page at a time as they are taken."""
        for number in range(start_page, end_page + 1):
            page = self.task_frames(task_id, number, page_size)
            yield from page["items"]
            if number >= page["pageCount"]:
                return

    def get_all_frames(
        self, task_id: int, start_page: int = 1, end_page: int = 2000, page_size: int = 100
    ) -> dict[str, FrameInfo]:
        """Frames by their ``frameIndex``: ``{"1": …, "2-4[1]": …}``."""
        frames = self.iter_all_frames(task_id, start_page, end_page, page_size)
        return {frame["frameIndex"]: frame for frame in frames}

    def get_frame_thumbnall(self, frame_id: int, frame_status: int = FRAME_DONE) -> list[str]:
        """Pictures of a finished frame: URLs or server-side paths."""
        data: list[str] = self._query(
            "/api/render/handle/loadingFrameThumbnail", id=frame_id, frameStatus=frame_status)
        return data

    def supported_software(self) -> SoftwareList:
        """Host applications that the farm renders."""
        data: SoftwareList = self._query("/api/render/plugin/querySoftwareList")
        return data

    def supported_plugin(self, name: str, os_name: str = "windows") -> SoftwareDetail:
        """Versions and plug-ins of one host application; ``os_name`` windows or linux."""
        data: SoftwareDetail = self._query(
            "/api/render/plugin/querySoftwareDetail", cgId=cg_id(name), osName=os_name)
        return data
