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
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from packaging.markers import Marker
from packaging.requirements import Requirement

from foxsubmit.install.bundle import COMMAND_LINE, LIBRARY

from .changelog import ROOT

FOLDER = ROOT / "tools" / "locks"
PYTHONS = ("3.9", "3.11", "3.13")
SYSTEMS = {"linux": ("posix", "Linux"), "win32": ("nt", "Windows"), "darwin": ("posix", "Darwin")}
"""``sys.platform`` of each system, and what ``os.name`` and ``platform.system()`` are there."""


class Kind(NamedTuple):
    """What is locked together: the package's dependencies, and those of extras."""

    name: str
    extras: tuple[str, ...]
    for_commands: bool


KINDS = (Kind("hosts", (), False), Kind("hosts-qt", ("qt",), False),
         Kind("program", ("farm", "qt", "keyring", "7z"), True))
"""The bundle of hosts and Blender's slim extension; the extension with Qt inside; the program outside of hosts."""


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


def for_system(kind: str, python: str, system: str) -> str:
    """Return the lock file as it is on one system, with no condition left that pip would ask of this machine."""
    found = []
    for each in read(path_of(kind, python).read_text(encoding="utf-8")):
        if each.wanted(python, system):
            each.requirement.marker = None
            found.append(each.text())
    return "".join(found)


def settled(locked: Locked, python: str) -> Locked | None:
    """Say for which systems of a Python a line holds, in its condition; None where it is for none of them."""
    systems = [system for system in SYSTEMS if locked.wanted(python, system)]
    if not systems:
        return None
    words = " or ".join(f"sys_platform == '{each}'" for each in systems)
    locked.requirement.marker = Marker(words) if len(systems) < len(SYSTEMS) else None
    return locked


def wanted(kind: Kind, project: str) -> list[str]:
    """The requirements of ``pyproject.toml`` that a kind of bundle begins with."""
    found = _listed(project, "dependencies")
    if not kind.for_commands:
        found = [each for each in found if LIBRARY.findall(each)[0] not in COMMAND_LINE]
    return [*found, *(each for extra in kind.extras for each in _listed(project, extra))]


def _listed(project: str, name: str) -> list[str]:
    """A list of ``pyproject.toml``; Python 3.9 has no parser for it."""
    block = re.findall(rf"^{name} = \[(.*?)\](?:\n|$)", project, re.MULTILINE | re.DOTALL)[0]
    return re.findall(r'^\s*"([^"]+)"', re.sub(r'", "', '",\n"', block), re.MULTILINE)


def make(kind: Kind, python: str, project: str) -> str:
    """The text of a lock file, resolved anew."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "asked.in", Path(folder) / "answered.txt"
        asked.write_text("\n".join(wanted(kind, project)), encoding="utf-8")
        subprocess.run(["uv", "pip", "compile", str(asked), "--quiet", "--python-version", python, "--universal",
                        "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url",
                        "--output-file", str(answered)], check=True)
        lines = (settled(each, python) for each in read(answered.read_text(encoding="utf-8")))
        return "".join(each.text() for each in lines if each)


def main() -> int:
    """Write every lock file anew."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    FOLDER.mkdir(exist_ok=True)
    for kind in KINDS:
        for python in PYTHONS:
            path = path_of(kind.name, python)
            path.write_text(make(kind, python, project), encoding="utf-8")
            print(f"{path.relative_to(ROOT)}: {len(list(read(path.read_text(encoding='utf-8'))))} libraries")
    return 0


if __name__ == "__main__":
    sys.exit(main())
