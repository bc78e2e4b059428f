"""Several transfers together."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from ..states import Transfer, TransferState


@dataclasses.dataclass(frozen=True)
class Totals:
    """Totals over the transfers that go on by themselves."""

    number: int = 0
    bytes_left: int = 0
    speed: float = 0.0
    """Bytes a second."""

    @property
    def seconds_left(self) -> float | None:
        """Seconds left at the present speed; None where nothing moves."""
        return self.bytes_left / self.speed if self.speed > 0 and self.bytes_left else None


def totals(transfers: Iterable[Transfer]) -> Totals:
    """What is left of all, and how fast it goes; what is paused or over does not count."""
    moving = [each for each in transfers if not each.state.over and each.state is not TransferState.PAUSED]
    return Totals(len(moving), sum(each.bytes_left for each in moving), sum(each.speed for each in moving))
