"""From the folder of a release alone to a rendered frame, without a network: ``python3 -m tests.fresh.release FOLDER``.

As root, with debootstrap. A Debian of each release has Blender and Python, as whoever installs has them, and nothing of
the repository; then it loses its network. The files for Windows go into an empty Wine, where there is one.

Exit codes: 0 passed, 1 failed, 75 nothing could be tried (no debootstrap, not root, no network to make a Debian by).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.window.debian import blender_tree
from tools.windows.place import Windows
from tools.windows.wine import Prefix

from .__main__ import CANNOT, NAMESPACES, RELEASES, exit_code
from .offline import GIVEN, alone, by_pip, in_blender
from .tree import CACHE, ROOT, USER, Bare, CannotMake, Steps
from .windows import at_work, installed, unpacked

PACKAGES = ("blender", "python3-venv")
NAME = "artist"
"""A Debian with these packages is kept by this name."""
WITHOUT_NETWORK = ("--net",)
WINE = "wine"
"""Stands for no Debian, but for the Windows that Wine is."""


def main() -> int:
    """Try the folder in each Debian; the exit code."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.fresh.release", description=__doc__)
    parser.add_argument("folder", type=Path, help="what “python3 dev.py release” made")
    parser.add_argument("--debian", action="append", choices=(*RELEASES, WINE), help="default: all")
    parser.add_argument("--blender", type=Path, default=Windows("3.11").python, metavar="PYTHON",
                        help="a Python of Windows with bpy, for the demo in Wine (default: that of “dev.py windows”)")
    parser.add_argument("--in-tree", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--make", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.make:
        return made(chosen.debian[0])
    if chosen.in_tree:
        return one(chosen.debian[0], chosen.folder, chosen.in_tree, chosen.blender)
    if os.geteuid() != 0 or not shutil.which("debootstrap") or not shutil.which("unshare"):
        print("Nothing was tried: this needs root, debootstrap and unshare.", file=sys.stderr)
        return CANNOT
    codes = [apart(release, chosen.folder.resolve(), chosen.blender) for release in chosen.debian or (*RELEASES, WINE)]
    print("Passed." if not any(codes) else "Failed." if 1 in codes else "Not all could be tried.")
    return 1 if any(code not in (0, CANNOT) for code in codes) else max(codes)


def apart(release: str, folder: Path, blender: Path) -> int:
    """Make the Debian while there is a network, and try the folder in namespaces where there is none."""
    again = [sys.executable, "-m", "tests.fresh.release", str(folder), "--debian", release, "--blender",
             str(blender.resolve())]
    CACHE.mkdir(parents=True, exist_ok=True)
    code = subprocess.run([*NAMESPACES, *again, "--make"], cwd=ROOT, check=False).returncode
    if code:
        return code
    with tempfile.TemporaryDirectory(prefix="run-", dir=CACHE) as run:
        return subprocess.run([*NAMESPACES, *WITHOUT_NETWORK, *again, "--in-tree", run], cwd=ROOT,
                              check=False).returncode


def made(release: str) -> int:
    """Make the Debian where it is not made yet; the exit code."""

    def steps() -> None:
        if release != WINE:
            blender_tree(release, PACKAGES, NAME)
        elif not shutil.which("wine"):
            raise CannotMake("The files for Windows were not tried: there is no wine here.")

    return exit_code(steps)


def one(release: str, folder: Path, run: Path, blender: Path) -> int:
    """Try the folder in one Debian, inside the namespaces; the exit code."""

    def steps() -> None:
        step = Steps(release)
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        if release == WINE:
            in_wine(folder, run, step, blender)
        else:
            in_debian(release, folder, run, step)
        step.total()

    return exit_code(steps)


def in_debian(release: str, folder: Path, run: Path, step: Steps) -> None:
    """Try the folder as a Debian's user does."""
    with step("a tree, and the folder"):
        tree = Bare(blender_tree(release, PACKAGES, NAME), run, USER)
        tree.show(folder, GIVEN)
    for each in (alone, in_blender, by_pip):
        each(tree, step)


def in_wine(folder: Path, run: Path, step: Steps, blender: Path) -> None:
    """Try the files for Windows."""
    prefix = Prefix(run / "windows")
    try:
        with step("an empty Windows"):
            failed = prefix.make()
            if failed:
                raise CannotMake(f"Wine could not make a Windows: {failed}")
        python = unpacked(folder, prefix, step)
        at_work(prefix, python, blender, step)
        installed(folder, prefix, python, step)
    finally:
        prefix.end()


if __name__ == "__main__":
    sys.exit(main())
