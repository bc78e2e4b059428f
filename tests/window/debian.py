"""A Debian that has the Blender of its generation: made once, kept, and entered by chroot.

Its windows open on a screen of this machine: the X server listens on a socket that has no place in the file system.
"""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.fresh import carried
from tests.fresh.tree import CACHE, CannotMake, base

PACKAGES = ("blender", "libgl1-mesa-dri", "fonts-dejavu-core", "python3-cattr", "python3-requests")
"""The last two are used by Blender 5.2 of Debian, which does not ask for them."""
QT = ("python3-pyside6.qtwidgets", "python3-pyside6.qtsvg")
"""Qt for Debian's own Python, which is that of its Blender."""


def blender_tree(release: str, packages: Sequence[str] = (*PACKAGES, *QT), name: str = "blender") -> Path:
    """The tree of a release with Blender in it, made at the first call; inside a mount namespace only.

    ``packages``: what it has beside what is bare, by which ``name`` it is kept.

    Raises:
        CannotMake: there is no debootstrap, no network or no such package.
    """
    folder = CACHE / f"{release}-{name}"
    tree = folder / "tree"
    if (folder / "made").exists():
        return tree
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-aT", "--reflink=auto", str(base(release)), str(tree)], check=True)
    carried.carry(tree)
    mount(tree)
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["chroot", str(tree), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *command],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode:
            raise CannotMake(f"Blender could not be installed in {release}:\n{done.stdout[-2000:]}")
    (folder / "made").touch()
    return tree


def mount(tree: Path, places: Sequence[Path] = ()) -> None:
    """Mount proc, dev and these places of this machine in it, at the same paths; inside a mount namespace only."""
    for options, target in ((["-t", "proc", "proc"], tree / "proc"), (["--rbind", "/dev"], tree / "dev"),
                            *((["--bind", str(place)], tree / place.relative_to("/")) for place in places)):
        target.mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", *options, str(target)], check=True)


def program(tree: Path, path: Path) -> Path:
    """A program on this machine that is the tree's Blender: the farm that renders what it submits starts it."""
    path.write_text("#!/bin/sh\nexec {} \"$@\"\n".format(shlex.join(["chroot", str(tree), "blender"])),
                    encoding="utf-8")
    path.chmod(0o700)
    return path
