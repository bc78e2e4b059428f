"""Runs inside Blender: render frames of a stored scene for the farm.

job.py says what it is asked, events.py what it prints.
"""

from __future__ import annotations

import time
import traceback
from pathlib import Path
from typing import Any

import bpy

from ....core.common.errors import FoxError, HostFailed
from ....core.common.i18n import _
from ....core.common.system_errors import reason
from ..scene.naming import frame_files, literal, output_path
from ..scene.opening import open_scene
from ..scene.outputs import collect
from .ending import leave
from .events import end_with_the_farm, tell
from .job import Job, read_job
from .mirror import Mirror
from .relink import relink
from .rewrite import rewrite
from .stage import NODES, prepare, save_preview


def main(arguments: list[str]) -> int:
    """``job.json``: render its frames, report each, end the process."""
    end_with_the_farm()
    path = Path(arguments[0])
    # Beside the job, under a name that follows from it: a killed renderer's links are found and replaced.
    mirror = Mirror(path.with_suffix(".files"))
    try:
        job = read_job(path)
        scene = load(job, mirror)
        for frame in job.frames:
            render(job, scene, frame)
        code = 0
    except Exception as error:  # the last stop before the process ends: the farm gets a sentence, not a silence
        traceback.print_exc()
        tell("error", message=str(error) if isinstance(error, FoxError) else
             _("The scene could not be prepared: {detail}.").format(detail=error))
        code = 1
    finally:
        mirror.remove()
    leave(code)


def load(job: Job, mirror: Mirror) -> Any:
    """Open the stored scene so that it reads stored files only, and set it up as the job says."""
    mirror.build(job.paths)
    scene = Path(_place(job, mirror))
    if not job.paths:
        open_scene(scene, job.scripts)
    elif rewrite(scene, mirror) or job.scripts:
        open_scene(scene, job.scripts)
        relink(mirror)
    return prepare(job)


def _place(job: Job, mirror: Mirror) -> str:
    """Where to open the scene: at its place in the mirror if the job says which path was the artist's."""
    stored = Path(job.scene).absolute()
    for local, copy in job.paths.items():
        if Path(copy).absolute() == stored:
            return mirror.place(local)
    return job.scene


def render(job: Job, scene: Any, frame: int) -> None:
    """Render one frame and tell the farm how it went."""
    tell("started", frame=frame)
    start = time.monotonic()
    try:
        files = write_frame(job, scene, frame)
        preview = save_preview(job, scene, files[0])
    except (HostFailed, OSError, OverflowError, RuntimeError) as error:
        tell("failed", frame=frame, message=reason(error).replace("Error:", "").strip())
        return
    seconds = round(time.monotonic() - start, 3)
    tell("done", frame=frame, seconds=seconds, file=str(files[0]), files=[str(file) for file in files],
         preview=str(preview or ""))


def write_frame(job: Job, scene: Any, frame: int) -> list[Path]:
    """Render one frame into the job's folder and say which files it became.

    The frame itself, or the first view of a stereo pair, comes first; results of File Output nodes come last.
    """
    scene.frame_set(frame)
    if scene.frame_current != frame:
        raise HostFailed(_("Blender has no frame {frame}: its last is {last}.").format(
            frame=frame, last=scene.frame_current))
    folder = Path(job.output).absolute()
    places, started = frame_files(scene, folder, job.name, frame), time.time()
    with output_path(scene, literal(str(places[0]))):
        bpy.ops.render.render(write_still=True, scene=scene.name)
    files = [each for each in places if each.is_file() and each.stat().st_mtime >= started - 2]
    if not files:
        raise HostFailed(_("Blender rendered frame {frame} but wrote no file.").format(frame=frame))
    return [*files, *collect(folder / NODES, folder)]
