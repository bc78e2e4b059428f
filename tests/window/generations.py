"""Play the extension in windows of three generations of Blender: ``python -m tests.window.generations``, as root.

3.4 is that of this machine (Debian bookworm), 4.3 and 5.2 are those of trees of trixie and sid. In each the add-on or
extension is installed, submits from the native panel to a farm that renders, follows undo, another file and a second
window, opens Qt's panel where there is Qt, and goes without a trace. ``--pictures FOLDER`` keeps what was seen.

Exit codes: 0 passed, 1 failed, 75 not all could be tried.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fresh.__main__ import NAMESPACES
from tests.fresh.tree import ROOT, CannotMake, Steps

from foxsubmit.core.common.errors import FoxError

from .debian import blender_tree, mount, program
from .screen import missing
from .story import play

RELEASES = ("here", "trixie", "sid")
CANNOT = 75


def main() -> int:
    """Play it in each; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.window.generations", description=__doc__)
    parser.add_argument("--release", action="append", choices=RELEASES, help="default: all")
    parser.add_argument("--pictures", type=Path, help="where pictures of what was seen go")
    parser.add_argument("--in-namespace", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if missing():
        print(f"Nothing was tried; not here: {', '.join(missing())}.", file=sys.stderr)
        return CANNOT
    if chosen.in_namespace:
        return _one(chosen.release[0], chosen.pictures)
    codes = [_apart(release, chosen.pictures) for release in chosen.release or RELEASES]
    print("Passed." if not any(codes) else "Failed." if 1 in codes else "Not all could be tried.")
    return 1 if 1 in codes else max(codes)


def _apart(release: str, pictures: Path | None) -> int:
    """Play it in namespaces of its own, where it takes a tree: what is mounted and started there ends with it."""
    if release == "here":
        return _one(release, pictures)
    if os.geteuid() != 0:
        print(f"{release} was not tried: a tree of Debian needs root.", file=sys.stderr)
        return CANNOT
    more = ["--pictures", str(pictures.absolute())] if pictures else []
    return subprocess.run([*NAMESPACES, sys.executable, "-m", "tests.window.generations", "--release", release, *more,
                           "--in-namespace"], cwd=ROOT, check=False).returncode


def _one(release: str, pictures: Path | None) -> int:
    step = Steps(release)
    try:
        with tempfile.TemporaryDirectory(prefix="window-") as name:
            with step("a Blender"):
                blender = _blender(release, Path(name))
            with step("plays"):
                told = play(blender, Path(name), pictures)
            print("   ", told)
    except (CannotMake, FoxError, OSError) as problem:
        print(problem, file=sys.stderr)
        return CANNOT
    except AssertionError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _blender(release: str, folder: Path) -> str:
    """The path of a program that is the release's Blender."""
    if release == "here":
        return "blender"
    tree = blender_tree(release)
    mount(tree, (folder, ROOT))
    return str(program(tree, folder / "blender"))


if __name__ == "__main__":
    sys.exit(main())
