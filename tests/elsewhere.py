"""Start a program where an artist's folders do not exist, as on a farm that is another machine.

This file is also run by its path, in a mount namespace of its own: it hides the folders and becomes the program.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

NAMESPACES = {"root": ("unshare", "--mount", "--propagation", "private"),
              "user": ("unshare", "--user", "--map-root-user", "--mount", "--propagation", "private")}
"""Ways to get a mount namespace: what root may do, and what an ordinary user may where user namespaces are allowed."""

MOVED = "moved"
"""The way that works everywhere: the folders themselves are moved away when the program is started."""

WAYS = (*NAMESPACES, MOVED)


@functools.cache
def works(way: str) -> bool:
    """Whether folders can be hidden in this way, on this machine and by this user."""
    if way == MOVED:
        return True
    if not shutil.which("unshare") or (way == "root" and os.geteuid() != 0):
        return False
    tried = [*NAMESPACES[way], "mount", "-t", "tmpfs", "none", str(Path(__file__).parent)]
    return subprocess.run(tried, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0


def best_way() -> str:
    """The first way that works here."""
    return next(filter(works, WAYS))


def hiding(folders: Iterable[Path], command: Sequence[str], way: str = "") -> list[str]:
    """Return the argument list that runs ``command`` where ``folders`` are empty.

    Without a mount namespace they are moved away now.
    """
    there = [folder.resolve() for folder in folders if folder.exists()]
    way = way or best_way()
    if way != MOVED:
        names = json.dumps([str(folder) for folder in there])
        return [*NAMESPACES[way], sys.executable, "-I", "-S", __file__, names, *command]
    for folder in there:
        folder.rename(moved(folder))
    return list(command)


def moved(folder: Path) -> Path:
    """Return where a folder lies after it was moved away."""
    return folder.with_name(f"{folder.name} (moved away)")


def back(folders: Iterable[Path]) -> None:
    """Move folders that were moved away back to their places."""
    for folder in folders:
        if moved(folder).exists() and not folder.exists():
            moved(folder).rename(folder)


class Elsewhere:
    """A Blender that is started where folders do not exist: a farm takes it in ``Options(blender=…)``."""

    def __init__(self, program: object, folders: Iterable[Path], way: str = "") -> None:
        self._program = program
        self.folders = list(folders)
        self._way = way or best_way()
        self.read = threading.Event()
        """Whether the artist's side has read all that it needs of the folders: before that, none is moved away."""
        self.read.set()

    @property
    def version(self) -> str:
        """The version of the Blender itself."""
        return self._program.version

    def command(self, module: str, *arguments: str) -> list[str]:
        """Return the argument list of the Blender, in a namespace of its own where there can be one."""
        if self._way == MOVED:
            self.read.wait()
        return hiding(self.folders, self._program.command(module, *arguments), self._way)


def main(arguments: list[str]) -> None:
    """Cover each folder by an empty one that nobody can write to, and become the program."""
    for folder in json.loads(arguments[0]):
        subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "none", folder], check=True)
    os.execvp(arguments[1], arguments[1:])  # noqa: S606 - an argument list, and no shell


if __name__ == "__main__":
    main(sys.argv[1:])
