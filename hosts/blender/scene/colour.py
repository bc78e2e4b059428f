"""The OCIO configuration, where the artist works with another than Blender's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ....core.common.i18n import _
from ....core.model.host import Asset
from .paths import Bundled


def configuration() -> str:
    """The path that the environment variable OCIO names; empty for Blender's own, which the farm has too."""
    named = os.environ.get("OCIO", "").strip()
    # Blender 5 sets the variable itself, to its own; "ocio://" names one that OCIO brings.
    if not named or named.startswith("ocio://"):
        return ""
    path = os.path.abspath(named)  # noqa: PTH100 - as OCIO does it: links stay
    return "" if path in Bundled() or not Path(path).is_file() else path


def colour_files() -> Iterator[Asset]:
    """The configuration; what it names is read with all other texts (core/assets/inside/ocio.py)."""
    path = configuration()
    if path:
        yield Asset(path, _("Color management"), "colour")
