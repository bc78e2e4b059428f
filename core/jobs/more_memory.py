"""Render frames again on nodes with more memory: which nodes those are, and the calls for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..api import FoxAPI
from ..api.codes import FRAME_MISSED
from ..api.types import HardwareConfig
from ..common.errors import BadInput
from ..common.i18n import _
from ..offer.values import Hardware
from .tasks import FrameRow

USUAL = (64, 128)
"""GB: what nodes have, where the farm has not said it."""

ENABLED = 1


def next_memory(frames: Sequence[FrameRow], offered: Sequence[Hardware]) -> int:
    """GB of the next larger nodes than those on which the frames failed; 0 where none have more."""
    return min([ram for ram in memories(offered) if ram > _had(frames)], default=0)


def _had(frames: Sequence[FrameRow]) -> int:
    return max([frame.ram for frame in frames if frame.status in FRAME_MISSED], default=0)


def memories(offered: Sequence[Hardware]) -> tuple[int, ...]:
    """GB that nodes have, the least first."""
    there = {int(each.ram) for each in offered if each.ram.isdecimal() and not each.reason}
    return tuple(sorted(there)) or USUAL


def move_to(api: FoxAPI, task_id: int, ram: int) -> None:
    """Have a task rendered on nodes like its own with ``ram`` GB, from its next frame on. Blocks.

    Raises:
        BadInput: the farm has no such nodes of its kind.
        FoxError: it does not answer, or refuses.
    """
    offered = api.user.get_hardware_config([str(task_id)])
    found = _like(offered, ram)
    if found is None:
        raise BadInput(_("The farm has no nodes with {ram} GB of the task’s kind: submit the frames again, on other "
                         "hardware.").format(ram=ram))
    put_on(api, [task_id], found)


def put_on(api: FoxAPI, task_ids: Sequence[int], wanted: HardwareConfig) -> None:
    """Have tasks rendered on a kind of node, which the call wants described as the farm lists it. Blocks.

    Raises:
        FoxError: the farm does not answer, or refuses.
    """
    api.task.edit_task_hardware_config(task_ids, [str(wanted["id"])], wanted["model"] or "", wanted.get("gpuNum"),
                                       wanted["ram"])


def _like(offered: Collection[HardwareConfig], ram: int) -> HardwareConfig | None:
    """The nodes with so much memory that are most like those that the task has now; never of another type."""
    marked = [each for each in offered if each.get("current")]
    kinds = {each["type"] for each in marked or offered}
    if len(kinds) > 1:
        return None  # which type it has is not told: it must not change by accident
    models = {each["model"] for each in marked}
    fit = [each for each in offered if each["ram"].upper().replace("GB", "").strip() == str(ram)
           and each.get("status", ENABLED) == ENABLED and each["type"] in kinds]
    return min(fit, key=lambda each: each["model"] not in models, default=None)
