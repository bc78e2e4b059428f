"""The Python that a host application ships: the agent runs in it, so that it needs no installation of its own.

Maya, Houdini and 3ds Max are programs with a Python inside, and what they call ``sys.executable`` may be
themselves: started again they would open a window. Blender names its real Python since 2.91; its
``bpy.app.binary_path`` is the application.
"""

from __future__ import annotations

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
    """That of the application in which this runs."""
    return interpreter(sys.executable or "", sys.prefix, os.environ, sys.version_info[:2], sys.platform == "win32",
                       os.path.isfile)


def _candidates(executable: str, prefix: str, variables: Mapping[str, str], version: tuple[int, int],
                path: ModuleType) -> Iterator[str]:
    """Best first; most of them are on one system only."""
    join: Callable[..., str] = path.join
    folder, program = path.split(executable)
    if PYTHON.fullmatch(program):
        yield executable
    dotted, plain = f"{version[0]}.{version[1]}", f"{version[0]}{version[1]}"
    program = program.lower()
    if program.startswith("maya"):
        # On macOS the application is in Contents/MacOS, mayapy in Contents/bin.
        homes = [folder, join(path.dirname(folder), "bin"), join(variables.get("MAYA_LOCATION", folder), "bin")]
        yield from (join(home, name) for home in homes for name in ("mayapy", "mayapy.exe"))
    if "HFS" in variables and not program.startswith(("maya", "3dsmax", "blender")):
        yield from _houdini(variables["HFS"], dotted, plain, join)
    if program.startswith("3dsmax"):
        yield join(folder, "Python", "python.exe")
    yield from _below(prefix, dotted, join)


def _houdini(home: str, dotted: str, plain: str, join: Callable[..., str]) -> Iterator[str]:
    """``$HFS``; on macOS it is …/Houdini.framework/Versions/X/Resources, with Python in a framework beside."""
    yield join(home, "python", "bin", f"python{dotted}")
    yield join(home, "python", "bin", "python")
    yield join(home, f"python{plain}", "python.exe")
    frameworks = join(home, *[".."] * 4)
    yield join(frameworks, "Python.framework", "Versions", dotted, "bin", f"python{dotted}")


def _below(prefix: str, dotted: str, join: Callable[..., str]) -> Iterator[str]:
    """Where a Python keeps itself, whoever ships it."""
    yield join(prefix, "bin", f"python{dotted}")
    yield join(prefix, "bin", "python3")
    yield join(prefix, "bin", "python.exe")
    yield join(prefix, "python.exe")
