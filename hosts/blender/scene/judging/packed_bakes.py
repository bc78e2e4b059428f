"""Which frames a bake of geometry nodes holds that is packed into the scene: nothing in Blender's Python says it.

Blender keeps it in ``NodesModifierBake`` and ``NodesModifierPackedBake`` (DNA_modifier_types.h), alike in 4.3 to 5.2.
They are read where they lie in memory, and only where what is known otherwise stands where it should.
"""

from __future__ import annotations

import ctypes
from typing import Any


class _Bake(ctypes.Structure):
    _fields_ = [
        ("id", ctypes.c_int32), ("flag", ctypes.c_uint32), ("mode", ctypes.c_uint8), ("target", ctypes.c_int8),
        ("padding", ctypes.c_char * 6), ("directory", ctypes.c_void_p), ("start", ctypes.c_int32),
        ("end", ctypes.c_int32), ("blocks", ctypes.c_int32), ("active_block", ctypes.c_int32),
        ("data_blocks", ctypes.c_void_p), ("packed", ctypes.c_void_p)]


class _Packed(ctypes.Structure):
    _fields_ = [
        ("metas", ctypes.c_int32), ("blobs", ctypes.c_int32), ("meta_files", ctypes.c_void_p),
        ("blob_files", ctypes.c_void_p)]


class _File(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("packed_file", ctypes.c_void_p)]


MOST = 1_000_000
"""More files than this are taken for a sign that something else lies there."""


def packed_frames(bake: Any) -> list[int] | None:
    """The frames of a packed bake, none where there is no bake; None where this Blender keeps it in another way."""
    if not hasattr(bake, "bake_target"):  # before 4.3 nothing is packed
        return []
    kept = _Bake.from_address(bake.as_pointer())
    if (kept.id, kept.start, kept.end, kept.blocks) != (
            bake.bake_id, bake.frame_start, bake.frame_end, len(bake.data_blocks)):
        return None
    if not kept.packed:
        return []
    packed = _Packed.from_address(kept.packed)
    if not 0 <= packed.metas <= MOST or (packed.metas and not packed.meta_files):
        return None
    files = (_File * packed.metas).from_address(packed.meta_files) if packed.metas else ()
    return [frame for file in files if (frame := frame_of(file.name.decode())) is not None]


def frame_of(name: str) -> int | None:
    """The frame of a file of a bake, ``00012_00000.json``; None where it is another file."""
    number = name.partition("_")[0]
    return int(number) if number.lstrip("-").isdigit() else None
