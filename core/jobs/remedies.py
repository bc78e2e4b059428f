"""What can be done about frames that failed, and which choices that means. Pure."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from typing import Any

from ..api.codes import FRAME_MISSED
from ..common.i18n import _
from ..model.logs.rules import Cause
from .tasks import FrameRow

MOST_RAM = 128
"""GB: the most that can be asked for."""


class Remedy(enum.Enum):
    """Something that a button does."""

    MORE_MEMORY = "more memory"
    OTHER_HARDWARE = "other hardware"
    MORE_TIME = "more time"
    LOCATE = "locate"
    ENVIRONMENT = "environment"

    @property
    def submits_again(self) -> bool:
        """Whether the frames that failed are chosen on the Submit tab, which needs the task's own plan."""
        return self in (Remedy.MORE_MEMORY, Remedy.OTHER_HARDWARE, Remedy.MORE_TIME)


REMEDIES = {Cause.MEMORY: Remedy.MORE_MEMORY, Cause.CARD_MEMORY: Remedy.OTHER_HARDWARE,
            Cause.CARD: Remedy.OTHER_HARDWARE, Cause.TIME: Remedy.MORE_TIME, Cause.FILE: Remedy.LOCATE,
            Cause.PLUGIN: Remedy.ENVIRONMENT, Cause.LICENCE: Remedy.ENVIRONMENT}


def remedy(cause: Cause | None, frames: Sequence[FrameRow]) -> Remedy | None:
    """What helps against it; None where only the log does. Frames that had the most memory need other hardware."""
    found = REMEDIES.get(cause) if cause is not None else None
    if found is Remedy.MORE_MEMORY and any(frame.ram >= MOST_RAM for frame in _failed(frames)):
        return Remedy.OTHER_HARDWARE
    return found


def changes(what: Remedy, frames: Sequence[FrameRow]) -> Mapping[str, Any]:
    """The choices for submitting the failed frames once more: what they are, and more memory where that is missing."""
    names = list(dict.fromkeys(frame.name for frame in _failed(frames)))
    chosen: dict[str, Any] = {"frames": ",".join(names)} if all(name.isdigit() for name in names) else {}
    return {**chosen, "ram": MOST_RAM} if what is Remedy.MORE_MEMORY else chosen


def button(what: Remedy) -> str:
    """Return the words of the button."""
    return {
        Remedy.MORE_MEMORY: _("Submit failed with {ram} GB…").format(ram=MOST_RAM),
        Remedy.OTHER_HARDWARE: _("Submit failed on other hardware…"), Remedy.MORE_TIME: _("Allow more time…"),
        Remedy.LOCATE: _("Show in Assets"), Remedy.ENVIRONMENT: _("Open the environment"),
    }[what]


def _failed(frames: Sequence[FrameRow]) -> list[FrameRow]:
    return [frame for frame in frames if frame.status in FRAME_MISSED]
