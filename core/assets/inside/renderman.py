"""What a RenderMan archive in text (.rib) names. Reads the disk.

Source: Pixar's RenderMan documentation, "RIB": requests with parameters such as ``"string filename" ["wood.tex"]``,
``ReadArchive`` and ``Procedural``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from ...model.host import Asset
from .naming import STRING, named_asset, strings
from .texts import pieces

REQUEST = r"^[ \t]*(?P<request>[A-Z][A-Za-z0-9]+)\b"
ARCHIVE = (rf"ReadArchive[ \t]+(?P<archive>{STRING})"
           rf"|Procedural[ \t]+\"DelayedReadArchive\"[ \t]*\[?[ \t]*(?P<late>{STRING})")
PARAMETER = (r"\"(?:uniform |constant )?string(?:\[\d+\])? (?:filename|fileTextureName|lightColorMap|iesProfile|"
             r"mapName|ptexFile|textureName)\"[ \t]*\[?(?P<values>(?:\s*" + STRING + r")+)")
MARK = re.compile(f"{ARCHIVE}|{PARAMETER}|{REQUEST}", re.MULTILINE)
ELSEWHERE = {"Display", "DisplayChannel", "Option", "Integrator", "Hider"}
"""Requests whose names are results, or none of files."""


class Encoded(ValueError):
    """The archive is RIB's binary encoding and no text."""


def named_in(path: str) -> Iterator[Asset]:
    """Yield the textures, profiles and archives of a RenderMan archive.

    Raises:
        OSError: it cannot be read.
        TooLarge: it has more text than is looked through.
        Encoded: it is binary.
    """
    request, folders = "", [os.path.dirname(path)]  # noqa: PTH120 - text in, text out
    for text in pieces(path):
        if "\x00" in text or any("\udc80" <= letter <= "\udcff" for letter in text[:1000]):
            raise Encoded(path)
        for mark in MARK.finditer(text):
            if mark["request"]:
                request = mark["request"]
            elif mark["archive"] or mark["late"]:
                yield named_asset(strings(mark["archive"] or mark["late"])[0], folders, path)
            elif request not in ELSEWHERE:
                for name in filter(None, strings(mark["values"])):
                    yield named_asset(name, folders, path)
