"""The headers that an OSL shader includes. Reads the disk.

Source: the Open Shading Language specification, "Preprocessor": that of C. What is not beside the file that includes
it comes from where the renderer keeps its own headers, such as ``stdosl.h``, which the farm has too.
"""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Iterator

from ...model.host import Asset
from .naming import named_asset
from .texts import pieces

MOST = 16 << 20
"""Bytes of a shader, and of a header, that are read."""
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]+)[">]', re.MULTILINE)


def named_in(path: str) -> Iterator[Asset]:
    """Yield each header that is found, and those that headers include.

    Raises:
        OSError: the shader or a header cannot be read.
        TooLarge: one of them has more than 16 MiB.
    """
    waiting, seen = [path], {path}
    while waiting:
        file = waiting.pop()
        folders = [os.path.dirname(file)]  # noqa: PTH120 - text in, text out
        for name in INCLUDE.findall("".join(pieces(file, MOST))):
            asset = named_asset(name, folders, file)
            if asset.path not in seen:
                seen.add(asset.path)
                yield dataclasses.replace(asset, kind="script", only_found=True)
                if os.path.isfile(asset.path):  # noqa: PTH113 - text in, text out
                    waiting.append(asset.path)
