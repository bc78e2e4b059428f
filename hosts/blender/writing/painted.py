"""Pictures that were painted and not saved: Blender keeps them in memory only, and a saved scene lacks them."""

from __future__ import annotations

import array
import contextlib
from collections.abc import Iterator
from typing import Any

import bpy

from ....core.common.errors import HostFailed
from ....core.common.i18n import _
from ..scene.datablocks import equal
from ..scene.users import name_of

SHOWN = {"RENDER_RESULT", "COMPOSITING"}
"""Types of pictures that are results, and never part of the scene."""

MOST = 1 << 26
"""Numbers of a picture, four to a pixel, that are held twice for a while; a larger one stays packed."""


def painted() -> tuple[Any, ...]:
    """The scene's own pictures that differ from what is saved of them."""
    return tuple(image for image in all_painted() if image.library is None)


def save_all() -> None:
    """Save each into its file; one that has none, or whose file cannot be written, into the scene.

    Raises:
        HostFailed: neither can be done.
    """
    for image in painted():
        if image.filepath and not len(image.packed_files):
            with contextlib.suppress(RuntimeError):
                image.save()
        if image.is_dirty:
            _pack(image)


@contextlib.contextmanager
def packed() -> Iterator[None]:
    """Within it, each is packed into the scene; afterwards it is as it was, and its file was never touched.

    Raises:
        HostFailed: one cannot be packed.
    """
    kept = []
    try:
        for image in painted():
            before = _Painting(image) if image.source != "TILED" and len(image.pixels) <= MOST else None
            was_packed = len(image.packed_files) > 0
            _pack(image)
            if before is not None and not was_packed:
                kept.append(before)
        yield
    finally:
        for before in kept:
            before.bring_back()


class _Painting:
    """A picture as it is in memory."""

    def __init__(self, image: Any) -> None:
        self._image = image
        self._source, self._path = image.source, image.filepath_raw
        self._pixels = array.array("f", bytes(4 * len(image.pixels)))
        image.pixels.foreach_get(self._pixels)

    def bring_back(self) -> None:
        """Unpack it again: Blender reads the file anew for that, so what was painted is put back."""
        image = self._image
        image.unpack(method="REMOVE")
        if image.source != self._source:
            image.source = self._source
        image.filepath_raw = self._path
        image.pixels.foreach_set(self._pixels)
        image.update()


def all_painted() -> Iterator[Any]:
    """Yield painted pictures, also those of libraries: nothing that is done to this scene saves these."""
    for image in equal(bpy.data.images, "is_dirty", True):
        if image.users and image.type not in SHOWN and image.source != "VIEWER":
            yield image


def _pack(image: Any) -> None:
    try:
        image.pack()
    except RuntimeError as error:
        reason = str(error).replace("Error:", "").strip().rstrip(".")
        raise HostFailed(_("{name} is painted, and Blender can neither save nor pack it: {reason}.").format(
            name=name_of(image), reason=reason)) from error
