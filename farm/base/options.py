"""The options that a farm starts with."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Protocol

from ...core.common.errors import BadInput
from ...core.common.i18n import _
from .faults import Fault


class Program(Protocol):
    """A Blender that runs modules of this package: ``hosts.blender.programs.program.Blender`` or a double in a test."""

    @property
    def version(self) -> str:
        """The version of this Blender, such as ``4.5.15``."""

    def command(self, module: str, *arguments: str) -> list[str]:
        """Return the argument list that calls ``main(arguments)`` of the module."""


@dataclasses.dataclass(frozen=True)
class Options:
    """How a farm renders.

    Raises:
        BadInput: a number is out of range.
    """

    simulate: bool = False
    """Draw every frame, even those that a Blender on this machine could render."""

    seconds: float = 0.2
    """Seconds that a simulated frame takes; 0 draws as fast as the machine can."""

    samples: int = 8
    """Samples of a Blender frame, few so that frames come soon; 0 keeps the scene's own samples and denoiser."""

    engine: str = "CYCLES"
    """Blender's own name of the render engine."""

    scripts: bool = False
    """Run the scripts and Python drivers of scenes; whoever made a scene can then do anything on this machine."""

    workers: int = 1
    """Number of nodes, which is how many frames are rendered at once."""

    memory: int = 0
    """MiB that each Blender may use; 0 sets no limit. Only POSIX systems can limit it."""

    balance: float = 1000.0
    """US dollars that the account began with; nobody pays, the figure only goes down."""

    transmitter: bool = False
    """Offer Aspera too, and write a program that takes the place of the vendor's ``rayvision_transmitter``."""

    main: Path | None = None
    """The folder of the farm whose account is the main account of this one's; None for an account of its own."""

    faults: tuple[Fault, ...] = ()
    """Faults that are switched on from the start."""

    blender: Program | None = None
    """The Blender to use instead of the one that is found."""

    def __post_init__(self) -> None:
        for value, least, name in ((self.workers, 1, "--workers"), (self.memory, 0, "--memory"),
                                   (self.seconds, 0, "--seconds"), (self.samples, 0, "--samples")):
            if value < least:
                raise BadInput(_("{name} must be at least {least}.").format(name=name, least=least))


DEFAULTS = Options()
