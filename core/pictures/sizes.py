"""Width and height of a picture by the beginning of its file, where that is enough: a movie has thousands of them."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO, Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

from ..common.errors import BadInput
from .inspect import inspect
from .oiio import tool

Size = Tuple[int, int]

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
NO_FRAME = (0xC4, 0xC8, 0xCC)
"""Markers of JPEG between those of its frames that are none."""


def size_of(path: Path) -> Optional[Size]:
    """Return width and height; None where nothing here reads them.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        begin = file.read(24)
        if begin.startswith(PNG) and len(begin) == 24:
            width, height = struct.unpack(">II", begin[16:])
            return width, height
        if begin.startswith(JPEG):
            return _of_jpeg(file)
    try:
        part = inspect(path).parts[0] if tool() else None
    except BadInput:
        return None
    return (part.width, part.height) if part is not None else None


def _of_jpeg(file: BinaryIO) -> Optional[Size]:
    file.seek(len(JPEG))
    while len(head := file.read(4)) == 4 and head[0] == 0xFF:
        marker, length = head[1], struct.unpack(">H", head[2:])[0]
        if 0xC0 <= marker <= 0xCF and marker not in NO_FRAME:
            found = file.read(5)
            if len(found) < 5:
                return None
            height, width = struct.unpack(">HH", found[1:])
            return width, height
        file.seek(length - 2, 1)
    return None
