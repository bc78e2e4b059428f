"""Tests that not every system can run: the markers that say so, with the reason that the end of a run lists.

``posix_only("why")``: Windows has no such thing; ``twin="test_…"`` names the test that asks the same there.
``windows_only("why")``: nothing but Windows has it. ``not_in_wine("why")``: Windows has it, Wine does not.
docs/decisions/0018-windows-in-wine.md has every reason of the last kind.
"""

from __future__ import annotations

import ctypes
import os
from typing import Optional

WINDOWS = os.name == "nt"
WINE = WINDOWS and hasattr(ctypes.CDLL("ntdll"), "wine_get_version")
"""Whether this Windows is Wine's (tools/windows)."""

CANNOT = {"posix_only": ("not on Windows", WINDOWS), "windows_only": ("only on Windows", not WINDOWS),
          "not_in_wine": ("not in Wine", WINE)}
"""Marker -> what the reason begins with, and whether a test of it is left out on this system."""


def why_not(item) -> Optional[str]:
    """Why a test cannot run here; None where it can."""
    for name, (beginning, here) in CANNOT.items():
        if here:
            for mark in item.iter_markers(name):
                return f"{beginning}: {mark.args[0]}"
    return None
