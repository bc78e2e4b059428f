"""Render frames with a Blender in a process of its own."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from pathlib import Path
from typing import Any

from ...core.common.i18n import _
from ...core.common.loading import lacks
from ..base.options import Options, Program
from .child import Child
from .colours import configuration
from .limited import limited
from .pictures import WIDTH, has_pillow
from .render_job import Finished, Progress, RenderJob

MODULE = "hosts.blender.node.render"
MARK = "@fox "
FRAMES = "frames"
"""The folder, within a job's, that frames are written to."""
STARTS = 3  # without a frame in between; a fourth would not bring one either
TRIES = 3  # of a frame at which Blender is killed


@dataclasses.dataclass
class Run:
    """The result of one start of Blender."""

    finished: set[int] = dataclasses.field(default_factory=set)
    current: int | None = None
    error: str = ""
    killed: bool = False
    """True if Blender was killed instead of ending by itself."""

    last: str = ""
    """The last line that Blender wrote, blank lines apart."""


def render(job: RenderJob, progress: Progress, program: Program, options: Options) -> None:
    """Render every frame; if Blender ends in the middle, start a new one.

    A frame at which Blender ended by itself is not tried again. If Blender was killed, as the system does when memory
    runs out, the frame may be innocent and is tried again.
    """
    left, idle = list(job.frames), 0
    killed: Counter[int] = Counter()
    while left and progress.wanted():
        run = one_start(job, progress, program, options, left)
        if not progress.wanted():
            return
        left = [frame for frame in left if frame not in run.finished]
        if run.current is not None:
            killed[run.current] += 1
            if run.killed and killed[run.current] < TRIES:
                progress.again(run.current)
                continue
            progress.failed(run.current, _died(run))
            left.remove(run.current)
        idle = 0 if run.finished else idle + 1
        if run.error or idle == STARTS:
            for frame in left:
                progress.failed(frame, run.error or _died(run))
            return


def one_start(job: RenderJob, progress: Progress, program: Program, options: Options, frames: list[int]) -> Run:
    """Start Blender and follow it until it ends or is no longer wanted."""
    job_file = write_job(job, options, frames)
    run = Run()
    # Another machine has not this one's variable; of the task's configuration it has the stored copy.
    variables = {"OCIO": configuration(job)}
    with Child(limited(program.command(MODULE, str(job_file)), options.memory), variables) as child:
        for line in child.lines():
            if not progress.wanted():
                break
            if line is not None:
                _take(job, progress, run, line)
        else:
            run.killed = child.killed
    return run


def write_job(job: RenderJob, options: Options, frames: list[int]) -> Path:
    """Write the file that tells the process in Blender what to do."""
    output, previews = job.folder / FRAMES, job.folder / "previews"
    for folder in (output, previews):
        folder.mkdir(exist_ok=True)
    unit = job.unit
    data = {
        "scene": str(job.scene), "scene_name": unit.scene_name, "camera": unit.camera, "alone": unit.alone,
        "frames": frames,
        "output": str(output), "name": job.name, "thumbnails": str(previews), "paths": dict(job.paths),
        "layers": list(unit.layers), "overrides": dict(unit.overrides),
        # A draft's samples give way to those that were asked for.
        "samples": 0 if "samples" in unit.overrides else options.samples,
        "engine": options.engine, "scripts": options.scripts, "thumbnail_width": 0 if has_pillow() else WIDTH,
        "size": [unit.width, unit.height] if unit.width and unit.height else None,
    }
    path = job.folder / "job.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def _take(job: RenderJob, progress: Progress, run: Run, line: str) -> None:
    event = _event(line)
    frame = event.get("frame")
    if not event:
        if line.strip():
            progress.log(line)
            run.last = line.strip()
    elif event["event"] == "error":
        run.error = str(event.get("message") or run.last)
    elif not isinstance(frame, int):
        progress.log(line)
    elif event["event"] == "started":
        run.current = frame
        progress.started(frame)
    else:
        run.current = None
        run.finished.add(frame)
        _end(job, progress, frame, event)


def _end(job: RenderJob, progress: Progress, frame: int, event: dict[str, Any]) -> None:
    if event["event"] != "done":
        progress.failed(frame, str(event.get("message") or _("Blender could not render the frame.")))
        return
    preview = str(event.get("preview") or "")
    files = [Path(str(file)) for file in event.get("files") or [event.get("file")]]
    seconds = float(event.get("seconds") or 0)
    progress.done([Finished(frame, seconds, files, Path(preview) if preview else None, job.folder / FRAMES)])


def _event(line: str) -> dict[str, Any]:
    """Parse a line as an event of our program; empty for a line of Blender's own."""
    if not line.startswith(MARK):
        return {}
    try:
        event = json.loads(line[len(MARK) :])
    except ValueError:
        return {}
    return event if isinstance(event, dict) and isinstance(event.get("event"), str) else {}


def _died(run: Run) -> str:
    if run.error:
        return run.error
    reason = lacks(run.last, ["bpy"])
    if reason:
        return _("Blender does not start: {reason}").format(reason=reason)
    if run.last:
        return _("Blender ended in the middle of its work; the last it said: {line}").format(line=run.last)
    return _("Blender ended in the middle of its work without a word.")
