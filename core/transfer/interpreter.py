"""The Python that a host application ships: the agent runs in it, so that it needs no installation of its own.

Maya, Houdini and 3ds Max are programs with a Python inside, and what they call ``sys.executable`` may be
themselves: started again they would open a window. Blender names its real Python since 2.91; its
``bpy.app.binary_path`` is the application.
"""

from __future__ import annotations

import contextlib
import ntpath
import os
import posixpath
import re
import sys
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Callable

from ..common.errors import FoxError
from ..common.i18n import _
from ..model.traits import HostTraits
from ..plan.hosts import every_host

PYTHON = re.compile(r"(python[\d.]*w?|mayapy\d*)(\.exe)?", re.IGNORECASE)
"""Names of programs that only interpret. hython is none: it takes a licence as long as it runs."""


def interpreter(executable: str, prefix: str, variables: Mapping[str, str], version: tuple[int, int],
                windows: bool, exists: Callable[[str], bool]) -> str:
    """The first that is there; the arguments are ``sys.executable``, ``sys.prefix``, ``os.environ`` and so on.

    Raises:
        FoxError: none is there.
    """
    path = ntpath if windows else posixpath
    for candidate in _candidates(executable, prefix, variables, version, path):
        if exists(candidate):
            return candidate
    raise FoxError(_("No Python was found beside {program}: start the agent with “foxsubmit agent”.").format(
        program=executable or prefix))


def own() -> str:
    """Return the Python interpreter of the application in which this runs."""
    return interpreter(sys.executable or "", sys.prefix, os.environ, sys.version_info[:2], sys.platform == "win32",
                       os.path.isfile)


def _candidates(executable: str, prefix: str, variables: Mapping[str, str], version: tuple[int, int],
                path: ModuleType) -> Iterator[str]:
    """Best first; most of them are on one system only."""
    join: Callable[..., str] = path.join
    folder, program = path.split(executable)
    if PYTHON.fullmatch(program):
        yield executable
    values = {"dotted": f"{version[0]}.{version[1]}", "plain": f"{version[0]}{version[1]}", "folder": folder,
              "parent": path.dirname(folder)}
    for traits in _running(program.lower()):
        for place in traits.pythons:
            with contextlib.suppress(KeyError):  # a variable that is not set
                yield join(*(part.format_map({**variables, **values}) for part in place.split("/")))
    yield from _below(prefix, values["dotted"], join)


def _running(program: str) -> Iterator[HostTraits]:
    """The hosts that the program may be: the one whose name it has, else those that are known by a variable only."""
    every = every_host()
    named = [each for each in every if each.process and program.startswith(each.process)]
    yield from named or (each for each in every if not each.process)


def _below(prefix: str, dotted: str, join: Callable[..., str]) -> Iterator[str]:
    """Yield the places below a prefix where a Python interpreter may lie, whoever ships it."""
    yield join(prefix, "bin", f"python{dotted}")
    yield join(prefix, "bin", "python3")
    yield join(prefix, "bin", "python.exe")
    yield join(prefix, "python.exe")
