"""What somebody does on a machine without a network who has only the folder of a release, and a Blender."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from .tree import ROOT, Bare, Failed, Steps

GIVEN = "/given"
"""A tree has the folder of a release there."""
ARTIST = ROOT / "tests" / "window" / "artist.py"
EXTENSIONS = (4, 2)
"""The first Blender that has extensions."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def alone(tree: Bare, step: Steps) -> None:
    """See that nothing but this machine itself can be reached."""
    with step("there is no network"):
        devices = [line.split(":")[0].strip() for line in tree.expect("cat /proc/net/dev").splitlines()[2:]]
        if devices != ["lo"]:
            raise Failed(f"There is more than loopback: {devices}")


def in_blender(tree: Bare, step: Steps) -> None:
    """An artist: the add-on or the extension, the local farm of its panel, a scene, its frames, and out again."""
    with step("a Blender"):
        found = re.search(r"Blender (\d+)\.(\d+)\S*", tree.expect("blender --version"))
        if not found:
            raise Failed("It does not say its version.")
        print(found[0], end=" ")
    given = tree.root / GIVEN.strip("/")
    legacy = (int(found[1]), int(found[2])) < EXTENSIONS
    (archive,) = given.glob("blender-3.3-4.1/*.zip" if legacy else "blender/*.zip")
    with step(f"{archive.name} is installed, tries the local farm, submits, and is removed"):
        shutil.copy(ARTIST, tree.root / "tmp")
        output = tree.expect(f"mkdir work; blender --background --factory-startup --python /tmp/{ARTIST.name} -- "
                             f"{GIVEN}/{archive.relative_to(given)} ~/work ~/work/answer.json")
        told = json.loads((at_home(tree) / "work" / "answer.json").read_text(encoding="utf-8"))
        if "error" in told or not told["installed"] or told["farm"]:
            raise Failed(f"{told.get('error') or told}\n{output}")
        came_home(at_home(tree) / "work" / "frames", 2)
        if not list(at_home(tree).rglob("thumbnails/*.jpg")):
            raise Failed("The farm has no thumbnail.")
        if told["left"]:
            raise Failed(f"It left {told['left']}.")


def by_pip(tree: Bare, step: Steps) -> None:
    """A developer: the wheels that go with the package, and its demo."""
    with step("pip installs the wheels"):
        tree.expect(f"python3 -m venv python && python3 -m zipfile -e {GIVEN}/*-wheels-linux-x64.zip wheels && "
                    'python/bin/python -m pip install --no-index --find-links wheels/* "foxsubmit[farm]"')
    with step("the demo"):
        tree.expect("python/bin/foxsubmit demo --no-panel --folder demo", says="8 frames are in")
        came_home(at_home(tree) / "demo" / "frames", 8)
    with step("pip takes it out again"):
        tree.expect("python/bin/python -m pip uninstall --yes foxsubmit")
        tree.expect("ls -d python/lib/*/site-packages/foxsubmit*", code=2)


def at_home(tree: Bare) -> Path:
    """The user's home, as seen from outside."""
    return tree.root / tree.home.strip("/")


def came_home(folder: Path, count: int) -> None:
    """See that so many pictures are there."""
    found = [each for each in folder.rglob("*.png") if each.read_bytes().startswith(SIGNATURE)]
    if len(found) != count:
        raise Failed(f"{len(found)} frames came home, not {count}.")
