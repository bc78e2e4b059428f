"""The intervals at which the farm is asked, politely. Pure."""

from __future__ import annotations

WATCHED_MOVING = 2.0  # seconds between two looks while tasks on the screen move
WATCHED_IDLE = 20.0  # … while nothing moves
HIDDEN_MOVING = 15.0  # … while something moves and nobody looks: a notice may be due
HIDDEN_IDLE = 120.0
HURRY = 0.5  # seconds, after something was asked for: the artist waits for what comes of it
HURRIES = 4  # looks so soon after each other
FIRST_AGAIN, LAST_AGAIN = 4.0, 120.0  # seconds after a failure; twice as many after each further one


class PollSchedule:
    """Tells the seconds to the next look at the farm."""

    def __init__(self) -> None:
        self._failures = 0
        self._hurries = 0

    def hurry(self) -> None:
        """Something was asked for: look soon, a few times."""
        self._hurries = HURRIES

    def worked(self, *, watched: bool, moving: bool) -> float:
        """Seconds to the next look."""
        self._failures = 0
        usual = (WATCHED_MOVING if moving else WATCHED_IDLE) if watched else (HIDDEN_MOVING if moving else HIDDEN_IDLE)
        if self._hurries:
            self._hurries -= 1
            return min(HURRY, usual)
        return usual

    def failed(self) -> float:
        """Seconds to the next try."""
        self._failures += 1
        return float(min(LAST_AGAIN, FIRST_AGAIN * 2 ** (self._failures - 1)))
