"""Render job that the farm gives the renderer."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from ....core.common.errors import BadInput
from ....core.common.i18n import _
from ....core.common.system_errors import reason


@dataclasses.dataclass(frozen=True)
class Job:
    """One render unit and some of its frames."""

    scene: str
    """The stored .blend file."""

    frames: tuple[int, ...]
    output: str
    """The folder for the frames."""

    name: str
    """How their file names begin."""

    thumbnails: str = ""
    """The folder for a picture of each frame that anybody can read; empty for none."""

    thumbnail_width: int = 0
    """Pixels; 0 for a PNG in full size, else it is a JPEG of that width at most."""

    scene_name: str = ""
    """Empty for the scene that is open in the file."""

    camera: str = ""
    """Empty for the scene's own."""

    alone: bool = False
    """Whether the camera renders every frame, although markers on the timeline switch to others."""

    paths: dict[str, str] = dataclasses.field(default_factory=dict)
    """Local paths and where their stored copies lie, the scene's included."""

    samples: int = 0
    """Samples for Cycles; 0 keeps the scene's."""

    engine: str = "scene"
    """``scene`` keeps the scene's; ``CYCLES`` renders everything in Cycles, without a GPU."""

    scripts: bool = False
    """Run the scene's scripts, and the drivers that need Python."""

    size: tuple[int, int] | None = None

    layers: tuple[str, ...] = ()
    """The view layers to render; empty for those that are switched on."""

    overrides: dict[str, str] = dataclasses.field(default_factory=dict)
    """What is otherwise than in the scene (overrides.py)."""


def read_job(path: Path) -> Job:
    """Read a job file."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        size = data.pop("size", None)
        frames = tuple(int(frame) for frame in data.pop("frames"))
        layers = tuple(str(layer) for layer in data.pop("layers", None) or ())
        return Job(frames=frames, layers=layers, size=(int(size[0]), int(size[1])) if size else None,
                   **{name: value for name, value in data.items() if value is not None})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(_("The render job {name} cannot be read: {reason}.").format(
            name=path.name, reason=reason(error))) from error
