"""The makers of graphics cards, by the names of cards and by the ways in which Cycles computes on them."""

from __future__ import annotations

import re

NVIDIA, AMD, APPLE, INTEL = "NVIDIA", "AMD", "Apple", "Intel"

_NAMES = {
    NVIDIA: r"nvidia|geforce|quadro|tesla|\b[rg]tx\b|\b[1-5]0[5-9]0(\s?ti|\s?super|\s?d)?\b"
            r"|\b(a10|a16|a30|a40|a100|h100|h200|l4|l40s?|v100|t4)\b",
    AMD: r"\bamd\b|radeon|instinct|\brx\s?\d{3,4}|\bmi\d{2,3}x?\b|\bxtx?\b",
    APPLE: r"\bapple\b|\bm\d( (pro|max|ultra))?\b",
    INTEL: r"\bintel\b|\barc\b",
}
"""Patterns of the names of cards; farms write 4090 and 1080Ti."""

_KINDS = {"CUDA": NVIDIA, "OPTIX": NVIDIA, "HIP": AMD, "METAL": APPLE, "ONEAPI": INTEL}
"""Blender's names for the ways in which Cycles computes on cards."""


_MEMORY = {
    "5090": 32, "5080": 16, "4090": 24, "4090d": 24, "4080": 16, "4080super": 16, "4070": 12, "4070super": 12,
    "3090": 24, "3090ti": 24, "2080ti": 11, "2080": 8, "2080super": 8, "1080ti": 11, "1080": 8, "6000ada": 48,
    "a6000": 48, "a5000": 24, "a40": 48, "a10": 24, "l40": 48, "l40s": 48, "l4": 24, "t4": 16,
}
"""GB of memory of those cards that are built with one amount only, as their maker publishes it."""


def maker_of(model: str) -> str:
    """The maker of a graphics card; empty where its name does not say, or says several."""
    found = [maker for maker, pattern in _NAMES.items() if re.search(pattern, model, re.IGNORECASE)]
    return found[0] if len(found) == 1 else ""


def memory_of(model: str) -> int:
    """GB of memory of a graphics card; 0 where its name does not say, since there are several of that name."""
    plain = re.sub(r"nvidia|geforce|quadro|tesla|[rg]tx|[^a-z0-9]", "", model.lower())
    return _MEMORY.get(plain, 0)


def maker_by_kind(kind: str) -> str:
    """The maker whose cards Cycles uses in this way (``OPTIX``); empty where that is not known."""
    return _KINDS.get(kind, "")
