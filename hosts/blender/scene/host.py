"""The open scene in Blender."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import bpy

from ....core.model.host import Asset, RenderUnit, Scene, Unread
from ....core.model.unit_details import ALONE
from ...reading import Reader
from ..node.overrides import overridden
from ..writing import write
from . import assets, describing, memory, picking
from .cameras import unbound
from .units import rendering

AT_ONCE = 0.2  # seconds; nobody edits between a save and a look that follows it


class Blender:
    """Blender, as the core sees it."""

    name = "blender"

    def __init__(self, as_saved: bool = False) -> None:
        """``as_saved``: the file is sent as it lies on disk, so that what saved it says what is to render it."""
        self._as_saved = as_saved
        self._reader = Reader()
        self._saved = 0.0
        """When ``save`` came back (time.monotonic)."""

    def scene(self) -> Scene:
        """Read the open file: one render unit for each camera of each scene."""
        return describing.at_once(self._as_saved, self._is_dirty)

    def description(self) -> Iterator[Scene | None]:
        """Read it in steps: None after each, the scene last."""
        return describing.in_steps(self._as_saved, self._is_dirty)

    def assets(self) -> Iterator[Asset | None]:
        """Yield every file that the open file names, None where it names none for a while."""
        self._reader = Reader()
        return assets.walk(self._reader)

    def save(self) -> Path:
        """Save the open file under its name, with what was painted."""
        path = write.save()
        self._saved = time.monotonic()
        return path

    def save_as(self, path: Path) -> None:
        """Save the open file under another name, with what was painted."""
        write.save_as(path)
        self._saved = time.monotonic()

    def write_copy(self, target: Path, units: tuple[RenderUnit, ...], overrides: Mapping[str, str]) -> None:
        """Write the open file to another one, in which a camera alone and view layers are rendered as chosen."""
        by_markers = {unit.name for unit in units if unit.variant}
        alone = {unit.name: unit.camera for unit in units
                 if ALONE in dict(unit.details) and unit.name not in by_markers}
        layers: dict[str, tuple[str, ...]] = {}
        for unit in units:
            layers[unit.name] = (*layers.get(unit.name, ()), *unit.layers)
        with unbound(alone), rendering({name: each for name, each in layers.items() if each}), overridden(overrides):
            write.write_copy(target)

    def _is_dirty(self) -> bool:
        """Whether the artist is told of changes: those of scripts do not count, so that nothing is decided by it."""
        # WORKAROUND Blender 4.5 without a window calls every file dirty, 5.2 none; and with a window it calls a file
        # that it has just saved dirty until it has come round to its events.
        known = not bpy.app.background and time.monotonic() - self._saved > AT_ONCE
        return known and bool(bpy.data.is_dirty)

    def unread(self) -> tuple[Unread, ...]:
        """Datablocks that are broken, as the last walk met them."""
        return tuple(dict.fromkeys(self._reader.unread))

    def select(self, nodes: tuple[str, ...]) -> None:
        """Select what the names stand for, and show the pictures among them."""
        picking.select(nodes)

    def recall(self) -> str:
        """The text that ``remember`` put into the open file."""
        return memory.recall()

    def remember(self, text: str) -> None:
        """Put a text into the open file; it is written with its next save."""
        memory.remember(text)

    def parent(self) -> None:
        """Blender's window is not a QWidget."""
