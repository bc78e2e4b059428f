#!/usr/bin/env python3
"""Set up and run foxsubmit from a checkout. Needs Python 3.9 or newer with venv, nothing else.

    python3 dev.py demo     render a real scene end to end on a farm of its own
    python3 dev.py test     run all checks and tests on every supported Python that is found
    python3 dev.py conformance   let the vendor's own client live in our farm
    python3 dev.py run …    run the foxsubmit command, for example: run farm --help
    python3 dev.py messages     bring the catalogues of translations up to date with the code
    python3 dev.py screenshots  make the pictures of docs/ui.md anew
    python3 dev.py extension    build Blender's extension; --qt linux-x64 with Qt inside
    python3 dev.py setup    only make the virtual environments
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
TESTED = ("3.9", "3.11", "3.13")
WITH_BLENDER = ("3.11", "3.13")  # the bpy wheel exists for these (pyproject.toml)
CHECKED = "3.13"
CHECKS = ("ruff check .", "mypy", "mypy --config-file hosts/mypy.ini")
VENDOR = ("rayvision-api==3.0.4.3", "rayvision-sync==3.1.8")  # the second has the transfer program
PARTS = ("core", "farm", "hosts", "ui")
# Most of a run waits for farms, agents and Blenders. A file stays in one process, as its fixtures are costly.
WORKERS = ("-n", str(3 * (os.cpu_count() or 1)), "--dist", "loadfile")
EXTRAS = "cli,farm,qt,blender,usd,dev"

# Library -> Debian package: what Qt and Blender load beside themselves.
LIBRARIES = {
    "libEGL.so.1": "libegl1", "libGL.so.1": "libgl1", "libX11.so.6": "libx11-6", "libXext.so.6": "libxext6",
    "libXfixes.so.3": "libxfixes3", "libXi.so.6": "libxi6", "libXrender.so.1": "libxrender1",
    "libXxf86vm.so.1": "libxxf86vm1", "libSM.so.6": "libsm6", "libICE.so.6": "libice6",
    "libxkbcommon.so.0": "libxkbcommon0", "libdbus-1.so.3": "libdbus-1-3", "libgomp.so.1": "libgomp1",
    "libfontconfig.so.1": "libfontconfig1", "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}


class Problem(Exception):
    """Something the user has to do first, as one sentence."""


def run(*command: object, **extra: object) -> int:
    """Run a program with its output on ours; its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False, **extra).returncode  # type: ignore[call-overload,no-any-return]


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


def link_package() -> None:
    """Make .dev/foxsubmit: the package as it is imported, for type checkers (docs/architecture.md)."""
    package = ROOT / ".dev" / "foxsubmit"
    shutil.rmtree(package, ignore_errors=True)
    package.mkdir(parents=True)
    for part in PARTS:
        (package / part).symlink_to(ROOT / part, target_is_directory=True)
    for module in (ROOT / "app").glob("*.py"):
        (package / module.name).symlink_to(module)


def system_libraries() -> None:
    """See that the libraries are there; install them on Debian as root, else name them."""
    if not sys.platform.startswith("linux"):
        return
    missing = sorted({package for library, package in LIBRARIES.items() if not _loads(library)})
    if not shutil.which("fc-list") or not subprocess.run(["fc-list"], capture_output=True, check=False).stdout:  # noqa: S607
        missing.append("fonts-dejavu-core")
    if missing:
        _apt(missing, "Qt and Blender need these system libraries")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _apt(packages: list[str], why: str) -> None:
    if not shutil.which("apt-get"):
        raise Problem(f"{why}, by their Debian names: {' '.join(packages)}. Install them, then run this again.")
    if os.geteuid() != 0:
        raise Problem(f"{why}; run this, then try again: sudo apt-get install {' '.join(packages)}")
    print(f"Installing {' '.join(packages)}")
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    run("apt-get", "update", **quiet)
    if run("apt-get", "install", "-y", "--no-install-recommends", *packages, **quiet):
        raise Problem(f"{why}, and apt-get could not install them: {' '.join(packages)}.")


def environment(version: str, python: str, name: str = "", wanted_packages: tuple[str, ...] = ()) -> Path:
    """The interpreter of a virtual environment: this version's with everything, or a named one with its packages."""
    folder = ROOT / ".venv" / (name or version)
    packages = wanted_packages or ("-e", f"{ROOT}[{EXTRAS}]")
    inside = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "stamp"
    contents = (ROOT / "pyproject.toml").read_bytes() + " ".join((python, *packages)).encode()
    wanted = hashlib.sha256(contents).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return inside
    print(f"Setting up Python {version} {name} (a few minutes the first time)", flush=True)
    if not inside.exists() and run(python, "-m", "venv", folder):
        raise Problem(f"Python {version} cannot make a virtual environment: "
                      f"on Debian install python{version}-venv.")
    pip = [inside, "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    if not wanted_packages:
        run(*pip, "--upgrade", "pip")
    if run(*pip, *packages):
        raise Problem(f"The packages for Python {version} could not be installed: see above.")
    stamp.write_text(wanted, encoding="utf-8")
    return inside


def child_environment(version: str, blender: Path | None, vendor: Path | None) -> dict[str, str]:
    """Variables for a run: Qt without a screen, the binding of this Python, a Blender if it has none."""
    binding = "pyside2" if version in ("3.9", "3.10") else "pyside6"
    variables = {"QT_API": binding, "PYTEST_QT_API": binding, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    if blender and version not in WITH_BLENDER:
        variables["FOXSUBMIT_BLENDER"] = str(blender)
    if vendor:
        variables["FOXSUBMIT_VENDOR_PYTHON"] = str(vendor)
    return {**os.environ, **variables}


def for_blender(found: dict[str, str]) -> tuple[str, str]:
    """The Python to run with Blender: one that has a bpy wheel, else one beside a blender program."""
    for version in WITH_BLENDER:
        if version in found:
            return version, found[version]
    if not shutil.which("blender"):
        _apt(["blender"], f"There is no Python {' or '.join(WITH_BLENDER)} here, so a Blender program is needed")
    return ".".join(map(str, sys.version_info[:2])), sys.executable


def demo(arguments: list[str]) -> int:
    """Render a real scene end to end."""
    return foxsubmit(["demo", "--folder", str(ROOT / "demo"), *arguments])


def foxsubmit(arguments: list[str]) -> int:
    """Run the command in the environment that has Blender."""
    inside = environment(*for_blender(pythons()))
    return run(inside, "-m", "foxsubmit", *arguments)


def setup(_arguments: list[str]) -> int:
    """Make every environment."""
    _environments()
    return 0


def vendor_client(found: dict[str, str]) -> Path | None:
    """The Python with the vendor's own client: it pins packages of 2020, so it gets an environment of its own."""
    if "3.9" not in found:
        print("The vendor's own client is not tried: it runs on Python 3.9, which is not here.")
        return None
    return environment("3.9", found["3.9"], "vendor", VENDOR)


def conformance(arguments: list[str]) -> int:
    """Let the vendor's own client live in our farm."""
    found = pythons()
    version, python = next((each, found[each]) for each in (*TESTED, *found) if each in found)
    variables = child_environment(version, None, vendor_client(found))
    return run(environment(version, python), "-m", "pytest", "tests/conformance", *arguments, env=variables)


def extension(arguments: list[str]) -> int:
    """Build Blender's extension: dist/blender, or where --out says."""
    inside = environment(*for_blender(pythons()))
    return run(inside, "-m", "foxsubmit.extension", *arguments)


def messages(arguments: list[str]) -> int:
    """Put new texts into the catalogues of translations, and take stale ones out."""
    found = pythons()
    version, python = next((each, found[each]) for each in (*TESTED, *found) if each in found)
    return run(environment(version, python), "-m", "tests.messages", *arguments)


def screenshots(arguments: list[str]) -> int:
    """Make the pictures of docs/ui.md anew."""
    version, python = for_blender(pythons())
    return run(environment(version, python), "-m", "tests.ui.pictures", *arguments,
               env=child_environment(version, None, None))


def test(arguments: list[str]) -> int:
    """Lint, type-check, then run the suite on each Python."""
    insides = _environments()
    failed = []
    checker = insides.get(CHECKED)
    if checker:
        failed += [check for check in CHECKS if run(checker, "-m", *check.split())]
    else:
        print(f"Not checked with ruff and mypy: they run on Python {CHECKED}, which is not here.")
    blender = next((insides[version] for version in WITH_BLENDER if version in insides), None)
    vendor = vendor_client(pythons())
    for version, inside in insides.items():
        print(f"\nTests on Python {version}", flush=True)
        if run(inside, "-m", "pytest", *WORKERS, *arguments, env=child_environment(version, blender, vendor)):
            failed.append(f"tests on {version}")
    print(f"\nRan on Python {', '.join(insides)}; not found: {', '.join(set(TESTED) - set(insides)) or 'none'}.")
    print("Failed: " + ", ".join(failed) if failed else "All passed.")
    return 1 if failed else 0


def _environments() -> dict[str, Path]:
    link_package()
    found = pythons()
    own = ".".join(map(str, sys.version_info[:2]))
    versions = [version for version in TESTED if version in found] or [own]
    return {version: environment(version, found[version]) for version in versions}


COMMANDS = {"demo": demo, "test": test, "setup": setup, "conformance": conformance, "messages": messages,
            "screenshots": screenshots, "extension": extension, "run": foxsubmit}


def main() -> int:
    """Run the command named first."""
    command = COMMANDS.get(sys.argv[1]) if len(sys.argv) > 1 else None
    if command is None:
        print(__doc__)
        return 0 if sys.argv[1:] in ([], ["-h"], ["--help"]) else 2
    try:
        system_libraries()
        return command(sys.argv[2:])
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
