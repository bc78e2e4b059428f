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
from ....core.common.extras import pip_command
from ....core.common.i18n import _
from ....core.common.load_check import complete, run
from ....core.common.loading import LoadResult, judged, lacks, load

VARIABLE = "FOXSUBMIT_BLENDER"
"""Environment variable: a blender program, or a Python interpreter that has bpy."""

SHIPPED = (r"\d+\.\d+", "python", "bin")
"""The folders, below that of the program, in which a Blender has its Python."""

INSIDE = ("scripts", "modules", "bpy")
"""The folders in which a Blender has its own part of bpy, which no other Python can load."""

ANSWER_TIME = 60  # seconds; a first start from a slow disk

SAY = "import bpy, os, sys; print(bpy.app.version_string); sys.stdout.flush(); os._exit(0)"
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

    @property
    def question(self) -> list[str]:
        """The command that prints the version."""
        return [self.path, "-c", ASK_BPY] if self.is_python else [self.path, "--version"]

    def command(self, module: str, *arguments: str) -> list[str]:
        """The argument list that runs ``main(arguments)`` of a module ("hosts.blender.node.render") in it."""
        if self.is_python:
            return child.command(self.path, module, *arguments)
        script = child.command("--python", module)[1]
        return [self.path, "--background", "--factory-startup", "--python-exit-code", "1",
                "--python", script, "--", module, *arguments]


def find_blender(candidates: Sequence[str] = ()) -> Program | None:
    """The Blender that the environment names, this process's own, the one on PATH, or a candidate.

    This process's own is also the one whose Python runs it: a farm that was started from Blender's panel renders by
    that Blender, which is on no PATH where people put it.

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


def no_blender() -> str:
    """Return the sentence for a machine on which `find_blender` finds none."""
    return _("No Blender was found on this machine. {advice}").format(advice=how_to_get_one())


def how_to_get_one() -> str:
    """What to do where there is no Blender; there is no package of it for every Python."""
    command = pip_command("blender")
    if not command:
        return _("Set {variable} to a blender program, or to a Python that has bpy.").format(variable=VARIABLE)
    return _("Set {variable} to a blender program, or install the extra “{extra}”: {command}").format(
        variable=VARIABLE, extra="blender", command=command)


def start_blender(program: Program, seconds: float) -> LoadResult:
    """Really start it: its version, or why it does not; it may be there, and lack a library of the system."""
    if program.is_python:
        return load(["bpy"], program.path, users=["bpy"], seconds=seconds)
    command = [program.path, "--background", "--factory-startup", "--python-exit-code", "1", "--python-expr", SAY]
    return judged(run(command, seconds), ["bpy"], seconds)


def _named(name: str) -> Program:
    found = shutil.which(name)
    if not found:
        raise BadInput(_("{variable} names {name}, which is not a program on this machine: set it to a Blender "
                         "or to a Python that has bpy, or remove it.").format(variable=VARIABLE, name=name))
    program = _program(found)
    if not program.version:
        reason = lacks(run(program.question, ANSWER_TIME).text, ["bpy"])
        if reason:
            raise BadInput(_("{variable} names {name}, which does not start: {reason}").format(
                variable=VARIABLE, name=name, reason=reason))
        raise BadInput(_("{variable} names {name}, which does not answer as a Blender or as a Python that has "
                         "bpy: correct it or remove it.").format(variable=VARIABLE, name=name))
    return program


def _own() -> Program | None:
    """The Blender this code runs in, or whose bpy lies beside it."""
    bpy = sys.modules.get("bpy")
    binary = str(getattr(getattr(bpy, "app", None), "binary_path", "") or "")
    if binary:
        return Program(binary)
    if bpy is not None or _has_bpy():
        return Program(sys.executable, is_python=True)
    around = _around(Path(sys.executable or ""))
    return Program(str(around)) if around else None


def _has_bpy() -> bool:
    """Whether there is the module with a Blender inside: Blender's own folder of that name wants to be in Blender."""
    spec = importlib.util.find_spec("bpy")
    return spec is not None and Path(spec.origin or "").parts[-4:-1] != INSIDE


def _around(python: Path) -> Path | None:
    """The Blender that ships a Python, which lies in ``4.2/python/bin`` beside it."""
    if len(python.parts) <= len(SHIPPED) + 2 or not all(
            re.fullmatch(each, part) for each, part in zip(SHIPPED, python.parts[-1 - len(SHIPPED):-1])):
        return None
    root = python.parents[len(SHIPPED)]
    places = (root / "blender", root / "blender.exe", root.parent / "MacOS" / "Blender")
    return next((each for each in places if each.is_file()), None)


def _program(path: str) -> Program:
    return Program(path, is_python=bool(re.match(r"python|pypy", Path(path).name, re.IGNORECASE)))


@functools.cache
def _version(path: str, is_python: bool) -> str:
    if is_python and path == sys.executable:
        return _bpy_version()
    question = Program(path, is_python).question
    try:
        # Not what this process really has for an environment: bpy 5.2 sets OCIO in it, over which older ones fall.
        answer = complete(question, ANSWER_TIME, dict(os.environ))
    except (OSError, subprocess.SubprocessError):
        return ""
    found = re.search(r"^(?:Blender|bpy) (\d+(?:\.\d+)+)", answer.stdout, re.MULTILINE)
    return found.group(1) if found else ""


def _bpy_version() -> str:
    try:
        return importlib.metadata.version("bpy")
    except importlib.metadata.PackageNotFoundError:
        return ""
