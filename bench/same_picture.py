"""Render a frame by the embedded farm and by Blender directly, and print how far the two pictures differ.

    python bench/same_picture.py [--keep-engine] SCENE.blend…

needs bpy and Pillow. Each scene is copied with its folder, made small (and given a camera where it has none), then
submitted by the command line as an artist would, and rendered once more by Blender where it lies.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageStat

from foxsubmit.farm_process import farm_process

SIZE = (160, 90)
SAMPLES = 4


def blender(role: str, scene: Path, *more: str) -> str:
    """Play a role of this file in a Blender of its own; the last line it prints."""
    done = subprocess.run([sys.executable, __file__, role, str(scene), *more], text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        raise SystemExit(f"{role} of {scene.name} failed:\n{done.stdout}")
    return done.stdout.strip().splitlines()[-1]


def make_small(path: str, keep_engine: str) -> str:
    """Small, few samples, no denoiser, a camera: saved in place. Returns the frame and the engine."""
    import bpy  # noqa: PLC0415 - in a process of its own

    bpy.ops.wm.open_mainfile(filepath=path, use_scripts=False)
    bpy.context.preferences.filepaths.save_version = 0
    scene = bpy.context.scene
    if not keep_engine:
        scene.render.engine = "CYCLES"
    scene.render.resolution_x, scene.render.resolution_y = SIZE
    scene.render.resolution_percentage = 100
    settings = scene.render.image_settings
    if hasattr(settings, "media_type"):
        settings.media_type = "IMAGE"
    settings.file_format, settings.color_mode, settings.color_depth = "PNG", "RGBA", "8"
    scene.cycles.device, scene.cycles.samples, scene.cycles.use_denoising = "CPU", SAMPLES, False
    scene.cycles.use_adaptive_sampling = False
    if scene.camera is None:
        scene.camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
        scene.collection.objects.link(scene.camera)
        look_at_all(bpy.context)
    if not any(thing.type == "LIGHT" for thing in scene.objects):
        lamp = bpy.data.objects.new("Sun", bpy.data.lights.new("Sun", "SUN"))
        scene.collection.objects.link(lamp)
        lamp.rotation_euler = (0.5, 0.2, 0.1)
    bpy.ops.wm.save_mainfile()
    return f"{scene.frame_start} {scene.render.engine}"


def look_at_all(context: Any) -> None:
    """Place the scene's camera so that it sees every object, linked and instanced ones too."""
    camera = context.scene.camera
    camera.rotation_euler = (1.1, 0.0, 0.81)
    context.view_layer.update()
    graph = context.evaluated_depsgraph_get()
    corners = [each.matrix_world @ type(camera.location)(corner) for each in graph.object_instances
               if each.object.type in {"MESH", "CURVE", "FONT", "SURFACE"} for corner in each.object.bound_box]
    if corners:
        camera.location, _scale = camera.camera_fit_coords(graph, [number for corner in corners for number in corner])


def render_directly(path: str, target: str) -> str:
    """The first frame, as Blender renders it."""
    import bpy  # noqa: PLC0415

    bpy.ops.wm.open_mainfile(filepath=path, use_scripts=False)
    scene = bpy.context.scene
    scene.frame_set(scene.frame_start)
    scene.render.filepath = target
    bpy.ops.render.render(write_still=True)
    return bpy.app.version_string


def submit(home: Path, scene: Path, frame: str, target: Path) -> Path:
    """The frame as it comes back from the farm."""
    done = subprocess.run(
        [sys.executable, "-m", "foxsubmit", "submit", str(scene), "--home", str(home), "--account", "local",
         "--frames", frame, "--output", str(target), "--allow-missing"],
        text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        env={**os.environ, "FOXSUBMIT_HOME": str(home)})
    pictures = sorted(target.rglob("*.png"))
    if done.returncode or not pictures:
        raise SystemExit(f"{scene.name} was not rendered:\n{done.stdout}")
    return pictures[0]


def difference(one: Path, other: Path) -> tuple[int, float, int]:
    """Of two pictures: the largest difference of a channel, the mean one, and how many colours the first has."""
    with Image.open(one) as first, Image.open(other) as second:
        if first.size != second.size:
            raise SystemExit(f"{first.size} is not {second.size}")
        both = ImageChops.difference(first.convert("RGBA"), second.convert("RGBA"))
        statistics = ImageStat.Stat(both)
        colours = first.convert("RGB").getcolors(first.size[0] * first.size[1]) or []
        return max(high for _low, high in statistics.extrema), sum(statistics.mean) / 4, len(colours)


def compare(scenes: list[Path], keep_engine: bool, folder: Path) -> int:
    """Render each scene twice; the largest difference of all."""
    home, worst = folder / "home", 0
    with farm_process(home / "farm", "--engine", "scene", "--samples", str(SAMPLES)):
        for number, scene in enumerate(scenes):
            project = folder / f"{number}"
            shutil.copytree(scene.parent, project, ignore=shutil.ignore_patterns("*.blend1"))
            for path in (project, *project.rglob("*")):
                path.chmod(path.stat().st_mode | 0o200)
            copy = project / scene.name
            frame, engine = blender("small", copy, "keep" if keep_engine else "").split()
            started = time.monotonic()
            came = submit(home, copy, frame, folder / f"frames_{number}")
            seconds = time.monotonic() - started
            version = blender("direct", copy, str(folder / f"direct_{number}.png"))
            most, mean, colours = difference(folder / f"direct_{number}.png", came)
            worst = max(worst, most)
            print(f"{scene.name:<32} {engine:<20} Blender {version:<11} largest difference {most:3} of 255, "
                  f"mean {mean:.4f}, {colours:5,} colours, farm {seconds:.1f} s")
    return worst


def main() -> int:
    """One of the roles, or all of it."""
    roles: dict[str, Any] = {"small": make_small, "direct": render_directly}
    if len(sys.argv) > 3 and sys.argv[1] in roles:
        print(f"\n{roles[sys.argv[1]](*sys.argv[2:])}")
        sys.stdout.flush()
        os._exit(0)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenes", nargs="+", type=Path)
    parser.add_argument("--keep-engine", action="store_true", help="EEVEE and Workbench stay; EEVEE is slow here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        return 1 if compare(options.scenes, options.keep_engine, Path(name).resolve()) else 0


if __name__ == "__main__":
    sys.exit(main())
