"""What the open file is: at once, or in steps between which the artist goes on working."""

from __future__ import annotations

import itertools
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Callable

import bpy

from ....core.model.host import RenderUnit, Scene
from ..writing import painted
from ..writing.version import versions
from .addons import plugins
from .cameras import all_cameras, names_of
from .colour import configuration
from .datablocks import Moved
from .judging import lacking
from .judging.survey import Survey
from .motion import animation
from .units import units as render_units
from .users import name_of

IsDirty = Callable[[], bool]

TRIES = 3
"""Times that it is begun again in steps; an artist who goes on adding and removing has it read at once after that."""


def at_once(as_saved: bool, is_dirty: IsDirty) -> Scene:
    """Describe the file as it is now."""
    steps = _steps(as_saved, is_dirty)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            scene: Scene = end.value
            return scene


def in_steps(as_saved: bool, is_dirty: IsDirty) -> Iterator[Scene | None]:
    """Yield None after each step, and at last the scene: of the datablocks that there are then."""
    for _try in range(TRIES):
        try:
            scene = yield from _steps(as_saved, is_dirty)
        except (Moved, ReferenceError):  # datablocks came or went, or one that was met is gone
            yield None
        else:
            yield scene
            return
    yield at_once(as_saved, is_dirty)


def _steps(as_saved: bool, is_dirty: IsDirty) -> Generator[None, None, Scene]:
    """Read it: what every datablock has to be asked for first, and then what is quickly asked, in steps as well."""
    survey = Survey()
    yield from survey.read()
    cameras = {}
    for scene in list(bpy.data.scenes):
        cameras[scene] = all_cameras(scene)
        yield
    details = {"python_drivers": tuple(survey.drivers), "unknown_nodes": tuple(survey.unknown_nodes)}
    details.update(lacking.details())
    yield
    units: list[RenderUnit] = []
    for scene, own in cameras.items():
        if scene.library is None:
            units += render_units(scene, own, survey.simulations)
        yield
    survey.check()
    pictures = list(painted.all_painted())
    details["painted"] = tuple(name_of(image) for image in pictures if image.library is None)
    details["painted_elsewhere"] = tuple(name_of(image) for image in pictures if image.library is not None)
    version, by = versions(as_saved)
    details.update(by)
    path = bpy.data.filepath
    return Scene(
        path=Path(path) if path else None,
        version=version,
        unsaved=not path or is_dirty(),
        units=tuple(units),
        plugins=plugins(survey.modules),
        cameras=names_of(itertools.chain.from_iterable(cameras.values())),
        animation=animation(more=survey.unbounded or survey.endless),
        colour=configuration(),
        details={name: "\n".join(lines) for name, lines in details.items() if lines},
    )
