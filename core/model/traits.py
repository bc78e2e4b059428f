"""What is known of a host application beyond its open scene: one frozen instance a host.

The instance stands in ``core/plan/<host>.py`` as ``TRAITS``; ``core/plan/hosts.py`` finds it there. A check, the panel
or an installer asks for a trait by its name and never for the host's: ``it.traits.ascii_only`` says why something is
refused, and a host that is added later says the same of itself.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from typing import Callable

from ..common.i18n import _, spoken
from .finding_codes import NO_ACTIVE_CAMERA, NOTHING_SELECTED
from .versions import key


class Distribution(enum.Enum):
    """Whether the farm renders one frame on several machines."""

    NEVER = "never"
    WITH_VRAY = "with V-Ray"
    """The renderer does it, and V-Ray is the one that can."""
    ALWAYS = "always"
    """The host does it, whatever renders."""


def _unit_title() -> str:
    return _("Name")


@dataclasses.dataclass(frozen=True)
class HostTraits:
    """A host application; what is not said of it is as with most."""

    name: str
    """The folder under ``hosts/``: ``blender``."""
    software: str
    """The farm's name for it, which is as its maker writes it: ``3ds Max``."""
    cg_id: str
    """The farm's number of it, as task.json has it."""

    # How it is shown.
    badge: str
    """Two letters."""
    unit_title: Callable[[], str] = _unit_title
    """Title of the column of render units: what the artist calls one."""
    own_words: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    """Language -> a word of our catalogue of it -> the word that the application's own interface has for the thing."""
    styled: bool = False
    """It has a Qt with a palette and a style of its own, which the panel follows."""

    # Its programs and files.
    endings: tuple[str, ...] = ()
    """The ends of its scene files' names, in lower case: ``.ma``."""
    programs: tuple[str, ...] = ()
    """What runs a script without a window, below the folder of an installed version; the first that is there."""
    hands_arguments: bool = True
    """Whether ``programs`` hand arguments to their script; else they travel in the environment."""
    process: str = ""
    """How the name of its program begins, in lower case; empty where it has many."""
    pythons: tuple[str, ...] = ()
    """The places where the Python that it ships may lie, best first.

    ``{folder}`` is where the running program lies, ``{parent}`` the folder above, ``{dotted}`` and ``{plain}`` are
    Python's version as 3.11 and 311, and any other name is a variable of the environment.
    """

    # Versions.
    decisive: int = 2
    """How many numbers of its version decide whether a scene opens: 4.5 of Blender 4.5.1, 2025 of Maya 2025.3."""
    renderer_plugins: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    """How a renderer's identifier begins -> the plug-in that brings it, under any of these names."""

    # What the farm does with its scenes.
    packed: bool = False
    """Whether scenes travel in an archive."""
    layered: bool = False
    """A task is split into the scene's layers (task_json, "task_info"), and tiles of a frame need that."""
    distributed: Distribution = Distribution.WITH_VRAY
    ordered_kind: str = ""
    """The kind of units that task.json can put into an order; units of kind ``render`` come after them.

    Empty where it can say nothing of the kind.
    """
    overridable: bool = False
    """Samples, size, device and subdivisions can be others for one submission, and view layers tasks of their own."""
    tiles_need_gi: bool = False
    """A frame is rendered in tiles only with V-Ray's global illumination, the detail ``renderer.gi``."""
    shared_output: bool = False
    """All units of a task write into one folder, each under the name that it has."""

    # What the farm's nodes refuse.
    ascii_only: bool = False
    """Whether the farm's nodes open names of Latin letters and digits only (user_asks, 6)."""
    drive_letters_only: bool = False
    """Whether the farm's nodes open paths with a drive letter only, none of a network share."""
    refuses_long_paths: bool = False
    """A path that is too long stops the scene, not only the file."""
    unique_cameras: bool = False
    """Cameras of the same name stop the scene."""
    files_by_name: bool = False
    """Textures are found by name: of two in different folders one is taken for both."""

    # What its units need not say.
    camera_optional: bool = False
    """A unit without a camera may take one from a node that is not a parameter of its own."""
    size_optional: bool = False
    """A unit without a size takes the camera's."""
    movie_formats: frozenset[str] = frozenset()
    """The formats of units that are movie files, of which the farm renders single PNG frames."""

    # The farm's own codes.
    missing_code: str = ""
    """The code for a file of any kind that is not there; empty where each kind has its own."""
    nothing_code: str = NOTHING_SELECTED
    """The code for a scene that has nothing to render."""
    no_camera_code: str = NO_ACTIVE_CAMERA
    """The code for a scene that has no camera at all."""

    @property
    def variable(self) -> str:
        """The environment variable that names the program to use, else the newest that is found."""
        return f"FOXSUBMIT_{self.name.upper()}"

    def say(self, text: str) -> str:
        """A translated text in the application's own words; values are filled in afterwards, and stay as they are."""
        return self.say_in(spoken(), text)

    def say_in(self, language: str, text: str) -> str:
        """``text``, which is in this language, in the words that the application has in it."""
        for ours, own in self.own_words.get(language, {}).items():
            text = text.replace(ours, own)
        return text

    def plugin_keys(self, plugin: str) -> tuple[str, ...]:
        """The keys (``versions.key``) under which the farm may have a plug-in: a renderer's has several names."""
        for names in self.renderer_plugins.values():
            if key(plugin) in map(key, names):
                return tuple(map(key, names))
        return (key(plugin),)


def unknown(name: str) -> HostTraits:
    """Traits for a host of which nothing is known: it can be shown, and the farm has no name for it."""
    return HostTraits(name, software=name.title(), cg_id="", badge=name[:2].title())
