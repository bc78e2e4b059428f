"""A Host that answers with the data it was given."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from ...core.common.errors import HostFailed
from ...core.common.i18n import _
from ...core.model.host import Asset, Scene, Unread


@dataclasses.dataclass
class RecordedHost:
    """A scene and its files, without an application. ``name`` may be that of the host it stands for."""

    current: Scene
    files: tuple[Asset, ...] = ()
    name: str = "recorded"
    memory: str = ""
    """Text that the scene remembers."""

    bad: tuple[Unread, ...] = ()
    """Parts that could not be read where the scene was recorded."""

    def unread(self) -> tuple[Unread, ...]:
        """Return the parts that could not be read where the scene was recorded."""
        return self.bad

    def scene(self) -> Scene:
        """Answer the scene as it was given, or as ``save`` left it."""
        return self.current

    def assets(self) -> Iterator[Asset]:
        """Yield the files in the order they were given."""
        yield from self.files

    def save(self) -> Path:
        """Forget that the scene has changed."""
        path = self.current.path
        if path is None:
            raise HostFailed(_("The scene has no file yet: save it once under a name of your choice."))
        self.current = dataclasses.replace(self.current, unsaved=False)
        return path

    def recall(self) -> str:
        """Return the text that ``remember`` kept."""
        return self.memory

    def remember(self, text: str) -> None:
        """Keep it."""
        self.memory = text

    def parent(self) -> None:
        """There is no window."""


def nothing_open(name: str = "blender") -> RecordedHost:
    """A host without a scene, for what only asks the farm: ``name`` is the one whose offers are asked for."""
    return RecordedHost(Scene(path=None, version=""), name=name)
