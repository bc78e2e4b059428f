"""``api.query``: zones, tasks, software, codes; frames are in ``frames.py``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Callable

from ..common.errors import BadInput, Refused
from ..common.i18n import _
from .frames import NO_MORE, FrameCalls
from .software import software_id
from .types import (
    ErrorDetail,
    PackNode,
    Platform,
    RaysyncKey,
    SoftwareDetail,
    SoftwareList,
    TaskInfo,
    TaskPage,
    TransferServer,
)
from .waiting import EVERY, wait_for
from .wire.shape import Shape

TASK: dict[str, Shape] = {
    "id": int, "taskStatus": int, "sceneName?": str, "outputFileName?": str, "labels?": str,
    **dict.fromkeys(("totalFrames?", "doneFrames?", "failedFrames?", "executingFrames?"), int),
    **dict.fromkeys(("renderConsume?", "couponConsume?", "renderDuration?"), float),
}
TASK["respRenderingTaskList?"] = [TASK]
PAGE = {"items?": [TASK]}
MOST_PAGES = 100_000
"""The last page that is asked for, whatever the farm says that there are."""


class Query(FrameCalls):
    """``api.query``"""

    def platforms(self) -> list[Platform]:
        """Render zones, those of the domain's region."""
        data: list[Platform] | None = self._query(
            "/api/render/common/queryPlatforms", answer=([{}], None), zone=1 if self._client.china else 2)
        return data or []

    def error_detail(
        self, code: str | None = None, codes: Sequence[str] | None = None, language: int = 0
    ) -> list[ErrorDetail]:
        """Explain codes of tips.json, one or several; ``language`` 0 Chinese, 1 English."""
        if not code and not codes:
            raise BadInput(_("Which codes? Give code=\"50001\" or codes=[\"50001\", …]."))
        data: list[ErrorDetail] | None = self._query(
            "/api/render/submit/queryAnalyseErrorDetail",
            answer=([{}], None),
            code=code or None,
            codes=list(codes) if codes else None,
            language=language,
        )
        return data or []

    def get_task_list(
        self,
        page_num: int = 1,
        page_size: int = 100,
        status_list: Sequence[int] | None = None,
        search_keyword: str | None = None,
        start_time: str | None = None,
        end_time: str | None = None,
        recycle_flag: int | None = None,
    ) -> TaskPage:
        """Tasks, newest first; the keyword matches scene name or task id, times are ``yyyy-MM-dd HH:mm:ss``.

        ``recycle_flag`` 1 lists deleted tasks instead, and nothing else filters them.
        """
        page: TaskPage = self._query(
            "/api/render/handle/getTaskList/v2",
            "/api/render/handle/getTaskList",
            answer=PAGE,
            pageNum=page_num,
            pageSize=page_size,
            statusList=[int(status) for status in status_list] if status_list else None,
            searchKeyword=search_keyword or None,
            startTime=start_time or None,
            endTime=end_time or None,
            recycleFlag=recycle_flag or None,
        )
        page["items"] = page.get("items") or []
        return page

    def iter_tasks(
        self,
        page_size: int = 100,
        status_list: Sequence[int] | None = None,
        search_keyword: str | None = None,
        start_time: str | None = None,
        end_time: str | None = None,
        recycle_flag: int | None = None,
    ) -> Iterator[TaskInfo]:
        """Every task, newest first; a page is asked for when its first task is taken. Filters as ``get_task_list``."""
        seen: set[int] = set()
        for number in range(1, MOST_PAGES + 1):
            try:
                page = self.get_task_list(number, page_size, status_list, search_keyword, start_time, end_time,
                                          recycle_flag)
            except Refused as error:
                if error.code != NO_MORE:
                    raise
                return
            # A task that is submitted meanwhile moves the others on: the last of a page comes again on the next one.
            yield from (each for each in page["items"] if each["id"] not in seen)
            seen.update(each["id"] for each in page["items"])
            pages = page.get("pageCount")
            if not page["items"] or (isinstance(pages, int) and number >= pages):
                return

    def wait_for_tasks(
        self,
        task_ids_list: Sequence[int],
        timeout: float | None = None,
        every: float = EVERY,
        until: Callable[[TaskInfo], bool] | None = None,
        on_look: Callable[[list[TaskInfo]], object] | None = None,
    ) -> list[TaskInfo]:
        """Wait until tasks are over or rest for somebody to decide, and return them as they are then.

        ``until`` says instead of which task no more is expected; ``on_look`` is called with the tasks at each look, one
        ``every`` so many seconds. A farm that cannot be reached is waited for as well.

        Raises:
            NoAnswer: ``timeout`` seconds are over, or a task is not there any more.
        """
        return wait_for(self.task_info, task_ids_list, timeout, every, until, on_look)

    def task_info(self, task_ids_list: Sequence[int]) -> TaskPage:
        """Details of tasks; layered ones carry their children in ``respRenderingTaskList``."""
        page: TaskPage = self._query(
            "/api/render/handle/queryTaskInfo/v2",
            "/api/render/handle/queryTaskInfo",
            answer=PAGE,
            taskIds=list(task_ids_list),
        )
        page["items"] = page.get("items") or []
        return page

    def get_small_task_id(self, task_id: int | str) -> list[int]:
        """The tasks that hold the frames: the children of a layered task, else the task itself.

        ``task_id`` may be the name that the farm shows: ``2W35736251``.
        """
        number = _number(task_id)
        items = self.task_info([number])["items"]
        children = (items[0].get("respRenderingTaskList") if items else None) or []
        return [child["id"] for child in children] or [number]

    def supported_software(self) -> SoftwareList:
        """Host applications that the farm renders."""
        data: SoftwareList = self._query("/api/render/plugin/querySoftwareList", answer={})
        return data

    def supported_plugin(self, name: str, os_name: str = "windows") -> SoftwareDetail:
        """Versions and plug-ins of one host application; ``os_name`` windows or linux."""
        data: SoftwareDetail = self._query(
            "/api/render/plugin/querySoftwareDetail", answer={}, cgId=int(software_id(name)), osName=os_name)
        return data

    def get_transfer_server_msg(self) -> TransferServer:
        """Return the addresses and ports of Raysync's servers."""
        data: TransferServer = self._query(
            "/api/render/transfer/getServerInfo",
            answer={},
            # The SDK numbers regions the other way round here than in platforms: recorded, not a slip of ours.
            zone=2 if self._client.china else 1,
        )
        return data

    def get_raysync_user_key(self) -> RaysyncKey:
        """Return the account's user and key for Raysync."""
        data: RaysyncKey = self._query(
            "/api/render/transfer/getRaySyncUserKey", "/api/render/user/getRaySyncUserKey", answer={})
        return data

    def get_pack_node_info(self) -> list[PackNode]:
        """Nodes that the account rents. Of the SDK; the document does not have it."""
        data: list[PackNode] | None = self._query("/api/render/submit/getUserPackNodeInfo", answer=([{}], None))
        return data or []


def _number(task_id: int | str) -> int:
    """35736251 of "2W35736251": the platform's prefix ends with a letter."""
    found = re.fullmatch(r"(?:\w*[A-Za-z])?(\d+)", str(task_id).strip())
    if not found:
        raise BadInput(_("“{task}” is not a task: give its number, or its name as in 2W35736251.").format(task=task_id))
    return int(found[1])
