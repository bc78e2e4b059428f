"""The open scene in Houdini. No parameter is set, no take is changed, nothing is unlocked by looking."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hou

from ...core.common.errors import HostFailed
from ...core.common.i18n import _
from ...core.model.host import Asset, Scene, Unread
from ..leaving import need_saved
from ..reading import Reader
from . import assets as scene_assets
from . import rops
from .classes import OpNode, OpNodeType
from .memory import MEMORY
from .tables import TYPES

UNTOLD = ""
VERSIONS = {"htoa": "HTOA_VERSION", "redshift": "REDSHIFT_VERSION", "vray": "VFH_VERSION", "renderman": "RMAN_VERSION"}
"""Plug-in -> the variable in which its package usually says its version; Houdini itself does not know."""


class Houdini:
    """Houdini, as the core sees it."""

    name = "houdini"

    def __init__(self, *, alone: bool = False) -> None:
        """``alone``: the scene was opened to be read, there is nobody in front of it."""
        self._alone = alone
        self._scene_reader, self._asset_reader = Reader(), Reader()

    def scene(self) -> Scene:
        """Read the open scene."""
        reader = self._scene_reader = Reader()
        new = hou.hipFile.isNewFile()
        units = rops.units(reader, self._alone)
        job = hou.getenv("JOB")
        return Scene(
            path=None if new else Path(hou.hipFile.path()),
            version=hou.applicationVersionString(),
            # Where we looked at other takes, Houdini counts that as a change of the scene.
            unsaved=new or (not self._alone and hou.hipFile.hasUnsavedChanges()),
            project=Path(job) if job else None,
            units=units,
            plugins=_plugins(unit.renderer for unit in units),
            cameras=reader.read("/obj", (), _cameras),
            animation=rops.playbar(),
            colour=hou.getenv("OCIO") or "",
        )

    def assets(self) -> Iterator[Asset | None]:
        """Yield every file that the scene names, None where it names none for a while."""
        reader = self._asset_reader = Reader()
        return scene_assets.walk(reader, self._alone)

    def unread(self) -> tuple[Unread, ...]:
        """Return the parts of the scene that the last reading could not read."""
        return tuple(dict.fromkeys((*self._scene_reader.unread, *self._asset_reader.unread)))

    def save(self) -> Path:
        """Save the open scene under its name."""
        if hou.hipFile.isNewFile():
            raise HostFailed(_("The scene has no file yet: save it once with File > Save As."))
        try:
            hou.hipFile.save()
        except hou.Error as error:
            raise _not_saved(error) from error
        return Path(hou.hipFile.path())

    def save_as(self, path: Path) -> None:
        """Save the open scene under another name."""
        try:
            hou.hipFile.save(file_name=path.as_posix())
        except hou.Error as error:
            raise _not_saved(error) from error

    def open(self, path: Path) -> None:
        """Open a scene file; what Houdini does not know in it is no reason to leave it."""
        need_saved(bool(hou.hipFile.hasUnsavedChanges()))
        try:
            hou.hipFile.load(path.as_posix(), suppress_save_prompt=True, ignore_load_warnings=True)
        except hou.Error as error:
            raise HostFailed(_("Houdini could not open the scene: {reason}").format(
                reason=error.instanceMessage())) from error

    def select(self, nodes: tuple[str, ...]) -> None:
        """Select the nodes of a finding; a parameter stands for its node."""
        found = [node for name in nodes if (node := _node_of(name)) is not None]
        for number, node in enumerate(found):
            node.setSelected(True, clear_all_selected=number == 0)

    def recall(self) -> str:
        """The text that ``remember`` put into the open scene."""
        return MEMORY.recall()

    def remember(self, text: str) -> None:
        """Put a text into the open scene; it is written with its next save."""
        MEMORY.remember(text)

    def parent(self) -> Any:
        """The main window; None in hython."""
        return hou.qt.mainWindow() if hou.isUIAvailable() else None


def _not_saved(error: hou.Error) -> HostFailed:
    return HostFailed(_("Houdini could not save the scene: {reason}").format(reason=error.instanceMessage()))


def _plugins(renderers: Iterator[str]) -> dict[str, str]:
    names = dict.fromkeys(TYPES[name].plugin for name in renderers if TYPES[name].plugin)
    return {name: hou.getenv(VERSIONS[name]) or UNTOLD if name in VERSIONS else UNTOLD for name in names}


def _cameras() -> tuple[str, ...]:
    kind = hou.nodeType(hou.objNodeTypeCategory(), "cam")
    return tuple(node.path() for node in kind.instances()) if isinstance(kind, OpNodeType) else ()


def _node_of(name: str) -> OpNode | None:
    node = hou.node(name)
    if node is None:
        parm = hou.parm(name)
        node = parm.node() if parm is not None else None
    return node if isinstance(node, OpNode) else None
