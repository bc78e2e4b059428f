"""The open scene in Maya."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from maya import cmds

from ...core.common.errors import HostFailed
from ...core.common.i18n import _
from ...core.model.host import Asset, Scene, Unread
from ..leaving import need_saved
from ..reading import Reader
from . import assets as scene_assets
from . import layers, plugins, render
from .memory import MEMORY
from .window import main_window


class Maya:
    """Maya, as the core sees it."""

    name = "maya"

    def __init__(self) -> None:
        self._scene_reader, self._asset_reader = Reader(), Reader()

    def scene(self) -> Scene:
        """Read the open scene."""
        reader = self._scene_reader = Reader()
        path = _path()
        units = layers.units(reader)
        project = str(cmds.workspace(query=True, rootDirectory=True) or "")
        return Scene(
            path=path,
            version=str(cmds.about(version=True)),
            unsaved=path is None or bool(cmds.file(query=True, modified=True)),
            project=Path(project) if project else None,
            units=units,
            plugins=plugins.used((unit.renderer for unit in units if unit.enabled), reader),
            cameras=layers.cameras(),
            colour=reader.read("colour management", "", render.colour),
            details={"render_layer_type": layers.mode(units, reader)},
        )

    def assets(self) -> Iterator[Asset | None]:
        """Yield every file that the scene names, None where it names none for a while."""
        reader = self._asset_reader = Reader()
        return scene_assets.walk(reader)

    def unread(self) -> tuple[Unread, ...]:
        """Return the parts of the scene that the last reading could not read."""
        return (*self._scene_reader.unread, *self._asset_reader.unread)

    def save(self) -> Path:
        """Save the open scene under its name."""
        path = _path()
        if path is None:
            raise HostFailed(_("The scene has no file yet: save it once with File > Save Scene As."))
        try:
            cmds.file(save=True)
        except RuntimeError as error:
            raise _not_saved(error) from error
        return path

    def save_as(self, path: Path) -> None:
        """Save the open scene under another name: as binary where its ending says so, else as ASCII."""
        try:
            cmds.file(rename=path.as_posix())
            cmds.file(save=True, type="mayaBinary" if path.suffix.lower() == ".mb" else "mayaAscii")
        except RuntimeError as error:
            raise _not_saved(error) from error

    def open(self, path: Path) -> None:
        """Open a scene file; what Maya cannot resolve in it is asked by Maya."""
        need_saved(bool(cmds.file(query=True, modified=True)))
        try:
            cmds.file(path.as_posix(), open=True)
        except RuntimeError as error:
            if _path() != path:  # it raises for what is missing in a scene that it has opened, too
                raise HostFailed(_("Maya could not open the scene: {reason}").format(
                    reason=str(error).strip().rstrip(".") + ".")) from error

    def select(self, nodes: tuple[str, ...]) -> None:
        """Select the nodes of a finding; an attribute stands for its node."""
        names = [name.split(".", 1)[0] for name in nodes]
        found = [name for name in names if cmds.objExists(name)]
        if found:
            cmds.select(found, replace=True, noExpand=True)

    def recall(self) -> str:
        """The text that ``remember`` put into the open scene."""
        return MEMORY.recall()

    def remember(self, text: str) -> None:
        """Put a text into the open scene; it is written with its next save."""
        MEMORY.remember(text)

    def parent(self) -> Any:
        """The main window; None in batch mode."""
        return None if cmds.about(batch=True) else main_window()


def _not_saved(error: RuntimeError) -> HostFailed:
    return HostFailed(_("Maya could not save the scene: {reason}").format(
        reason=str(error).strip().rstrip(".") + "."))


def _path() -> Path | None:
    name = str(cmds.file(query=True, sceneName=True) or "")
    return Path(name) if name else None
