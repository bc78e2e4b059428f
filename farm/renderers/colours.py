"""The OCIO configuration of a task, for a renderer on a machine that has not the artist's folders."""

from __future__ import annotations

import re
from pathlib import Path

from ...core.assets.inside.ocio import written_in
from ...core.common.atomic import remove
from ...hosts.blender.node.mirror import ELSEWHERE, Mirror
from .render_job import RenderJob


def configuration(job: RenderJob) -> str:
    """The path of the configuration that the renderer is to use; empty for the application's own.

    It is the stored copy, beside which its tables are stored, too. One that names absolute paths is written anew in a
    tree of links that has the shape of the artist's folders.
    """
    stored = job.paths.get(job.unit.ocio, "")
    if not stored:
        return ""
    text = Path(stored).read_text(encoding="utf-8", errors="surrogateescape")
    absolute = sorted({path for path in written_in(text) if ELSEWHERE.match(path)}, key=len, reverse=True)
    if not absolute:
        return stored
    mirror = Mirror(job.folder / "colours")
    mirror.build(job.paths)
    whole = rf"(?<![\w./\\-])(?:{'|'.join(map(re.escape, absolute))})(?![\w.-])"
    place = Path(mirror.place(job.unit.ocio))
    remove(place)
    place.write_text(re.sub(whole, lambda found: mirror.place(found[0]), text), encoding="utf-8",
                     errors="surrogateescape")
    return str(place)
