"""``api.user``: the account, its storage, its hardware and its records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .group import Group
from .types import HardwareConfig, TransferBid, UserProfile, UserSetting

NUMBER = (float, None)
PROFILE = {"userId?": (int, str), "zone?": int, "rmbbalance?": NUMBER, "usdbalance?": NUMBER, "coupon?": NUMBER}
HARDWARE = [{"id": int, "type": int, "model": (str, None), "ram": str, "gpuNum?": str, "notSupportCgId?": [int]}]


class User(Group):
    """``api.user``"""

    def query_user_profile(self) -> UserProfile:
        """The account: name, balances, prices, rights."""
        data: UserProfile = self._query("/api/render/setUp/queryUserProfile", answer=PROFILE)
        return data

    def query_user_setting(self) -> UserSetting:
        """The account's defaults."""
        data: UserSetting = self._query("/api/render/setUp/queryUserSetting", answer={})
        return data

    def update_user_settings(self, task_over_time: int) -> None:
        """Change after how many seconds a task counts as running too long."""
        self._command("/api/render/setUp/updateUserSetting", taskOverTimeSec=task_over_time)

    def get_transfer_bid(self) -> TransferBid:
        """Storage ids: input, output, configuration."""
        data: TransferBid = self._query("/api/render/transfer/getBid", answer={})
        return data

    def get_hardware_config(self, task_ids: Sequence[str] | None = None) -> list[HardwareConfig]:
        """Kinds of render nodes; with ``task_ids``, ``current`` marks those the tasks use."""
        data: list[HardwareConfig] | None = self._query(
            "/api/render/hardwareConfig/list",
            answer=(HARDWARE, None),
            cloneTask="false",
            taskIds=[str(number) for number in task_ids] if task_ids else None,
        )
        return data or []

    def task_record(
        self,
        pageNum: int = 1,  # noqa: N803 - the SDK's own names
        pageSize: int = 10,  # noqa: N803
        startDate: str = "",  # noqa: N803
        endDate: str = "",  # noqa: N803
    ) -> Any:
        """What was done with tasks and by whom. Of the SDK; the document has neither this nor the next."""
        return self._query(
            "/api/render/handle/operate/sdk/taskRecord",
            answer=({}, list, None),
            platform=int(self._client.platform),
            pageNum=pageNum,
            pageSize=pageSize,
            startDate=startDate,
            endDate=endDate,
        )

    def login_record(
        self,
        pageNum: int = 1,  # noqa: N803 - the SDK's own names
        pageSize: int = 10,  # noqa: N803
        startDate: str = "",  # noqa: N803
        endDate: str = "",  # noqa: N803
    ) -> Any:
        """Return a page of the sign-ins to the account: the user, the time and the address."""
        return self._query(
            "/api/render/handle/operate/sdk/loginRecord",
            answer=({}, list, None),
            pageNum=pageNum,
            pageSize=pageSize,
            startDate=startDate,
            endDate=endDate,
        )
