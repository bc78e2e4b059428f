"""The input of a task: what it renders, before that has the shape of a file."""

from __future__ import annotations

import dataclasses

from ..assets.found import LocalFile
from ..model.choices import Choices
from ..model.host import Frames, RenderUnit, Scene
from ..offer.facts import Facts
from ..offer.values import Environment, Hardware


@dataclasses.dataclass(frozen=True)
class UnitWork:
    """A selected render unit, and the frames of it that are rendered."""

    unit: RenderUnit
    frames: tuple[Frames, ...]


@dataclasses.dataclass(frozen=True)
class SceneFile:
    """The file that brings the scene to the farm: the scene itself or a copy, of 3ds Max an archive of it."""

    local: LocalFile
    server: str
    md5: str
    original: LocalFile
    """The scene itself."""


@dataclasses.dataclass(frozen=True)
class TaskInput:
    """All that a builder of ``task.json`` may use; with the same input it makes the same file."""

    scene: Scene
    work: tuple[UnitWork, ...]
    choices: Choices
    environment: Environment
    hardware: Hardware
    platform: str
    facts: Facts

    @property
    def first(self) -> UnitWork:
        """Any unit of the group; all units of a group share frames, size and output."""
        return self.work[0]


def slashes(path: object) -> str:
    """The farm writes every path with forward slashes."""
    return str(path).replace("\\", "/")
