"""Windows processes: a prefix of Wine is a Windows of its own, with registry, users' folders and processes."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

NOT_HANDED_ON = ("PYTHON", "QT_", "FOXSUBMIT_", "PYTEST_", "XDG_", "WAYLAND", "LC_", "LANG", "RAYVISION_")
"""Beginnings of variables that a Windows process does not get from here."""

KEEPER = """
import ctypes, threading
ctypes.windll.user32.GetDesktopWindow()
print("there", flush=True)
threading.Event().wait()
"""
"""Keeps the desktop there. Wine starts it with the first process that asks for it, and it would hold that one's streams
open: whoever waits for their end, as subprocess.run does, would wait for ever. On a Windows it is always there."""

ENDS = 60  # seconds in which the processes of a prefix end when they are told to


class Prefix:
    """One Windows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drive = folder / "drive_c"
        self._keeper: subprocess.Popen[str] | None = None

    def variables(self, **own: str) -> dict[str, str]:
        """Variables of a process in it. Wine takes the language and the characters of file names from here."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_HANDED_ON)}
        return {**kept, "WINEPREFIX": str(self.folder), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=",
                "LC_ALL": "C.UTF-8", **own}

    def make(self) -> str:
        """Make it, as a Windows 10; what was printed where that failed, else nothing."""
        try:
            for command in (["wineboot", "--init"], ["wine", "winecfg", "/v", "win10"]):
                done = subprocess.run(command, env=self.variables(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
                if done.returncode:
                    return f"{' '.join(command)} ended with {done.returncode}: {done.stdout}"
        finally:
            self.end()
        self.part()
        return ""

    def part(self) -> None:
        """Give its users folders of their own: Wine makes Documents, Desktop and others links to the home folder here.

        What is installed into Documents, as a module of Maya, would lie among the files of whoever runs the tests.
        """
        for each in (self.drive / "users").glob("*/*"):
            if each.is_symlink():
                each.unlink()
                each.mkdir()

    def copy(self, folder: Path) -> Prefix:
        """Make another one; they share the files of the system, which nothing changes."""
        system = self.drive / "windows"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder, symlinks=True,
                        ignore=lambda place, _names: ["windows"] if Path(place) == self.drive else [])
        shutil.copytree(system, folder / "drive_c" / "windows", symlinks=True, copy_function=os.link)
        made = Prefix(folder)
        made.part()
        return made

    def start(self, program: Path, *arguments: str, folder: Path, **own: str) -> subprocess.Popen[str]:
        """Start a Python in it, with a desktop; `end` has to follow."""
        self.keep(program, folder=folder, **own)
        return self.launch(program, *arguments, folder=folder, **own)

    def keep(self, python: Path, folder: Path, **own: str) -> None:
        """Have a desktop in it by a Python, where there is none yet; `end` has to follow."""
        if self._keeper is None:
            self.part()  # it may have been made before this was done
            self._keeper = self.launch(python, "-c", KEEPER, folder=folder, **own)
            if self._keeper.stdout:
                self._keeper.stdout.readline()

    def launch(self, program: Path, *arguments: str, folder: Path, **own: str) -> subprocess.Popen[str]:
        """Start a program; Wine takes no plain file as a standard stream, so its output is a pipe."""
        return subprocess.Popen(["wine", str(program), *arguments], cwd=folder, env=self.variables(**own), text=True,
                                encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT)

    def end(self) -> None:
        """End all processes in it, also those that outlived whoever started them."""
        for signal in ("-k", "-w"):
            subprocess.run(["wineserver", signal], env=self.variables(), check=False, timeout=ENDS,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if self._keeper is not None:
            self._keeper.communicate()
            self._keeper = None

    def tidy(self) -> None:
        """Remove what processes left in their folder for temporary files."""
        for each in (*self.drive.glob("users/*/Temp/*"), *self.drive.glob("users/*/AppData/Local/Temp/*")):
            shutil.rmtree(each, ignore_errors=True) if each.is_dir() else each.unlink(missing_ok=True)


def windows_path(path: Path) -> str:
    """Name a path of this machine as Windows does."""
    return "Z:" + str(path).replace("/", "\\")
