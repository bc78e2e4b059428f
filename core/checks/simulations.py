"""Checks of what follows from the frames before: each machine of a farm renders its frames without the others."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from ..common.errors import BadInput
from ..common.i18n import _, count
from ..model import finding_codes as codes
from ..model.finding import Finding, Severity
from ..model.frames import parse
from ..model.host import Frames, RenderUnit
from ..model.simulations import DETAIL, Range, Simulation, read
from .submission import Submission, check

NUMBER = re.compile(r"(-?\d+)_\d+\.json")
"""The name of a frame's file in a bake on disk."""

Bakes = dict[str, Range]


@check
def simulations(it: Submission) -> Iterator[Finding]:
    """Report simulations that are not baked for the frames that are rendered."""
    not_baked: dict[str, dict[str, None]] = {}
    short: dict[str, tuple[Range, int]] = {}
    known: Bakes = {}
    for unit in it.units:
        own = read(dict(unit.details).get(DETAIL, ""))
        first, last = _ends(it, unit) if own else (0, 0)
        for each in own:
            baked = each.baked or _on_disk(it, each, known)
            if last > each.start and baked is None:
                not_baked.setdefault(each.kind, {})[each.node] = None
            elif baked is not None and (last > baked[1] or first < baked[0]):
                short[each.node] = baked, last if last > baked[1] else first
    for kind, nodes in not_baked.items():
        yield Finding(codes.NOT_BAKED, Severity.WARNING, _unbaked(kind, len(nodes)), tuple(nodes))
    for node, (baked, frame) in short.items():
        if baked is not None:
            yield Finding(codes.NOT_BAKED, Severity.WARNING, _(
                "{node} is baked for frames {first} to {last} only, and frame {frame} is rendered: it would show the "
                "nearest frame that is baked. Bake it for all frames.").format(
                    node=node, first=baked[0], last=baked[1], frame=frame), (node,))


def _unbaked(kind: str, number: int) -> str:
    """Say what would happen and how to bake it, where this kind is baked."""
    if kind == "fluid":
        return count(
            "{n} fluid is not baked: the farm renders each frame without those before, and would show no flow. Set the "
            "type of its cache to All or Modular, and bake it.",
            "{n} fluids are not baked: the farm renders each frame without those before, and would show no flow. Set "
            "the type of their caches to All or Modular, and bake them.", number)
    if kind == "zone":
        return count(
            "{n} simulation zone is not baked: the farm renders each frame without those before, and would show its "
            "first state. Bake it (Physics > Simulation Nodes), packed or to disk; what was only played is lost.",
            "{n} simulation zones are not baked: the farm renders each frame without those before, and would show "
            "their first state. Bake them (Physics > Simulation Nodes), packed or to disk; what was only played is "
            "lost.", number)
    if kind == "armature":
        return count(
            "{n} armature is simulated by iTaSC: the farm renders each frame without those before, and would pose it "
            "otherwise. Bake its action (Pose > Animation > Bake Action).",
            "{n} armatures are simulated by iTaSC: the farm renders each frame without those before, and would pose "
            "them otherwise. Bake their actions (Pose > Animation > Bake Action).", number)
    return count(
        "{n} simulation is not baked: the farm renders each frame without those before, and would show another state. "
        "Bake it (Cache > Bake All Dynamics), into the scene or to disk.",
        "{n} simulations are not baked: the farm renders each frame without those before, and would show other states. "
        "Bake them (Cache > Bake All Dynamics), into the scene or to disk.", number)


def _ends(it: Submission, unit: RenderUnit) -> tuple[int, int]:
    """The first and the last frame that is rendered of the unit."""
    try:
        wanted: tuple[Frames, ...] = (unit.frames,) if it.choices.frames is None else parse(it.choices.frames)
    except BadInput:
        wanted = (unit.frames,)  # what is typed is judged beside its field
    return min(each.first for each in wanted), max(each.numbers()[-1] if each.numbers() else each.last
                                                   for each in wanted)


def _on_disk(it: Submission, each: Simulation, known: Bakes) -> Range:
    """The frames that a bake on disk has, by the names of its files that are sent."""
    if not each.folder or not each.below:
        return None
    place = f"{each.folder}/{each.below}/".replace("\\", "/")
    if place not in known:
        index = it.overview.places.get(os.path.normcase(each.folder))
        assets = it.sent([index]) if index is not None else []
        names = [file.path.replace("\\", "/") for asset in assets for file in asset.files]
        frames = [int(found[1]) for name in names if name.startswith(place)
                  and (found := NUMBER.fullmatch(name[len(place):]))]
        known[place] = (min(frames), max(frames)) if frames else None
    return known[place]
