"""The counts beside the names of the tabs."""

from __future__ import annotations

from ..core.assets.found import FoundAsset
from ..core.assets.gathered import gathered
from ..core.common.i18n import count
from ..core.jobs.tasks import TaskRow
from ..core.transfer.states import Transfer, TransferState
from .kit.draw_guard import DrawGuard
from .kit.tabs import Tabs
from .pages import TABS


class Badges:
    """Draws what is missing, under way and not finished."""

    def __init__(self, tabs: Tabs) -> None:
        self._tabs = tabs
        self._guard = DrawGuard()

    def draw(self, assets: tuple[FoundAsset, ...], transfers: tuple[Transfer, ...], tasks: tuple[TaskRow, ...]) -> None:
        """Show the counts of now."""
        if not self._guard.changed(assets, transfers, tasks):
            return
        missing = gathered(assets).lost
        moving = sum(not row.state.over and row.state is not TransferState.PAUSED for row in transfers)
        going = sum(not task.status.over for task in tasks)
        for name, number, status, meaning in (
                ("assets", missing, "error", count("{n} is not on disk", "{n} are not on disk", missing)),
                ("transfers", moving, "run", count("{n} under way", "{n} under way", moving)),
                ("jobs", going, "run", count("{n} not finished", "{n} not finished", going))):
            self._tabs.badge(TABS.index(name), number, status, meaning)
