"""Where the results of a task go on this machine, and which movie is made of them. Pure."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Sequence
from pathlib import Path

from ..model.choices import Choices
from ..model.host import Frames, RenderUnit
from ..model.result_names import UNFIT
from ..model.unit_details import FPS, MOVIE

FOLDER = "fox_renders"
"""Name of the folder for results, which lies beside the scene."""

RATE = "24/1"
"""Frames a second of a movie where the host does not say."""


@dataclasses.dataclass(frozen=True)
class Results:
    """Fields of a plan."""

    folder: str = ""
    pattern: str = ""
    movie: str = ""
    rate: str = ""


def results(scene: str, unit: RenderUnit, frames: Sequence[Frames], choices: Choices, *, alone: bool) -> Results:
    """Where results of a unit go: to the chosen folder, or to its own output path where that was chosen.

    ``alone`` is whether it is the only task of its submission; of several each gets a folder of its own there.
    """
    details = dict(unit.details)
    rate = details.get(FPS, "")
    if not choices.download:
        return Results(rate=rate)
    folder = choices.output_folder or beside(Path(scene))
    pattern = choices.name_pattern
    if choices.own_output and unit.output:
        folder = _folder(unit.output)
        pattern = "{inner}" if alone else f"{_apart(unit)}/{{inner}}"
    wanted = MOVIE in details if choices.movie is None else choices.movie
    if not wanted:
        return Results(folder, pattern, rate=rate)
    return Results(folder, pattern, _movie(scene, unit, frames), rate or RATE)


def beside(scene: Path) -> str:
    """The folder for results where none was chosen."""
    return str(scene.parent / FOLDER)


def _apart(unit: RenderUnit) -> str:
    """A folder's name for a unit, without what a name pattern would read."""
    name = UNFIT.sub("_", "_".join(filter(None, (unit.name, unit.camera, unit.layer))))
    return re.sub(r"[{}]", "_", name).strip(" .") or "_"


def _movie(scene: str, unit: RenderUnit, frames: Sequence[Frames]) -> str:
    """The scene's own name for it, or that of the frames with their range in place of a number, as Blender has it."""
    span = f"{min(each.first for each in frames):04d}-{max(each.last for each in frames):04d}"
    name = dict(unit.details).get(MOVIE, "")
    name = re.sub(r"\d{4,}-\d{4,}(?=\.\w+$)", span, name)  # the scene's range, which need not be what is rendered
    if not name:
        stem = posixpath.splitext(_basename(unit.output))[0]
        named = stem.replace("#", "").strip("_-. ")
        stem = stem if named else f"{posixpath.splitext(_basename(scene))[0]}_####"
        name = f"{stem}.mp4" if "#" in stem else f"{stem}####.mp4"
    return UNFIT.sub("_", re.sub("#+", span, name))


def _basename(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


def _folder(path: str) -> str:
    return path[: max(path.rfind("/"), path.rfind("\\"))] or path[:1]
