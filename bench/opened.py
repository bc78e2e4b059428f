"""Render scenes, and name every file that Blender opened and a submission would not send.

    python bench/opened.py [--frames COUNT] [--leave-out NAME] FOLDER_OR_SCENE.blend…

needs bpy, or a Blender that FOXSUBMIT_BLENDER names. Each scene is rendered where it lies, small and in Cycles, by the
module that renders for the local farm, its first, middle and last frame. What Blender opens below the scene's root (the
folder that is named, or the scene's own) is compared with what a submission of these frames would send: a file that is
opened and not sent is a miss, and ends this with 1. Files that are sent and not opened are counted by what they are.

Where strace is there, it tells what is opened. Else the access times of the files do, set back before the render: that
is weaker, since they tell only what was read, and only on a file system that keeps them, which is tried first.
"""

from __future__ import annotations

import argparse
import codecs
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from blend_files import Project, add_camera, play, projects, the_blender

from foxsubmit.core.assets.choosing import sent_files
from foxsubmit.core.assets.find import find_all
from foxsubmit.core.assets.gathered import Gathered
from foxsubmit.core.common import child
from foxsubmit.core.common.errors import FoxError
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import RenderUnit
from foxsubmit.core.model.need import Need
from foxsubmit.core.plan.build import chosen_assets, selected
from foxsubmit.hosts.blender.programs.snapshot import read_scene

FILMED = "filmed"
"""The role of a process of its own, which gives a scene without a camera one."""
SMALL = {"engine": "CYCLES", "samples": 1, "size": [32, 18]}
OPENED = re.compile(r'open(?:at2?)?\((?:AT_FDCWD|\d+), "((?:[^"\\]|\\.)*)", \{?(?:flags=)?([A-Z_|0]+).*\) = \d+')
WRITTEN = {"O_WRONLY", "O_CREAT", "O_DIRECTORY"}
MADE = {".oso": ".osl"}
"""Ending of files that Blender makes -> ending of what it makes them of."""
LONG_AGO = 1_000_000_000
"""Seconds since 1970: an access time that no render has."""


@dataclass
class Seen:
    """The files of one scene: which were opened, and which were planned."""

    opened: set[str] = field(default_factory=set)
    planned: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    """Files that are found and not sent, because they are only seen or heard while working: the artist is told."""
    unopened: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    """The renders that failed, in the renderer's words."""

    @property
    def missed(self) -> list[str]:
        return sorted(path for path in self.opened - self.planned - self.known if not self._made(path))

    def _made(self, path: str) -> bool:
        """Whether Blender makes the file of another one, which is sent."""
        origin = MADE.get(Path(path).suffix)
        return origin is not None and str(Path(path).with_suffix(origin)) in self.planned


def frames_of(unit: RenderUnit, count: int) -> list[int]:
    """Some frames of a unit: the first, the last, and some between."""
    first, last = unit.frames.first, unit.frames.last
    return sorted({first + (last - first) * place // max(1, count - 1) for place in range(count)})


def look(project: Project, options: argparse.Namespace) -> Seen:
    """Plan the scene, render it, compare."""
    seen = Seen()
    host = read_scene(project.scene, the_blender())
    scene = host.scene()
    units = selected(scene, Choices()) or scene.units
    frames = sorted({frame for unit in units for frame in frames_of(unit, options.frames)})
    choices = Choices(frames=",".join(map(str, frames)), units=frozenset(unit.id for unit in units),
                      leave_out=tuple(options.leave_out))
    assets = chosen_assets(scene, find_all(host.assets()), choices)
    for unit in units:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            seen.opened |= opened(project, unit, frames, Path(folder).resolve(), seen.failed)
    seen.planned = {real(each.path) for each in sent_files(assets)} | {real(project.scene)}
    seen.known = {real(file.path) for asset in assets if asset.need is Need.SHOWN for file in asset.files}
    seen.unopened = explained(assets, seen.planned - seen.opened)
    return seen


def explained(assets: Gathered, unopened: set[str]) -> Counter[str]:
    """How many files that no frame opened there are of each kind."""
    why: dict[str, str] = {}
    for asset in assets:
        if asset.numbered is not None:
            reason = f"{asset.kind}: other frames, or the margin around them"
        elif asset.need is Need.UNKNOWN:
            reason = f"{asset.kind}: nobody can tell whether it is needed"
        else:
            reason = f"{asset.kind}: not looked at in these frames"
        why.update((real(file.path), reason) for file in asset.files)
    return Counter(why[path] for path in unopened if path in why)


def film(path: str, target: str) -> None:
    """Save a copy of a scene with a camera elsewhere; its files stay where they are."""
    import bpy  # noqa: PLC0415 - in a process of its own

    bpy.ops.wm.open_mainfile(filepath=path, use_scripts=False)
    add_camera(bpy.context)
    bpy.ops.wm.save_as_mainfile(filepath=target, relative_remap=True)
    sys.stdout.flush()
    os._exit(0)


def real(path: object) -> str:
    return os.path.realpath(str(path))


def opened(project: Project, unit: RenderUnit, frames: list[int], folder: Path, failed: list[str]) -> set[str]:
    """The files below the project's root that Blender opens while it renders a unit."""
    job, scene = folder / "job.json", project.scene
    if not unit.camera:
        scene = folder / "with a camera.blend"
        play(__file__, FILMED, str(project.scene), str(scene))
    job.write_text(json.dumps({
        **SMALL, "scene": str(scene), "scene_name": unit.name, "camera": unit.camera, "frames": frames,
        "output": str(folder / "frames"), "name": "shot", "thumbnails": "", "paths": {}}), encoding="utf-8")
    command = the_blender().command("hosts.blender.node.render", str(job))
    if shutil.which("strace"):
        log = folder / "opened.log"
        failed += render(["strace", "-f", "-qq", "-e", "trace=open,openat,openat2", "-o", str(log), *command])
        paths = traced(log)
    else:
        files = [path for path in project.root.rglob("*") if path.is_file()]
        set_back(files)
        failed += render(command)
        paths = {real(path) for path in files if path.stat().st_atime != LONG_AGO}
    root = f"{real(project.root)}{os.sep}"
    if scene != project.scene:
        paths.add(real(project.scene))  # its copy was opened in its place
    return {path for path in paths if path.startswith(root) and Path(path).is_file()}


def render(command: list[str]) -> list[str]:
    """Run a renderer; what it could not render."""
    environment = {name: value for name, value in child.environment().items() if value}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          encoding="utf-8", errors="replace", env=environment) as process:
        printed = process.stdout.read() if process.stdout else ""
        code = process.wait()
    told = [json.loads(line[5:]) for line in printed.splitlines() if line.startswith("@fox {")]
    failed = [str(each.get("message")) for each in told if each["event"] in {"error", "failed"}]
    return failed or ([f"the renderer ended with {code}"] if code else [])


def traced(log: Path) -> set[str]:
    """The files that strace saw opened for reading."""
    found = set()
    for line in log.read_bytes().decode("ascii", "replace").splitlines():
        match = OPENED.search(line)
        if match and not WRITTEN & set(match[2].split("|")):
            # strace writes what is not ASCII as C does.
            found.add(os.fsdecode(codecs.escape_decode(match[1])[0]))
    return {real(path) for path in found}


def set_back(files: list[Path]) -> None:
    """Give files an access time of long ago, which the next read changes."""
    for path in files:
        os.utime(path, (LONG_AGO, path.stat().st_mtime))


def access_times_are_kept(folder: Path) -> bool:
    """Whether reading a file of this file system changes its access time."""
    with tempfile.TemporaryDirectory(dir=folder) as inner:  # a file that is open is no one else's on Windows
        file = Path(inner) / "read"
        file.write_bytes(b"read me")
        set_back([file])
        file.read_bytes()
        return file.stat().st_atime != LONG_AGO


def lines(project: Project, seen: Seen) -> Iterator[str]:
    """Yield the lines of the table for a scene."""
    needless = len((seen.opened & seen.known) - seen.planned)
    yield (f"{project.name:<52} opened {len(seen.opened):4}, planned {len(seen.planned):4}, "
           f"missed {len(seen.missed):3}, opened and not needed {needless:2}")
    yield from (f"    MISSED {path}" for path in seen.missed)
    yield from (f"    {number:4} planned and not opened: {reason}" for reason, number in sorted(seen.unopened.items()))
    yield from (f"    not rendered: {message}" for message in dict.fromkeys(seen.failed))


def main() -> int:
    """Print a table and its totals."""
    if sys.argv[1] == FILMED:
        film(*sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenes", nargs="+", type=Path)
    parser.add_argument("--frames", type=int, default=3, help="frames of each unit (default: %(default)s)")
    parser.add_argument("--leave-out", nargs="*", default=[], help="files that a submission leaves out")
    options = parser.parse_args()
    if not shutil.which("strace") and not access_times_are_kept(projects(options.scenes)[0].root):
        raise SystemExit("there is no strace, and this file system keeps no access times: nothing can be told")
    totals: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for project in projects(options.scenes):
        try:
            seen = look(project, options)
        except (FoxError, RuntimeError) as error:
            print(f"{project.name:<52} not read: {error}")
            totals["not read"] += 1
            continue
        print("\n".join(lines(project, seen)), flush=True)
        totals.update({"scenes": 1, "opened": len(seen.opened), "planned": len(seen.planned),
                       "missed": len(seen.missed), "not rendered": bool(seen.failed)})
        reasons += seen.unopened
    print(f"\nBlender {the_blender().version}: " + ", ".join(f"{name} {number}" for name, number in totals.items()))
    for reason, number in reasons.most_common():
        print(f"    {number:4} planned and not opened: {reason}")
    return 1 if totals["missed"] or not totals["scenes"] else 0


if __name__ == "__main__":
    sys.exit(main())
