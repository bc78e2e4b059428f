"""Find a Blender to run in a process of its own: a blender program, or a Python that has bpy."""

from __future__ import annotations

import dataclasses
import functools
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ....core.common import child
from ....core.common.errors import BadInput
from ....core.common.i18n import _

VARIABLE = "FOXSUBMIT_BLENDER"
"""Environment variable: a blender program, or a Python interpreter that has bpy."""

ANSWER_TIME = 60  # seconds; a first start from a slow disk

ASK_BPY = "import importlib.metadata as m; print('bpy', m.version('bpy'))"


@dataclasses.dataclass(frozen=True)
class Program:
    """A Blender that can be started."""

    path: str
    is_python: bool = False
    """True for a Python that has bpy, False for a blender program."""

    @property
    def version(self) -> str:
        """``4.5.15``; asked once, and empty where it does not answer."""
        return _version(self.path, self.is_python)

    def command(self, module: str, *arguments: str) -> list[str]:
        """The argument list that runs ``main(arguments)`` of a module ("hosts.blender.node.render") in it."""
        if self.is_python:
            return child.command(self.path, module, *arguments)
        script = child.command("--python", module)[1]
        return [self.path, "--background", "--factory-startup", "--python-exit-code", "1",
                "--python", script, "--", module, *arguments]


def find_blender(candidates: Sequence[str] = ()) -> Program | None:
    """The Blender that the environment names, this process's own, the one on PATH, or a candidate.

    Raises:
        BadInput: the environment variable names something that is no Blender.
    """
    named = os.environ.get(VARIABLE, "").strip()
    if named:
        return _named(named)
    own = _own()
    if own:
        return own
    for candidate in ("blender", *candidates):
        found = shutil.which(candidate)
        if found and _program(found).version:
            return _program(found)
    return None


def _named(name: str) -> Program:
    found = shutil.which(name)
    if not found:
        raise BadInput(_("{variable} names {name}, which is not a program on this machine: set it to a Blender "
                         "or to a Python that has bpy, or remove it.").format(variable=VARIABLE, name=name))
    program = _program(found)
    if not program.version:
        raise BadInput(_("{variable} names {name}, which does not answer as a Blender or as a Python that has "
                         "bpy: correct it or remove it.").format(variable=VARIABLE, name=name))
    return program


def _own() -> Program | None:
    """The Blender this code runs in, or whose bpy lies beside it."""
    bpy = sys.modules.get("bpy")
    binary = str(getattr(getattr(bpy, "app", None), "binary_path", "") or "")
    if binary:
        return Program(binary)
    if bpy is not None or importlib.util.find_spec("bpy") is not None:
        return Program(sys.executable, is_python=True)
    return None


def _program(path: str) -> Program:
    return Program(path, is_python=bool(re.match(r"python|pypy", Path(path).name, re.IGNORECASE)))


@functools.cache
def _version(path: str, is_python: bool) -> str:
    if is_python and path == sys.executable:
        return _bpy_version()
    question = [path, "-c", ASK_BPY] if is_python else [path, "--version"]
    try:
        # Not what this process really has for an environment: bpy 5.2 sets OCIO in it, over which older ones fall.
        answer = subprocess.run(question, capture_output=True, text=True, errors="replace", env=dict(os.environ),
                                stdin=subprocess.DEVNULL, timeout=ANSWER_TIME, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    found = re.search(r"^(?:Blender|bpy) (\d+(?:\.\d+)+)", answer.stdout, re.MULTILINE)
    return found.group(1) if found else ""


def _bpy_version() -> str:
    try:
        return importlib.metadata.version("bpy")
    except importlib.metadata.PackageNotFoundError:
        return ""
