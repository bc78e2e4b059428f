"""HQueue simulations: what several machines share, in the farm's words.

Sources: Houdini's help on hq_sim; Royal Render's and Deadline's scripts, which count its slices the same way; the
farm's own older analysis, which takes frames and output from the node that ``hq_driver`` names.
"""

from __future__ import annotations

import math

from .classes import OpNode
from .parameters import named, number, text
from .tables import CONTROLS, DIVISIONS, DRIVER, SLICE_TYPE, SLICES, VOLUME


def details(node: OpNode, output: str) -> tuple[tuple[str, str], ...]:
    """What task.json has of a distributed simulation besides; ``output`` is the path that its driver writes."""
    kind = text(node, SLICE_TYPE)
    controls = named(node, CONTROLS)
    driver = named(node, DRIVER)
    return (
        ("output_driver", driver.path() if driver is not None else text(node, DRIVER)),
        ("simControlName", controls.path() if controls is not None else text(node, CONTROLS)),
        ("num_slices", str(number_of(node))), ("sliceType", kind), ("output_file", output),
    )


def number_of(node: OpNode) -> int:
    """A volume is divided along its three axes."""
    if text(node, SLICE_TYPE) == VOLUME:
        return math.prod(max(1, int(number(node, axis, 1))) for axis in DIVISIONS)
    return max(1, int(number(node, SLICES, 1)))
