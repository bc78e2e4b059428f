"""The tasks on the farm and the selected one as a panel draws them, as frozen data."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from ...jobs.tasks import Detail, FrameRow, Listing, LookedOver, TaskRow, find_task, whole
from ...offer.drafts import Notice
from ...settings.task_filters import SavedFilter


@dataclasses.dataclass(frozen=True)
class JobsState:
    """The tasks on the farm, and everything about the selected one."""

    tasks: tuple[TaskRow, ...] = ()
    listing: Listing = dataclasses.field(default_factory=Listing)
    """The filter by which ``tasks`` were listed, and how much of the farm's list they are."""
    selected: int | None = None
    """Id of the selected task, whose frames are in ``frames``."""
    frames: tuple[FrameRow, ...] = ()
    detail: Detail = dataclasses.field(default_factory=Detail)
    """More about the selected task."""
    looked_over: LookedOver = dataclasses.field(default_factory=LookedOver)
    named: Mapping[int, TaskRow | None] = dataclasses.field(default_factory=dict)
    """Tasks that the farm was asked for by their number, as they are now; None for one that it does not have."""
    saved: tuple[SavedFilter, ...] = ()
    """Filters of the list that were saved by name."""
    notices: tuple[Notice, ...] = ()
    """Notices about tasks that ended, the newest first."""

    @property
    def gone(self) -> int | None:
        """The number of the selected task where the farm has said that it has none; else None."""
        return self.selected if self.selected in self.named and self.task(self.selected) is None else None

    def task(self, number: int | None) -> TaskRow | None:
        """A task or layer by its number, also where the list lacks it; None where it is not known."""
        found = find_task(self.tasks, number)
        return found or (self.named.get(number) if number is not None else None)

    @property
    def selected_whole(self) -> TaskRow | None:
        """The selected task as it was submitted, also where a layer of it is selected or the list lacks it."""
        return whole(self.tasks, self.selected) or self.detail.task
