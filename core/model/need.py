"""Whether a render needs a file that its scene names."""

from __future__ import annotations

import enum


class Need(enum.Enum):
    """Whether the render changes without the file."""

    NEEDED = "needed"
    """It fails or changes: one that is not on disk is an error."""
    UNKNOWN = "unknown"
    """Nobody can tell, as of a bake that may not have been made: it is sent if it is there, and not missed."""
    SHOWN = "shown"
    """It is only seen or heard while working: it is not sent unless the artist wants it."""

    @property
    def weight(self) -> int:
        """Rank among the needs of several nodes that name one file, of which the highest holds."""
        return (Need.SHOWN, Need.UNKNOWN, Need.NEEDED).index(self)
