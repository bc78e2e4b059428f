"""From where on a frame looks wrong. The panel explains each of these by its figure."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class Thresholds:
    """The figures by which frames are judged."""

    black: float = 1e-4
    """Light below which no value of a black frame lies above."""
    fade: float = 0.3
    """A black frame next to one that has less than this part of the usual light belongs to a fade."""
    fireflies: int = 4
    """Bright pixels that stand alone, from which a frame is marked, over what its neighbours have."""
    fireflies_ratio: float = 4.0
    """How many times more of them than the usual frame of the task it has to have as well."""
    noise: float = 2.5
    """How many times noisier than both neighbours a frame has to be."""
    least_noise: float = 0.02
    """Noise that nobody sees, whatever the neighbours have."""
    like: float = 0.35
    """Likeness (1: the same, 0: nothing in common) below which a frame is not of its neighbours' shot."""
    usual_like: float = 0.75
    """Likeness that frames of the task have at least with each other for this to be said."""
    light: float = 8.0
    """How many times lighter or darker than both neighbours a frame has to be."""
    empty_rows: float = 0.15
    """Part of the height that is black where both neighbours are not, from which a frame is not whole."""


USUAL = Thresholds()
