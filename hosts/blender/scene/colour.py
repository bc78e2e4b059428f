"""The OCIO configuration, where the artist works with another than Blender's own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from ....core.common.i18n import _
from ....core.model.host import Asset
from .paths import Bundled

SEARCH_PATH = re.compile(r"^search_path:[ \t]*(.*)$((?:\n[ \t]*- .*$)*)", re.MULTILINE)
"""One line of folders, or a list of them (OCIO's YAML)."""

MOST = 10_000_000
"""Bytes of a configuration that are looked through for its folders."""


def configuration() -> str:
    """The path that the environment variable OCIO names; empty for Blender's own, which the farm has too."""
    named = os.environ.get("OCIO", "").strip()
    # Blender 5 sets the variable itself, to its own; "ocio://" names one that OCIO brings.
    if not named or named.startswith("ocio://"):
        return ""
    path = os.path.abspath(named)  # noqa: PTH100 - as OCIO does it: links stay
    return "" if path in Bundled() or not Path(path).is_file() else path


def colour_files() -> Iterator[Asset]:
    """The configuration and the folders that it takes tables from."""
    path = configuration()
    if path:
        user = _("Color management")
        yield Asset(path, user, "colour")
        for folder in _folders(Path(path)):
            yield Asset(str(folder), user, "colour", required=False)


def _folders(path: Path) -> list[Path]:
    if path.suffix != ".ocio" or path.stat().st_size > MOST:
        return []  # an archive holds its tables
    match = SEARCH_PATH.search(path.read_text(encoding="utf-8", errors="replace"))
    line, listed = (match[1], match[2]) if match else ("", "")
    names = re.split(r"[:,]", line.strip().strip("[]")) + [each.strip()[2:] for each in listed.splitlines()]
    plain = (name.strip().strip("'\"") for name in names)
    return [Path(os.path.normpath(path.parent / name)) for name in plain if name and name != "."]
