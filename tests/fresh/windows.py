"""The Windows files of a release in an empty Wine without a network: unpacked, installed, started, removed."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

from tools.windows.wine import Prefix, windows_path

from .offline import came_home
from .tree import Failed, Steps

PATIENCE = 1800.0  # seconds for one program, on a machine that does much else
ASKS_WINDOWS = "_wmi.pyd"
"""The part of Python by which it asks for the system's name, from 3.12 on; Wine 8 lacks a function for it and ends the
program. Python goes on without that part, as older ones do."""
NONE: Mapping[str, str] = {}
LACKING = {"Qt"}
"""What the doctor does not find in Wine 8: the library icuuc.dll of Windows, by which Qt loads."""
VERSION = r"\d+\.\d+\.\d+"
OURS = "foxsubmit"
PROGRAMS = "users/*/AppData/Local/Programs/foxsubmit"


def unpacked(folder: Path, prefix: Prefix, step: Steps) -> Path:
    """The folder that needs no installation starts; its Python."""
    (archive,) = folder.glob("*-windows.zip")
    with step(f"{archive.name} is unpacked and started"):
        with zipfile.ZipFile(archive) as file:
            file.extractall(prefix.drive)
        place = prefix.drive / archive.stem
        python = place / "python" / "python.exe"
        said = ran(prefix, python, place / "foxsubmit.exe", "--version")
        if not re.search(VERSION, said):
            raise Failed(f"It does not say its version:\n{said}")
        ran(prefix, python, place / "foxsubmit.exe", "farm", "status", codes=(1,))
    return python


def at_work(prefix: Prefix, python: Path, blender: Path, step: Steps) -> None:
    """The doctor finds nothing wrong but what Wine lacks, and the demo's frames come home, where there is a Blender."""
    program = python.parents[1] / "foxsubmit.exe"
    python.with_name(ASKS_WINDOWS).unlink()
    own = {"FOXSUBMIT_BLENDER": windows_path(blender)} if blender.is_file() else {}
    with step("the doctor"):
        said = ran(prefix, python, program, "doctor", "--json", "--timeout", str(PATIENCE), codes=(0, 1),
                   variables=own)
        rows = json.loads(said[said.index("{"):said.rindex("}") + 1])["checks"]
        bad = {row["what"]: row["words"] for row in rows if row["state"] == "failed"}
        if set(bad) - LACKING:
            raise Failed(f"It finds fault: {bad}")
        print(*sorted(f"{what}: {words};" for what, words in bad.items()), end=" ")
    if not own:
        print(f"The demo was not tried: {blender} is not there, which “dev.py windows” makes.", flush=True)
        return
    with step("the demo"):
        ran(prefix, python, program, "demo", "--no-panel", "--folder", "C:\\demo", variables=own)
        came_home(prefix.drive / "demo" / "frames", 8)


def installed(folder: Path, prefix: Prefix, python: Path, step: Steps) -> None:
    """The installer puts the same into the user's programs, and takes it out without a trace."""
    (setup,) = folder.glob("*-setup.exe")
    before = ours(prefix)
    with step(f"{setup.name} installs without a question"):
        ran(prefix, python, setup, "/S")
        (place,) = prefix.drive.glob(PROGRAMS)
        said = ran(prefix, python, place / "foxsubmit.exe", "--version")
        if not re.search(VERSION, said) or not list(prefix.drive.rglob("Submit to Fox.lnk")):
            raise Failed(f"It does not start, or is not in the start menu:\n{said}")
        if OURS not in registry(prefix):
            raise Failed("Windows does not list it among its programs.")
    with step("again, over what is there"):
        ran(prefix, python, setup, "/S")
    with step("it is removed"):
        # Unless it is told where it was, an uninstaller of NSIS goes on in a copy that nobody waits for.
        ran(prefix, python, place / "uninstall.exe", "/S", f"_?={windows(prefix, place)}")
        (place / "uninstall.exe").unlink(missing_ok=True)
        left = [each for each in ours(prefix) - before if each != place or list(place.iterdir())]
        if left or list(prefix.drive.rglob("Submit to Fox.lnk")) or OURS in registry(prefix):
            raise Failed(f"It left {left}, or an entry:\n{registry(prefix)}")


def ran(prefix: Prefix, python: Path, program: Path, *words: str, codes: tuple[int, ...] = (0,),
        variables: Mapping[str, str] = NONE) -> str:
    """Run a program to its end, beside a Python that keeps a desktop there; what it said."""
    prefix.keep(python, folder=prefix.drive)
    process = prefix.launch(program, *words, folder=prefix.drive, **variables)
    try:
        said, _nothing = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired as error:
        process.kill()
        raise Failed(f"{program.name} {' '.join(words)} does not end.") from error
    if process.returncode not in codes:
        raise Failed(f"{program.name} {' '.join(words)} ended with {process.returncode}:\n{said}")
    return said


def ours(prefix: Prefix) -> set[Path]:
    """Return all in the user's folders that has our name."""
    return {path for path in (prefix.drive / "users").rglob("*") if OURS in path.name.lower()}


def registry(prefix: Prefix) -> str:
    """Return what Windows lists among the programs of this user, and what it starts at login."""
    told = []
    for key in ("Uninstall", "Run"):
        done = subprocess.run(["wine", "reg", "query", rf"HKCU\Software\Microsoft\Windows\CurrentVersion\{key}"],
                              env=prefix.variables(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True, errors="replace", check=False)
        told.append(done.stdout)
    return "\n".join(told)


def windows(prefix: Prefix, path: Path) -> str:
    """Name a path of the prefix as its Windows does."""
    return "C:\\" + "\\".join(path.relative_to(prefix.drive).parts)
