"""Looks closely at the frame in the viewer: what is in its file, another look at it, the values of a pixel."""

from __future__ import annotations

import dataclasses
import functools
import os
from pathlib import Path
from typing import Any

from ...common.disk import error_sentence
from ...jobs.pictures import Pictures
from ...jobs.tasks import FrameView
from ...pictures.channels import Layer
from ...pictures.inspect import PictureFile, inspect
from ...pictures.looks import Look, Transform, transforms
from ...pictures.values import PixelValue, pixel
from ..events import AccountSwitched, FrameViewed
from ..link import FarmLink, Workers
from ..store import Part, Store
from .comparing import Comparing
from .looking import Looking
from .saving import Saving
from .state import ReviewState

CONFIG_VARIABLE = "OCIO"
"""Environment variable of the host application: the path of its OpenColorIO configuration."""


class Review:
    """The look at the frame in the viewer. What is chosen holds for the frames that follow, too. Main thread."""

    def __init__(self, store: Store, link: FarmLink, workers: Workers, pictures: Pictures) -> None:
        self._part: Part[ReviewState] = Part(store, "review")
        self._workers = workers
        self._looking = Looking()
        self.saving = Saving(store, workers)
        self.comparing = Comparing(store, link, workers, self._looking, pictures)
        self._file: PictureFile | None = None
        self._written = 0
        """When that file was written, in ns since 1970."""
        self._drawing: Look | None = None
        """The look that is being made."""
        self._asked: tuple[int, int] | None = None
        """The pixel that is being read."""
        self._next: tuple[int, int] | None = None
        self._config: str | None = None
        """The configuration whose views were read."""

    def frame_viewed(self, event: FrameViewed) -> None:
        """Read the file of the frame that is looked at, where it is on this machine."""
        view: FrameView = event.view
        self._part.change(frame_id=view.frame_id)
        if view.file != self._part.now.file:
            self._file = None
            self._part.change(file=view.file, layers=(), picture=None, pixel=None, trouble="")
        if view.file is not None:  # also the same one: it may have been written anew
            self._workers.review.run(functools.partial(_read, view.file), functools.partial(self._read, view.file),
                                     functools.partial(self._failed, view.file))
            self._read_transforms()

    def forget_account(self, _event: AccountSwitched) -> None:
        """Another account is used: nothing of what was looked at holds."""
        self._file = None
        self.comparing.forget()
        self.saving.stop()
        self._part.change(frame_id=None, file=None, layers=(), picture=None, pixel=None, trouble="")

    def look(self, **changes: Any) -> None:
        """Change the look: ``layer``, ``exposure``, ``gamma`` or ``transform``."""
        look = self._part.now.look
        if look is not None:
            self._part.change(look=dataclasses.replace(look, **changes), trouble="")
            self._draw()

    def look_as_usual(self) -> None:
        """Show the frame again as a screen shows it."""
        now = self._part.now
        if now.look is not None and now.layers:
            self._part.change(look=Look(now.layers[0]), picture=None, trouble="")

    def read_pixel(self, across: float, down: float) -> None:
        """Read the values at a place of the picture, from (0, 0) at its upper left to (1, 1); into ``pixel``."""
        file, look = self._file, self._part.now.look
        if file is None or look is None or not 0 <= across < 1 or not 0 <= down < 1:
            return
        part = file.parts[look.layer.part]
        self._next = int(across * part.width), int(down * part.height)
        self._ask_pixel()

    def tick(self) -> None:
        """Go on with a comparison, and with a movie."""
        self.comparing.tick()
        self.saving.tick()

    def close(self) -> None:
        """Remove the pictures that were made, and end a movie that is not whole."""
        self.saving.stop()
        self._looking.close()

    def _read(self, path: Path, read: tuple[PictureFile, int]) -> None:
        file, written = read
        if path != self._part.now.file or (self._file is not None and (file, written) == (self._file, self._written)):
            return
        self._file, self._written = file, written
        before, layers = self._part.now.look, file.layers
        if layers:
            same = next((layer for layer in layers if before is not None and layer.name == before.layer.name),
                        layers[0])
            look = dataclasses.replace(before, layer=same) if before is not None else Look(same)
            self._part.change(layers=layers, look=look, pixel=None, trouble="")
            self._draw()

    def _failed(self, path: Path, error: Exception) -> None:
        if path == self._part.now.file:
            self._part.change(trouble=error_sentence(error))

    def _draw(self) -> None:
        now, file = self._part.now, self._file
        if now.usual:
            self._part.change(picture=None)
        elif self._drawing is None and file is not None and now.look is not None:
            look = self._drawing = now.look
            self._workers.review.run(functools.partial(self._looking.draw, file, look),
                                     functools.partial(self._drawn, file, look),
                                     functools.partial(self._not_drawn, file, look))

    def _drawn(self, file: PictureFile, look: Look, path: Path) -> None:
        self._drawing = None
        if file is self._file and look == self._part.now.look:
            self._part.change(picture=path, trouble="")
        else:
            self._draw()

    def _not_drawn(self, file: PictureFile, look: Look, error: Exception) -> None:
        self._drawing = None
        if file is self._file and look == self._part.now.look:
            self._part.change(picture=None, trouble=error_sentence(error))
        else:
            self._draw()

    def _ask_pixel(self) -> None:
        file, look, place = self._file, self._part.now.look, self._next
        if file is not None and look is not None and place is not None and self._asked is None:
            self._asked, self._next = place, None
            self._workers.review.run(functools.partial(pixel, file.path, look.layer, *place),
                                     functools.partial(self._pixel_read, file, look.layer), self._no_pixel)

    def _pixel_read(self, file: PictureFile, layer: Layer, value: PixelValue) -> None:
        self._asked = None
        look = self._part.now.look
        if file is self._file and look is not None and look.layer == layer:
            self._part.change(pixel=value)
        self._ask_pixel()

    def _no_pixel(self, _error: Exception) -> None:
        """The picture itself says what is wrong with the file."""
        self._asked = None
        self._part.change(pixel=None)
        self._ask_pixel()

    def _read_transforms(self) -> None:
        config = os.environ.get(CONFIG_VARIABLE, "")
        if config != self._config:
            self._config = config
            self._part.change(transforms=())
            if config and "://" not in config:
                self._workers.review.run(functools.partial(transforms, config), self._transforms_read,
                                         lambda error: self._part.change(trouble=error_sentence(error)))

    def _transforms_read(self, found: list[Transform]) -> None:
        self._part.change(transforms=tuple(found))


def _read(path: Path) -> tuple[PictureFile, int]:
    """Read a file and when it was written. Worker thread."""
    written = path.stat().st_mtime_ns
    return inspect(path), written
