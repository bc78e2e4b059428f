"""The Pythons of this machine, and a virtual environment for each."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TESTED = ("3.9", "3.11", "3.13")
WITH_BLENDER = ("3.11", "3.13")  # the bpy wheel exists for these (pyproject.toml)
PARTS = ("core", "farm", "hosts", "ui")
EXTRAS = "farm,qt,blender,usd,dev"


class Problem(Exception):
    """Something the user has to do first, as one sentence."""


def run(*command: object, **extra: object) -> int:
    """Run a program with its output on ours; its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False, **extra).returncode  # type: ignore[call-overload,no-any-return]


def runs(*command: object) -> bool:
    """Whether a program starts and ends well; what it prints is not shown."""
    try:
        return run(*command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def version_of(python: str) -> str | None:
    """``3.11`` of a Python that works; None where it does not."""
    try:
        found = subprocess.run([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
                               capture_output=True, text=True, timeout=30, check=False)
    except OSError:
        return None
    return found.stdout.strip() if found.returncode == 0 else None


def pythons() -> dict[str, str]:
    """Version -> interpreter, of all that are on this machine."""
    candidates = [sys.executable]
    candidates += [path for minor in range(9, 15) if (path := shutil.which(f"python3.{minor}"))]
    candidates += map(str, sorted(Path.home().glob(".pyenv/versions/3.*/bin/python"), reverse=True))
    candidates += map(str, sorted(Path("/opt").glob("python*/bin/python3")))
    found: dict[str, str] = {}
    for candidate in candidates:
        version = version_of(candidate)
        if version and version not in found:
            found[version] = candidate
    return found


def binding(version: str) -> str:
    """The Qt for Python that is installed for this version (pyproject.toml)."""
    return "PySide2" if version in ("3.9", "3.10") else "PySide6"


def loaded(version: str) -> list[str]:
    """The packages of an environment that load system libraries."""
    return [binding(version), *(["bpy"] if version in WITH_BLENDER else [])]


def link_package() -> None:
    """Make .dev/foxsubmit: the package as it is imported, for type checkers (docs/architecture.md)."""
    package = ROOT / ".dev" / "foxsubmit"
    shutil.rmtree(package, ignore_errors=True)
    package.mkdir(parents=True)
    for part in PARTS:
        (package / part).symlink_to(ROOT / part, target_is_directory=True)
    app = ROOT / "app"
    for own in (*app.glob("*.py"), *(init.parent for init in app.glob("*/__init__.py"))):
        (package / own.name).symlink_to(own)


class Environment:
    """The virtual environment of a Python: with everything, or a named one with its own packages."""

    def __init__(self, version: str, python: str, name: str = "", packages: tuple[str, ...] = ()) -> None:
        self.version, self.python = version, python
        self.title = f"Python {version} {name}".strip()
        self.packages = packages
        self.folder = ROOT / ".venv" / (name or version)
        self.inside = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self._stamp = self.folder / "stamp"

    def _wanted(self) -> str:
        parts = (self.python, *(self.packages or ("-e", f"{ROOT}[{EXTRAS}]")))
        files = b"".join((ROOT / name).read_bytes() for name in ("pyproject.toml", "setup.py"))
        return hashlib.sha256(files + " ".join(parts).encode()).hexdigest()

    def ready(self) -> bool:
        """Whether it is there with the packages that are wanted now."""
        return self._stamp.exists() and self._stamp.read_text(encoding="utf-8") == self._wanted()

    def apart(self) -> dict[str, str]:
        """Return variables that keep here what setuptools writes: several environments are made at once."""
        own = self.folder / "egg"
        own.mkdir(exist_ok=True)
        config = own / "setup.cfg"
        config.write_text(f"[egg_info]\negg_base = {own}\n", encoding="utf-8")
        return {**os.environ, "DIST_EXTRA_CONFIG": str(config)}

    def make(self) -> Path:
        """Make it where it is not ready; its interpreter."""
        if self.ready():
            return self.inside
        print(f"Setting up {self.title} (a few minutes the first time)", flush=True)
        if not runs(self.inside, "-m", "pip", "--version"):  # not there, or left half made
            shutil.rmtree(self.folder, ignore_errors=True)
            if run(self.python, "-m", "venv", self.folder):
                raise Problem(f"{self.python} could not make a virtual environment: see above.")
        # Most of what is installed is never loaded; what is, is compiled then (child_environment).
        pip = [self.inside, "-m", "pip", "--disable-pip-version-check", "install", "-qq", "--no-compile"]
        if not self.packages:
            run(*pip, "--upgrade", "pip")
        if run(*pip, *(self.packages or ("-e", f"{ROOT}[{EXTRAS}]")), env=self.apart()):
            raise Problem(f"The packages for {self.title} could not be installed: see above.")
        self._stamp.write_text(self._wanted(), encoding="utf-8")
        return self.inside


def child_environment(version: str, blender: Path | None, vendor: Path | None) -> dict[str, str]:
    """Variables for a run: Qt without a screen, the binding of this Python, a Blender if it has none.

    Byte code is kept whatever the machine's own setting: the tests start some hundred Pythons, and compiling the
    package in each takes as much time as all else that they do.
    """
    qt = binding(version).lower()
    variables = {"QT_API": qt, "PYTEST_QT_API": qt, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1",
                 "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(ROOT / ".venv" / "bytecode")}
    if blender and version not in WITH_BLENDER:
        variables["FOXSUBMIT_BLENDER"] = str(blender)
    if vendor:
        variables["FOXSUBMIT_VENDOR_PYTHON"] = str(vendor)
    return {**os.environ, **variables}
