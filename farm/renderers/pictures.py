"""Pictures where there is Pillow, and where there is not: no host is given it, since it has compiled parts."""

from __future__ import annotations

import importlib.util
import shutil
import struct
import zlib
from pathlib import Path
from types import ModuleType

from ...core.common.extras import pip_command
from ...core.common.i18n import _

WIDTH = 320
"""Pixels of a thumbnail."""
THUMBNAIL = ".jpg"
DARK, BAR = bytes((24, 26, 30)), bytes((240, 130, 40))
HEAD = struct.pack(">BBBBB", 8, 2, 0, 0, 0)
"""What a PNG's first block says behind the size: 8 bits of red, green and blue, and nothing else special."""


def has_pillow() -> bool:
    """Whether Pillow is here."""
    return importlib.util.find_spec("PIL") is not None


def pillow() -> ModuleType:
    """Return Pillow's module of pictures.

    Raises:
        OSError: it is not here.
    """
    try:
        from PIL import Image  # noqa: PLC0415 - a farm inside a host goes without it
    except ImportError as error:
        raise OSError(_("it needs the package {name}, which is in the extra “{extra}”: {command}").format(
            name="Pillow", extra="farm", command=pip_command("farm"))) from error
    return Image


def thumbnail(file: Path, target: Path) -> None:
    """Write the thumbnail of a picture: a JPEG. Without Pillow only one that is a thumbnail already can be taken.

    Raises:
        OSError: the picture cannot be read.
    """
    if not has_pillow() and file.suffix == THUMBNAIL:
        shutil.copyfile(file, target)
        return
    with pillow().open(file) as picture:
        picture.thumbnail((WIDTH, 16 * WIDTH))
        picture.convert("RGB").save(target, "JPEG", quality=85)


class Plain:
    """Pictures that need no library: a dark field with a bar, crossed out to say that nothing was rendered."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size

    def draw(self, file: Path, _frame: int, part: float) -> None:
        """Write one picture; ``part`` from 0 to 1 is the position of the bar."""
        width, height = self._size
        bar = range(height * 7 // 8, height * 15 // 16)
        left, long = round(part * width * 5 / 6), max(1, width // 6)
        rows = []
        for row in range(height):
            pixels = [DARK] * width
            if row in bar:
                pixels[left:left + long] = [BAR] * long
            across = row * (width - 1) // max(1, height - 1)
            pixels[across] = pixels[width - 1 - across] = BAR
            rows.append(b"\0" + b"".join(pixels[:width]))
        file.write_bytes(b"\x89PNG\r\n\x1a\n" + _block(b"IHDR", struct.pack(">II", width, height) + HEAD)
                         + _block(b"IDAT", zlib.compress(b"".join(rows), 1)) + _block(b"IEND", b""))


def _block(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
