"""What can be chosen when a farm starts."""

from __future__ import annotations

import dataclasses
from typing import Protocol


class Program(Protocol):
    """A Blender that runs modules of this package: ``hosts.blender.program.Blender``, or a test's own."""

    @property
    def version(self) -> str:
        """``4.5.15``"""

    def command(self, module: str, *arguments: str) -> list[str]:
        """The argument list that calls ``main(arguments)`` of the module."""


@dataclasses.dataclass(frozen=True)
class Options:
    """How a farm renders."""

    simulate: bool = False
    """Draw every frame, also those that a Blender on this machine could render."""

    seconds: float = 0.2
    """What a simulated frame takes."""

    samples: int = 8
    """Of a Blender frame: it shows what comes, and soon."""

    engine: str = "CYCLES"
    """Blender's own name of the render engine."""

    blender: Program | None = None
    """Instead of the one that is found."""


DEFAULTS = Options()
