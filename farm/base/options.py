"""What can be chosen when a farm starts."""

from __future__ import annotations

import dataclasses
from typing import Protocol

from ...core.common.errors import BadInput
from ...core.common.i18n import _
from .faults import Fault


class Program(Protocol):
    """A Blender that runs modules of this package: ``hosts.blender.program.Blender``, or a test's own."""

    @property
    def version(self) -> str:
        """``4.5.15``"""

    def command(self, module: str, *arguments: str) -> list[str]:
        """The argument list that calls ``main(arguments)`` of the module."""


@dataclasses.dataclass(frozen=True)
class Options:
    """How a farm renders.

    Raises:
        BadInput: a number that cannot be one.
    """

    simulate: bool = False
    """Draw every frame, also those that a Blender on this machine could render."""

    seconds: float = 0.2
    """What a simulated frame takes; 0 draws as fast as the machine can."""

    samples: int = 8
    """Of a Blender frame: it shows what comes, and soon. 0 takes the scene's own, and its denoiser."""

    engine: str = "CYCLES"
    """Blender's own name of the render engine."""

    scripts: bool = False
    """Run the scripts of scenes and the drivers that need Python: whoever made a scene can then do anything here."""

    workers: int = 1
    """Nodes: frames that are rendered at once."""

    memory: int = 0
    """MiB that a Blender may use; 0 for as many as there are. Only where the system can limit it (POSIX)."""

    balance: float = 1000.0
    """US dollars that the account began with; nobody pays, the figure only goes down."""

    faults: tuple[Fault, ...] = ()
    """What goes wrong on purpose from the start."""

    blender: Program | None = None
    """Instead of the one that is found."""

    def __post_init__(self) -> None:
        for value, least, name in ((self.workers, 1, "--workers"), (self.memory, 0, "--memory"),
                                   (self.seconds, 0, "--seconds"), (self.samples, 0, "--samples")):
            if value < least:
                raise BadInput(_("{name} must be at least {least}.").format(name=name, least=least))


DEFAULTS = Options()
