"""What can be done about frames that failed, and which choices that means. Pure."""

from __future__ import annotations

import enum
import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..common.i18n import _
from ..model.frames import compress, named, shown
from ..model.logs.rules import Cause
from ..offer.values import Hardware
from .frame_actions import failed
from .more_memory import next_memory
from .tasks import FrameRow

HOUR = 3600


class Remedy(enum.Enum):
    """Something that a button does."""

    MORE_MEMORY = "more memory"
    """The task goes to nodes with more memory, and the frames are restarted."""
    OTHER_HARDWARE = "other hardware"
    MORE_TIME = "more time"
    LOCATE = "locate"
    ENVIRONMENT = "environment"

    @property
    def submits_again(self) -> bool:
        """Whether the frames that failed are chosen on the Submit tab."""
        return self in (Remedy.OTHER_HARDWARE, Remedy.MORE_TIME)

    @property
    def needs_plan(self) -> bool:
        """Whether it can be done only where the task was submitted: the farm tells neither choices nor environment."""
        return self.submits_again or self is Remedy.ENVIRONMENT


REMEDIES = {Cause.MEMORY: Remedy.MORE_MEMORY, Cause.CARD_MEMORY: Remedy.OTHER_HARDWARE,
            Cause.CARD: Remedy.OTHER_HARDWARE, Cause.TIME: Remedy.MORE_TIME, Cause.FILE: Remedy.LOCATE,
            Cause.PLUGIN: Remedy.ENVIRONMENT, Cause.LICENCE: Remedy.ENVIRONMENT}


def remedy(cause: Cause | None, frames: Sequence[FrameRow], offered: Sequence[Hardware]) -> Remedy | None:
    """What helps against it; None where only the log does. Frames that had the most memory need other hardware."""
    found = REMEDIES.get(cause) if cause is not None else None
    if found is Remedy.MORE_MEMORY and not next_memory(frames, offered):
        return Remedy.OTHER_HARDWARE
    return found


def changes(what: Remedy, frames: Sequence[FrameRow]) -> Mapping[str, Any]:
    """The choices for submitting the failed frames once more: which they are, and twice the time where that ran out."""
    missed = failed(frames)
    numbers = list(dict.fromkeys(itertools.chain.from_iterable(named(frame.name) for frame in missed)))
    chosen: dict[str, Any] = {"frames": shown(compress(numbers))} if numbers else {}
    took = max([frame.seconds for frame in missed], default=0.0)
    if what is Remedy.MORE_TIME and took > 0:
        chosen["stop_frame_after"] = math.ceil(2 * took / HOUR) * HOUR
    return chosen


def button(what: Remedy, frames: Sequence[FrameRow], offered: Sequence[Hardware]) -> str:
    """Return the words of the button."""
    if what is Remedy.MORE_MEMORY:
        number = len(failed(frames))
        return _("Restart {n} failed with {ram} GB").format(n=f"{number:,}", ram=next_memory(frames, offered))
    return {
        Remedy.OTHER_HARDWARE: _("Submit failed on other hardware…"), Remedy.MORE_TIME: _("Allow more time…"),
        Remedy.LOCATE: _("Locate and send…"), Remedy.ENVIRONMENT: _("Open the environment"),
    }[what]
