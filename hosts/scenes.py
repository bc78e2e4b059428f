"""Read a scene file of any host, through the host's own Python where it is on this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..core.common import child
from ..core.common.errors import BadInput, HostFailed
from ..core.common.i18n import _
from ..core.model.host import Host
from .asking import ask, described
from .blender.programs.snapshot import read_scene as read_blend
from .houdini.install import describe as houdini
from .machine import Installed, Machine
from .max.install import describe as max_
from .maya.install import describe as maya

MODULE = "hosts.telling"
HOSTS = {".ma": "maya", ".mb": "maya", ".hip": "houdini", ".hiplc": "houdini", ".hipnc": "houdini", ".max": "max"}
"""Ending of a scene file -> its host; .blend is Blender's."""

NAMES = {"maya": "Maya", "houdini": "Houdini", "max": "3ds Max"}
VARIABLES = {"maya": "FOXSUBMIT_MAYA", "houdini": "FOXSUBMIT_HOUDINI", "max": "FOXSUBMIT_MAX"}
"""Of the environment: the program to use, else the newest that is found."""

PROGRAMS = {"maya": ("bin/mayapy", "Maya.app/Contents/bin/mayapy", "bin/mayapy.exe"),
            "houdini": ("bin/hython", "bin/hython.exe",
                        "Frameworks/Houdini.framework/Versions/Current/Resources/bin/hython"),
            "max": ("3dsmaxbatch.exe",)}
"""Below the folder of an installed version: what runs a script without a window."""

TIME = 900.0  # seconds; a production scene takes minutes to open


def read_scene(path: Path) -> Host:
    """A host that answers for the scene in ``path``, as its application would.

    Raises:
        BadInput: there is no such scene, or it is of no host that we know.
        HostFailed: the host is not here, or could not read it.
    """
    path = Path(path).absolute()
    host = HOSTS.get(path.suffix.lower())
    if host is None:
        return read_blend(path)
    if not path.is_file():
        raise BadInput(_("There is no scene {path}.").format(path=path))
    program = find_program(host, Machine.here())
    if host == "max":
        # It hands its script no arguments: they travel in the environment.
        answer = ask(NAMES[host], path, lambda _output: child.command(program), TIME,
                     variables=lambda output: child.arguments(MODULE, host, str(path), str(output)))
    else:
        answer = ask(NAMES[host], path,
                     lambda output: child.command(program, MODULE, host, str(path), str(output)), TIME)
    return described(answer, host)


def find_program(host: str, machine: Machine) -> str:
    """What runs a script in the host.

    Raises:
        HostFailed: nothing does on this machine.
    """
    named = machine.environ.get(VARIABLES[host], "").strip()
    if named:
        found = shutil.which(named)
        if not found:
            raise HostFailed(_("{variable} names {name}, which is not a program on this machine: correct it or remove "
                               "it.").format(variable=VARIABLES[host], name=named))
        return found
    installed: tuple[Installed, ...] = {"maya": maya, "houdini": houdini, "max": max_}[host].found(machine)
    for each in installed:
        for name in PROGRAMS[host]:
            if (each.folder / name).is_file():
                return str(each.folder / name)
    raise HostFailed(_("{host} was not found on this machine to read the scene: submit from inside it, or set "
                       "{variable} to its {program}.").format(
        host=NAMES[host], variable=VARIABLES[host], program=Path(PROGRAMS[host][0]).name))
