"""Render frames by the embedded farm and by Blender directly, and print how far the pictures differ.

    python bench/same_picture.py [--keep-engine] [--hide FOLDER] FOLDER_OR_SCENE.blend…

needs bpy and Pillow. Each scene's folder is copied, its scene made small (and given a camera where it has none), played
and rendered by Blender where it lies, and submitted by the command line as an artist would. The farm renders where
neither the copy nor the folder that it was made of exists (tests/elsewhere.py), nor what --hide names, such as the
folder of an OCIO configuration. A scene that differs and was submitted without a warning ends this with 1.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # for tests.elsewhere

from blend_files import Project, add_camera, play, projects, the_blender
from PIL import Image, ImageChops, ImageStat
from tests.elsewhere import Elsewhere, back

from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

SIZE = (160, 90)
SAMPLES = 4
NAME = "same_picture_"
"""How the names of the frames begin."""
MOST = 400
"""Frames that are played before the last one that is compared."""


def make_small(path: str, keep_engine: str) -> str:
    """Small, few samples, no denoiser, a camera: saved in place. Returns the engine and some frames."""
    import bpy  # noqa: PLC0415 - in a process of its own

    bpy.ops.wm.open_mainfile(filepath=path, use_scripts=False)
    bpy.context.preferences.filepaths.save_version = 0
    scene = bpy.context.scene
    for each in bpy.data.scenes:
        if each.library is None and not keep_engine:
            each.render.engine = "CYCLES"
        each.cycles.device, each.cycles.samples, each.cycles.use_denoising = "CPU", SAMPLES, False
        each.cycles.use_adaptive_sampling = False
    scene.render.resolution_x, scene.render.resolution_y = SIZE
    scene.render.resolution_percentage = 100
    scene.render.filepath, scene.render.use_file_extension = f"//{NAME}", True
    settings = scene.render.image_settings
    if hasattr(settings, "media_type"):
        settings.media_type = "IMAGE"
    settings.file_format, settings.color_mode, settings.color_depth = "PNG", "RGBA", "8"
    add_camera(bpy.context)
    if not any(thing.type == "LIGHT" for thing in scene.objects):
        lamp = bpy.data.objects.new("Sun", bpy.data.lights.new("Sun", "SUN"))
        scene.collection.objects.link(lamp)
        lamp.rotation_euler = (0.5, 0.2, 0.1)
    bpy.ops.wm.save_mainfile()
    first, last = scene.frame_start, min(scene.frame_end, scene.frame_start + MOST)
    return f"{scene.render.engine} {' '.join(map(str, sorted({first, (first + last) // 2, last})))}"


def render_directly(path: str, folder: str, *frames: str) -> str:
    """The frames, as Blender renders an animation: all before them are played."""
    import bpy  # noqa: PLC0415

    bpy.ops.wm.open_mainfile(filepath=path, use_scripts=False)
    scene = bpy.context.scene
    wanted = set(map(int, frames))
    for frame in range(min(wanted), max(wanted) + 1):
        scene.frame_set(frame)
        if frame in wanted:
            scene.render.filepath = str(Path(folder, f"{frame}.png"))
            bpy.ops.render.render(write_still=True, scene=scene.name)
    return bpy.app.version_string


@dataclass(frozen=True)
class Came:
    """The pictures of a submission, and what was said of it."""

    pictures: list[Path]
    said: list[str]
    """The findings that the command line told before it was sent."""


def submit(home: Path, scene: Path, frames: Iterable[str], target: Path) -> Came:
    """The frames as they come back from the farm."""
    done = subprocess.run(
        [sys.executable, "-m", "foxsubmit", "submit", str(scene), "--home", str(home), "--account", "local",
         "--frames", ",".join(frames), "--output", str(target), "--allow-missing"],
        text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        env={**os.environ, "FOXSUBMIT_HOME": str(home)})
    said = [line.strip() for line in done.stdout.splitlines() if line.startswith("  ")]
    if done.returncode:
        said = done.stdout.strip().splitlines()
    return Came([] if done.returncode else sorted(target.rglob("*.png")), said)


def pairs_of(direct: Path, pictures: list[Path], frames: Iterable[str]) -> list[tuple[Path, Path | None]]:
    """Each picture that Blender wrote, of a stereo pair both, and the one of the same name that came from the farm."""
    pairs: list[tuple[Path, Path | None]] = []
    for frame in frames:
        for one in sorted([*direct.glob(f"{frame}.png"), *direct.glob(f"{frame}_*.png")]) or [direct / "none.png"]:
            name = f"{NAME}{int(frame):04d}{one.stem[len(frame):]}"
            pairs.append((one, next((each for each in pictures if each.stem == name), None)))
    return pairs


def difference(one: Path, other: Path) -> tuple[int, float, int]:
    """Of two pictures: the largest difference of a channel, the mean one, and how many colours the first has."""
    with Image.open(one) as first, Image.open(other) as second:
        if first.size != second.size:
            return 255, 255.0, 0
        both = ImageChops.difference(first.convert("RGBA"), second.convert("RGBA"))
        statistics = ImageStat.Stat(both)
        colours = first.convert("RGB").getcolors(first.size[0] * first.size[1]) or []
        return max(high for _low, high in statistics.extrema), sum(statistics.mean) / 4, len(colours)


def compare(project: Project, keep_engine: bool, blender: Elsewhere, folder: Path, home: Path) -> str:
    """Render a scene twice and print what came; how it counts."""
    copy = folder / "project"
    shutil.copytree(project.root, copy, ignore=shutil.ignore_patterns("*.blend1"))
    for path in (copy, *copy.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)
    scene = copy / project.scene.relative_to(project.root)
    try:
        engine, *frames = play(__file__, "small", str(scene), "keep" if keep_engine else "").split()
        version = play(__file__, "direct", str(scene), str(folder / "direct"), *frames)
    except RuntimeError as error:
        print(f"{project.name:<48} Blender itself does not render it: {error}")
        return "not rendered by Blender"
    hidden = blender.folders
    blender.folders = [*hidden, copy, project.root]
    try:
        came = submit(home, scene, frames, folder / "frames")
    finally:
        back(blender.folders)
        blender.folders = hidden
    pairs = pairs_of(folder / "direct", came.pictures, frames)
    numbers = [difference(one, other) for one, other in pairs if one.is_file() and other is not None]
    if not came.pictures or len(numbers) < len(pairs):
        verdict = "refused, and said" if not came.pictures and came.said else "MISSING"
        result = f"{len(numbers)} of {len(pairs)} pictures"
    else:
        most = max(number for number, _mean, _colours in numbers)
        mean, colours = max(number[1] for number in numbers), max(number[2] for number in numbers)
        verdict = "the same" if not most else "differs, and said" if came.said else "DIFFERS"
        result = f"largest difference {most:3} of 255, mean {mean:.4f}, {colours:5,} colours"
    print(f"{project.name:<48} {engine:<10} Blender {version:<9} frames {','.join(frames):<10} {result} {verdict}")
    if verdict != "the same":
        print("\n".join(f"      {line[:240]}" for line in came.said[:8]))
    sys.stdout.flush()
    return verdict


def main() -> int:
    """One of the roles, or all of it."""
    if len(sys.argv) > 3 and sys.argv[1] in {"small", "direct"}:
        print(f"\n{(make_small if sys.argv[1] == 'small' else render_directly)(*sys.argv[2:])}")
        sys.stdout.flush()
        os._exit(0)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenes", nargs="+", type=Path)
    parser.add_argument("--keep-engine", action="store_true", help="EEVEE and Workbench stay; EEVEE is slow here")
    parser.add_argument("--hide", nargs="*", type=Path, default=[], help="more folders that the farm has not")
    options = parser.parse_args()
    verdicts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        blender = Elsewhere(the_blender(), options.hide)
        with LocalFarm(folder / "home" / "farm", options=Options(engine="scene", samples=SAMPLES, blender=blender)):
            # Agents that end while they ask are none of this.
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
            for number, project in enumerate(projects(options.scenes)):
                place = folder / str(number)
                place.mkdir()
                verdicts[compare(project, options.keep_engine, blender, place, folder / "home")] += 1
    print(f"\nBlender {the_blender().version}: {sum(verdicts.values())} scenes: "
          + ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common()))
    return 1 if verdicts["DIFFERS"] or verdicts["MISSING"] else 0


if __name__ == "__main__":
    sys.exit(main())
