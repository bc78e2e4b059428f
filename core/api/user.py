"""``api.user``: the account, its storage and its hardware."""

from __future__ import annotations

from collections.abc import Sequence

from ..client import Client
from .types import HardwareConfig, TransferBid, UserProfile, UserSetting


class User:
    """``api.user``"""

    def __init__(self, client: Client) -> None:
        self._query = client.query
        self._command = client.command

    def query_user_profile(self) -> UserProfile:
        """The account: name, balances, prices, rights."""
        data: UserProfile = self._query("/api/render/setUp/queryUserProfile")
        return data

    def query_user_setting(self) -> UserSetting:
        """The account's defaults."""
        data: UserSetting = self._query("/api/render/setUp/queryUserSetting")
        return data

    def get_transfer_bid(self) -> TransferBid:
        """Storage ids: input, output, configuration."""
        data: TransferBid = self._query("/api/render/transfer/getBid")
        return data

    def get_hardware_config(self, task_ids: Sequence[str] | None = None) -> list[HardwareConfig]:
        """Kinds of render nodes; with ``task_ids``, ``current`` marks those the tasks use."""
        data: list[HardwareConfig] = self._query(
            "/api/render/hardwareConfig/list",
            cloneTask="false",
            taskIds=[str(number) for number in task_ids] if task_ids else None,
        )
        return data
