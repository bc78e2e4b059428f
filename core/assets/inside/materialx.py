"""What a MaterialX document names. Reads the disk.

Source: the MaterialX specification, "Filename Inputs": an input of the type ``filename``, with the ``fileprefix``
of the innermost element around it that has one; and XInclude.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from ...model.host import Asset
from .naming import asset, first_there
from .texts import TooLarge

MOST = 64 << 20
"""Bytes of a document that are read."""


def named_in(path: str) -> Iterator[Asset]:
    """Yield the textures and the included documents of a MaterialX document.

    Raises:
        OSError: it cannot be read.
        TooLarge: it has more than 64 MiB.
        xml.etree.ElementTree.ParseError: it is no XML.
    """
    if Path(path).stat().st_size > MOST:
        raise TooLarge(path)
    folders = [os.path.dirname(path)]  # noqa: PTH120 - text in, text out
    prefixes: list[str] = [""]
    # expat bounds what entities may grow to, and opens none from elsewhere.
    for event, element in ElementTree.iterparse(path, ("start", "end")):  # noqa: S314
        if event == "end":
            prefixes.pop()
            continue
        prefixes.append(element.get("fileprefix", prefixes[-1]))
        name = element.get("value", "") if element.get("type") == "filename" else ""
        if name:
            yield asset(first_there(prefixes[-1] + name, folders), path)
        elif element.tag.endswith("}include") and element.get("href"):
            yield asset(first_there(element.get("href", ""), folders), path)
