"""The frame in the viewer as far as its own file was read, as frozen data."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from ...pictures.channels import Layer
from ...pictures.looks import Look, Transform
from ...pictures.values import PixelValue
from .compared import Compared
from .saved import Saved


@dataclasses.dataclass(frozen=True)
class ReviewState:
    """The frame that is looked at. Without its own file on this machine there is nothing to choose."""

    frame_id: int | None = None
    file: Path | None = None
    """The frame's own file."""
    layers: tuple[Layer, ...] = ()
    """Its layers, the picture first; empty before the file was read."""
    look: Look | None = None
    """The look that is chosen; None before the file was read."""
    transforms: tuple[Transform, ...] = ()
    """The views of the OpenColorIO configuration in use; empty where there is none."""
    picture: Path | None = None
    """The frame as it is chosen to look, once that is made; None where it is shown as usual."""
    pixel: PixelValue | None = None
    """The values of the pixel that was asked for last."""
    compared: Compared = dataclasses.field(default_factory=Compared)
    """The comparison with another picture."""
    saved: Saved = dataclasses.field(default_factory=Saved)
    """The movie that is being saved, or was saved last."""
    trouble: str = ""
    """Why the file or the look cannot be shown, one sentence."""

    @property
    def usual(self) -> bool:
        """Whether the frame is looked at as usual: its first layer as a screen shows it."""
        look = self.look
        return look is None or not self.layers or look == Look(self.layers[0])
