"""A simulation of a scene: what a frame shows follows from the frames before, unless it is baked."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from typing import Optional, Tuple  # noqa: UP035 - evaluated at run time on 3.9

Range = Optional[Tuple[int, int]]

DETAIL = "simulations"
"""The detail of a unit that holds its simulations (``RenderUnit.details``)."""


@dataclasses.dataclass(frozen=True)
class Simulation:
    """One of them, and how far it is baked."""

    node: str
    kind: str
    """One of those that core/checks/simulations.py has a sentence for."""
    start: int
    """The frame with which it begins: up to it there is nothing that frames before it would change."""
    baked: Range = None
    """The first and last frame of the bake; None where there is none, or where ``folder`` has it."""
    folder: str = ""
    """The folder of a bake on disk, an asset; empty where it is not kept in one of its own."""
    below: str = ""
    """The folder within it whose files have the numbers of the frames."""


def written(simulations: Iterable[Simulation]) -> str:
    """Write them as the text of the detail."""
    return json.dumps([dataclasses.astuple(each) for each in simulations], ensure_ascii=False)


def read(text: str) -> tuple[Simulation, ...]:
    """Read the text of the detail."""
    found = json.loads(text) if text else ()
    return tuple(Simulation(node, kind, start, tuple(baked) if baked else None, folder, below)
                 for node, kind, start, baked, folder, below in found)
