"""The Blenders that are installed on this machine, and where each keeps what is the user's."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

from ...machine import LINUX, MACOS, WINDOWS, Machine, children
from .program import Program

OLDEST, FIRST_WITH_EXTENSIONS = (3, 3), (4, 2)


@dataclasses.dataclass(frozen=True)
class Blender:
    """One that can be started."""

    program: Program
    version: str
    """The version as users say it: ``4.5``."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """Version as numbers, to compare versions by."""
        return tuple(int(part) for part in self.version.split("."))

    @property
    def extensions(self) -> bool:
        """Whether it knows extensions; older ones know add-ons."""
        return self.numbers >= FIRST_WITH_EXTENSIONS


def found(machine: Machine) -> tuple[Blender, ...]:
    """Return the installed Blenders from 3.3 on, the newest first, each version once."""
    known: dict[str, Blender] = {}
    for path in _candidates(machine):
        program = Program(str(path))
        version = ".".join(program.version.split(".")[:2])
        if version and version not in known and Blender(program, version).numbers >= OLDEST:
            known[version] = Blender(program, version)
    return tuple(sorted(known.values(), key=lambda each: each.numbers, reverse=True))


def addons_folder(machine: Machine, version: str) -> Path:
    """Return the folder of the user's add-ons of one version."""
    return user_folder(machine, version, "SCRIPTS") / "addons"


def user_folder(machine: Machine, version: str, kind: str) -> Path:
    """Return the folder in which one version keeps the user's SCRIPTS, EXTENSIONS or CONFIG.

    Source: Blender's manual, "Blender's Directory Layout".
    """
    for name, below in ((f"BLENDER_USER_{kind}", ""), ("BLENDER_USER_RESOURCES", kind.lower())):
        own = machine.variable(name)
        if own:
            return own / below
    return users_home(machine) / version / kind.lower()


def users_home(machine: Machine) -> Path:
    """The folder that has one of the user's for each version."""
    roaming = machine.variable("APPDATA") or machine.home / "AppData" / "Roaming"
    homes = {
        WINDOWS: roaming / "Blender Foundation" / "Blender",
        MACOS: machine.home / "Library" / "Application Support" / "Blender",
        LINUX: (machine.variable("XDG_CONFIG_HOME") or machine.home / ".config") / "blender",
    }
    return homes[machine.system]


def _candidates(machine: Machine) -> Iterator[Path]:
    """Programs that may be a Blender: on PATH, then where they are installed or unpacked."""
    on_path = shutil.which("blender", path=machine.environ.get("PATH", ""))
    if on_path:
        yield Path(on_path)
    name = "blender.exe" if machine.system == WINDOWS else "blender"
    places = {
        WINDOWS: children(machine.programs / "Blender Foundation"),
        MACOS: [folder / "Contents" / "MacOS" for folder in children(machine.programs)],
        LINUX: [*children(machine.root / "opt"), *children(machine.home), machine.root / "snap" / "bin"],
    }
    for folder in places[machine.system]:
        # On macOS its name is that of the application.
        for each in (folder / name, folder / "Blender"):
            if "blender" in str(each.parent).lower() and each.is_file():
                yield each
                break
