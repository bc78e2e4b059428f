"""What an Arnold scene in text (.ass) names. Reads the disk.

Source: the Arnold User Guide, "ASS File Format" and "Search Paths". A node is its type on a line of its own and its
parameters between braces; ``include`` stands outside of nodes.
"""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Iterator

from ...model.host import Asset
from .naming import STRING, named_asset, place_of, split_folders, strings
from .texts import pieces

MARK = re.compile(
    r"^(?:(?P<node>[A-Za-z_]\w*)[ \t]*(?:\{[ \t]*)?|(?P<end>\}[ \t]*))$"
    rf"|^[ \t]*(?P<key>filename|dso|include|config)[ \t]+(?:\d+[ \t]+\d+[ \t]+STRING\s+)?(?P<values>(?:{STRING}\s*)+)"
    rf"|^[ \t]*(?:texture|procedural|asset)_searchpath[ \t]+(?P<search>{STRING})", re.MULTILINE)
OUTPUT = "driver_"
"""How the types of nodes begin that write files."""
COLOURS = "color_manager_ocio"
VARIABLE = re.compile(r"\[(\w+)\]")


def named_in(path: str) -> Iterator[Asset]:
    """Yield the textures, volumes, procedurals and included scenes of an Arnold scene.

    Raises:
        OSError: it cannot be read.
        TooLarge: it has more text than is looked through.
    """
    home = os.path.dirname(path)  # noqa: PTH120 - text in, text out
    node, folders = "", [home]
    for text in pieces(path):
        for mark in MARK.finditer(text):
            if mark["node"] or mark["end"]:
                node = mark["node"] or ""
            elif mark["search"]:
                folders += [place_of(_filled(each), home) for each in split_folders(strings(mark["search"])[0])]
            elif not node.startswith(OUTPUT) and (mark["key"] != "config" or node == COLOURS):
                for name in strings(mark["values"]):
                    asset = named_asset(_filled(name), folders, path)
                    yield dataclasses.replace(asset, variables=tuple(VARIABLE.findall(name))) if "[" in name else asset


def _filled(text: str) -> str:
    """The text with the variables of the environment, which Arnold has in brackets."""
    return VARIABLE.sub(lambda match: os.environ.get(match[1], match[0]), text)
