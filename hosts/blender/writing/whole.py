"""What the bytes of a .blend file say without Blender: whether all of it was written, and which Blender wrote it."""

from __future__ import annotations

import gzip
import importlib
import os
import re
import struct
from pathlib import Path
from typing import BinaryIO

PLAIN, ZSTD, GZIP = b"BLENDER", b"\x28\xb5\x2f\xfd", b"\x1f\x8b"
HEAD = 18  # bytes of the longest head
END = b"ENDB"
LAST_BLOCKS = (20, 24, 32)
"""Sizes that a file's last block has had, by the version of Blender: ``END``, and zeros."""
TABLE, TABLE_HEAD, TABLE_FOOT = 0x8F92EAB1, 8, 9
"""The last number of a compressed file, and bytes around the entries of the table that ends with it.

Source: zstd's "seekable format", in which Blender 3.0 and later writes.
"""


def is_whole(path: Path) -> bool:
    """Whether the file ends as Blender ends one: on a full disk it writes a part, and says that it saved."""
    try:
        with path.open("rb") as file:
            head = file.read(len(PLAIN))
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - max(LAST_BLOCKS)))
            tail = file.read()
            if head.startswith(ZSTD):
                return _table_fits(file, size)
            return head.startswith(GZIP) or (head == PLAIN and _is_end(tail))
    except OSError:
        return False


def saved_by(path: Path) -> tuple[int, ...]:
    """Major and minor version of the Blender that saved the scene; empty where only Blender can tell."""
    with path.open("rb") as file:
        start = file.read(HEAD)
        file.seek(0)
        if start.startswith(GZIP):
            with gzip.open(file) as unpacked:
                start = unpacked.read(HEAD)
        elif start.startswith(ZSTD):
            start = _unpacked(file)
    found = re.match(rb"BLENDER(?:[-_][vV](\d)(\d\d)|\d\d-\d\dv(\d\d)(\d\d))", start)
    return tuple(int(number) for number in found.groups() if number) if found else ()


def _unpacked(file: BinaryIO) -> bytes:
    """The first bytes of what Blender compressed; none where this Python has no zstd, as Blender's has."""
    try:
        zstandard = importlib.import_module("zstandard")
    except ImportError:
        return b""
    try:
        return bytes(zstandard.ZstdDecompressor().stream_reader(file).read(HEAD))
    except zstandard.ZstdError:  # it is damaged
        return b""


def _is_end(tail: bytes) -> bool:
    return any(tail[-length:] == END.ljust(length, b"\0") for length in LAST_BLOCKS)


def _table_fits(file: BinaryIO, size: int) -> bool:
    """Whether the table at the end of a compressed file accounts for every byte before it."""
    file.seek(max(0, size - TABLE_FOOT))
    foot = file.read(TABLE_FOOT)
    if len(foot) < TABLE_FOOT:
        return False
    count, flags, magic = struct.unpack("<IBI", foot)
    entry = 12 if flags & 0x80 else 8
    table = TABLE_HEAD + count * entry + TABLE_FOOT
    if magic != TABLE or table > size:
        return False
    file.seek(size - table + TABLE_HEAD)
    entries = file.read(count * entry)
    written = sum(struct.unpack_from("<I", entries, place)[0] for place in range(0, len(entries), entry))
    return bool(written + table == size)
