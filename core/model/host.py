"""What a host application must be able to do for us, and the plain data it answers with.

This is the only file to read before adding a host. Nothing in it is specific to one, and nothing in
it does any work.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Callable, Protocol, runtime_checkable

from .need import Need


@dataclasses.dataclass(frozen=True)
class Frames:
    """An inclusive frame range. ``str()`` is the farm's spelling: ``1-10[2]``."""

    first: int
    last: int
    step: int = 1

    def __str__(self) -> str:
        return f"{self.first}-{self.last}[{self.step}]"

    def __len__(self) -> int:
        return len(self.numbers())

    def numbers(self) -> range:
        """The frames in order."""
        return range(self.first, self.last + 1, max(1, self.step))


@dataclasses.dataclass(frozen=True)
class Numbering:
    """How a file's number follows from the frame at which the scene shows it: ``frame * scale + offset``."""

    offset: float = 0
    scale: float = 1
    """0 where the same file is shown in every frame."""
    cycles: bool = False
    """Whether the sequence is played again, forwards or backwards, beyond the numbers that there are; else its ends
    are held."""

    def number(self, frame: float, held: Frames | None = None) -> float:
        """The number at a frame; ``held`` are the numbers that there are, whose ends stand for what lies beyond."""
        number = round(frame * self.scale + self.offset, 6)
        return number if held is None else min(max(number, held.first), held.last)


AS_FRAMES = Numbering()
"""Each file has the number of its frame. One object for all assets: fewer for the collector to look at."""

LISTED = "frames"


@dataclasses.dataclass(frozen=True)
class RenderUnit:
    """What the farm renders on its own: a render layer, a ROP, a camera of a Blender scene."""

    name: str
    """The name that the artist knows: the layer, the ROP, the scene."""

    camera: str
    """Empty where there is none; the checks say so."""

    frames: Frames
    size: tuple[int, int]
    """Width and height in pixels, as they come out: percentages are applied."""

    renderer: str = ""
    """The host's own identifier: ``CYCLES``, ``arnold``."""

    output: str = ""
    """Path pattern of the result, absolute, as the host writes it."""

    format: str = ""
    """``PNG``, ``OPEN_EXR`` …, the host's own identifier."""

    layers: tuple[str, ...] = ()
    """View layers rendered together with it (Blender)."""

    enabled: bool = True
    """Whether the host would render it now; the artist may choose otherwise."""

    kind: str = "render"
    """``render``; of Houdini also ``simulation`` and ``distributed``: a simulation that several machines share."""

    elements: tuple[tuple[str, str], ...] = ()
    """Render elements (3ds Max): (name, path of its picture)."""

    details: tuple[tuple[str, str], ...] = ()
    """What only this host's part of the plan reads, under the farm's names: ``renumber_frames`` of a Maya layer.

    Of any host ``LISTED``: the artist's own list of frames, of which ``frames`` is only the span.
    """

    variant: str = ""
    """What tells it from another unit of its name and camera: ``markers`` where markers on the timeline switch
    between cameras (Blender), and ``camera`` is only the first of them."""
    layer: str = ""
    """The view layer, where a unit is one of the layers of its scene (model/apart.py)."""

    after: tuple[str, ...] = ()
    """Names of the units of its scene that have to be done before it; only the nearest (unit_order.py)."""

    @property
    def id(self) -> str:
        """Unique in its scene."""
        variant = f"\n{self.variant}" if self.variant else ""
        return f"{self.name}\n{self.camera}{variant}" + (f"\n/{self.layer}" if self.layer else "")


def file_of_colours(configuration: str) -> str:
    """The OCIO configuration if it is a file; empty for one that OCIO brings along, such as ``ocio://default``."""
    return "" if configuration.startswith("ocio://") else configuration


@dataclasses.dataclass(frozen=True)
class Scene:
    """A snapshot of the open scene."""

    path: Path | None
    """None while the scene has never been saved."""

    version: str
    """The host's version: ``4.5.15``."""

    unsaved: bool = False
    """True when the scene in memory differs from its file."""

    project: Path | None = None
    units: tuple[RenderUnit, ...] = ()
    plugins: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Plug-ins that the scene uses, name to version."""

    cameras: tuple[str, ...] = ()
    """Every camera, also those that no unit renders; Maya's are shapes. Empty where the host does not say."""

    animation: Frames | None = None
    """The frames that hold animation; None where each unit's own are all there is to know."""

    colour: str = ""
    """The OCIO configuration in use, a path; empty for the host's own."""

    details: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Values of the whole scene that only one host has: ``Faces`` and ``gamma_val`` of a 3ds Max scene."""

    @property
    def colour_file(self) -> str:
        """The OCIO configuration where it is a file; empty for the host's own and for one that OCIO brings along."""
        return file_of_colours(self.colour)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of the scene's file and of its project, where there are such."""
        own = (self.path.parent if self.path else None, self.project)
        return tuple(str(each) for each in own if each is not None)


@dataclasses.dataclass(frozen=True)
class Asset:
    """A file that the scene names, by the path it would be read from on this machine."""

    path: str
    """Absolute; or it begins with a variable that has no value on this machine, of which only the studio may know.

    A folder stands for everything below it.
    """

    used_by: str
    """The node, for the artist who has to fix it: ``Image "wood"``, ``file3.fileTextureName``."""

    kind: str = "file"
    """One of ``KINDS`` in asset_kinds.py."""

    pattern: bool = False
    """True when the file name holds tokens that the core expands: ``<UDIM>``, ``<UVTILE>``, ``####``."""

    numbering: Numbering | None = None
    """How the numbers of a ``####`` pattern follow from the scene's frames; None where nobody knows, as behind an
    expression: then everything on disk is taken. Which frames are needed is not said here (assets/picking.py)."""

    numbers: Frames | None = None
    """The numbers that the scene says the pattern has, as a strip of pictures; None where only the disk knows. With a
    ``numbering`` they are where the sequence begins and ends, without one all of them are needed."""

    need: Need = Need.NEEDED
    """Whether the render needs it."""

    tiles: tuple[int, ...] = ()
    """The tiles that the scene lists for a ``<UDIM>`` pattern; empty takes what is on disk."""

    fallbacks: tuple[str, ...] = ()
    """Absolute paths where the host looks for it, in this order, if it is not at ``path``."""

    only_found: bool = False
    """Whether it is listed only where it is on disk: something made of another file, which nobody misses."""

    variables: tuple[str, ...] = ()
    """Names of the variables of this machine by which the scene writes ``path``, and ``~`` for the home folder; none
    that the host sets itself, since it does so on the farm too (core/assets/variables.py)."""

    shapes_only: bool = False
    """Whether the host reads nothing but shapes and their motion of it: what colours these may be missing."""


@dataclasses.dataclass(frozen=True)
class Unread:
    """Something of the scene that could not be read: the walk goes on, and the artist is told."""

    node: str
    reason: str
    """The reason that the host gave."""
    read: bool = False
    """True where it could be read, and ``reason`` says what the farm makes of it: nothing is missing."""


class Host(Protocol):
    """A host application. Every method is called on its main thread."""

    name: str
    """The folder under ``hosts/``: ``blender``."""

    def scene(self) -> Scene:
        """Read the open scene. Quick: called whenever the panel gets focus."""

    def assets(self) -> Iterator[Asset | None]:
        """Yield every file that the scene names, and None where there is none to name for a while.

        Yield as you walk. The session takes what fits in its slice, lets the host draw, and comes back.
        """

    def save(self) -> Path:
        """Save the scene and say where.

        Raises:
            HostFailed: the scene has no file yet, or it could not be written.
        """

    def parent(self) -> Any:
        """The main window as a QWidget; None where the host has none."""


@runtime_checkable
class Describes(Protocol):
    """A host that describes a large scene in steps, so that it can be worked with meanwhile. Optional."""

    def description(self) -> Iterator[Scene | None]:
        """Yield None after each step, and at last what ``scene`` would answer then.

        What the artist does between two steps is in it, or else it is what ``scene`` finds the next time.
        """


@runtime_checkable
class Writes(Protocol):
    """A host that does not know of every change of its scene, so that Submit writes it each time. Optional."""

    def write_copy(self, target: Path, units: tuple[RenderUnit, ...], overrides: Mapping[str, str]) -> None:
        """Write the scene as it is now to another file, compressed, with the paths that it has where it is.

        In it ``units`` are rendered as they were chosen, whatever the scene would do by itself (``ALONE``), with
        other settings (overrides.py) where ``overrides`` has some. The open
        scene, its file and the pictures that it uses stay as they are.

        Raises:
            HostFailed: it could not be written; nothing is at ``target`` then.
        """


@runtime_checkable
class ReadsFile(Protocol):
    """A host for a scene file as it was when its application read it, in a process of its own. Optional."""

    written_ns: int
    """When the file that was read was written, in ns since 1970; 0 where it was not there."""

    def file_changed(self) -> bool:
        """Whether the file is another one than was read. Called on any thread; a disk may let it wait."""

    def read_file(self) -> Callable[[], None]:
        """Have the application read the file again, and return a function that takes over what it read.

        Called on a worker thread, for it takes seconds; the function it returns is called on the main thread.

        Raises:
            BadInput: there is no such scene any more.
            HostFailed: the application is not here, or could not read it.
        """


@runtime_checkable
class Selects(Protocol):
    """A host that can show nodes to the artist. Optional: the panel offers it where it is there."""

    def select(self, nodes: tuple[str, ...]) -> None:
        """Select the nodes of a finding, by the names that ``assets`` and ``scene`` gave."""


@runtime_checkable
class SavesAs(Protocol):
    """A host that saves its scene under another name. Optional: the panel offers it where it is there."""

    def save_as(self, path: Path) -> None:
        """Save the open scene to a file, which is the scene's from then on.

        Raises:
            HostFailed: it could not be written.
        """


@runtime_checkable
class Opens(Protocol):
    """A host that opens another scene. Optional: the panel offers it where it is there."""

    def open(self, path: Path) -> None:
        """Open a scene file in the place of the open scene.

        Raises:
            HostFailed: it could not be opened, or the open scene has changes that are not saved.
        """


@runtime_checkable
class Reports(Protocol):
    """A host that says what it could not read. Optional: one bad parameter must not stop a walk."""

    def unread(self) -> tuple[Unread, ...]:
        """Return the things that the last ``scene`` and ``assets`` could not read."""


@runtime_checkable
class Remembers(Protocol):
    """A host that keeps a text with the scene.

    Optional; the text is the same JSON in all hosts (core/settings/presets.py).
    """

    def recall(self) -> str:
        """The text of the open scene; empty where there is none. Changes nothing, least of all whether it is saved."""

    def remember(self, text: str) -> None:
        """Put the text into the open scene; it is written with the scene's next save."""
