"""How long our panels take to open in a real Blender, and how long they hold it, beside Blender's own Preferences.

    python bench/open.py [--blender PROGRAM] [--qt FOLDER] [--runs 3]

A Blender with a window is started on a screen that nobody sees, with an add-on or extension that was just made.
``call`` is how long the operator holds Blender; ``usable`` how long until the account is known and the scene is read;
``held`` is the longest gap between two turns of Blender's own timers meanwhile, its drawing included. ``cold``: the
modules were never compiled, and as root the disk's cache is dropped before; ``warm``: a Blender that is started after
that; ``again``: the second time in one Blender. All is time on the wall: let the machine rest.

The targets: call 0.3 s, usable 1 s warm and 2 s cold.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # for tests.window

from bench.figures import JSON, tell
from tests.window.screen import SIZE, Played, missing, screen

from foxsubmit.core.common import child, system_libraries
from foxsubmit.core.settings.settings import Settings
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.blender.programs.program import Program
from foxsubmit.install import extension

INSIDE = Path(__file__).with_name("open_in_blender.py")
CACHES = Path("/proc/sys/vm/drop_caches")
ALONE = ("OCIO", "QT_API", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")
"""Variables that an artist's Blender does not have: it keeps byte code beside the modules."""


def main() -> int:
    """Measure and print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--blender", default="blender", help="a Blender program (default: the one on PATH)")
    parser.add_argument("--qt", default="", metavar="FOLDER", help="site-packages with PySide6 for its Python")
    parser.add_argument("--runs", type=int, default=3, help="warm starts (default: 3)")
    parser.add_argument(JSON, action="store_true", help="tell the figures to a program, too")
    options = parser.parse_args()
    version = Program(options.blender).version
    lacking = [*missing(), *(system_libraries.missing(["xcb"]) if options.qt else []),
               *([] if version else [options.blender])]
    if lacking:
        print(not_here(lacking), file=sys.stderr)
        return 75
    with tempfile.TemporaryDirectory(prefix="open-") as name:
        folder = Path(name)
        legacy = tuple(int(each) for each in version.split(".")[:2]) < (4, 2)
        made = (extension.build_legacy if legacy else extension.build)(folder / "dist")
        subprocess.run(Program(options.blender).command("hosts.blender.demo.scene", str(folder / "scene")), check=True,
                       env=child.environment(), capture_output=True)
        with LocalFarm(folder / "farm", options=Options()) as farm, screen() as display:
            Settings(folder / "home").remember_farm(farm.folder)
            print(f"Blender {version}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; milliseconds")
            print(f"{'':28}{'call':>8}{'usable':>8}{'held':>8}")
            told = [_run(options, folder, made, display, number) for number in range(options.runs + 1)]
            _tell("cold", told[:1])
            _tell("warm", told[1:])
    return 0


def not_here(lacking: list[str]) -> str:
    """The sentence of what this machine lacks, with the packages of Debian that have its libraries."""
    there = system_libraries.packages(lacking)
    return f"Not here: {', '.join(lacking)}." + (f" Debian has it in {', '.join(there)}." if there else "")


def _run(options: argparse.Namespace, folder: Path, made: Path, display: str, number: int) -> dict[str, Any]:
    """Start a Blender and return what it measured."""
    if not number and os.geteuid() == 0 and CACHES.exists():
        os.sync()
        CACHES.write_text("3", encoding="ascii")
    steps = folder / f"steps-{number}"
    steps.mkdir()
    qt = options.qt and str(Path(options.qt).resolve())
    kept = {name: value for name, value in os.environ.items() if name not in ALONE}
    arguments = ["" if number else str(made), str(folder / "scene" / "demo.blend"), str(steps)]
    seen = Played([options.blender, "--window-geometry", "0", "0", *map(str, SIZE), "--factory-startup", "--python",
                   str(INSIDE), "--", *arguments],
                  {**kept, "FOXSUBMIT_HOME": str(folder / "home"), "FOXSUBMIT_QT_DIR": qt,
                   "BLENDER_USER_RESOURCES": str(folder / "resources"), "QT_QPA_PLATFORM": "xcb",
                   "BLENDER_USER_SCRIPTS": str(folder / "resources" / "scripts")}, steps, display)
    try:
        measured = seen.step("measured")
    finally:
        seen.end()
    _print("warm" if number else "cold", measured)
    return measured


def _tell(start: str, measured: list[dict[str, Any]]) -> None:
    """Tell a program the middle of each figure."""
    for name in measured[0] if measured else ():
        for place, what in enumerate(("call", "usable", "held")):
            middle = statistics.median(each[name][place] for each in measured)
            tell(f"{name}, {start}: {what}", 1000 * middle, "ms")


def _print(start: str, measured: dict[str, Any]) -> None:
    for name, figures in measured.items():
        print(f"{start:6}{name:22}" + "".join(f"{1000 * value:8.0f}" for value in figures), flush=True)


if __name__ == "__main__":
    sys.exit(main())
