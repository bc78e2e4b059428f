"""Put the tiles of a picture together."""

from __future__ import annotations

import time
from pathlib import Path

from ...core.common.i18n import _
from ...core.common.system_errors import system_reason
from .render_job import Finished, Progress, RenderJob
from .report import tile_folder
from .tiles import join


def render(job: RenderJob, progress: Progress, folder: Path) -> None:
    """Put the tiles of each frame together; ``folder`` is the farm's."""
    for frame in job.frames:
        if not progress.wanted():
            return
        progress.started(frame)
        start = time.monotonic()
        try:
            file = _joined(job, folder, frame)
        except OSError as error:
            progress.failed(frame, _("The tiles could not be put together: {reason}.").format(
                reason=system_reason(error)))
            continue
        progress.done([Finished(frame, time.monotonic() - start, [file], file)])


def _joined(job: RenderJob, folder: Path, frame: int) -> Path:
    parts = []
    for block in range(1, job.tiles + 1):
        # The name is the renderer's; a tile that was rendered again in another format is the newer one.
        found = sorted(tile_folder(folder, job.task, frame, block).glob("*"), key=lambda each: each.stat().st_mtime)
        if not found:
            raise FileNotFoundError(_("tile {block} is not there").format(block=block))
        parts.append(found[-1])
    target = job.folder / parts[0].name
    join(parts, target, job.tiles_type)
    return target
