"""What a V-Ray scene in text (.vrscene) names. Reads the disk.

Source: Chaos, "V-Ray scene file format": plug-ins as ``Type name { parameter=value; }``, and ``#include``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from ...model.host import Asset
from .naming import STRING, named_asset, strings
from .texts import pieces

MARK = re.compile(
    r"^(?P<plugin>[A-Za-z_]\w*)[ \t]+[^\s={][^={\n]*(?=\{)|^(?P<end>\})"
    rf"|^[ \t]*#include[ \t]+(?P<scene>{STRING})"
    r"|(?:^|[{;])[ \t]*(?P<key>file|filename|file_name|filepath|ies_file|cache_path)[ \t]*="
    rf"[ \t]*(?P<value>{STRING})[ \t]*;", re.MULTILINE)
WRITES = re.compile(r"Settings|RenderChannel|RenderView")
"""How the plug-ins begin whose files are results or are made while rendering."""


def named_in(path: str) -> Iterator[Asset]:
    """Yield the bitmaps, meshes, caches, light profiles and included scenes of a V-Ray scene.

    Raises:
        OSError: it cannot be read.
        TooLarge: it has more text than is looked through.
    """
    plugin, folders = "", [os.path.dirname(path)]  # noqa: PTH120 - text in, text out
    for text in pieces(path):
        for mark in MARK.finditer(text):
            if mark["plugin"] or mark["end"]:
                plugin = mark["plugin"] or ""
                continue
            name = strings(mark["scene"] or mark["value"])[0]
            if name and (mark["scene"] or not WRITES.match(plugin)):
                yield named_asset(name, folders, path)
