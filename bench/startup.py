"""What our files cost Maya, Houdini and 3ds Max when they start, before our menu is used: milliseconds and imports.

    python bench/startup.py [runs]

The files that are installed run over the doubles of the tests, each run in a fresh Python without libraries. The first
run of Maya's compiles; from the second on its bytecode is there, as on every start but the first after an installation.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from figures import tell, words

from foxsubmit.hosts.installers import describe
from foxsubmit.hosts.machine import WINDOWS, Machine
from foxsubmit.install import bundle
from foxsubmit.install.files import FOLDER, bundle_files

PROGRAM = Path(__file__).parents[1] / "tests" / "hosts" / "fakes" / "starting.py"
HOSTS = ("maya", "houdini", "max")
LIMIT = 10.0  # milliseconds
RUNS = 15


def installed(folder: Path) -> dict[str, tuple[str, Path]]:
    """Host -> its newest version, and what it finds of ours in ``folder``."""
    bundle.copy_package(folder / FOLDER / "foxsubmit")
    machine = Machine(WINDOWS, {"APPDATA": str(folder / "AppData")}, folder, folder)
    for name, text in bundle_files().items():
        write(folder / FOLDER / name, text)
    found = {}
    for host in HOSTS:
        version = describe(host).VERSIONS[-1]
        (target,) = describe(host).targets(machine, folder / FOLDER, (version,), None)
        for path, text in zip(target.paths, target.files.values()):
            write(path, text)
        found[host] = (version, target.folder if target.own_folder else target.paths[0])
    return found


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def started(host: str, version: str, file: Path) -> dict[str, Any]:
    """One start of a host."""
    done = subprocess.run([sys.executable, "-I", "-S", str(PROGRAM), host, version, str(file)], stdout=subprocess.PIPE,
                          check=True, cwd=PROGRAM.parent)
    return dict(json.loads(done.stdout))


def main() -> int:
    runs = int(words()[0]) if words() else RUNS
    worst = 0.0
    with tempfile.TemporaryDirectory() as name:
        for host, (version, file) in installed(Path(name)).items():
            told = [started(host, version, file) for _run in range(runs + 1)]
            first, later = told[0], told[1:]
            if any(each["qt"] for each in told):
                print(f"{host} {version}: Qt is imported before the menu is used")
                return 1
            took = [each["milliseconds"] for each in later]
            worst = max(worst, min(took))
            tell(f"{host}: start", min(took), "ms", middle=statistics.median(took), first=first["milliseconds"])
            print(f"{host} {version}: {min(took):.1f} ms of {LIMIT:.0f} ({min(took) / LIMIT:.2f}) undisturbed, "
                  f"{statistics.median(took):.1f} in the middle of {runs}, {first['milliseconds']:.1f} the first time; "
                  f"{len(first['imported'])} modules")
    return int(worst > LIMIT)


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.exit(main())
