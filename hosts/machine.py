"""What an installer has to know of a machine: its system, its variables, its folders."""

from __future__ import annotations

import dataclasses
import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from . import known_folders

WINDOWS, MACOS, LINUX = "windows", "macos", "linux"
SYSTEMS = {"win32": WINDOWS, "darwin": MACOS}


@dataclasses.dataclass(frozen=True)
class Machine:
    """A machine; the tests make some that are not this one."""

    system: str
    environ: Mapping[str, str]
    home: Path
    root: Path = Path("/")
    """Folder in which absolute folders such as /opt begin."""
    moved_documents: Path | None = None
    """Where Windows says that the folder Documents is; None where it does not say, and it is in the home folder."""

    @classmethod
    def here(cls) -> Machine:
        """The one that this runs on."""
        return cls(SYSTEMS.get(sys.platform, LINUX), os.environ, Path.home(), Path(Path.home().anchor),
                   known_folders.documents())

    def variable(self, name: str) -> Path | None:
        """A folder that an environment variable names."""
        value = self.environ.get(name, "")
        return Path(value) if value else None

    def folders(self, name: str, separator: str = "") -> list[Path]:
        """The folders that a variable lists; apart as the system has it, or as the host says."""
        apart = separator or (";" if self.system == WINDOWS else ":")
        return [Path(each) for each in self.environ.get(name, "").split(apart) if each]

    @property
    def programs(self) -> Path:
        """Folder in which applications are installed."""
        if self.system == WINDOWS:
            return self.variable("ProgramFiles") or self.root / "Program Files"
        return self.root / "Applications" if self.system == MACOS else self.root / "opt"

    @property
    def documents(self) -> Path:
        """Folder in which hosts on Windows keep the user's files."""
        return self.moved_documents or self.home / "Documents"


@dataclasses.dataclass(frozen=True)
class Installed:
    """One version of a host application on this machine."""

    host: str
    version: str
    """The version as users say it: ``2025``, ``20.5``."""
    folder: Path


@dataclasses.dataclass(frozen=True)
class Target:
    """A folder and the files to write into it so that a host finds us."""

    host: str
    versions: tuple[str, ...]
    """Versions of the host that these files serve."""
    folder: Path
    files: Mapping[str, str]
    """Path below ``folder`` -> text."""
    hint: str = ""
    """Step that is left to do by hand, as one sentence."""
    own_folder: bool = False
    """Whether nothing but our files lies in ``folder``."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """Files to write, in order."""
        return tuple(self.folder / name for name in self.files)


def installed(host: str, folders: Iterable[Path], name: str) -> tuple[Installed, ...]:
    """The folders whose name matches ``name``, whose first group is the version; newest first, each version once."""
    found: dict[str, Installed] = {}
    for folder in folders:
        match = re.fullmatch(name, folder.name, re.IGNORECASE)
        if match and folder.is_dir():
            found.setdefault(match[1], Installed(host, match[1], folder))
    return tuple(sorted(found.values(), key=lambda each: [int(part) for part in each.version.split(".")], reverse=True))


def text_of(path: Path) -> str:
    """The text of a file; empty where there is none, or nobody can read it."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return ""


def below(folder: Path, named: str) -> Path:
    """Return the path that is named as seen from a folder, without steps back in it."""
    return Path(os.path.normpath(folder / named))


def children(folder: Path) -> list[Path]:
    """What lies in a folder, newest name first; nothing where there is no such folder."""
    try:
        return sorted(folder.iterdir(), reverse=True)
    except OSError:
        return []
