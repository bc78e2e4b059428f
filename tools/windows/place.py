"""The Windows of this checkout: made once for each version of Python, kept in .venv/windows."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from ..environments import ROOT, Environment, Problem, pythons, run
from ..needs import Needs, settle
from . import interpreter
from .wine import Prefix, windows_path

OWN = Path(__file__).parent
VENDOR = ROOT / ".venv" / "vendor" / "bin" / "python"
"""A Python with rayvision-sync, whose wheel has the transfer program for Windows too; `dev.py test` makes it."""

VENDOR_VARIABLE = "FOXSUBMIT_VENDOR_PYTHON"
PANDA = "panda3d==1.10.16"
VERSIONS = {"3.11": "pyside6", "3.9": "pyside2"}
"""Version of Python -> the Qt binding that is installed for it (the list python-VERSION.txt)."""

PROGRAMS = {"wine": "wine", "wineserver": "wine64", "Xvfb": "xvfb",
            interpreter.COMPILER: "gcc-mingw-w64-x86-64", interpreter.READER: "binutils-mingw-w64-x86-64"}
"""Program -> the package of Debian that has it."""


def missing() -> Needs:
    """Return what the system lacks for it."""
    needs = Needs()
    for program, package in PROGRAMS.items():
        if not shutil.which(program):
            needs.add(f"the program {program}", package)
    return needs


class Windows:
    """A Windows with one Python in it."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.folder = ROOT / ".venv" / "windows" / version
        self.python = self.folder / "python" / "python.exe"
        self._installed = self.python.parent / "Lib" / "site-packages"
        self.prefix = Prefix(self.folder / "prefix")
        self.packages = OWN / f"python-{version}.txt"
        self._stamp = self.folder / "stamp"

    def variables(self) -> dict[str, str]:
        """Return what a Python in it is told: where the package is, the binding, Qt's own platform for Windows."""
        paths = (ROOT / ".dev", ROOT)
        qt = VERSIONS[self.version]  # it and the platform reach Qt by interpreter.BEGINNING
        return {"PYTHONPATH": ";".join(map(windows_path, paths)), "PYTHONUTF8": "1", "PYTEST_QT_API": qt,
                "PYTHONPYCACHEPREFIX": windows_path(self.folder / "bytecode"),
                **({VENDOR_VARIABLE: windows_path(VENDOR)} if VENDOR.exists() else {})}

    def ready(self) -> bool:
        """Whether it is there, made as it would be made now."""
        return self._stamp.exists() and self._stamp.read_text(encoding="utf-8") == self._wanted()

    def _wanted(self) -> str:
        made_by = (self.packages, OWN / "interpreter.py")
        return hashlib.sha256(PANDA.encode() + b"".join(file.read_bytes() for file in made_by)).hexdigest()

    def make(self) -> None:
        """Make it where it is not ready.

        Raises:
            Problem: the system lacks something, or the packages could not be had.
        """
        linux = pythons().get(self.version)
        if linux is None:
            raise Problem(f"A Windows Python {self.version} takes its library from Python {self.version} of this "
                          "machine, which is not here.")
        settle(missing())
        if missing():
            raise Problem(missing().sentence())
        pip = Environment(self.version, linux, f"windows-pip-{self.version}", ("pip",))
        if not self.ready():
            self._make(linux, pip)
        self._name_the_package(pip)

    def _make(self, linux: str, pip: Environment) -> None:
        print(f"Making a Windows with Python {self.version} (two minutes)", flush=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        wheels = self.folder / "wheels"
        inside = pip.make()
        self._pip(inside, "download", "--dest", str(wheels), PANDA)
        interpreter.build(self.python.parent, next(wheels.glob("panda3d-*.whl")), linux)
        shutil.rmtree(wheels)
        self._pip(inside, "install", "--target", str(self._installed), "-r", str(self.packages))
        failed = self.prefix.make()
        if failed:
            raise Problem(f"Wine could not make a Windows: {failed}")
        self._stamp.write_text(self._wanted(), encoding="utf-8")

    def _name_the_package(self, pip: Environment) -> None:
        """Have the Python say of the package what an installation of it says: what its hosts need is asked there.

        It runs from the checkout; pip would have it found by a path of this machine, which no Windows knows.
        """
        said = b"".join((ROOT / name).read_bytes() for name in ("pyproject.toml", "setup.py"))
        wanted, stamp = hashlib.sha256(said).hexdigest(), self.folder / "named"
        if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
            return
        target = self.folder / "package"
        shutil.rmtree(target, ignore_errors=True)
        if run(pip.make(), "-m", "pip", "--disable-pip-version-check", "install", "-qq", "--no-deps", "--no-compile",
               "--target", target, "-e", ROOT, env=pip.apart()):
            raise Problem("What the package says of itself could not be had: see above.")
        for before in self._installed.glob("foxsubmit-*.dist-info"):
            shutil.rmtree(before)
        for named in target.glob("*.dist-info"):
            shutil.move(named, self._installed)
        shutil.rmtree(target)
        stamp.write_text(wanted, encoding="utf-8")

    def _pip(self, python: Path, command: str, *arguments: str) -> None:
        """Have pip bring wheels for Windows: all that are wanted are named."""
        abi = f"cp{self.version.replace('.', '')}"
        done = subprocess.run(
            [str(python), "-m", "pip", "--disable-pip-version-check", command, "-qq", "--no-deps",
             "--only-binary=:all:", "--platform", "win_amd64", "--python-version", self.version,
             "--implementation", "cp", "--abi", abi, "--abi", "abi3", "--abi", "none", *arguments],
            env={**os.environ, "PIP_NO_COMPILE": "1"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors="replace", check=False)
        if done.returncode:
            raise Problem(f"The packages for a Windows Python {self.version} could not be had: {done.stdout.strip()}")
