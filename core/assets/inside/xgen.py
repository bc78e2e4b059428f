"""What a collection of XGen (.xgen) names. Reads the disk.

Sources: Autodesk's help on XGen ("Basic expression examples", "Use archives"), and public code that reads these files
(Conductor's and Zync's for Maya, AYON). A block is a line with its type, an attribute a line, and ``endAttrs`` at its
end; an attribute's value may be an expression with ``map('…')``, whose path is a file or a folder of Ptex files.
"""

from __future__ import annotations

import dataclasses
import itertools
import os
import re
from collections.abc import Iterator

from ...model.host import Asset
from ...model.need import Need
from ..tokens import has_tokens
from .texts import pieces

MAP = re.compile(r"""\bv?map\(\s*['"]([^'"\n]+)['"]""")
ARCHIVE = re.compile(r'(?:\bmaterials=|(?:^|\s)\d+\s+)"([^"\n]+)"')
BEGINNING = re.compile(r"\$\{(?:DESC|PAL|PROJECT)\}")
VARIABLE = re.compile(r"\$\{[^}]*\}")
END = "endAttrs"
PALETTE, DESCRIPTION, TEXTURES = "Palette", "Description", "MapTextures"
NO_FILES = {"xgDataPath", "xgProjectPath", "exportDir", "bakeDir"}
"""Attributes that are folders to look in, or that are written."""
SETTINGS = {"name", "active", "useCache", "cacheFileName"}
"""Attributes that are needed to read the others."""
Attributes = dict[str, str]


@dataclasses.dataclass(frozen=True)
class Folders:
    """Keeps where the paths of a collection begin."""

    home: str
    """The folder of the file."""
    project: str = ""
    data: tuple[str, ...] = ()
    """The folders of the collection, as they are written."""
    description: str = ""
    """The name of the description that is being read."""

    def places(self, written: str) -> list[str]:
        """Where a path may lead: by the project that is written, else by the one in which the file lies."""
        projects = list(filter(None, (self.project, os.path.dirname(self.home), self.home)))  # noqa: PTH120
        found = (self._place(written, *each) for each in itertools.product(projects, self.data or ("",)))
        return list(dict.fromkeys(found))

    def _place(self, written: str, project: str, data: str) -> str:
        # A slash may stand behind the variable, or in the project's path, or in both.
        text = written.replace("${DESC}", f"${{PAL}}/{self.description}").replace("${PAL}", data)
        text = VARIABLE.sub("*", text.replace("${PROJECT}", f"{project}/"))
        if re.match(r"[A-Za-z]:[\\/]|\\\\", text) and os.sep != "\\":
            return re.sub("/{2,}", "/", text)
        return os.path.normpath(os.path.join(self.home, text))  # noqa: PTH118 - text in, text out


def named_in(path: str) -> Iterator[Asset]:
    """Yield the maps, guides, archives and the folders of a collection.

    Raises:
        OSError: it cannot be read.
        TooLarge: it has more text than is looked through.
    """
    folders = Folders(os.path.dirname(path))  # noqa: PTH120 - text in, text out
    for kind, block in _blocks(path):
        if kind == PALETTE:
            data = tuple(filter(None, (each.strip() for each in block.get("xgDataPath", "").split(";"))))
            folders = dataclasses.replace(folders, project=block.get("xgProjectPath", ""), data=data)
            yield from (_asset(each, folders, path, Need.UNKNOWN) for each in data)
        elif kind == DESCRIPTION:
            folders = dataclasses.replace(folders, description=block.get("name", ""))
        yield from (_asset(written, folders, path, need) for written, need in _files(block))


def _blocks(path: str) -> Iterator[tuple[str, Attributes]]:
    """The type and the attributes of each block."""
    kind, block = "", Attributes()
    for text in pieces(path):
        for line in text.splitlines():
            key, *values = re.split(r"\t+|[ \t]{2,}", line.strip(), maxsplit=1)
            if key == END:
                yield kind, block
                kind, block = "", {}
            elif kind == TEXTURES and values:
                block[f"{key} {values[0]}"] = re.split(r"\t+", values[0])[-1]
            elif values and (key in SETTINGS or any(sign in values[0] for sign in "/\\(")):
                block[key] = values[0]  # not each point of each guide
            elif key in (PALETTE, DESCRIPTION, TEXTURES):
                kind, block = key, {}


def _files(block: Attributes) -> Iterator[tuple[str, Need]]:
    """The paths in a block. What a module that is off names, or is there before anybody made it, may be missing."""
    active = block.get("active", "true").lower() != "false"
    for key, value in block.items():
        plain = value.replace("\\n", "\n")
        maps = MAP.findall(plain)
        named = maps or (ARCHIVE.findall(plain) if key == "files" else [])
        yield from ((each, Need.NEEDED if active else Need.UNKNOWN) for each in named)
        if named or key in NO_FILES:
            continue
        if key == "cacheFileName" and value.strip():
            used = active and block.get("useCache", "false").lower() == "true"
            yield value.strip(), Need.NEEDED if used else Need.UNKNOWN
        elif BEGINNING.match(value) or " " in key:
            yield value.strip(), Need.UNKNOWN


def _asset(written: str, folders: Folders, used_by: str, need: Need) -> Asset:
    places = folders.places(written)
    path = next((place for place in places if os.path.exists(place)), places[0])  # noqa: PTH110 - text in, text out
    pattern = "*" in path or has_tokens(os.path.basename(path))  # noqa: PTH119 - text in, text out
    return Asset(path, used_by, "file", pattern=pattern, need=Need.UNKNOWN if "*" in path else need)
