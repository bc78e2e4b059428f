"""A bare Debian, a fresh clone, and what the README says: ``python3 -m tests.fresh``, as root, with debootstrap.

Exit codes: 0 passed, 1 failed, 75 nothing could be tried (no debootstrap, no network, not root).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Callable

from .scenarios import PART, ordinary_user, root
from .tree import CACHE, ROOT, USER, CannotMake, Failed, Steps, Tree, base

RELEASES = ("bookworm", "trixie")
CANNOT = 75
NAMESPACES = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private")
"""Whatever is mounted or started in a tree ends with this."""


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.fresh", description=__doc__)
    parser.add_argument("--release", choices=(*RELEASES, "both"), default="both")
    parser.add_argument("--user", choices=("root", "ordinary", "both"), default="both")
    parser.add_argument("--quick", action="store_true",
                        help="bookworm and an ordinary user only, without the download of Blender")
    parser.add_argument("--tests", default=PART, metavar="ARGUMENTS",
                        help="for `dev.py test` in the tree; an empty one for all tests (default: %(default)s)")
    parser.add_argument("--in-tree", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    """Try each release as each user; the exit code."""
    chosen = options()
    if chosen.in_tree:
        return one(chosen)
    if os.geteuid() != 0 or not shutil.which("debootstrap") or not shutil.which("unshare"):
        print("Nothing was tried: this needs root, debootstrap and unshare.", file=sys.stderr)
        return CANNOT
    releases = RELEASES if chosen.release == "both" else (chosen.release,)
    users = ("ordinary", "root") if chosen.user == "both" else (chosen.user,)
    if chosen.quick:
        releases, users = releases[:1], ("ordinary",)
    commit = subprocess.run(["git", "-c", f"safe.directory={ROOT}", "log", "-1", "--format=%h %s"], cwd=ROOT,
                            capture_output=True, text=True, check=False).stdout.strip()
    print(f"A clone of {commit}; what is not committed is not in it.", flush=True)
    codes = [apart(release, user, chosen) for release in releases for user in users]
    print("Passed." if not any(codes) else "Failed." if 1 in codes else "Not all could be tried.")
    return 1 if any(code not in (0, CANNOT) for code in codes) else max(codes)


def apart(release: str, user: str, chosen: argparse.Namespace) -> int:
    """Run one scenario in namespaces of its own, and clean up behind it."""
    try:
        base(release)
    except CannotMake as problem:
        print(problem, file=sys.stderr)
        return CANNOT
    with tempfile.TemporaryDirectory(prefix="run-", dir=CACHE) as run:
        command = [*NAMESPACES, sys.executable, "-m", "tests.fresh", "--release", release, "--user", user,
                   "--tests", chosen.tests, "--in-tree", run, *(["--quick"] if chosen.quick else [])]
        return subprocess.run(command, cwd=ROOT, check=False).returncode


def one(chosen: argparse.Namespace) -> int:
    """One release as one user, inside the namespaces."""

    def steps() -> None:
        step = Steps(f"{chosen.release}, {chosen.user}")
        with step("a bare tree and a clone"):
            tree = Tree(chosen.release, chosen.in_tree, "root" if chosen.user == "root" else USER)
        (root if chosen.user == "root" else ordinary_user)(tree, step, quick=chosen.quick, tests=chosen.tests)
        step.total()

    return exit_code(steps)


def exit_code(steps: Callable[[], None]) -> int:
    """Take the steps; the exit code, after a sentence where they cannot be taken or fail."""
    try:
        steps()
    except CannotMake as problem:
        print(problem, file=sys.stderr)
        return CANNOT
    except Failed as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
