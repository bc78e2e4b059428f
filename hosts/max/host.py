"""The open scene in 3ds Max. Nothing is changed by looking: no state set is activated, nothing held or fetched."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import qtmax
from pymxs import runtime as rt

from ...core.common.errors import HostFailed
from ...core.common.i18n import _
from ...core.model.host import Asset, Scene, Unread
from ..leaving import need_saved
from ..reading import Reader
from . import assets as scene_assets
from . import cameras, colour, plugins, render, renderer
from .memory import MEMORY
from .paths import full
from .states import StateSet, state_sets
from .staying import unchanged


class Max:
    """3ds Max, as the core sees it."""

    name = "max"

    def __init__(self) -> None:
        self._scene_reader, self._asset_reader = Reader(), Reader()

    def scene(self) -> Scene:
        """Read the open scene."""
        reader = self._scene_reader = Reader()
        with unchanged():
            return _scene(reader)

    def assets(self) -> Iterator[Asset | None]:
        """Yield every file that the scene names, None where it names none for a while."""
        reader = self._asset_reader = Reader()
        return scene_assets.walk(reader)

    def unread(self) -> tuple[Unread, ...]:
        """Return the parts of the scene that the last reading could not read."""
        return tuple(dict.fromkeys((*self._scene_reader.unread, *self._asset_reader.unread)))

    def save(self) -> Path:
        """Save the open scene under its name."""
        path = _path()
        if path is None:
            raise HostFailed(_("The scene has no file yet: save it once with File > Save As."))
        self.save_as(path)
        return path

    def save_as(self, path: Path) -> None:
        """Save the open scene under another name."""
        if not rt.saveMaxFile(str(path), quiet=True):
            raise HostFailed(_("3ds Max could not save {path}: is it read-only, or the disk full?").format(path=path))

    def open(self, path: Path) -> None:
        """Open a scene file with the units that it was made in."""
        need_saved(bool(rt.getSaveRequired()))
        if not rt.loadMaxFile(str(path), useFileUnits=True, quiet=True):
            raise HostFailed(_("3ds Max could not open {path}.").format(path=path))

    def select(self, nodes: tuple[str, ...]) -> None:
        """Select the nodes of these names; maps and settings have none in the scene."""
        found = [node for name in nodes if (node := rt.getNodeByName(name)) is not None]
        if found:
            rt.clearSelection()
            rt.select(found)

    def recall(self) -> str:
        """The text that ``remember`` put into the open scene."""
        return MEMORY.recall()

    def remember(self, text: str) -> None:
        """Put a text into the open scene; it is written with its next save."""
        MEMORY.remember(text)

    def parent(self) -> Any:
        """The main window."""
        return qtmax.GetQMaxMainWindow()


def version() -> str:
    """The year: ``2025``."""
    numbers = list(rt.maxVersion())
    # The year is the eighth number from 2020 on; before it followed from the first, 20000 for 2018.
    return str(int(numbers[7])) if len(numbers) > 7 else str(2000 + math.ceil(int(numbers[0]) / 1000) - 2)


def _scene(reader: Reader) -> Scene:
    path = _path()
    unsaved = path is None or bool(rt.getSaveRequired())
    folder = reader.read("Project", "", _project)
    # What breaks one of them leaves the others.
    nodes = reader.read("Cameras", [], cameras.cameras, reader)
    states = reader.read("State Sets", (), state_sets, reader)
    config = reader.read(colour.USER, "", colour.configuration, reader)
    reader.read("Missing plug-ins", None, plugins.missing, reader)
    name = path.stem if path else "untitled"
    return Scene(
        path=path,
        version=version(),
        unsaved=unsaved,
        project=Path(folder) if folder else None,
        units=reader.read(render.SETUP, (), cameras.units, name, nodes, states, reader),
        plugins=reader.read("File properties", {}, plugins.used, reader),
        cameras=tuple(name for name, _node in nodes),
        animation=reader.read("Time Configuration", None, render.animation),
        colour=full(config) if config else "",
        details={**_details(folder, states, reader), **reader.read("Renderer", {}, renderer.details, reader)},
    )


def _project() -> str:
    return str(rt.pathConfig.getCurrentProjectFolder() or "")


def _path() -> Path | None:
    return Path(f"{rt.maxFilePath}{rt.maxFileName}") if rt.maxFileName else None


def _details(folder: str, states: tuple[StateSet, ...], reader: Reader) -> dict[str, str]:
    """What the farm's task.json has of a 3ds Max scene besides, and what our checks ask."""
    # Every scene has one set from the start: alone, and without a camera, it is nobody's.
    waiting = [state.name for state in states if not state.active] if len(states) > 1 else []
    return {
        **reader.read("Gamma", {}, colour.gammas, reader),
        "CurrentProjectFolder": folder.replace("\\", "/"),
        "rend_save_file": "true" if reader.read(render.SETUP, True, getattr, rt, "rendSaveFile") else "false",
        **({"state_sets": "\n".join(waiting)} if waiting else {}),
    }
