"""What a script wishes of one submission: the same for the operator, ``--command foxsubmit`` and a program."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from ....core.session.state import State
from ....core.session.typed import need_layers, need_offered, need_unlocked, place_typed, units_typed


@dataclasses.dataclass(frozen=True)
class Wish:
    """Options of a submission; an empty one takes the value of the scene or the settings."""

    frames: str = ""
    environment: str = ""
    hardware: int = 0
    """The id of the hardware configuration."""
    scene: str = ""
    """A scene of the file; empty for the one that is open."""
    camera: str = ""
    view_layers: tuple[str, ...] = ()
    output: str = ""
    """A folder."""
    own_output: bool = False
    """Whether results go to the scene's own output path."""
    movie: bool | None = None
    """Whether a movie is made of the frames; None does so if the scene asks for one."""
    samples: int = 0
    """Samples of this submission; 0 for the scene's, as with the percentage of the resolution."""
    percentage: int = 0
    device: str = ""
    """``CPU`` or ``GPU``; empty for the scene's."""
    simplify: int | None = None
    """The most subdivisions of a surface; None for as many as the scene has."""
    copy: bool = False
    """Whether a copy is sent, and the scene's own file left alone."""
    allow_missing: bool = False
    send_from: tuple[str, ...] = ()
    """Folders from which files may be sent from now on."""
    leave_out: tuple[str, ...] = ()
    """Assets that are not sent, by name, path or kind."""
    send_too: tuple[str, ...] = ()
    """Assets that are sent although no render needs them, named in the same way."""
    wait: bool = False
    """Whether to wait until the frames are here, not only until the agent has its work."""
    account: str = ""
    home: str = ""

    def choices(self, state: State) -> dict[str, Any]:
        """Return fields of ``Choices`` as they are wished.

        Raises:
            BadInput: something is not offered, not in the scene, or set otherwise by the studio.
        """
        units = units_typed(state, self.camera, self.scene)
        need_layers(state, units, self.view_layers)
        need_offered(state, self.environment or None, self.hardware or None)
        wanted = {
            "frames": self.frames, "environment": self.environment, "hardware": self.hardware,
            "units": units, "view_layers": self.view_layers,
            "samples": self.samples, "percentage": self.percentage, "device": self.device,
            "as_copy": self.copy, "allow_missing": self.allow_missing, "leave_out": self.leave_out,
            "send_too": self.send_too}
        said = {name: value for name, value in wanted.items() if value}
        # Of these 0 and False are something that is wished.
        said.update({name: value for name, value in (("movie", self.movie), ("simplify", self.simplify))
                     if value is not None})
        said.update(place_typed(Path(self.output).absolute() if self.output else None, self.own_output))
        need_unlocked(state, said)
        return said
