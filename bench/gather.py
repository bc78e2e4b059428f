"""Gather a large Blender scene: the longest slice and the whole, beside ``bat list`` on the same file.

    python bench/gather.py [images libraries objects]

needs bpy. ``bat`` (blender-asset-tracer) is taken from PATH or from the environment variable BAT; without it only our
figures are printed.
"""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
from figures import tell, words

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.model.host import Asset
from foxsubmit.core.session.session import Session
from foxsubmit.core.settings.settings import Settings
from foxsubmit.hosts.blender.extension.running import PANEL_TICK
from foxsubmit.hosts.blender.node.ending import leave
from foxsubmit.hosts.blender.programs.program import Program
from foxsubmit.hosts.blender.programs.snapshot import read_scene
from foxsubmit.hosts.blender.scene.host import Blender

RUNS = 5
PER_MATERIAL = 5


def make(folder: Path, images: int, libraries: int, objects: int) -> Path:
    """A project: materials with pictures, libraries with one object and one picture each, many objects."""
    with contextlib.redirect_stdout(None):
        for number in range(libraries):
            make_library(folder / "lib" / f"prop_{number}.blend", number)
        path = folder / "main.blend"
        bpy.ops.wm.read_factory_settings(use_empty=True)
        bpy.ops.wm.save_as_mainfile(filepath=str(path))
        bpy.context.preferences.filepaths.save_version = 0
        fill(folder, images, objects)
        for number in range(libraries):
            with bpy.data.libraries.load(str(folder / "lib" / f"prop_{number}.blend"), link=True, relative=True) as (
                    _there, wanted):
                wanted.objects = [f"prop_{number}"]
            bpy.context.scene.collection.objects.link(wanted.objects[0])
        bpy.ops.wm.save_mainfile()
    return path


def picture(path: Path) -> Any:
    """An image datablock and its file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x89PNG")
    image = bpy.data.images.new(path.stem, 1, 1)
    image.source = "FILE"
    image.filepath = str(path)
    return image


def material(name: str) -> Any:
    made = bpy.data.materials.new(name)
    if made.node_tree is None:
        made.use_nodes = True
    return made


def make_library(path: Path, number: int) -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    mesh = bpy.data.meshes.new(path.stem)
    mesh.materials.append(material(path.stem))
    node = mesh.materials[0].node_tree.nodes.new("ShaderNodeTexImage")
    node.image = picture(path.parent / "tex" / f"prop_{number}.png")
    thing = bpy.data.objects.new(path.stem, mesh)
    bpy.data.libraries.write(str(path), {thing}, path_remap="RELATIVE", fake_user=True)


def fill(folder: Path, images: int, objects: int) -> None:
    meshes = []
    for number in range(0, images, PER_MATERIAL):
        made = material(f"mat_{number}")
        for each in range(number, min(images, number + PER_MATERIAL)):
            image = picture(folder / "tex" / f"tex_{each}.png")
            image.filepath = f"//tex/tex_{each}.png"
            made.node_tree.nodes.new("ShaderNodeTexImage").image = image
        meshes.append(bpy.data.meshes.new(made.name))
        meshes[-1].materials.append(made)
    for number in range(max(objects, len(meshes))):
        mesh = meshes[number % len(meshes)] if meshes else None
        bpy.context.scene.collection.objects.link(bpy.data.objects.new(f"thing_{number}", mesh))


class Pauses:
    """Collections of Python's garbage collector: how many looked at everything, and how long the longest took."""

    def __init__(self) -> None:
        self.full, self.longest, self._started = 0, 0.0, 0.0
        gc.callbacks.append(self._note)

    def _note(self, phase: str, about: dict[str, int]) -> None:
        if phase == "start":
            self._started = time.perf_counter()
        else:
            self.full += about["generation"] == 2
            self.longest = max(self.longest, time.perf_counter() - self._started)


class Held:
    """What the main thread was held for in one go: seconds that pass, and seconds of the processor.

    The first are what an artist feels on this machine now, the others what it costs on one that is idle.
    """

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.own: list[float] = []

    def time(self, call: Callable[[], object]) -> None:
        started, used = time.perf_counter(), time.thread_time()
        call()
        self.own.append(time.thread_time() - used)
        self.clock.append(time.perf_counter() - started)


def read_by_session() -> tuple[Session, Held, float]:
    """What the panel in Blender does from Refresh to the list of files; the whole time, ticks included."""
    held = Held()
    with tempfile.TemporaryDirectory() as home:
        session = Session(Blender(), Settings(Path(home)))
        started = time.perf_counter()
        held.time(session.scene.refresh)
        while not session.state.scene.gathered:
            time.sleep(PANEL_TICK)
            held.time(session.pump)
        whole = time.perf_counter() - started
        session.close()
    return session, held, whole


def walked() -> list[Asset]:
    """The scene's files as it names them, in one go."""
    return [asset for asset in Blender().assets() if asset is not None]


def timed(call: Any) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def ours(path: Path) -> set[str]:
    """Measure ourselves; what would be sent."""
    bpy.ops.wm.open_mainfile(filepath=str(path))
    pauses = Pauses()
    runs = [read_by_session() for _run in range(RUNS)]
    gc.callbacks.clear()
    own, clock = (sorted(max(getattr(held, what)) for _s, held, _w in runs) for what in ("own", "clock"))
    print(f"longest hold of a session      {clock[0] * 1e3:8.1f} ms   to {clock[-1] * 1e3:.1f} ms in {RUNS} runs of "
          f"{len(runs[0][1].clock)} calls; of the processor {own[0] * 1e3:.1f} to {own[-1] * 1e3:.1f} ms; "
          f"{pauses.full} full collections, longest of any {pauses.longest * 1e3:.1f} ms")
    tell("longest hold", own[RUNS // 2] * 1e3, "ms")
    print(f"refresh to list, with its ticks{min(whole for _s, _h, whole in runs) * 1e3:8.1f} ms")
    assets = walked()
    whole, looking = (min(timed(call) for _run in range(RUNS)) for call in (walked, lambda: find_all(assets)))
    print(f"scene()                        {min(timed(Blender().scene) for _run in range(RUNS)) * 1e3:8.1f} ms")
    print(f"assets(), whole                {whole * 1e3:8.1f} ms   {len(assets):,} assets")
    print(f"find_all                       {looking * 1e3:8.1f} ms")
    tell("gathered", (whole + looking) * 1e3, "ms")
    print(f"both: the scene is open        {(whole + looking) * 1e3:8.1f} ms")
    blender = Program(sys.executable, is_python=True)
    outside = timed(lambda: find_all(read_scene(path, blender).assets())) * 1e3
    tell("gathered by a Blender started for it", outside, "ms")
    print(f"a Blender started for it       {outside:8.1f} ms")
    return {str(path), *(file.path for asset in runs[0][0].state.scene.assets for file in asset.files)}


def theirs(path: Path, bat: str) -> set[str]:
    """What blender-asset-tracer lists, and the time that it takes."""
    best, printed = float("inf"), ""
    for _run in range(3):
        started = time.perf_counter()
        done = subprocess.run([bat, "list", str(path)], capture_output=True, text=True, check=False)
        best, printed = min(best, time.perf_counter() - started), done.stdout
    if done.returncode:
        print(f"bat could not read it: {(done.stderr.strip().splitlines() or ['no word'])[-1]}")
    lines = [line.strip() for line in printed.splitlines()]
    found = {os.path.normpath(line.replace("[? Missing]", "").strip()) for line in lines if line.startswith("/")}
    tell("bat list", best * 1e3, "ms")
    print(f"bat list, whole process        {best * 1e3:8.1f} ms   {len(found):,} paths")
    return found


def main() -> None:
    """Make, gather, compare."""
    images, libraries, objects = [int(word) for word in words()] + [5000, 200, 20_000][len(words()):]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        path = make(folder, images, libraries, objects)
        print(f"Blender {bpy.app.version_string}: {images:,} images, {libraries:,} libraries, {objects:,} objects")
        found = ours(path)
        bat = os.environ.get("BAT") or shutil.which("bat")
        if bat:
            listed = theirs(path, bat)
            for what, more in (("only ours", found - listed), ("only bat's", listed - found)):
                print(f"{what:<30} {len(more):>8,}   {', '.join(sorted(more)[:3])}")
    leave(0)


if __name__ == "__main__":
    main()
