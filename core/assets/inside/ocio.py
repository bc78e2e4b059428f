"""The tables that an OCIO configuration names. Reads the disk.

Source: the OpenColorIO documentation, "Configurations" (``search_path``, ``environment``, ``FileTransform``). A
configuration is YAML with types of its own. What is looked for are three keys of it, in the two spellings that YAML
has; a reader of all of YAML would have to be installed in every host.
"""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Iterator, Mapping

from ...model.host import Asset
from ...model.need import Need
from ..variables import variables_in
from .naming import first_there, place_of, split_folders
from .texts import pieces

MOST = 64 << 20
"""Bytes of a configuration that are read; those of ACES have up to one million."""
VALUE = r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?:\$\{\w+\}|[^\s,{}\[\]#])(?:\$\{\w+\}|[^,}\n#])*)"""
SOURCE = re.compile(rf"(?:^|[{{,\s])src:[ \t]*{VALUE}")
FILE = "!<FileTransform>"
LISTED = re.compile(rf"^[ \t]*-[ \t]+{VALUE}", re.MULTILINE)
BLOCK = r"^{key}[ \t]*:[ \t]*(?P<line>[^\n]*)\n?(?P<below>(?:[ \t]+[^\n]*\n|[ \t]*-[^\n]*\n|[ \t]*\n)*)"
SEARCH_PATH = re.compile(BLOCK.format(key="search_path"), re.MULTILINE)
ENVIRONMENT = re.compile(BLOCK.format(key="environment"), re.MULTILINE)
SETTING = re.compile(rf"([A-Za-z_][A-Za-z0-9_]*):[ \t]*{VALUE}")
REMARK = re.compile(r"(?:^|[ \t])#.*$")
COMMENT = re.compile(r"^[ \t]*#[^\n]*\n", re.MULTILINE)
VARIABLE = re.compile(r"\$\{(\w+)\}|\$(\w+)|%(\w+)%")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def named_in(path: str, variables: Mapping[str, str] | None = None) -> Iterator[Asset]:
    """Yield each table that a configuration names, where OCIO finds it: beside the configuration or on its search path.

    ``variables`` are those of the context, the process's own where None. One that nobody set may be anything: what is
    on disk of such a path is taken.

    Raises:
        OSError: the configuration cannot be read.
        TooLarge: it has more than 64 MiB.
    """
    text = COMMENT.sub("", "".join(pieces(path, MOST)) + "\n")
    environment = os.environ if variables is None else variables
    known = {**_defaults(text), **environment}
    home = os.path.dirname(path)  # noqa: PTH120 - text in, text out
    written = _search_path(text)
    folders = [place_of(_filled(folder, known), home) for folder in written] or [home]
    for source in dict.fromkeys(_sources(text)):
        if source and not SCHEME.match(source):
            names = dict.fromkeys(name for part in (*written, source) for name in variables_in(part))
            yield dataclasses.replace(_asset(_filled(source, known), folders, path),
                                      variables=tuple(name for name in names if name in environment))


def written_in(text: str) -> list[str]:
    """The folders and the tables that a configuration names, as they are written in its text."""
    text = COMMENT.sub("", f"{text}\n")
    return [*_search_path(text), *_sources(text)]


def _sources(text: str) -> Iterator[str]:
    """The files of all file transforms; the ``src`` of others is a colour space."""
    for part in text.split(FILE)[1:]:
        found = SOURCE.search(part.partition("!<")[0])
        if found:
            yield _plain(found[1])


def _asset(source: str, folders: list[str], used_by: str) -> Asset:
    path = first_there(source, folders)
    if "*" in source or any("*" in folder for folder in folders):
        # More than one folder may hold what an open variable stands for; the first is as good a guess as any.
        return Asset(path, used_by, "colour", pattern=True, need=Need.UNKNOWN)
    return Asset(path, used_by, "colour")


def _search_path(text: str) -> list[str]:
    """The folders in which tables are looked for, in their order."""
    found = SEARCH_PATH.search(text)
    if found is None:
        return []
    line = REMARK.sub("", found["line"]).strip()
    if line.startswith("["):
        values = line.strip("[]").split(",")
    elif line:
        values = split_folders(_plain(line))
    else:
        values = [match[1] for match in LISTED.finditer(found["below"])]
    return [value for each in values if (value := _plain(each))]


def _defaults(text: str) -> dict[str, str]:
    """Values of variables that the configuration gives for those that are not set."""
    found = ENVIRONMENT.search(text)
    settings = f"{found['line']}\n{found['below']}" if found else ""
    return {match[1]: _plain(match[2]) for match in SETTING.finditer(settings)}


def _filled(text: str, known: Mapping[str, str]) -> str:
    return VARIABLE.sub(lambda match: known.get(match[match.lastindex or 1], "*"), text)


def _plain(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value
