"""Lock files: which version of each library goes into what is released, with the hashes of its files.

``python -m tools.release.locks``, in an environment that has foxsubmit, writes ``tools/locks/`` by uv, which has to be
on the PATH. There is a file for each kind of bundle and each Python that has versions of its own, so that a host of
today gets today's libraries. A file serves every system, and pip may read it on any Python: what uv says of Pythons
is worked out.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from packaging.markers import Marker
from packaging.requirements import Requirement

from foxsubmit.install.bundle import FARM, LIBRARY, NOT_FOR_HOSTS

from .changelog import ROOT

FOLDER = ROOT / "tools" / "locks"
PYTHONS = ("3.9", "3.11", "3.13")
SYSTEMS = {"linux": ("posix", "Linux"), "win32": ("nt", "Windows"), "darwin": ("posix", "Darwin")}
"""``sys.platform`` of each system, and what ``os.name`` and ``platform.system()`` are there."""


class Kind(NamedTuple):
    """A kind of bundle, whose libraries are locked together."""

    name: str
    pythons: tuple[str, ...]
    lists: tuple[str, ...] = ()
    """Lists of ``pyproject.toml``, by their names there: dependencies, extras, what builds the package."""
    more: tuple[str, ...] = ()
    """Requirements that are written nowhere else."""
    for_hosts: bool = False
    """Whether it goes into hosts: without what they do not get, and the same for every system."""
    system: str = ""
    """The only system that it is for: its lines have no condition then, which pip would ask of the machine it is on."""


PROGRAM = ("dependencies", "farm", "qt", "keyring", "7z")
NEWEST = PYTHONS[-1:]
KINDS = (
    Kind("hosts", PYTHONS, ("dependencies", FARM), for_hosts=True),
    Kind("qt", PYTHONS, ("qt",), more=("PySide6-Essentials<6.10; python_version >= '3.11'",)),
    Kind("program", PYTHONS, PROGRAM),
    Kind("windows", NEWEST, PROGRAM, system="win32"),
    Kind("wheels", PYTHONS, ("dependencies", FARM), system="linux"),
    Kind("build", NEWEST, ("requires",)),
)
"""What every host gets, what Blender's extension has inside beside that, the program outside of hosts, and so on;
the wheels are for a pip that has no network. From 6.10 on Qt wants a newer C library than Blender (glibc 2.34)."""


class Locked(NamedTuple):
    """One library in one version, with the hashes of its files."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name, spelled as indexes compare it."""
        return re.sub(r"[-_.]+", "-", self.requirement.name).lower()

    @property
    def version(self) -> str:
        """The version."""
        (only,) = self.requirement.specifier
        return str(only.version)

    def text(self) -> str:
        """The lines of a requirements file."""
        return " \\\n    ".join((str(self.requirement), *(f"--hash={each}" for each in self.hashes))) + "\n"

    def wanted(self, python: str, system: str) -> bool:
        """Whether it is for this Python on this system."""
        name, title = SYSTEMS[system]
        there = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": system,
                 "os_name": name, "platform_system": title, "platform_python_implementation": "CPython",
                 "implementation_name": "cpython"}
        return self.requirement.marker is None or self.requirement.marker.evaluate(there)


def path_of(kind: str, python: str) -> Path:
    """Return the lock file of a kind of bundle for a Python."""
    return FOLDER / f"{kind}-{python}.txt"


def read(text: str) -> Iterator[Locked]:
    """Yield what a lock file names."""
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip() and not line.startswith("#"):
            requirement, *hashes = line.split(" --hash=")
            yield Locked(Requirement(requirement.strip()), tuple(each.strip() for each in hashes))


def settled(locked: Locked, python: str, only: str = "", *, for_any: bool = False) -> Locked | None:
    """Say for which systems of a Python a line holds, in its condition; None where it is for none of them.

    ``for_any``: what one system needs goes to all of them.
    """
    among = [only] if only else list(SYSTEMS)
    systems = [system for system in among if locked.wanted(python, system)]
    if not systems:
        return None
    words = " or ".join(f"sys_platform == '{each}'" for each in systems)
    locked.requirement.marker = Marker(words) if systems != among and not for_any else None
    return locked


def wanted(kind: Kind, project: str) -> list[str]:
    """The requirements that a kind of bundle begins with; ``project``: the text of ``pyproject.toml``."""
    found = [each for name in kind.lists for each in _listed(project, name)]
    without = NOT_FOR_HOSTS if kind.for_hosts else set()
    return [*(each for each in found if LIBRARY.findall(each)[0] not in without), *kind.more]


def _listed(project: str, name: str) -> list[str]:
    """A list of ``pyproject.toml``; Python 3.9 has no parser for it."""
    block = re.findall(rf"^{name} = \[(.*?)\](?: *#.*)?$", project, re.MULTILINE | re.DOTALL)[0]
    return [double or single for double, single in re.findall(r'"([^"#]+)"|^ *\'([^\'#]+)\'', block, re.MULTILINE)]


def make(kind: Kind, python: str, project: str) -> str:
    """The text of a lock file, resolved anew."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "asked.in", Path(folder) / "answered.txt"
        asked.write_text("\n".join(wanted(kind, project)), encoding="utf-8")
        subprocess.run(["uv", "pip", "compile", str(asked), "--quiet", "--python-version", python, "--universal",
                        "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url",
                        "--output-file", str(answered)], check=True)
        lines = (settled(each, python, kind.system, for_any=kind.for_hosts)
                 for each in read(answered.read_text(encoding="utf-8")))
        return "".join(each.text() for each in lines if each)


def main(names: Sequence[str] | None = None) -> int:
    """Write the lock files of the kinds that are named anew, else all."""
    names = sys.argv[1:] if names is None else names
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    FOLDER.mkdir(exist_ok=True)
    for kind in KINDS:
        for python in kind.pythons if not names or kind.name in names else ():
            path = path_of(kind.name, python)
            path.write_text(make(kind, python, project), encoding="utf-8")
            print(f"{path.relative_to(ROOT)}: {len(list(read(path.read_text(encoding='utf-8'))))} libraries")
    return 0


if __name__ == "__main__":
    sys.exit(main())
