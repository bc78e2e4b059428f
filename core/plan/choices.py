"""What the artist decides about a submission."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class Choices:
    """Every field has the farm's documented default (task_json, "task_info")."""

    environment: str = ""
    """Name of the render environment; empty takes the default one."""

    hardware: int | None = None
    """Id of the hardware configuration; None takes the first that fits."""

    project: str = ""
    units: frozenset[str] | None = None
    """Ids of the render units to render; None takes those enabled in the scene."""

    frames: str | None = None
    """As typed, for all units; None takes each unit's own."""

    test_first: bool = False
    test_middle: bool = False
    test_last: bool = False
    pause_after_test: bool = False
    frames_per_task: int = 1
    stop_frame_after: int = 259_200
    """Seconds."""
    warn_frame_after: int = 43_200
    """Seconds."""
    priority: int = 50
    artist: str = ""
    tags: tuple[str, ...] = ()
    output_folder: str = ""
    """On this machine; empty takes a folder beside the scene."""

    allow_missing: bool = False
    """Submit although files are not on disk."""

    download: bool = True
    """Fetch frames as they finish."""
