"""Render a stored scene as a farm does: in a Blender of its own, where the artist's folders do not exist."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.elsewhere import Elsewhere, back
from tests.warm import warm

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.common import child
from foxsubmit.hosts.blender.programs.program import Program
from foxsubmit.hosts.blender.programs.snapshot import read_scene

COLD = Program(sys.executable, is_python=True)
"""One that is started anew, as Blender reads the configuration of colours when it is loaded."""
BLENDER = warm(COLD)
SMALL = {"engine": "CYCLES", "samples": 1, "size": [32, 18]}


def start(command, ocio=""):
    """Start a command of a Blender; the colours of this process are not its own, as on the farm."""
    own = {name: value for name, value in child.environment().items() if name != "OCIO"}
    return subprocess.Popen(command, env={**own, "OCIO": ocio} if ocio else own, text=True,
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def events(printed):
    return [json.loads(line[5:]) for line in printed.splitlines() if line.startswith("@fox ")]


def run(folder, blender=BLENDER, ocio="", **job):
    """Render in a process of its own; its exit code and what it told the farm."""
    folder.mkdir(exist_ok=True)
    path = folder / "job.json"
    path.write_text(json.dumps({"output": str(folder / "frames"), "name": "shot", "paths": {},
                                "thumbnails": str(folder / "previews"), **SMALL, **job}))
    # Its end of the pipe stays open while it works, as the farm's does.
    with start(blender.command("hosts.blender.node.render", str(path)), ocio) as process:
        printed = process.stdout.read()
        code = process.wait(60)
    return code, events(printed) or [{"event": "silent", "printed": printed}]


def pixels(path):
    from PIL import Image

    with Image.open(path) as image:
        return image.size, image.convert("RGB").tobytes()


def store(scene, storage):
    """Copy a scene and every file that it is found to need; local paths and their copies, as upload.json says them."""
    found = find_all(read_scene(scene, BLENDER).assets())
    paths = {}
    for path in dict.fromkeys([str(scene), *(file.path for each in found for file in each.files)]):
        paths[path] = str(storage / Path(path).relative_to(Path(path).anchor))
        Path(paths[path]).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, paths[path])
    return paths


def directly(folder, scene, frame, ocio="", **more):
    """The pixels of a frame, rendered where the scene lies."""
    code, told = run(folder, COLD if ocio else BLENDER, ocio, scene=str(scene), frames=[frame], **more)
    assert (code, told[-1]["event"]) == (0, "done"), told
    return pixels(told[-1]["file"])


def elsewhere(folder, scene, frame, hidden, ocio="", **more):
    """The pixels of a frame, rendered from copies where the ``hidden`` folders do not exist."""
    folder.mkdir()
    paths = store(scene, folder / "storage")
    try:
        code, told = run(folder / "work", Elsewhere(COLD if ocio else BLENDER, hidden), paths.get(ocio, ""),
                         scene=paths[str(scene)], frames=[frame], paths=paths, **more)
    finally:
        back(hidden)
    assert (code, told[-1]["event"]) == (0, "done"), told
    return pixels(told[-1]["file"])
